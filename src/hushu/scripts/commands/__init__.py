"""Deeds on scripts: the pack laid in, drafts, signatures and what follows, habits, the pack's news."""

from hushu.scripts.commands.drafting import begin_script, discard_draft, save_draft
from hushu.scripts.commands.habits import count_use, star
from hushu.scripts.commands.news import keep_own, take_news
from hushu.scripts.commands.practice import practise
from hushu.scripts.commands.reviewing import remind_of_review, reviewed
from hushu.scripts.commands.submission import ask_retirement, paper_agreed, paper_over, submit
from hushu.scripts.commands.unpacking import unpack_scripts

__all__ = [
    "ask_retirement",
    "begin_script",
    "count_use",
    "discard_draft",
    "keep_own",
    "paper_agreed",
    "paper_over",
    "practise",
    "remind_of_review",
    "reviewed",
    "save_draft",
    "star",
    "submit",
    "take_news",
    "unpack_scripts",
]
