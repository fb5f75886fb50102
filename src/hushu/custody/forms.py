"""What may be typed about things in custody."""

from datetime import date, datetime
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.custody import commands, rules
from hushu.foundation.forms import Column, Filled, FilledWords, Line
from hushu.foundation.refusals import Refused

Kind = Literal["area", "unit", "sealed", "radio", "supply"]
Place = Literal["control_room", "desk"]
No = Annotated[str, Meta(min_length=1, max_length=20)]
Pin = Annotated[str, Meta(max_length=128)]
Quantity = Annotated[int, Meta(ge=1, le=999)]
Short = Annotated[str, Meta(max_length=60)]


class BoardFilters(msgspec.Struct):
    """What the board shows; code: what was scanned and not found."""

    q: Short = ""
    kind: Literal["", "area", "unit", "sealed", "radio", "supply"] = ""
    place: Literal["", "control_room", "desk"] = ""
    only: Literal["", "out", "late", "trouble"] = ""
    skip: Annotated[int, Meta(ge=0, le=100_000)] = 0
    code: Line = ""

    def link(self, **more: str) -> str:
        """The filters as the end of an address, `?` included."""
        given = {"q": self.q, "kind": self.kind, "place": self.place, "only": self.only, **more}
        return "?" + urlencode({name: value for name, value in given.items() if value})


class ScanQuery(msgspec.Struct):
    """What a scanner typed."""

    code: Line = ""


class LendForm(msgspec.Struct):
    """Who borrows a thing, what for and until when."""

    person: UUID
    purpose: Line = ""
    due_at: datetime | None = None
    why: Line = ""
    firm: Line = ""
    visitor: Short = ""
    seal: Short = ""
    pin: Pin = ""

    def lending(self) -> rules.Lending:
        """What the rules judge."""
        given = msgspec.structs.asdict(self)
        del given["pin"]
        return rules.Lending(**given)


class BackForm(msgspec.Struct):
    """How a thing came back, and by whom."""

    person: UUID
    power_off: bool = False
    shut: bool = False
    condition: Literal["good", "damaged"] = "good"
    why: Line = ""
    seal: Short = ""
    counted: Annotated[int, Meta(ge=0, le=999)] | None = None

    def given(self) -> rules.Return:
        """What the rules judge."""
        return rules.Return(**msgspec.structs.asdict(self))


class CountForm(msgspec.Struct):
    """Rings of area keys as two counted them, each with its line of `thing`, `count` and `why`."""

    place: Place
    person: UUID
    ticked: Annotated[list[UUID], Meta(max_length=100)]
    thing: Column
    count: Column
    why: Column
    due_at: datetime | None = None
    words: Line = ""
    pin: Pin = ""
    keeper_pin: Pin = ""

    def counting(self) -> commands.Counting:
        """What both counted. Raises Refused at `why` where something is no number."""
        chosen = {str(one) for one in self.ticked}
        if not len(self.thing) == len(self.count) == len(self.why):
            raise Refused("why", rules.NOT_A_COUNT)
        lines = [
            commands.Line(UUID(thing), _number(count), why[:200])
            for thing, count, why in zip(self.thing, self.count, self.why, strict=True)
            if thing in chosen
        ]
        return commands.Counting(
            place=self.place, person=self.person, lines=lines, pin=self.pin, keeper_pin=self.keeper_pin, words=self.words
        )  # fmt: skip


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3):
        raise Refused("why", rules.NOT_A_COUNT)
    return int(typed)


class CountQuery(msgspec.Struct):
    """Which keys the counting page is about: of a place, or the one that was scanned."""

    place: Place = "control_room"
    thing: UUID | None = None


class ThingForm(msgspec.Struct):
    """What is said about a thing."""

    no: No
    label: Annotated[str, Meta(min_length=1, max_length=60)]
    place: Place
    kind: Kind = "unit"
    expected: Quantity = 1
    room: Short = ""
    seal: Short = ""
    note: Line = ""
    source: Short = ""

    def facts(self) -> commands.ThingFacts:
        """What the command takes."""
        return commands.ThingFacts(**msgspec.structs.asdict(self))


class ReportForm(msgspec.Struct):
    """A written report: what happened to which thing."""

    kind: Literal["lost", "damaged", "seal"]
    words: FilledWords


class MissingForm(msgspec.Struct):
    """A count that differs from what should lie there."""

    counted: Annotated[int, Meta(ge=0, le=900)]
    words: FilledWords


class SealForm(msgspec.Struct):
    """The number that stands on a seal."""

    seal: Annotated[str, Meta(min_length=1, max_length=60)]


class WordsForm(msgspec.Struct):
    """A deed with a remark."""

    words: Line = ""


class FilledForm(msgspec.Struct):
    """A deed that needs its words."""

    words: Filled


class ReasonForm(msgspec.Struct):
    """Why a key is still out, and until when."""

    words: Filled
    due_at: datetime | None = None


class RadiosForm(msgspec.Struct):
    """Radios that were charged or inspected."""

    ticked: Annotated[list[UUID], Meta(max_length=200)]
    deed: Literal["charged", "inspected"]
    words: Line = ""


class LabelsForm(msgspec.Struct):
    """Which labels are printed, and how many of the first sheet are used already."""

    kind: Literal["", "area", "unit", "sealed", "radio", "supply"] = ""
    place: Literal["", "control_room", "desk"] = ""
    q: Short = ""
    skip: Annotated[int, Meta(ge=0, le=23)] = 0


class OneLabelForm(msgspec.Struct):
    """One label, printed beside those used already."""

    skip: Annotated[int, Meta(ge=0, le=23)] = 0


class RegisterFilters(msgspec.Struct):
    """What the register shows."""

    q: Short = ""
    kind: Literal["", "area", "unit", "sealed", "radio"] = ""
    only: Literal["", "out", "late"] = ""
    since: date | None = None
    until: date | None = None
    after: UUID | None = None

    def link(self, **more: str) -> str:
        """The filters as the end of an address, `?` included."""
        given = {
            "q": self.q, "kind": self.kind, "only": self.only, "since": str(self.since or ""),
            "until": str(self.until or ""), **more,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in given.items() if value})


class ListQuery(msgspec.Struct):
    """After which entry a list goes on, and whether all are shown."""

    after: UUID | None = None
    only: Literal["", "all"] = ""
