"""My shifts in my phone's calendar: a private address, strictly RFC 5545, gone when it is ended or I leave."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.rosters.rules.feed import Entry, calendar, folded
from rosters.publishing import change, day, off_duty, one, published, republish
from world import TOWER, Browser, House, somewhere, text

SHIFTS = f"/p/{TOWER}/shifts"
NAME = re.compile(r"[A-Z0-9-]+(;[A-Z]+=[A-Z0-9]+)*:")
MOMENT = re.compile(r"\d{8}T\d{6}Z")
NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


def events(data: bytes) -> list[dict[str, str]]:
    """The calendar's events, read as strictly as the standard says it is written."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in raw)
    assert all(len(line) <= 75 for line in raw)
    lines: list[str] = []
    for line in (part.decode() for part in raw):
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert all(NAME.match(line) for line in lines), lines
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head = lines[: next(n for n, line in enumerate(lines[1:], 1) if line.startswith("BEGIN:"))]
    for wanted in ("VERSION:2.0", "PRODID:", "X-WR-CALNAME:"):
        assert sum(line.startswith(wanted) for line in head) == 1
    assert not any(line.startswith("METHOD") for line in lines)
    return _events(lines)


def _events(lines: list[str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in lines:
        name, value = line.split(":", 1)
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1] == "VEVENT":
            assert name not in found[-1], f"{name} stands twice"
            found[-1][name] = value
    assert not inside
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        for moment in ("DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"):
            assert MOMENT.fullmatch(event[moment])
        assert event["DTSTART"] < event["DTEND"]
        assert event["SEQUENCE"].isdigit()
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", event["SUMMARY"] + event["LOCATION"])
    assert len({event["UID"] for event in found}) == len(found)
    return found


def entry(name: str, number: int = 0) -> Entry:
    """A shift of eight hours."""
    return Entry(
        "p", date(2026, 12, 1), name, "早", "监控室", NOON, NOON + timedelta(hours=8), number, NOON
    )


@pytest.mark.req("ROST-5")
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_whatever_a_shift_is_called_the_calendar_is_well_formed_and_says_it(name: str) -> None:
    (event,) = events(calendar("我的班次", "澄港；国际,中心", [entry(name)]))
    said = re.sub(
        r"\\([\\;,n])", lambda found: {"n": "\n"}.get(found[1], found[1]), event["SUMMARY"]
    )
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", name.replace("\r\n", "\n"))
    assert said == kept


@pytest.mark.req("ROST-5")
def test_a_line_is_folded_between_signs_and_an_empty_calendar_still_holds_a_component() -> None:
    pieces = list(folded("SUMMARY:" + "夜班𬱖" * 30))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == "SUMMARY:" + "夜班𬱖" * 30
    empty = calendar("我的班次", "澄港", [])
    assert events(empty) == []
    assert b"BEGIN:VTIMEZONE\r\n" in empty


def planned(data: bytes) -> list[dict[str, str]]:
    """Next month's events; the demo's own rosters are of this one."""
    return [one for one in events(data) if one["UID"].startswith(f"shift-{day(1):%Y%m}")]


async def address(reader: Browser) -> str:
    """A new address, as its page shows it."""
    page = await reader.post(f"{SHIFTS}/feed", key=uuid4().hex)
    assert page.status_code == 200, text(page)
    found = re.search(rf"http://[^<\"]*(/feeds/{TOWER}-[0-9a-f]{{32}}\.ics)", page.text)
    assert found, page.text
    return found[1]


async def followed(house: House, who: int = 1, other: int = 2) -> tuple[Any, str, Browser]:
    """A roster in force, the address of one of its people, and a stranger's telephone."""
    standing = await published(house, (who, 1, "早"), (who, 2, "夜"), (other, 1, "中"))
    reader = await house.sign_in(f"{TOWER}.control{who}")
    return standing, await address(reader), await house.visitor(somewhere())


@pytest.mark.req("ROST-5")
async def test_the_calendar_shows_ones_own_shifts_in_force_and_follows_every_edition(
    house: House,
) -> None:
    (supervisor, roster), feed, phone = await followed(house)
    answer = await phone.get(feed)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["cache-control"]
    early, night = planned(answer.content)
    assert (early["SUMMARY"], night["SUMMARY"]) == ("早班", "夜班")
    begins = datetime.strptime(night["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    ends = datetime.strptime(night["DTEND"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    moments = "select begins_at, ends_at from roster_shift where person = $1 and day = $2"
    row = (await house.rows(TOWER, moments, await one(house, 1), day(2)))[0]
    assert (begins, ends) == (row["begins_at"], row["ends_at"])
    assert ends.astimezone(UTC).date() > day(2) or ends - begins > timedelta(hours=6)
    same = await phone.get(feed, headers={"If-None-Match": answer.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    await change(house, supervisor, roster, (1, 1, "中"), was="早")
    await republish(house, supervisor, roster, "调为中班")
    changed = await phone.get(feed, headers={"If-None-Match": answer.headers["etag"]})
    assert changed.status_code == 200
    middle, _ = planned(changed.content)
    assert (middle["UID"], middle["SUMMARY"]) == (early["UID"], "中班")
    assert int(middle["SEQUENCE"]) > int(early["SEQUENCE"])
    assert middle["DTSTAMP"] >= early["DTSTAMP"]


@pytest.mark.req("ROST-5")
async def test_a_new_address_ends_the_old_one_and_an_ended_one_leads_nowhere(house: House) -> None:
    _, feed, phone = await followed(house)
    reader = await house.sign_in(f"{TOWER}.control1")
    assert "重新生成地址" in text(await reader.get(SHIFTS))
    renewed = await address(reader)
    assert [(await phone.get(path)).status_code for path in (feed, renewed)] == [404, 200]
    ended = await reader.post(f"{SHIFTS}/feed/end", key=uuid4().hex)
    assert ended.status_code == 303
    assert (await phone.get(renewed)).status_code == 404
    assert await house.value(TOWER, "select count(*) from roster_feed") == 0


@pytest.mark.req("ROST-5", "T14")
async def test_the_token_is_nowhere_in_the_database_and_closes_when_its_person_leaves(
    house: House,
) -> None:
    leaver, other = (await off_duty(house))[:2]
    _, feed, phone = await followed(house, leaver, other)
    token = feed.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(await house.value(TOWER, "select token_hash from roster_feed")) == 32
    trail = "select count(*) from audit where after::text like '%' || $1 || '%'"
    assert await house.value(TOWER, trail, token[-32:]) == 0
    manager = await house.sign_in(f"{TOWER}.manager")
    form = {"reason": "合同到期", "successor": str(await one(house, other))}
    path = f"/p/{TOWER}/people/{await one(house, leaver)}/leaving"
    left = await manager.post(path, form, key=uuid4().hex)
    assert left.status_code == 303, text(left)
    assert (await phone.get(feed)).status_code == 404
    assert await house.value(TOWER, "select count(*) from roster_feed") == 0


@pytest.mark.req("ROST-5", "T15")
async def test_guesses_find_nothing_and_are_soon_told_to_wait(house: House) -> None:
    phone = await house.visitor(somewhere())
    for wrong in (
        "x.ics",
        f"{TOWER}-{'0' * 32}.ics",
        f"nowhere-{'0' * 32}.ics",
        f"{TOWER}-{'0' * 32}",
        "%00.ics",
    ):
        assert (await phone.get(f"/feeds/{wrong}")).status_code == 404, wrong
    found = [(await phone.get(f"/feeds/{TOWER}-{n:032x}.ics")).status_code for n in range(70)]
    assert set(found) == {404, 429}
    assert found[-1] == 429
