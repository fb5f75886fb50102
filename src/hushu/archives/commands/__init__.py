"""Deeds of archives, by noun: filing, volumes, leave, loans, the counter, reports, the pack's classification."""

from hushu.archives.commands.counter import Counted, hand_out, take_back
from hushu.archives.commands.filing import Filing, Produced, file_item, file_produced
from hushu.archives.commands.grants import Granting, ask_leave, end_grant, refuse_wish
from hushu.archives.commands.grants import give as give_leave
from hushu.archives.commands.leaving import hand_over
from hushu.archives.commands.loans import SUBJECT, Asking, keep_letter, loan_agreed, loan_over
from hushu.archives.commands.loans import ask as ask_loan
from hushu.archives.commands.loans import give_up as give_up_loan
from hushu.archives.commands.reminders import REMIND, remind
from hushu.archives.commands.reports import Harm, sign_report, write_report
from hushu.archives.commands.unpacking import unpack_archives
from hushu.archives.commands.volumes import Cover, begin_terms, close_volume, open_volume

__all__ = [
    "REMIND", "SUBJECT", "Asking", "Counted", "Cover", "Filing", "Granting", "Harm", "Produced", "ask_leave", "ask_loan",
    "begin_terms", "close_volume", "end_grant", "file_item", "file_produced", "give_leave", "give_up_loan", "hand_out",
    "hand_over", "keep_letter", "loan_agreed", "loan_over", "open_volume", "refuse_wish", "remind", "sign_report", "take_back",
    "unpack_archives", "write_report",
]  # fmt: skip
