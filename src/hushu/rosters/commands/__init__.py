"""Deeds on rosters, one file a noun; other modules import these names from here."""

from hushu.rosters.commands.attendance import (
    correct,
    give_codes,
    renew_post,
    sign,
    sign_off,
    sign_on,
)
from hushu.rosters.commands.changes import (
    Wish,
    agree_change,
    ask_change,
    grant_change,
    recheck_changes,
    refuse_change,
)
from hushu.rosters.commands.copies import collect, note_print
from hushu.rosters.commands.days import announce_year, enter_days, forget_day, hand_holiday
from hushu.rosters.commands.editions import confirm, restore, submit
from hushu.rosters.commands.leave import (
    Asked,
    ask_leave,
    end_leave,
    hand_in_certificate,
    keep_certificate,
)
from hushu.rosters.commands.planning import Edit, begin, plan
from hushu.rosters.commands.reminding import remind, remind_tomorrow
from hushu.rosters.commands.reporting import send_report
from hushu.rosters.commands.shifts import (
    NeedFacts,
    ShiftFacts,
    add_need,
    drop_need,
    keep_shift,
    retire_shift,
)
from hushu.rosters.commands.unpacking import lay_teams, unpack_rosters

__all__ = [
    "Asked",
    "Edit",
    "NeedFacts",
    "ShiftFacts",
    "Wish",
    "add_need",
    "agree_change",
    "announce_year",
    "ask_change",
    "ask_leave",
    "begin",
    "collect",
    "confirm",
    "correct",
    "drop_need",
    "end_leave",
    "enter_days",
    "forget_day",
    "give_codes",
    "grant_change",
    "hand_holiday",
    "hand_in_certificate",
    "keep_certificate",
    "keep_shift",
    "lay_teams",
    "note_print",
    "plan",
    "recheck_changes",
    "refuse_change",
    "remind",
    "remind_tomorrow",
    "renew_post",
    "restore",
    "retire_shift",
    "send_report",
    "sign",
    "sign_off",
    "sign_on",
    "submit",
    "unpack_rosters",
]
