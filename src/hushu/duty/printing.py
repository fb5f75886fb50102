"""What the printed duty record, the handover sheet and the report need (DUTY-6, DUTY-9)."""

from collections.abc import Iterable
from uuid import UUID

from hushu.duty.queries.entries import Entry
from hushu.duty.queries.handover import sheet
from hushu.duty.queries.incidents import Incident, Report, course
from hushu.duty.queries.records import Record, whole
from hushu.duty.rules.reports import draft
from hushu.duty.rules.words import INCIDENTS, SORTS, vocabulary
from hushu.foundation import qr
from hushu.foundation.filters import clock_time, moment
from hushu.foundation.papers import Printed
from hushu.foundation.translation import DEFAULT, N_, speaking, translate

FEWEST_ROWS = 12
HEADINGS = (
    N_("1. What happened"),
    N_("2. Its course"),
    N_("3. How it ended"),
    N_("4. Causes, losses, what is to be done"),
)
OPEN = N_("Not finished when this was written.")


def _number(found: Record) -> str:
    return f"{found.team_key}-{found.day:%Y%m%d}-{found.shift}"


async def record_paper(record: str) -> Printed:
    """A duty record on A4. Raises NotHere."""
    found = await whole(UUID(record))
    return Printed(
        "duty/print/record.html",
        {
            "whole": found, "record": found.record, "blank": max(3, FEWEST_ROWS - len(found.entries)),
            "record_qr": qr.page(f"/duty/records/{record}"), "record_no": _number(found.record),
            **vocabulary(),
        },
    )  # fmt: skip


async def handover_paper(record: str) -> Printed:
    """The handover sheet on A4. Raises NotHere."""
    found = await sheet(UUID(record))
    return Printed(
        "duty/print/handover.html",
        {
            "sheet": found, "record": found.record, "handover": found.handover,
            "record_qr": qr.page(f"/duty/records/{record}/handover"),
            "record_no": _number(found.record), **vocabulary(),
        },
    )  # fmt: skip


async def report_paper(incident: str) -> Printed:
    """The report of a major event on A4. Raises NotHere."""
    found, report, lines = await course(UUID(incident))
    return Printed(
        "duty/print/report.html",
        {
            "incident": found, "report": report, "text": drafted(found, report, lines),
            "record_qr": qr.page(f"/duty/incidents/{incident}"), **vocabulary(),
        },
    )  # fmt: skip


def drafted(found: Incident, report: Report | None, lines: Iterable[Entry]) -> str:
    """What stands in the report: as it was written so far, else told from the record's lines (DUTY-6)."""
    if report is not None and report.words:
        return report.words
    with speaking(DEFAULT):  # it becomes a report of the property, whoever begins to write it
        return _told(found, lines)


def _told(found: Incident, lines: Iterable[Entry]) -> str:
    """What the record's lines tell of it."""
    what, course_, end, lessons = (translate(words) for words in HEADINGS)
    kind = translate(SORTS[found.sort]) if found.sort in SORTS else translate(INCIDENTS[found.kind])
    facts = f"{moment(found.opened_at)}，{found.place}，{kind}：{found.words}（{found.opened_by}）"
    told = [
        f"{clock_time(one.at)} {one.person_name}：{one.words}{f'。{one.handling}' if one.handling else ''}"
        for one in lines
    ]
    ended = (
        f"{moment(found.ended_at)} {found.ended_by}：{found.ended_words}"
        if found.ended_at
        else translate(OPEN)
    )
    return draft((what, course_, end, lessons), facts, told, ended)
