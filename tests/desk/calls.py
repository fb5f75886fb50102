"""Calls as the desk writes them, for the desk's tests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from moment import SHANGHAI
from world import Browser, House


def call(**more: Any) -> dict[str, Any]:
    """An ordinary call as the form sends it."""
    return {
        "kind": "call", "matter": "问周末物业服务中心几点下班", "matter_kind": "enquiry", "outcome": "answered",
        "phone": "13900001111",
        "caller": "周先生", **more,
    }  # fmt: skip


def soon(minutes: int = 60) -> str:
    """A promised time as the field sends it."""
    return (datetime.now(UTC).astimezone(SHANGHAI) + timedelta(minutes=minutes)).strftime(
        "%Y-%m-%dT%H:%M"
    )


async def person_id(house: House, username: str) -> str:
    """Who that is in their property."""
    slug = username.split(".", maxsplit=1)[0]
    owner = await house.owner()
    account = await owner.fetchval("select id from account where username = $1", username)
    return str(await house.value(slug, "select id from person where account = $1", account))


async def written(browser: Browser, **more: Any) -> str:
    """Writes a line and gives its id."""
    slug = browser.username.split(".")[0]
    answer = await browser.post(f"/p/{slug}/log", call(**more), key=uuid4().hex)
    assert answer.status_code == 303, answer.text[:2000]
    return str(answer.headers["location"].split("saved=")[1])
