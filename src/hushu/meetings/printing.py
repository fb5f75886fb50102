"""Papers of meetings: minutes with attendance and signatures, the register as a table (MEET-5).

The signed PDF of the chain is the original and goes to the archives. This paper is for the folder and the wall: it can be had
at any time, has everybody's attendance as a table, and a line for the hand of each who has not signed yet.
"""

from uuid import UUID

import msgspec

from hushu.foundation import qr
from hushu.foundation.filters import clock_time, moment
from hushu.foundation.papers import Printed
from hushu.foundation.sheets import Book
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.meetings.queries.meeting import whole
from hushu.meetings.queries.minutes import minutes_of
from hushu.meetings.queries.register import Row
from hushu.meetings.rules import words
from hushu.signing.queries import ChainView, Entry, chain_of

HEADINGS = (
    N_("Date"), N_("Time"), N_("Meeting"), N_("Place"), N_("State"), N_("In the chair"), N_("Recorder"), N_("Asked to come"),
    N_("Came to it"), N_("Matters not handed in"), N_("Problems"), N_("Decisions"), N_("Decisions in hand"), N_("Minutes"),
    N_("Has not signed yet"), N_("Remark"),
)  # fmt: skip


class Signature(msgspec.Struct, frozen=True):
    """A line of the signature list; `at` empty while it waits."""

    name: str
    deed: str
    at: str


async def minutes_paper(meeting: str) -> Printed:
    """The maker of printed minutes."""
    found = await whole(UUID(meeting))
    kept = await minutes_of(found.meeting.id)
    chain = await chain_of("minutes", found.meeting.id) if kept and kept.paper else None
    return Printed(
        "meetings/print/minutes.html",
        {"whole": found, "meeting": found.meeting, "minutes": kept, "signatures": signatures(chain), "words": words,
         "record_qr": qr.page(f"/meetings/{meeting}/minutes"), "record_no": f"{found.meeting.day}"},
    )  # fmt: skip


def signatures(chain: ChainView | None) -> list[Signature]:
    """Who signed and when, then who has not and who comes after; nothing while the minutes are not on their round."""
    if chain is None or chain.state not in {"running", "agreed"}:
        return []
    done = [
        Signature(_signer(e), e.words, moment(e.at))
        for e in chain.entries if e.deed in {"start", "agree"}
    ]  # fmt: skip
    left = [
        Signature(seat.name, step.deed, "")
        for step in chain.steps if step.state == "open" for seat in step.seats if seat.state == "waiting"
    ]  # fmt: skip
    later = [
        Signature(name, step.deed, "")
        for step in chain.steps if step.state == "later" for name in step.who.split("、")
    ]  # fmt: skip
    return done + left + (later if chain.state == "running" else [])


def _signer(entry: Entry) -> str:
    return f"{entry.signer_name}（{entry.for_name}）" if entry.for_name else entry.signer_name


def book(rows: list[Row]) -> Book:
    """The register as a table, exactly what is shown."""
    with speaking(DEFAULT):
        headings = [translate(heading) for heading in HEADINGS]
        lines = [_line(row) for row in rows]
        return Book(title=translate(N_("Register of meetings")), headings=headings, rows=lines)


def _line(row: Row) -> list[str | int]:
    return [
        f"{row.day}", clock_time(row.starts_at), row.title, row.room, translate(words.STATES[row.state]), row.chair,
        row.recorder, row.asked, row.came, row.owing, row.problems, row.decisions, row.open_decisions,
        translate(words.MINUTES[row.minutes]) if row.minuted or row.minutes != "none" else "", row.unsigned, row.changed_words,
    ]  # fmt: skip
