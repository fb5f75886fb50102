"""Handing in: one writes the list and brings the papers, the other confirms each of them (ARCH-8; H0 6.1.1.2 6, 6.2.3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from hushu.archives.queries.handing_in import handin, lines_of
from hushu.archives.tables import ArchiveHandin, ArchiveHandinLine
from hushu.foundation import clock, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me, setting
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_

DAYS = 3  # after a meeting outside, unless the property says otherwise (`handin_days`)
MOST_LINES = 100
STATE = N_("This list has gone on already. Please load the page again.")


class PaperLine(msgspec.Struct, frozen=True):
    """One paper as the giver writes it."""

    title: str
    pages: int = 1


async def announce(
    kind: str, lines: Sequence[PaperLine], *, department: str = "", meeting: str = "", held_on: date | None = None, note: str = ""
) -> UUID:  # fmt: skip
    """A list of what I hand in; after a meeting outside it may be empty until the papers are at hand. Raises Refused."""
    if kind == "meeting" and not meeting:
        raise Refused("meeting", N_("Say which meeting the papers come from."))
    if kind == "department" and not lines:
        raise Refused("title", N_("Write down at least one paper."))
    if held_on is not None and held_on > clock.today():
        raise Refused("held_on", N_("This day has not come yet."))
    year = clock.today().year
    made = ArchiveHandin(
        id=new_id(), year=year, no=await next_number("archive handin", year), kind=kind, giver=me(), department=department,
        meeting=meeting, held_on=held_on, due_on=(held_on or clock.today()) + timedelta(days=int(setting("handin_days", DAYS))),
        note=note, made_at=clock.now(),
    )  # fmt: skip
    await insert(made)
    await _lay(made.id, lines)
    live.changed("handin")
    return made.id


async def _lay(handin_id: UUID, lines: Sequence[PaperLine]) -> None:
    for place, line in enumerate(lines[:MOST_LINES], 1):
        await insert(
            ArchiveHandinLine(
                id=new_id(), handin=handin_id, place=place, title=line.title, pages=line.pages
            )
        )


async def add_lines(handin_id: UUID, lines: Sequence[PaperLine]) -> None:
    """More papers on my list, before it is given. Raises Conflict."""
    found = await handin(handin_id, lock=True)
    if found.giver != me():
        raise NotAllowed
    if found.state != "announced":
        raise Conflict(STATE)
    for place, line in enumerate(lines, found.lines + 1):
        await insert(
            ArchiveHandinLine(
                id=new_id(), handin=handin_id, place=place, title=line.title, pages=line.pages
            )
        )
    live.changed("handin")


async def give(handin_id: UUID) -> None:
    """I have brought everything on the list. Raises Refused when nothing is on it."""
    found = await handin(handin_id, lock=True)
    if found.giver != me():
        raise NotAllowed
    if found.state != "announced":
        raise Conflict(STATE)
    if not found.lines:
        raise Refused("", N_("Write down at least one paper."))
    await change(ArchiveHandin, handin_id, state="given", given_at=clock.now())
    live.changed("handin")
    live.changed("inbox")


async def take(handin_id: UUID, verdicts: dict[UUID, tuple[str, str]]) -> None:
    """The keeper confirms each paper or says what is wrong. Every line needs a word; the giver cannot take their own."""
    found = await handin(handin_id, lock=True)
    if found.giver == me():
        raise Conflict(N_("Somebody else takes over what you hand in."))
    if found.state != "given":
        raise Conflict(STATE)
    lines = await lines_of(handin_id)
    for line in lines:
        verdict, said = verdicts.get(line.id, ("", ""))
        if verdict not in ("taken", "missing"):
            raise Refused("", N_("Say of each paper whether you have it."))
        if verdict == "missing" and not said:
            raise Refused("", N_("Say what is wrong with each paper that you do not take."))
        await change(ArchiveHandinLine, line.id, verdict=verdict, said=said)
    await change(ArchiveHandin, handin_id, state="taken", taken_by=me(), taken_at=clock.now())
    live.changed("handin")
    live.changed("inbox")
