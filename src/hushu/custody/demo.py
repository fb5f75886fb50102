"""The demo's board: room keys of some units, area keys drawn this morning, one key late, one radio away for repair."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hushu.custody.commands import ThingFacts, add
from hushu.custody.queries.things import by_code
from hushu.custody.rules import AREA_BACK
from hushu.custody.tables import CustodyLoan, CustodyNote, CustodySheet
from hushu.foundation import clock, database
from hushu.foundation.numbering import next_number
from hushu.foundation.tables import insert, new_id
from hushu.foundation.tenancy import acting_as
from hushu.people.queries import Colleague, colleagues
from hushu.premises.queries import listed

ROOMS = 8
FIRM, VISITOR = "恒川空调维保", "曹师傅"
POSTS = ("supervisor", "steward", "receptionist", "control_room", "security", "manager")


async def lay(_: str) -> None:  # every property of the demo has a board
    """Lays what the posts of a property do on an ordinary day."""
    cast: dict[str, Colleague] = {}
    for one in await colleagues():
        cast.setdefault(one.post_key, one)
    if not all(post in cast for post in POSTS):
        return
    async with acting_as(cast["supervisor"]):
        await _keys(cast, clock.now())
        await _radios(cast, clock.now())
        await _area(cast, clock.now())


async def _keys(cast: dict[str, Colleague], now: datetime) -> None:
    """Room keys: one late, one lent for a firm, one back since yesterday."""
    made: list[UUID] = []
    for place, one in enumerate(await listed(limit=ROOMS), 1):
        facts = ThingFacts(
            no=f"F{place:02}", label=f"{one.label} 房门", kind="unit", place="desk", room=f"{one.building}{one.label}"
        )  # fmt: skip
        made.append(await add(facts))
    sealed = ThingFacts(no="S01", label="配电间备用钥匙", kind="sealed", place="control_room", seal="FC-20261")  # fmt: skip
    await add(sealed)
    steward, desk, guard = (cast[post].id for post in ("steward", "receptionist", "security"))
    hour = timedelta(hours=1)
    await _lent(
        made[1], steward, desk, now - 3 * hour, due_at=now - 0.75 * hour, purpose="空置房通风检查"
    )
    await _lent(
        made[2], guard, desk, now - hour, due_at=now + 2 * hour, purpose="室内机检修", firm=FIRM, visitor=VISITOR
    )  # fmt: skip
    await _lent(
        made[4], steward, desk, now - 27 * hour, due_at=now - 25 * hour, purpose="陪同看房", back_at=now - 26 * hour,
        back_by=desk, back_from=steward, count_back=1, power_off=True, shut=True, condition="good",
    )  # fmt: skip


async def _radios(cast: dict[str, Colleague], now: datetime) -> None:
    """Radios: two in use, one away for repair, the others inspected at the beginning of the week."""
    control, steward, desk = (cast[post].id for post in ("control_room", "steward", "receptionist"))
    supervisor, day = cast["supervisor"].id, timedelta(days=1)
    for no, holder in (("D01", steward), ("D02", cast["security"].id)):
        await _lent(await _id(no), holder, desk, now - timedelta(hours=2), purpose="")
    broken = await _id("D06")
    await _noted(broken, "fault", control, now - 2 * day, "按键失灵，收得到发不出。")
    await _noted(broken, "sent", cast["manager"].id, now - day, "已交行政人事部送修。")
    for state in ("faulty", "repair"):
        await database.execute("update custody_thing set state = $2 where id = $1", broken, state)
    for no in ("D01", "D02", "D03", "D04", "D05"):
        await _noted(await _id(no), "inspected", supervisor, now - 3 * day, "")
        await _noted(await _id(no), "charged", desk, now - timedelta(hours=14), "")


async def _area(cast: dict[str, Colleague], now: datetime) -> None:
    """The early shift has drawn two rings of area keys."""
    at, year, end = (
        now - timedelta(hours=4),
        clock.local(now).year,
        clock.at(clock.today(), AREA_BACK),
    )
    sheet = CustodySheet(
        id=new_id(), number=f"YS{year}-{await next_number('custody sheet', year):04}", kind="draw", place="control_room", at=at,
        keeper=cast["control_room"].id, other=cast["steward"].id,
    )  # fmt: skip
    await insert(sheet)
    for no in ("A01", "A02"):
        found = await by_code(no)
        if found is not None:
            await _lent(
                found.id, cast["steward"].id, cast["control_room"].id, at, out_sheet=sheet.id, count_out=found.present,
                due_at=end if end > now else end + timedelta(days=1),
            )  # fmt: skip


async def _id(no: str) -> UUID:
    found = await by_code(no)
    if found is None:
        raise LookupError(no)
    return found.id


async def _lent(thing: UUID, person: UUID, keeper: UUID, at: datetime, **more: Any) -> None:
    await insert(
        CustodyLoan(id=new_id(), thing=thing, person=person, out_by=keeper, out_at=at, **more)
    )


async def _noted(thing: UUID, deed: str, by: UUID, at: datetime, words: str) -> None:
    await insert(CustodyNote(id=new_id(), thing=thing, deed=deed, words=words, at=at, by=by))
