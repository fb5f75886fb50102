"""Deeds of archives, by noun: filing, volumes, terms, holds, appraisals, lists, destruction, the pack's classification."""

from hushu.archives.commands.appraisals import Verdict, appraise, collect
from hushu.archives.commands.beginnings import (
    Whose,
    begin_terms_of,
    household_left,
    person_left,
    volume_opened,
)
from hushu.archives.commands.destruction import CERTIFICATE, witness
from hushu.archives.commands.filing import Filing, Produced, file_item, file_produced
from hushu.archives.commands.holds import Holding, lift_hold, lift_holds_of, place_hold
from hushu.archives.commands.lists import (
    SUBJECT,
    draw_up,
    paper_agreed,
    paper_over,
    paper_sealed,
    submit,
    take_off,
)
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
    "CERTIFICATE", "DUES", "SUBJECT",
    "ClassChange", "Cover", "Filing", "Holding", "Produced", "Verdict", "Whose", "add_term", "appraise",
    "begin_terms", "begin_terms_of", "change_class", "change_term", "close_volume", "collect", "draw_up", "file_item",
    "file_produced", "household_left", "lay_dues_of_term", "lift_hold", "lift_holds_of", "open_volume", "paper_agreed",
    "paper_over", "paper_sealed", "person_left", "place_hold", "submit", "take_off", "unpack_archives", "volume_opened",
    "witness",
]  # fmt: skip
