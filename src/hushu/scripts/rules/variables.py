"""Variables in the words (DESK-2): which there are, what they become, and what is said while nothing is known yet."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from hushu.foundation.translation import N_, translate

VARIABLES = {
    "property": N_("Name of the property"),
    "hotline": N_("Hotline"),
    "address": N_("Address"),
    "bus_lines": N_("Bus lines"),
    "metro_lines": N_("Metro lines"),
    "desk_hours": N_("Hours of the desk"),
    "greeting": N_("Greeting by time of day"),
    "me": N_("My name"),
    "caller": N_("Caller"),
    "person": N_("Person asked for"),
    "unit": N_("Unit"),
    "promised": N_("Promised time"),
}
# Filled while talking, from these fields of the log; the others are facts.
ASKED = {"caller": "caller", "person": "for_person", "unit": "unit", "promised": "promised_at"}
GREETINGS = (
    (5, N_("Good evening")),
    (9, N_("Good early morning")),
    (11, N_("Good morning")),
    (13, N_("Good noon")),
    (18, N_("Good afternoon")),
    (24, N_("Good evening")),
)
PLACE = re.compile(r"\{([^{}\n]*)\}")
LONE = re.compile(r"[{}]")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of filled words. `name`: the variable it came from; `known`: whether there was something to put in."""

    text: str
    name: str = ""
    known: bool = True

    @property
    def label(self) -> str:
        """What the variable is called."""
        return translate(VARIABLES.get(self.name, self.name))

    @property
    def slot(self) -> str:
        """The log's field that fills it while talking, or nothing."""
        return ASKED.get(self.name, "")


def fault_in(text: str) -> tuple[str, dict[str, object]] | None:
    """Why a text cannot be saved: an unknown variable, by name, or a brace without its partner."""
    for name in PLACE.findall(text):
        if name not in VARIABLES:
            known = " ".join(f"{{{one}}}" for one in VARIABLES)
            return N_("There is no variable {%(name)s}. Known are: %(known)s"), {
                "name": name,
                "known": known,
            }
    if LONE.search(PLACE.sub("", text)):
        return N_("A brace { or } has no partner."), {}
    return None


def fill(text: str, values: Mapping[str, str]) -> list[Piece]:
    """The text cut at its variables, each with its value, or its name where nothing is known."""
    pieces: list[Piece] = []
    for place, part in enumerate(PLACE.split(text)):
        if place % 2 == 0:
            if part:
                pieces.append(Piece(part))
        elif values.get(part):
            pieces.append(Piece(values[part], part))
        else:
            pieces.append(Piece(translate(VARIABLES.get(part, part)), part, known=False))
    return pieces


def filled_text(text: str, values: Mapping[str, str]) -> str:
    """The same as one plain text for a list; what is not known yet is a pause."""
    return "".join(piece.text if piece.known else "……" for piece in fill(text, values))


def named(text: str, locale: str) -> str:
    """The text as it is read before anything is known: each variable by what it is called, `【答应的时间】`."""
    return PLACE.sub(
        lambda place: f"【{translate(VARIABLES.get(place[1], place[1]), locale)}】", text
    )


def greeting(now: datetime) -> str:
    """How one greets at this hour of the property's clock; scripts are spoken in Chinese whoever reads."""
    return next(translate(words, "zh_CN") for before, words in GREETINGS if now.hour < before)


def promised(typed: str, now: datetime) -> str:
    """A promised time as one says it: today by the hour, tomorrow as such, later with its date; other words stay."""
    try:
        when = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    hour = when.strftime("%H:%M")
    if when.date() == now.date():
        return hour
    if when.date() == now.date() + timedelta(days=1):
        return f"明天{hour}"
    return f"{when.month}月{when.day}日{hour}"
