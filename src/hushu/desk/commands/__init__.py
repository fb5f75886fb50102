"""Deeds of the desk, one file a noun."""

from hushu.desk.commands.lines import NewLine, correct_line, write_line
from hushu.desk.commands.matters import answer_matter, hand_to, promise_again
from hushu.desk.commands.messages import leave_message, read_message
from hushu.desk.commands.night import finish_morning, give_night, take_over_night_line

__all__ = [
    "NewLine",
    "answer_matter",
    "correct_line",
    "finish_morning",
    "give_night",
    "hand_to",
    "leave_message",
    "promise_again",
    "read_message",
    "take_over_night_line",
    "write_line",
]
