"""Deeds of custody, one file a noun; other modules import these names from here."""

from hushu.custody.commands.account import give_reason, not_accounted, passed, remind_all
from hushu.custody.commands.common import ACCOUNT, DUE
from hushu.custody.commands.counting import Counting, Line, bring_back, draw
from hushu.custody.commands.lending import lend, take_back
from hushu.custody.commands.radios import charged, fault, inspected, mended, send
from hushu.custody.commands.reports import (
    answer,
    found_again,
    report_harm,
    report_missing,
    seal_checked,
)
from hushu.custody.commands.things import ThingFacts, add, change, retire, unpack_things

__all__ = [
    "ACCOUNT",
    "DUE",
    "Counting",
    "Line",
    "ThingFacts",
    "add",
    "answer",
    "bring_back",
    "change",
    "charged",
    "draw",
    "fault",
    "found_again",
    "give_reason",
    "inspected",
    "lend",
    "mended",
    "not_accounted",
    "passed",
    "remind_all",
    "report_harm",
    "report_missing",
    "retire",
    "seal_checked",
    "send",
    "take_back",
    "unpack_things",
]
