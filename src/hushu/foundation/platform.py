"""The platform's own view of the database, and the application over it; loaded by `admin.py` when it is needed (TEN-6)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from litestar.types import ASGIApp
from piccolo.apps.user.tables import BaseUser
from piccolo.columns import UUID, Array, Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.column_types import BigInt
from piccolo.columns.readable import Readable
from piccolo.table import Table
from piccolo_api.session_auth.tables import SessionsBase

from hushu.foundation import throttle
from hushu.foundation.database import HouseEngine
from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings

DEEDS = {
    "suspend property": "停用项目：只能查看，不能改动。对象填项目的 slug。",
    "open property": "恢复已停用的项目。对象填项目的 slug。",
    "close company": "关闭公司：全部项目停用，所有人退出登录。对象填公司的 slug。",
    "open company": "恢复已关闭的公司，以及随它停用的项目。对象填公司的 slug。",
    "close account": "关闭帐号：此人立即退出登录。对象填用户名。",
    "open account": "恢复已关闭的帐号。对象填用户名。",
}


LONGEST_SESSION = timedelta(hours=12)


class PlatformEngine(HouseEngine):
    """A connection for each statement: operators are few, and a pool would be kept for nothing."""

    async def get_new_connection(self) -> Any:
        """Under the platform's role, wherever the database is now."""
        self.config = {"dsn": str(settings().platform_database_url)}
        return await super().get_new_connection()


PLATFORM = PlatformEngine(config={"dsn": ""})


class Operator(BaseUser, tablename="platform_operator", db=PLATFORM):
    """Somebody who runs the platform; made by `hushu operator NAME`."""

    totp_secret = Varchar(length=255, secret=True)
    totp_step = BigInt()

    _min_password_length = 12

    @classmethod
    async def login(cls, username: str, password: str) -> int | None:
        """The operator's id when name and password fit, within the limits that customers have too (T15)."""
        try:
            await throttle.spend("operator", username, throttle.PERSON, "password")
        except Refused:
            return None
        found: int | None = await super().login(username, password)
        if found is not None:
            await throttle.forget("operator", username, throttle.PERSON)
        return found


class Session(SessionsBase, tablename="platform_session", db=PLATFORM):
    """An operator's session; the customers' are elsewhere."""


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


async def make_operator(name: str, password: str, totp_secret: str) -> bool:
    """Makes an operator, or gives an existing one new proofs and ends their sessions; False for the latter."""
    known = await Operator.select(Operator.id).where(Operator.username == name).first()
    if known is None:
        operator = Operator(  # type: ignore[no-untyped-call]
            username=name,
            password=password,
            totp_secret=totp_secret,
            email=f"{name}@operator.invalid",
            active=True,
            admin=True,
        )
        await Operator.insert(operator)
        return True
    await Operator.update_password(name, password)
    await Operator.update({Operator.totp_secret: totp_secret}).where(Operator.username == name)
    await Session.delete().where(Session.user_id == known["id"])
    return False


def _form(deed: str, words: str) -> Any:
    """The admin's form of one deed."""
    from piccolo_admin.endpoints import FormConfig
    from pydantic import BaseModel, Field

    class Deed(BaseModel):
        """What it is done to, and why."""

        target: str = Field(title="对象 Slug or user name", min_length=2, max_length=60)
        reason: str = Field(title="原因 Reason", min_length=4, max_length=400)

    async def act(request: Any, data: Deed) -> str:
        if not await do_deed(request.user.user.username, deed, data.target, data.reason):
            raise ValueError("没有可操作的对象：请核对填写的名称，以及它现在的状态。")
        return "已完成，并记入 platform deed。"

    return FormConfig(
        name=deed.capitalize(),
        pydantic_model=Deed,
        endpoint=act,
        description=words,
        form_group="操作",
    )


def build() -> ASGIApp:
    """The admin's own application; imports FastAPI and pydantic, so only when somebody asks for it."""
    from piccolo_admin.endpoints import TableConfig, create_admin

    from hushu.foundation.platform_codes import OneTimeCodes

    shown = (Company, Property, Account, PlatformDeed)
    admin: ASGIApp = create_admin(
        tables=[TableConfig(table, menu_group="平台") for table in shown],
        forms=[_form(deed, words) for deed, words in DEEDS.items()],
        auth_table=Operator,
        session_table=Session,
        max_session_expiry=LONGEST_SESSION,
        mfa_providers=[OneTimeCodes()],
        read_only=True,
        production=True,
        allowed_hosts=[urlsplit(settings().origin).hostname or ""],
        auto_include_related=False,
        site_name="户枢平台",
    )
    return admin
