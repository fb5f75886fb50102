"""What the printed register, the month's statistics and their tables need (DESK-14)."""

from collections.abc import Iterator
from datetime import date, timedelta

from hushu.desk import rules
from hushu.desk.queries.figures import Count, Month, month
from hushu.desk.queries.log import MOST_EXPORTED, LogFilter, LogRow, log
from hushu.foundation import qr
from hushu.foundation.filters import long_date, weekday
from hushu.foundation.opened import here
from hushu.foundation.papers import Printed
from hushu.foundation.sheets import Book
from hushu.foundation.translation import N_, translate

HEADINGS = (
    N_("Date"), N_("Time"), N_("Kind of contact"), N_("Room"), N_("Caller"), N_("Firm"), N_("Phone"), N_("Matter"),
    N_("Kind of matter"), N_("What became of it"), N_("Who answers"), N_("Promised by"), N_("Register"), N_("Urgent"),
    N_("Taken by"),
)  # fmt: skip
FEWEST_ROWS = 20
HOURS = {str(hour): f"{hour:02d}:00" for hour in range(24)}


def book(rows: list[LogRow]) -> Book:
    """The log as a table, exactly as it is shown (phones masked)."""
    _ = translate
    return Book(
        title=_("Log"), headings=[_(heading) for heading in HEADINGS],
        rows=[
            (
                row.day, row.time, _(rules.KINDS[row.kind]), row.unit, row.caller, row.company, row.phone, row.matter,
                _(rules.MATTER_KINDS[row.matter_kind]), _(rules.OUTCOMES[row.outcome]), row.owner, row.promised,
                _(rules.REGISTERS[row.register]), _("yes") if row.urgent else "", row.taken_by,
            )
            for row in rows
        ],
    )  # fmt: skip


def month_book(found: Month) -> Book:
    """The month's figures as one table."""
    _ = translate
    return Book(
        title=f"{found.first:%Y-%m}", headings=[_("By"), _("Which"), _("Lines"), _("Urgent"), _("Waiting")],
        rows=[(group, name, lines, urgent, waiting) for group, name, lines, urgent, waiting in _figures(found)],
    )  # fmt: skip


def _figures(found: Month) -> Iterator[tuple[str, str, int, int, int]]:
    _ = translate
    groups: tuple[tuple[str, list[Count], dict[str, str]], ...] = (
        (
            _("Kind of matter"),
            found.matter_kinds,
            {key: _(words) for key, words in rules.MATTER_KINDS.items()},
        ),
        (_("Hour"), found.hours, HOURS),
        (_("Building"), found.buildings, {"": _("Not known")}),
        (_("Channel"), found.channels, {key: _(words) for key, words in rules.CHANNELS.items()}),
        (_("Day"), found.days, {}),
    )
    for group, counts, names in groups:
        for one in counts:
            yield group, names.get(one.key, one.key), one.lines, one.urgent, one.waiting
    yield _("Whole month"), "", found.lines, found.urgent, found.waiting


async def day_register(day: str, register: str = "") -> Printed:
    """The day's register as a ruled A4 form with room for the hand."""
    wanted = date.fromisoformat(day)
    wish = LogFilter(since=wanted, until=wanted, register=register or None, order="time")  # type: ignore[arg-type]
    rows, _ = await log(wish, MOST_EXPORTED)
    code = qr.page(f"/log?since={day}&until={day}&order=time")
    return Printed(
        "desk/print/day.html",
        {
            "rows": rows, "day": wanted, "day_text": f"{long_date(wanted)} {weekday(wanted)}", "register": register,
            "blank": max(4, FEWEST_ROWS - len(rows)), "record_qr": code, "record_no": f"{here().slug}-{wanted:%Y%m%d}",
            "counts": _counts(rows), **labels(),
        },
    )  # fmt: skip


def _counts(rows: list[LogRow]) -> dict[str, int]:
    return {
        "all": len(rows), "urgent": sum(row.urgent for row in rows), "waiting": sum(row.state == "waiting" for row in rows),
        "night": sum(row.register == "night" for row in rows),
    }  # fmt: skip


async def month_statistics(month: str) -> Printed:
    """The month's statistics as an A4 paper with tables and bars."""
    first = date.fromisoformat(month)
    found = await _month(first)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Printed(
        "desk/print/month.html",
        {
            "month": found,
            "last": last,
            "hour_names": HOURS,
            "record_qr": qr.page(f"/figures?month={first:%Y-%m}"),
            "record_no": f"{here().slug}-{first:%Y%m}",
            **labels(),
        },
    )  # fmt: skip


_month = month


def labels() -> dict[str, dict[str, str]]:
    """The words of the codes, for papers."""
    return {
        "kinds": {key: translate(words) for key, words in rules.KINDS.items()},
        "matter_kinds": {key: translate(words) for key, words in rules.MATTER_KINDS.items()},
        "outcomes": {key: translate(words) for key, words in rules.OUTCOMES.items()},
        "channels": {key: translate(words) for key, words in rules.CHANNELS.items()},
        "registers": {key: translate(words) for key, words in rules.REGISTERS.items()},
    }
