"""What may be typed about scripts; lists are typed one a line."""

from typing import Annotated, cast
from uuid import UUID

import msgspec

from hushu.foundation.forms import Filled, FilledWords, Line
from hushu.foundation.forms import Words as LongText
from hushu.scripts.rules.words import MOST_STEPS, Step, Words

Short = Annotated[str, msgspec.Meta(max_length=20)]
Say = Annotated[str, msgspec.Meta(max_length=400)]
Edition = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
STEP_FIELDS = ("step", "say", "field", "hint")


class WordsForm(msgspec.Struct):
    """A script as typed, without its guided call."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    situation: Filled
    say: FilledWords
    channel: Short = "any"
    aliases: Line = ""
    never: LongText = ""
    write_down: LongText = ""
    next_steps: LongText = ""
    edition: Edition = 0

    def words(self) -> Words:
        """What was typed, as a wording."""
        return Words(
            title=self.title, situation=self.situation, channel=self.channel,
            aliases=tuple(part for part in self.aliases.replace("，", "、").replace(",", "、").split("、") if part.strip()),
            say="\n".join(lines(self.say)), never=lines(self.never), write_down=lines(self.write_down),
            next_steps=lines(self.next_steps), flow=self._flow(),
        )  # fmt: skip

    def _flow(self) -> tuple[Step, ...]:
        """The steps that have words; a step left empty falls out."""
        rows = (
            [getattr(self, f"{name}{n}", "") for name in STEP_FIELDS]
            for n in range(1, MOST_STEPS + 1)
        )
        return tuple(
            Step(step or "ask", say, field, hint) for step, say, field, hint in rows if say
        )


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


STEPS_TYPED = [
    (f"{name}{n}", Say if name == "say" else Line, "")
    for n in range(1, MOST_STEPS + 1)
    for name in STEP_FIELDS
]
ScriptForm = cast(
    "type[WordsForm]", msgspec.defstruct("ScriptForm", STEPS_TYPED, bases=(WordsForm,))
)


class FindForm(msgspec.Struct):
    """A question to the desk's search, with what is known of the call."""

    q: Line = ""
    situation: Line = ""


class LibraryFilter(msgspec.Struct):
    """What of the library is looked at; `after` is where the last page ended, as place.id."""

    q: Line = ""
    situation: Line = ""
    show: Short = ""
    after: Line = ""


class CallForm(msgspec.Struct):
    """What is known of the call, put into the words."""

    caller: Line = ""
    person: Line = ""
    unit: Line = ""
    promised: Line = ""


class StarForm(msgspec.Struct):
    """On or off."""

    on: bool = False


class PreviewForm(msgspec.Struct):
    """The words while they are being typed."""

    say: LongText = ""
    never: LongText = ""


class NewsForm(msgspec.Struct):
    """Which script of the pack."""

    key: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class PracticeForm(msgspec.Struct):
    """What somebody would say."""

    script: UUID
    answer: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
