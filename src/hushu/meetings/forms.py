"""What may be typed about meetings."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.foundation.forms import Column, Filled, FilledWords, Line, Name, Words
from hushu.meetings.commands import Wanted
from hushu.meetings.commands.holding import Noted
from hushu.meetings.rules.kinds import Kind, KindStep, OffDay

Pin = Annotated[str, Meta(max_length=128)]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Length = Annotated[int, Meta(ge=5, le=480)]
Version = Annotated[int, Meta(ge=0, le=1_000_000)]
Report = Annotated[str, Meta(max_length=20_000)]
Shows = Literal["none", "handover", "decisions", "matters", "problems"]
MOST_STEPS = 20


class KindForm(msgspec.Struct):
    """A kind of meeting; the run as lines, those without a name left out."""

    name: Name
    starts: time
    minutes: Length
    days: Annotated[list[Weekday], Meta(max_length=7)] = []
    room: Annotated[str, Meta(max_length=60)] = ""
    off_day: OffDay = "hold"
    posts: Annotated[list[Name], Meta(max_length=60)] = []
    chair: Annotated[str, Meta(max_length=60)] = ""
    recorder: Annotated[str, Meta(max_length=60)] = ""
    matters_hours: Annotated[int, Meta(ge=0, le=72)] = 0
    minuted: bool = False
    step_name: Column = []
    step_hint: Column = []
    step_shows: Annotated[list[Shows], Meta(max_length=100)] = []
    version: Version = 0

    def wanted(self) -> Wanted:
        """The kind as the rules see it."""
        lines = zip(self.step_name, self.step_hint, self.step_shows, strict=False)
        steps = [
            KindStep(name=name[:60], hint=hint[:200], shows="" if shows == "none" else shows)
            for name, hint, shows in lines if name
        ][:MOST_STEPS]  # fmt: skip
        kind = Kind(
            key="own", name=self.name, days=sorted(set(self.days)), starts=self.starts, minutes=self.minutes, room=self.room,
            off_day=self.off_day, posts=list(dict.fromkeys(self.posts)), chair=self.chair, recorder=self.recorder,
            matters_hours=self.matters_hours, minuted=self.minuted, step=steps,
        )  # fmt: skip
        return Wanted(kind, self.version)


class RetireForm(msgspec.Struct):
    """Out of use, or back."""

    version: Version
    ended: bool = False


class ExtraForm(msgspec.Struct):
    """An extra meeting."""

    kind: UUID
    day: date
    starts: time
    title: Annotated[str, Meta(max_length=60)] = ""
    room: Annotated[str, Meta(max_length=60)] = ""


class MoveForm(msgspec.Struct):
    """When and where instead, and why."""

    day: date
    starts: time
    minutes: Length
    room: Annotated[str, Meta(max_length=60)] = ""
    why: Line = ""


class WhyForm(msgspec.Struct):
    """Why it is not held."""

    why: Line = ""


class PeopleForm(msgspec.Struct):
    """Who leads and who records."""

    chair: UUID | None = None
    recorder: UUID | None = None


class PersonForm(msgspec.Struct):
    """Somebody else who is asked to come."""

    person: UUID


class AttendanceForm(msgspec.Struct):
    """Everybody's attendance, a line each."""

    version: Version
    person: Annotated[list[UUID], Meta(max_length=100)] = []
    state: Annotated[list[Line], Meta(max_length=100)] = []
    reason: Column = []

    def noted(self) -> dict[UUID, Noted]:
        """Person to how it is noted."""
        return {
            person: Noted(state, reason[:200])
            for person, state, reason in zip(self.person, self.state, self.reason, strict=False)
        }


class StepForm(msgspec.Struct):
    """A step ticked, with what was said."""

    words: Words = ""
    done: bool = False


class MattersForm(msgspec.Struct):
    """Why one cannot come, and what one has to say."""

    reason: Filled
    words: FilledWords


class ReadingForm(msgspec.Struct):
    """Who has read, and their PIN."""

    person: UUID
    pin: Pin = ""


class ProblemForm(msgspec.Struct):
    """A problem and who raised it."""

    words: Annotated[str, Meta(min_length=1, max_length=1000)]
    raised_by: UUID | None = None


class DecisionForm(msgspec.Struct):
    """A decision, whose it is and until when."""

    decided: Annotated[str, Meta(min_length=1, max_length=1000)]
    owner: UUID
    due: date


class ClosingForm(msgspec.Struct):
    """What became of a decision."""

    state: Literal["done", "dropped"]
    words: Annotated[str, Meta(max_length=1000)] = ""


class MinutesForm(msgspec.Struct):
    """The minutes as written."""

    version: Version
    words: Report = ""


class AnswersForm(msgspec.Struct):
    """An answer a problem, and the PIN of whoever approves."""

    problem: Annotated[list[UUID], Meta(max_length=100)] = []
    answer: Column = []
    pin: Pin = ""
    again: bool = False

    def given(self) -> dict[UUID, str]:
        """Problem to answer."""
        return dict(zip(self.problem, self.answer, strict=False))
