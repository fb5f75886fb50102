"""What minutes begin with, who signs them, and what the leader's answers say (MEET-3)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_, translate

UNANSWERED = N_(
    "Every problem is answered before the minutes are approved. Please answer on the minutes' own page."
)
NOBODY_CAME = N_("Nobody is noted as present. Please note who came first.")
NOT_NOTED = N_("Not everybody's attendance is noted yet: %(names)s")
NO_WORDS = N_("Please write the minutes first.")


class Said(msgspec.Struct, frozen=True):
    """Words that stand behind a heading: a step's, a matter's."""

    heading: str
    words: str


class Answered(msgspec.Struct, frozen=True):
    """A problem with its answer, empty while there is none."""

    words: str
    answer: str


def first_words(steps: Iterable[Said], matters: Iterable[Said]) -> str:
    """What the minutes begin with: what was said at each step, and the matters of those who could not come."""
    said = [
        f"{no}. {one.heading}\n{one.words}"
        for no, one in enumerate((s for s in steps if s.words), 1)
    ]
    handed = [f"{one.heading}：{one.words}" for one in matters]
    if handed:
        said.append(
            "\n".join((translate(N_("Matters handed in by those who could not come")), *handed))
        )
    return "\n\n".join(said)


def readers(came: Sequence[UUID], drafter: UUID, signs_anyway: Iterable[UUID]) -> tuple[UUID, ...]:
    """Who signs that they have read them: all who came, but for those whose signature stands on the paper anyway."""
    others = {drafter, *signs_anyway}
    return tuple(person for person in came if person not in others)


def check_ready(words: str, came: Sequence[UUID], unnoted: Sequence[str]) -> None:
    """Whether the minutes can go round. Raises Refused."""
    if not words:
        raise Refused("words", NO_WORDS)
    if unnoted:
        raise Refused("", NOT_NOTED, names="、".join(unnoted))
    if not came:
        raise Refused("", NOBODY_CAME)


def answers(problems: Sequence[Answered]) -> str:
    """The answers as they are signed. Raises Refused while one is missing."""
    if any(not one.answer for one in problems):
        raise Refused("", UNANSWERED)
    return "\n".join(
        f"{translate(N_('Problem %(no)s: %(words)s'), no=no, words=one.words)}\n"
        f"{translate(N_('Answer: %(answer)s'), answer=one.answer)}"
        for no, one in enumerate(problems, 1)
    )  # fmt: skip
