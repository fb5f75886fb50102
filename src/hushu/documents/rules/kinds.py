"""Kinds of documents as a pack writes them, their numbers and editions (DOC-4, DOC-5, DOC-7)."""

import re
from typing import Literal

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

Direction = Literal["incoming", "outgoing", "internal", "contact"]
Layout = Literal["paper", "letter", "order", "minutes", "sheet", "instruction"]
FIRST_EDITION = "A/0"
LAST_CHANGE = 9
EDITION = re.compile(r"([A-Z])/(\d)")
ORG = re.compile(r"[\u4e00-\u9fff]{1,6}")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of document. series: kinds of one series share its numbers. hours: limit for the answer, 0 for none.
    confirm: addressees confirm that they have read. editions: A/0, A/1, the old one is taken back. rule: of filing."""

    key: str
    name: str
    direction: Direction
    form: Layout
    series: str
    number: str
    chain: str
    rule: str
    hours: int = 0
    confirm: bool = False
    editions: bool = False
    title: str = ""
    addressee: str = ""
    body: str = ""


class Pack(msgspec.Struct, frozen=True):
    """Every kind of a pack, in its order."""

    kind: tuple[Kind, ...] = ()


def numbered(pattern: str, org: str, year: int, no: int) -> str:
    """A number as it stands on paper: `东物客〔2026〕15号`."""
    return pattern.format(org=org, year=year, no=no)


def org_word(text: str) -> str:
    """The word by which the office names itself in its numbers. Raises Refused."""
    if not ORG.fullmatch(text):
        raise Refused("org", N_("One to six Chinese characters, please."))
    return text


def default_org(property_name: str) -> str:
    """The word a property has until its manager chooses another: its name's first character and that of the trade."""
    first = next((sign for sign in property_name if ORG.fullmatch(sign)), "本")
    return f"{first}物"


def next_edition(edition: str, *, whole: bool) -> str:
    """The edition after this one: a change (A/1), or a whole new issue (B/0); the tenth change is a new issue."""
    found = EDITION.fullmatch(edition)
    if found is None:
        return FIRST_EDITION
    letter, change = found[1], int(found[2])
    if whole or change == LAST_CHANGE:
        return f"{chr(min(ord(letter) + 1, ord('Z')))}/0"
    return f"{letter}/{change + 1}"
