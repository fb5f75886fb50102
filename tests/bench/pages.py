"""The pages that are measured, and what their real statements are."""

import dataclasses
import re
from pathlib import Path
from urllib.parse import urlencode

import asyncpg
from httpx import ASGITransport, AsyncClient

from bench import months
from bench.capture import Statement, recorded
from bench.load import Request
from hushu.app import create_app
from hushu.foundation import database, sessions
from hushu.people.signing_in import Caller, sign_in
from hushu.signup.demo_world import password_of

PERSON = "harbour.reception1"
HOME = "/p/harbour"
PATHS = {
    "log list, 50 rows, filtered": f"{HOME}/log?kind=call&order=-time",
    "script search": f"{HOME}/scripts/find?q=zst",
    "inbox": f"{HOME}/inbox",
    "archives, 50 rows": f"{HOME}/archives",
    "archives, two characters": f"{HOME}/archives?q=%E6%A2%AF%E5%9B%B0",
    "archives, catalog of items": f"{HOME}/archives/catalogs?kind=items",
}
NEW_LINE = {
    "kind": "call", "matter": "询问大堂空调开放时间，已说明工作日八点至十八点。", "matter_kind": "enquiry",
    "outcome": "answered", "caller": "王女士", "unit": "", "phone": "",
}  # fmt: skip
# How a line of the bench is made in SQL; columns of log_line to expressions over p (property), who (person), n (number).
COLUMNS = {
    "property": "p.id",
    "id": "gen_random_uuid()",
    "at": "now() - n * interval '17 minutes'",
    "kind": "(array['call', 'call', 'visit', 'walk_in', 'letter'])[1 + n % 5]",
    "channel": "'phone'",
    "caller": "(array['王女士', '李先生', '赵经理', '陈小姐'])[1 + n % 4]",
    "company": "'测试公司' || n % 40",
    "unit": "(1 + n % 20)::text || '-' || lpad((n % 40)::text, 4, '0')",
    "phone": "'139' || lpad((n * 7919 % 100000000)::text, 8, '0')",
    "matter": "'来电反映' || (array['空调不冷', '电梯等待过久', '地库渗水', '询问装修手续', '邻户噪音'])[1 + n % 5] || '，第' || n || '次'",
    "matter_kind": "(array['repair', 'complaint', 'repair', 'enquiry', 'complaint'])[1 + n % 5]",
    "outcome": "'answered'",
    "register": "'day'",
    "register_day": "(now() - n * interval '17 minutes')::date",
    "taken_by": "who.id",
    "state": "'done'",
    "search": "'wangnvshi wns ' || n",
}

Plans = dict[str, tuple[list[Statement], int]]


async def enter(connection: asyncpg.Connection) -> None:
    """Opens the measured property for this transaction, as a request of its receptionist would."""
    await connection.fetchrow(
        "select * from open_property($1, 'harbour', '', '')", sessions.fingerprint(_token[0])
    )


FORM = "application/x-www-form-urlencoded"
_token: list[str] = []
_edit: list[Request] = []


async def _entered(client: AsyncClient, username: str) -> str:
    """That person's session at this client; its token."""
    begun = await sign_in(username, password_of(username), Caller("127.0.0.1", "bench", None))
    if begun is None:
        raise LookupError(f"{username} is not of the demo")
    client.cookies.set(sessions.cookie_name(), begun.token, domain="127.0.0.1")
    client.headers["accept-encoding"] = "identity"
    return str(begun.token)


async def captured(app_url: str, laid: months.Laid) -> tuple[Plans, str, str]:
    """Each page's statements and size, made once in this process; the session's cookie and form token."""
    app = create_app()
    await database.connect(app_url, size=2)
    plans: Plans = {}
    try:
        await months.published(laid)
        transport = ASGITransport(app=app, raise_app_exceptions=True)  # type: ignore[arg-type]
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1:8751") as client:
            _token.append(await _entered(client, PERSON))
            await _capture(client, plans)
            page = await client.get(f"{HOME}/log")
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1:8751") as client:
            token = await _entered(client, months.EDITOR)
            await _capture_edit(client, plans, f"{sessions.cookie_name()}={token}")
        token = page.text.split('X-CSRF-Token":"')[1].split('"')[0]
    finally:
        await database.disconnect()
    return plans, f"{sessions.cookie_name()}={_token[0]}", token


async def _capture(client: AsyncClient, plans: Plans) -> None:
    listing = await client.get(PATHS["log list, 50 rows, filtered"])
    line = re.findall(rf"{HOME}/log/([0-9a-f-]{{36}})", listing.text)[0]
    PATHS["one line's page"] = f"{HOME}/log/{line}"
    shelf = await client.get(PATHS["archives, 50 rows"])
    PATHS["archives, one item"] = (
        f"{HOME}/archives/items/{re.findall(rf'{HOME}/archives/items/([0-9a-f-]{{36}})', shelf.text)[0]}"
    )
    PATHS[months.SHOWN] = await months.place(client, HOME)
    for name, path in PATHS.items():
        await client.get(path)
        with recorded() as statements:
            answer = await client.get(path)
        answer.raise_for_status()
        plans[name] = (list(statements), len(answer.content))
    token = listing.text.split('X-CSRF-Token":"')[1].split('"')[0]
    with recorded() as statements:
        made = await client.post(
            f"{HOME}/log", data={**NEW_LINE, "_csrf": token, "_key": "captured"}
        )
    assert made.status_code == 303, made.text[:2000]
    plans["create"] = ([s for s in statements if "form_key" not in s.sql], 0)


async def _capture_edit(client: AsyncClient, plans: Plans, cookie: str) -> None:
    asked = await months.edit(client, PATHS[months.SHOWN], cookie)
    sent = {
        "content": f"{asked.body}&_key=captured-edit",
        "headers": {**asked.headers, "Content-Type": FORM},
    }
    with recorded() as statements:
        made = await client.post(asked.path, **sent)  # type: ignore[arg-type]
    assert made.status_code == 200, made.text[:2000]
    plans[months.EDITED] = ([s for s in statements if "form_key" not in s.sql], len(made.content))
    _edit.append(asked)


def requests(
    plans: Plans, cookie: str, csrf: str, run: str
) -> tuple[dict[str, Request], dict[str, Request]]:
    """What to send to the real house, and to its tuned twin."""
    real = {name: Request(path, cookie) for name, path in PATHS.items()}
    tuned = {name: Request(f"/{number}", cookie) for number, name in enumerate(PATHS)}
    for number, name in enumerate(list(PATHS)):
        plans[str(number)] = plans[name]
    body = urlencode({**NEW_LINE, "_csrf": csrf}) + f"&_key={run}-{{n}}"
    real["create"] = Request(f"{HOME}/log", cookie, "POST", body)
    tuned["create"] = Request("/create/create", cookie, "POST", f"_key=tuned-{run}-{{n}}")
    plans["edit"], edit = plans[months.EDITED], _edit[0]
    real[months.EDITED] = dataclasses.replace(edit, body=f"{edit.body}&_key={run}-edit-{{n}}")
    tuned[months.EDITED] = Request(
        "/create/edit", edit.cookie, "POST", f"_key=tuned-edit-{run}-{{n}}"
    )
    return real, tuned


def postmaster(data: Path) -> int:
    """The database server's process id."""
    found = next(data.rglob("postmaster.pid"), None) or next(
        (data / "server").resolve().rglob("postmaster.pid")
    )
    return int(found.read_text().split()[0])
