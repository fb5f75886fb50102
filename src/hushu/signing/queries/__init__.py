"""Reads of signing, by noun: papers, their pictures, lists, chains."""

from hushu.signing.queries.chains import ChainRow, chain_in_force, chains
from hushu.signing.queries.lists import (
    SHOWN,
    BrokenPaper,
    Line,
    WaitingSeat,
    broken_papers,
    finished,
    started,
    waiting_for_me,
    waiting_seats,
)
from hushu.signing.queries.papers import Entry, PaperRow, entries, paper_row, staff
from hushu.signing.queries.views import ChainView, chain_of, paper, view, who_words

__all__ = [
    "SHOWN",
    "BrokenPaper",
    "ChainRow",
    "ChainView",
    "Entry",
    "Line",
    "PaperRow",
    "WaitingSeat",
    "broken_papers",
    "chain_in_force",
    "chain_of",
    "chains",
    "entries",
    "finished",
    "paper",
    "paper_row",
    "staff",
    "started",
    "view",
    "waiting_for_me",
    "waiting_seats",
    "who_words",
]
