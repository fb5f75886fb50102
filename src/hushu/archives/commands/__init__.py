"""Deeds of archives, by noun; routes and other modules import these names from here."""

from hushu.archives.commands.appraisals import Verdict, appraise, collect
from hushu.archives.commands.beginnings import (
    Whose,
    begin_terms_of,
    household_came,
    household_left,
    person_left,
    volume_opened,
)
from hushu.archives.commands.counter import Counted, hand_out, take_back
from hushu.archives.commands.destruction import CERTIFICATE, witness
from hushu.archives.commands.filing import Filing, Produced, file_item, file_produced
from hushu.archives.commands.grants import Granting, ask_leave, end_grant, refuse_wish
from hushu.archives.commands.grants import give as give_leave
from hushu.archives.commands.holds import (
    Holding,
    hold_harmed,
    lift_hold,
    lift_holds_of,
    place_hold,
)
from hushu.archives.commands.leaving import hand_over
from hushu.archives.commands.lists import SUBJECT as DESTRUCTION_SUBJECT
from hushu.archives.commands.lists import (
    draw_up,
    paper_agreed,
    paper_over,
    paper_sealed,
    submit,
    take_off,
)
from hushu.archives.commands.loans import SUBJECT as LOAN_SUBJECT
from hushu.archives.commands.loans import Asking, keep_letter, loan_agreed, loan_over
from hushu.archives.commands.loans import ask as ask_loan
from hushu.archives.commands.loans import give_up as give_up_loan
from hushu.archives.commands.reminders import REMIND, remind
from hushu.archives.commands.reports import Harm, sign_report, write_report
from hushu.archives.commands.terms import (
    DUES,
    ClassChange,
    add_term,
    change_class,
    change_term,
    lay_dues_of_term,
)
from hushu.archives.commands.unpacking import unpack_archives
from hushu.archives.commands.volumes import Cover, begin_terms, close_volume, open_volume

__all__ = [
    "CERTIFICATE",
    "DESTRUCTION_SUBJECT",
    "DUES",
    "LOAN_SUBJECT",
    "REMIND",
    "Asking",
    "ClassChange",
    "Counted",
    "Cover",
    "Filing",
    "Granting",
    "Harm",
    "Holding",
    "Produced",
    "Verdict",
    "Whose",
    "add_term",
    "appraise",
    "ask_leave",
    "ask_loan",
    "begin_terms",
    "begin_terms_of",
    "change_class",
    "change_term",
    "close_volume",
    "collect",
    "draw_up",
    "end_grant",
    "file_item",
    "file_produced",
    "give_leave",
    "give_up_loan",
    "hand_out",
    "hand_over",
    "hold_harmed",
    "household_came",
    "household_left",
    "keep_letter",
    "lay_dues_of_term",
    "lift_hold",
    "lift_holds_of",
    "loan_agreed",
    "loan_over",
    "open_volume",
    "paper_agreed",
    "paper_over",
    "paper_sealed",
    "person_left",
    "place_hold",
    "refuse_wish",
    "remind",
    "sign_report",
    "submit",
    "take_back",
    "take_off",
    "unpack_archives",
    "volume_opened",
    "witness",
    "write_report",
]  # fmt: skip
