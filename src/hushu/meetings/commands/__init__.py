"""Deeds on meetings, one file a noun; routes and the manifest import these names from here."""

from hushu.meetings.commands.decisions import add_decision, close_decision, take_out_decision
from hushu.meetings.commands.holding import begin, end, note_attendance, read_handover, tick
from hushu.meetings.commands.kinds import Wanted, new_kind, retire, save_kind, unpack_meetings
from hushu.meetings.commands.leaving import hand_over, person_left
from hushu.meetings.commands.matters import hand_in
from hushu.meetings.commands.minutes import answer, save, submit
from hushu.meetings.commands.outcomes import items_destroyed, paper_agreed, paper_over, paper_sealed
from hushu.meetings.commands.people import ask_person, name_people
from hushu.meetings.commands.planning import add_meeting, call_off, move, plan_due
from hushu.meetings.commands.problems import raise_problem, take_out_problem
from hushu.meetings.commands.reminding import remind

__all__ = [
    "Wanted",
    "add_decision",
    "add_meeting",
    "answer",
    "ask_person",
    "begin",
    "call_off",
    "close_decision",
    "end",
    "hand_in",
    "hand_over",
    "items_destroyed",
    "move",
    "name_people",
    "new_kind",
    "note_attendance",
    "paper_agreed",
    "paper_over",
    "paper_sealed",
    "person_left",
    "plan_due",
    "raise_problem",
    "read_handover",
    "remind",
    "retire",
    "save",
    "save_kind",
    "submit",
    "take_out_decision",
    "take_out_problem",
    "tick",
    "unpack_meetings",
]
