"""The figures of a property that its manager may change: meaning, unit, bounds (TEN-1, DESK-6).

What the pack lays beyond these belongs to modules that bring their own pages for it.
"""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from hushu.foundation.translation import N_


class Figure(msgspec.Struct, frozen=True):
    """One figure: its name in the settings, words, unit, and what may be typed."""

    key: str
    label: str
    kind: Any
    unit: str = ""
    default: Any = 0
    group: str = N_("Telephone and reception")


def whole(low: int, high: int) -> Any:
    """A whole number within bounds."""
    return Annotated[int, Meta(ge=low, le=high)]


MINUTES, HOURS, DAYS, MONTHS = N_("minutes"), N_("hours"), N_("days"), N_("months")
SIGNING, ARCHIVES, ROSTERS = N_("Scripts and signing"), N_("Archives"), N_("Rosters")
FIGURES: tuple[Figure, ...] = (
    Figure("rings", N_("A call is answered within"), whole(1, 10), N_("rings"), 3),
    Figure("private_call_minutes", N_("A private call lasts at most"), whole(1, 60), MINUTES, 3),
    Figure(
        "private_visit_minutes", N_("A private visit lasts at most"), whole(1, 120), MINUTES, 10
    ),
    Figure(
        "message_unread_minutes",
        N_("An unread message comes back to the desk after"),
        whole(5, 1440),
        MINUTES,
        30,
    ),
    Figure("customer_hangs_up_first", N_("The customer hangs up first"), bool, "", True),
    Figure(
        "script_review_months", N_("A script is reviewed every"), whole(1, 36), MONTHS, 6, SIGNING
    ),
    Figure(
        "signature_hours", N_("Each step of a signing chain has"), whole(1, 720), HOURS, 24, SIGNING
    ),
    Figure(
        "appraisal_month", N_("The yearly appraisal begins in month"), whole(1, 12), "", 1, ARCHIVES
    ),
    Figure(
        "cooling_off_months",
        N_("Between approval and destruction lie"),
        whole(0, 3),
        MONTHS,
        1,
        ARCHIVES,
    ),
    Figure(
        "shift_rest_hours", N_("Between two shifts lie at least"), whole(8, 16), HOURS, 11, ROSTERS
    ),
    Figure(
        "roster_due_days",
        N_("Next month's roster is due before the month's end by"),
        whole(1, 20),
        DAYS,
        7,
        ROSTERS,
    ),
    Figure("attendance_day", N_("Attendance is reported on day"), whole(1, 28), "", 25, ROSTERS),
    Figure(
        "duty_handover_minutes",
        N_("Who takes a shift over comes earlier by"),
        whole(0, 60),
        MINUTES,
        15,
        ROSTERS,
    ),
    Figure(
        "duty_unrelieved_minutes",
        N_("The leader on call hears of a shift nobody relieves after"),
        whole(1, 120),
        MINUTES,
        10,
        ROSTERS,
    ),
    Figure(
        "major_event_report_days",
        N_("A major event is reported in writing within"),
        whole(1, 7),
        DAYS,
        1,
        ROSTERS,
    ),
    Figure("minutes_hours", N_("Minutes are written within"), whole(1, 240), HOURS, 48, SIGNING),
)
