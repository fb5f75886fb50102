"""What may be typed about duty."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.foundation.forms import Filled, FilledWords, Line, Words

Place = Annotated[str, Meta(max_length=100)]
Key = Annotated[str, Meta(min_length=1, max_length=120)]
Pin = Annotated[str, Meta(max_length=128)]
YearDay = Annotated[str, Meta(max_length=5)]
Sort = Literal["", "fire", "water", "lift", "power", "crime", "injury", "weather", "gas", "other"]


class ScreenQuery(msgspec.Struct):
    """Which open record is shown."""

    record: UUID | None = None


class BeginForm(msgspec.Struct):
    """The shift one begins; why, when one is not planned for it."""

    team: UUID
    day: date
    shift: Annotated[str, Meta(min_length=1, max_length=40)]
    why: Line = ""


class EntryForm(msgspec.Struct):
    """A line of the record."""

    kind: Literal["situation", "call"]
    words: FilledWords
    handling: Words = ""
    place: Place = ""


class CorrectionForm(msgspec.Struct):
    """What is to be said to a line."""

    words: FilledWords


class CheckForm(msgspec.Struct):
    """What a check found."""

    fault: bool = False
    found: Line = ""


class IncidentForm(msgspec.Struct):
    """Something that begins and stays open."""

    kind: Literal["emergency", "major", "equipment", "repair"]
    what: Filled
    where: Place = ""
    sort: Sort = ""


class LineForm(msgspec.Struct):
    """What happens meanwhile, and what is done."""

    words: FilledWords
    handling: Words = ""


class EndForm(msgspec.Struct):
    """How it ended."""

    ending: Filled


class OrderForm(msgspec.Struct):
    """An order for the coming shifts."""

    words: Annotated[str, Meta(min_length=1, max_length=500)]
    team: UUID | None = None
    until: date | None = None


class ReliefForm(msgspec.Struct):
    """Who relieves a team, whether the team takes the night register, and where it counts."""

    relieved_by: UUID
    takes_night: bool = False
    counts_at: Literal["", "control_room", "desk"] = ""


class NewCheckForm(msgspec.Struct):
    """A check: whose, when, what; in which season of the year."""

    team: UUID
    hour: time
    kind: Literal["area", "lights_on", "lights_off", "post"]
    words: Filled
    since: YearDay = ""
    until: YearDay = ""


class DoneForm(msgspec.Struct):
    """In a word, what was done."""

    words: Line = ""


class ComeForm(msgspec.Struct):
    """Who is there to take over; oneself where nobody is named."""

    person: UUID | None = None
    why: Line = ""


class AcceptForm(msgspec.Struct):
    """Items taken as they are."""

    key: Annotated[list[Key], Meta(max_length=500)]


class AskForm(msgspec.Struct):
    """A question about an item."""

    key: Key
    question: Line = ""


class AnswerForm(msgspec.Struct):
    """The answer to a question about an item."""

    key: Key
    answer: Filled


class CountForm(msgspec.Struct):
    """What both counted."""

    thing: UUID
    counted: Annotated[int, Meta(ge=0, le=900)]
    known: Line = ""


class RestForm(msgspec.Struct):
    """The things that were shown as not counted yet."""

    seen: Annotated[list[Key], Meta(max_length=1000)] = []


class UnfitForm(msgspec.Struct):
    """Why the successor is not fit."""

    signs: Filled


class OverrideForm(msgspec.Struct):
    """Why the manager lets it go on."""

    reason: Filled


class HandOverForm(msgspec.Struct):
    """Both PINs, and what is to be minded."""

    pin: Pin = ""
    other_pin: Pin = ""
    words: Words = ""


class ReportForm(msgspec.Struct):
    """The report's text; `deed` says whether it is handed in."""

    text: Annotated[str, Meta(min_length=1, max_length=20_000)]
    deed: Literal["keep", "hand_in"] = "keep"


class SightForm(msgspec.Struct):
    """The records that one has read, and one's own PIN."""

    record: Annotated[list[UUID], Meta(max_length=100)]
    pin: Pin = ""
