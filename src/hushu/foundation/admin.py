"""What platform operators have: piccolo-admin over companies, properties and accounts, and no property's record (TEN-6).

It runs under the database role `hushu_platform`, which may read a few columns of three tables and change nothing; every
deed goes through one database function that writes down who, what and why. Its libraries are loaded when somebody first
asks for /admin, so a web worker that nobody administers pays nothing. `HUSHU_ADMIN=off` leaves it away.
"""

import asyncio
import os
from typing import Any, Literal
from urllib.parse import urlsplit

from litestar import Response, asgi
from litestar.handlers import ASGIRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send
from piccolo.apps.user.tables import BaseUser
from piccolo.columns import UUID, Array, Boolean, ForeignKey, Text, Timestamptz
from piccolo.columns.column_types import BigInt
from piccolo.columns.readable import Readable
from piccolo.table import Table

from hushu.foundation.answers import send_answer
from hushu.foundation.database import HouseEngine
from hushu.foundation.settings import settings

RIGHT = "platform.operator"
DEEDS = Literal[
    "suspend property", "open property", "close company", "open company", "close account", "open account"
]  # fmt: skip


class PlatformEngine(HouseEngine):
    """A connection for each statement: operators are few, and a pool would be kept for nothing."""

    async def get_new_connection(self) -> Any:
        """Under the platform's role, wherever the database is now."""
        self.config = {"dsn": str(settings().platform_database_url)}
        return await super().get_new_connection()


PLATFORM = PlatformEngine(config={"dsn": ""})


class Operator(BaseUser, tablename="platform_operator", db=PLATFORM):
    """Somebody who runs the platform; made by `hushu operator NAME`."""

    _min_password_length = 12


class Company(Table, tablename="company", db=PLATFORM):
    """A company that signed up."""

    id = UUID(primary_key=True)
    slug = Text()
    name = Text()
    phone = Text()
    created_at = Timestamptz()
    closed_at = Timestamptz(null=True)

    @classmethod
    def get_readable(cls) -> Readable:
        """By name."""
        return Readable(template="%s", columns=[cls.name])


class Property(Table, tablename="property", db=PLATFORM):
    """A property: that it is there, of what kind, and whether it is suspended."""

    id = UUID(primary_key=True)
    company = ForeignKey(Company)
    slug = Text()
    name = Text()
    kind = Text()
    time_zone = Text()
    suspended_at = Timestamptz(null=True)
    created_at = Timestamptz()


class Account(Table, tablename="account", db=PLATFORM):
    """Who may sign in; without anything that proves who they are."""

    id = UUID(primary_key=True)
    company = ForeignKey(Company)
    username = Text()
    name = Text()
    company_roles = Array(base_column=Text())
    locale = Text()
    must_change = Boolean()
    closed_at = Timestamptz(null=True)


class PlatformDeed(Table, tablename="platform_deed", db=PLATFORM):
    """What operators did, and why."""

    id = BigInt(primary_key=True)
    at = Timestamptz()
    operator = Text()
    deed = Text()
    target = Text()
    reason = Text()


async def do_deed(operator: str, deed: str, target: str, reason: str) -> bool:
    """Suspends, closes or opens what is named; False when there is nothing to do."""
    connection = await PLATFORM.get_new_connection()
    try:
        return bool(await connection.fetchval(
            "select operator_deed($1, $2, $3, $4)", operator, deed, target.strip().lower(), reason.strip()
        ))  # fmt: skip
    finally:
        await connection.close()


async def make_operator(name: str, password: str) -> bool:
    """Makes an operator, or gives an existing one a new password and ends their sessions; False for the latter."""
    from piccolo_api.session_auth.tables import SessionsBase

    class Session(SessionsBase, tablename="platform_session", db=PLATFORM):
        """As the admin keeps them."""

    known = await Operator.select(Operator.id).where(Operator.username == name).first()
    if known is None:
        operator = Operator(
            username=name,
            password=password,
            email=f"{name}@operator.invalid",
            active=True,
            admin=True,
        )
        await Operator.insert(operator)
        return True
    await Operator.update_password(name, password)
    await Session.delete().where(Session.user_id == known["id"])
    return False


def _build() -> ASGIApp:
    """The admin's own application; imports FastAPI and pydantic, so only when somebody asks for it."""
    from piccolo_admin.endpoints import FormConfig, TableConfig, create_admin
    from piccolo_api.session_auth.tables import SessionsBase
    from pydantic import BaseModel, Field

    class Session(SessionsBase, tablename="platform_session", db=PLATFORM):
        """An operator's session; the customers' are elsewhere."""

    class Deed(BaseModel):
        """A deed with its reason."""

        deed: DEEDS = Field(title="操作 Deed")
        target: str = Field(title="对象 Slug or user name", min_length=2, max_length=60)
        reason: str = Field(title="原因 Reason", min_length=4, max_length=400)

    async def act(request: Any, data: Deed) -> str:
        operator = request.user.user.username
        if not await do_deed(operator, data.deed, data.target, data.reason):
            raise ValueError("没有可操作的对象：请核对简称或用户名，以及它现在的状态。")
        return "已完成，并已记录在 platform deed 中。"

    host = urlsplit(settings().origin).hostname or ""
    tables = [
        TableConfig(Company, menu_group="平台"),
        TableConfig(Property, menu_group="平台"),
        TableConfig(Account, menu_group="平台"),
        TableConfig(PlatformDeed, menu_group="平台"),
    ]
    admin: ASGIApp = create_admin(
        tables=tables,
        forms=[FormConfig(name="Suspend close open", pydantic_model=Deed, endpoint=act,
                          description="停用或恢复项目，关闭或恢复公司与帐号；每次操作都记录原因。")],
        auth_table=Operator,
        session_table=Session,
        read_only=True,
        production=True,
        allowed_hosts=[host],
        auto_include_related=False,
        site_name="户枢平台",
    )  # fmt: skip
    return admin


class Lazily:
    """The admin, built by the first request that asks for it."""

    def __init__(self) -> None:
        self._app: list[ASGIApp] = []
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request on."""
        async with self._lock:
            if not self._app:
                self._app.append(await asyncio.to_thread(_build))
        await self._app[0](scope, receive, send)


_admin = Lazily()


@asgi("/admin", is_mount=True, copy_scope=True, right=RIGHT, looser_policy=True)
async def admin(scope: Scope, receive: Receive, send: Send) -> None:
    """Everything below /admin/, whose links are relative; it asks for the operator's own session by itself."""
    if scope["raw_path"].partition(b"?")[0] == b"/admin":
        onward = Response(b"", status_code=303, headers={"Location": "/admin/"})
        await send_answer(onward, scope, receive, send)
        return
    await _admin(scope, receive, send)


def routes() -> tuple[ASGIRouteHandler, ...]:
    """The admin's one route, unless it is switched off."""
    off = os.environ.get("HUSHU_ADMIN", "on").strip().lower() in {"off", "0", "no"}
    return () if off else (admin,)
