"""Shifts of the tower's control room, for the tests of duty."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from selectolax.lexbor import LexborHTMLParser

from desk.calls import person_id
from hushu.foundation import files
from moment import YEAR
from pdfs import signs
from world import TOWER, Browser, House, pin

OUT, IN = f"{TOWER}.control1", f"{TOWER}.control2"
MANAGER, SUPERVISOR = f"{TOWER}.manager", f"{TOWER}.supervisor"
P = f"/p/{TOWER}/duty"
At = Callable[[str], Any]  # the clock stands at that moment of the property


async def empty(house: House) -> None:
    """The demo's own duty is put aside: what a test says is all there is."""
    await house.rows(
        TOWER, "update duty_record set state = 'handed', ended_at = now() where state = 'open'"
    )
    await house.rows(
        TOWER, "update duty_incident set ended_at = now(), ended_by = opened_by, ended_words = '完' where ended_at is null"
    )  # fmt: skip
    await house.rows(
        TOWER, "update duty_order set done_at = now(), done_by = person where done_at is null"
    )
    await house.rows(TOWER, "update log_line set state = 'done'")
    await house.rows(
        TOWER, "update matter set state = 'answered', answer = '完', answered_by = owner, answered_at = now() where state = 'open'"
    )  # fmt: skip
    await house.rows(
        TOWER,
        "update message set told_at = now(), told_by = from_person, done_at = now() where done_at is null",
    )


async def team(house: House, key: str = "control") -> str:
    """That team's id."""
    return str(await house.value(TOWER, "select id from roster_team where key = $1", key))


async def begun(
    house: House, browser: Browser, day: str, shift: str, *, key: str = "control"
) -> str:
    """Begins a record at the clock's moment and gives its id."""
    answer = await browser.post(
        P, {"team": await team(house, key), "day": day, "shift": shift, "why": "临时顶班"}, key=uuid4().hex
    )  # fmt: skip
    assert answer.status_code == 303, answer.text[-3000:]
    return str(answer.headers["location"].split("record=")[1])


async def night_on(house: House, at: At) -> tuple[str, Browser, Browser]:
    """The night of the first of December is on: its record, who has it, and who comes in the morning."""
    await empty(house)
    with at(f"{YEAR}-12-01 23:00"):
        out, incoming = await house.sign_in(OUT), await house.sign_in(IN)
        return await begun(house, out, f"{YEAR}-12-01", "night"), out, incoming


async def relieved_by_desk(house: House) -> None:
    """The house works so that the day desk relieves the control room."""
    await house.rows(
        TOWER, "update duty_team set relieved_by = $1 where team = $2", await team(house, "desk"), await team(house)
    )  # fmt: skip


async def prepared(house: House, incoming: Browser, record: str) -> None:
    """Somebody comes, reads, takes every item, counts everything as it should be."""
    path = f"{P}/records/{record}/handover"
    came = await incoming.post(f"{path}/coming", {"why": "顶班"}, key=uuid4().hex)
    assert came.status_code == 303, came.text[-3000:]
    assert (await incoming.post(f"{path}/reading", key=uuid4().hex)).status_code == 303
    await all_accepted(incoming, record)
    await all_counted(incoming, record)


async def all_accepted(browser: Browser, record: str) -> None:
    """Every item that nobody has said anything to is accepted."""
    path = f"{P}/records/{record}/handover"
    page = LexborHTMLParser((await browser.get(path)).text)
    keys = {
        str(one.attributes["value"])
        for one in page.css("#items form[action$='/items'] input[name=key]")
    }
    if keys:
        answer = await browser.post(f"{path}/items", {"key": sorted(keys)}, key=uuid4().hex)
        assert answer.status_code == 303, answer.text[-3000:]


async def all_counted(browser: Browser, record: str) -> None:
    """Everything that the page shows as not counted is there: at once, or the one thing that is left."""
    path = f"{P}/records/{record}/handover"
    page = (await browser.get(path)).text
    deed = "counts/rest"
    form: dict[str, Any] = {"seen": uncounted(page)}
    if not form["seen"]:
        deed, form = "counts", the_last(page)
    answer = await browser.post(f"{path}/{deed}", form, key=uuid4().hex)
    assert answer.status_code == 303, answer.text[-3000:]


def uncounted(page: str) -> list[str]:
    """What the page's one button for the rest says is there."""
    found = LexborHTMLParser(page).css("#count-rest input[name=seen]")
    return [str(one.attributes["value"]) for one in found]


def the_last(page: str) -> dict[str, str]:
    """The form of the one thing that is not counted, as it stands there."""
    [marked] = LexborHTMLParser(page).css("#counts li:has(.state-warning) form")
    fields = marked.css("input[name=thing], input[name=counted]")
    return {str(one.attributes["name"]): str(one.attributes["value"]) for one in fields}


async def signed(browser: Browser, record: str, other: str, **more: Any) -> Any:
    """Both type their PIN at this one's screen."""
    fields = {"pin": pin(browser.username), "other_pin": pin(other), **more}
    return await browser.post(f"{P}/records/{record}/handover", fields, key=uuid4().hex)


async def planned(
    house: House, username: str, day: date, shift: str, *, key: str = "control"
) -> None:
    """That person stands on the team's roster in force on that day."""
    person = await person_id(house, username)
    roster = await house.value(
        TOWER,
        """insert into roster (id, team, month, made_by, made_at) values (gen_random_uuid(), $1, $2, $3, now())
           on conflict (property, team, month) do update set made_by = excluded.made_by returning id""",
        await team(house, key), day.replace(day=1), person,
    )  # fmt: skip
    edition = await house.value(
        TOWER,
        """insert into roster_edition (id, roster, number, state, plan, made_by, made_at, in_force_at)
           values (gen_random_uuid(), $1, 0, 'in_force', '{}', $2, now(), now()) returning id""",
        roster, person,
    )  # fmt: skip
    await house.rows(
        TOWER,
        """insert into roster_shift (person, day, roster, edition, shift, begins_at, ends_at)
           select $1, $2, $3, $4, id, ($2::date + begins) at time zone 'Asia/Shanghai',
                  ($2::date + ends + case when ends <= begins then interval '1 day' else interval '0' end) at time zone 'Asia/Shanghai'
             from shift where key = $5""",
        person, day, roster, edition, shift,
    )  # fmt: skip


async def printed(house: House, person: Browser, path: str) -> tuple[bytes, str]:
    """The paper that is asked for there, with its signs."""
    answer = await person.post(f"{P}/{path}/paper", key=uuid4().hex)
    assert answer.status_code == 303, answer.text[-2000:]
    paper = UUID(answer.headers["location"].rsplit("/", 1)[1])
    await house.work()
    file = await house.value(TOWER, "select file from paper where id = $1", paper)
    assert file is not None, await house.value(
        TOWER, "select problem from paper where id = $1", paper
    )
    async with house.at(TOWER):
        data = await files.read(file)
    return data, signs(data)
