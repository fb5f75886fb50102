"""Deeds on documents, one file a noun."""

from hushu.documents.commands.attaching import attach_to_draft, detach
from hushu.documents.commands.copies import prove_delivery, send_copy, take_back
from hushu.documents.commands.drafting import (
    Draft,
    begin,
    begin_correction,
    begin_edition,
    discard,
    save,
)
from hushu.documents.commands.filing import items_destroyed
from hushu.documents.commands.handling import answer, ask, assign, move, reply, urge
from hushu.documents.commands.incoming import Arrived, Treatment, accept, give_back, register
from hushu.documents.commands.leaving import hand_over
from hushu.documents.commands.papers import keep_paper
from hushu.documents.commands.reading import confirm, remind_readers
from hushu.documents.commands.reminding import remind
from hushu.documents.commands.settings import name_office
from hushu.documents.commands.submission import (
    paper_agreed,
    paper_named,
    paper_over,
    paper_sealed,
    submit,
)

__all__ = [
    "Arrived",
    "Draft",
    "Treatment",
    "accept",
    "answer",
    "ask",
    "assign",
    "attach_to_draft",
    "begin",
    "begin_correction",
    "begin_edition",
    "confirm",
    "detach",
    "discard",
    "give_back",
    "hand_over",
    "items_destroyed",
    "keep_paper",
    "move",
    "name_office",
    "paper_agreed",
    "paper_named",
    "paper_over",
    "paper_sealed",
    "prove_delivery",
    "register",
    "remind",
    "remind_readers",
    "reply",
    "save",
    "send_copy",
    "submit",
    "take_back",
    "urge",
]
