"""What a chain is, as values: steps and seats, what a definition may say, and when a step has enough (SIGN-1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

StepDeed = Literal["check", "countersign", "approve", "read", "handle", "take_over", "file"]
Refusal = Literal["drafter", "previous", "end"]
# Deeds that answer for the content: a drafter's own word on their own paper is worth nothing there (SIGN-8).
ANSWERING = frozenset({"check", "countersign", "approve"})
# Who comes at such a step is named on the paper: `named:handler`.
NAMED = "named:"
LONGEST = 60  # steps of a running chain, with everybody who was added or named
TOO_LONG = N_("This paper has too many steps already.")
NOT_YOURS = N_("This step is not waiting for you any more. Please load the page again.")
ONLY_NAMED = N_(
    "Step %(no)s: only people named on the paper come one after another or may be left out."
)
ALONE = N_(
    "Step %(no)s: where people come one after another, the step stands alone, and once for each name."
)
OVER = N_("This paper is already finished. Nothing was changed.")


class StepPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One step as a definition writes it. hours: time limit. beside: at the same time as the step before.

    Who comes at a `named:` step is said on each paper. optional: left out where nobody is named. each: the named
    persons come one after another, so that it is always with one of them.
    """

    deed: StepDeed
    who: str
    need: str = "all"
    hours: int = 24
    refused: Refusal = "drafter"
    beside: bool = False
    optional: bool = False
    each: bool = False


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A person a step waits for; `by` is who signed in the end (a deputy, where it is somebody else)."""

    person: UUID
    state: Literal["waiting", "agreed", "gone"] = "waiting"
    by: UUID | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a running chain; steps of the same stage stand side by side, `key` never changes.

    person: whose step it is, where an `each` step has become one step a person.
    """

    key: int
    stage: int
    deed: StepDeed
    who: str
    need: str
    hours: int
    refused: Refusal
    state: Literal["later", "open", "done", "skipped"] = "later"
    seats: tuple[Seat, ...] = ()
    opened_at: datetime | None = None
    optional: bool = False
    each: bool = False
    person: UUID | None = None

    @property
    def over(self) -> bool:
        """Whether nothing is asked here any more: signed, or left out because nobody was named."""
        return self.state in {"done", "skipped"}

    @property
    def role(self) -> str:
        """Under which name its people are named on the paper; "" where the definition says who."""
        return self.who.removeprefix(NAMED) if self.who.startswith(NAMED) else ""

    @property
    def due_at(self) -> datetime | None:
        """When its time limit ends."""
        return None if self.opened_at is None else self.opened_at + timedelta(hours=self.hours)

    @property
    def enough(self) -> bool:
        """Whether as many have agreed as the step needs."""
        agreed = sum(seat.state == "agreed" for seat in self.seats)
        live = sum(seat.state != "gone" for seat in self.seats)
        wanted = {"all": live, "any": 1}.get(self.need) or min(int(self.need), live)
        return agreed >= max(1, wanted)


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """A paper's way as a value: everything a deed needs to know, nothing of how it is kept.

    named: who was named on this paper, by role, in the order given.
    """

    drafter: UUID
    drafter_may_approve: bool
    steps: tuple[Step, ...]
    state: Literal["running", "agreed", "returned", "refused", "withdrawn"] = "running"
    named: dict[str, tuple[UUID, ...]] = {}

    def step(self, key: int) -> Step:
        """The step of that key. Raises Refused when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise Refused("", NOT_YOURS)

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that wait now."""
        return tuple(s for s in self.steps if s.state == "open") if self.state == "running" else ()


class Turn(msgspec.Struct, frozen=True):
    """That a person may act now: at which step, and in whose seat (their own, or that of one they stand in for)."""

    step: int
    seat: UUID
    deputy: bool


def check_definition(plans: Iterable[StepPlan]) -> None:
    """A definition that can run. Raises Refused at `steps`."""
    found = list(plans)
    if not found or len(found) > 30:
        raise Refused("steps", N_("A chain has 1 to 30 steps."))
    for no, plan in enumerate(found, 1):
        if not _is_clear(plan.who):
            raise Refused("steps", N_("Step %(no)s: it is not clear who signs."), no=no)
        if plan.need not in {"all", "any"} and not (
            plan.need.isdecimal() and 0 < int(plan.need) < 100
        ):
            raise Refused("steps", N_("Step %(no)s: all, any one, or a number of signers."), no=no)
        if not 0 < plan.hours <= 24 * 60:
            raise Refused("steps", N_("Step %(no)s: a time limit of 1 to 1440 hours."), no=no)
    _check_named(found)


def _check_named(plans: list[StepPlan]) -> None:
    """Only people named on the paper may be left out or come one after another, and those stand alone."""
    queues: set[str] = set()
    for no, plan in enumerate(plans, 1):
        if (plan.optional or plan.each) and not plan.who.startswith(NAMED):
            raise Refused("steps", ONLY_NAMED, no=no)
        after = plans[no].beside if no < len(plans) else False
        if plan.each and (plan.beside or after or plan.who in queues):
            raise Refused("steps", ALONE, no=no)
        queues |= {plan.who} if plan.each else set()


def _is_clear(who: str) -> bool:
    kind, _, name = who.partition(":")
    if kind == "person":
        return _is_person(name)
    named = kind == "named" and 0 < len(name) <= 40 and name.replace("_", "").isalnum()
    return who in {"superior", "drafter_head"} or named or bool(kind in {"post", "role"} and name)


def _is_person(name: str) -> bool:
    try:
        return bool(UUID(name))
    except ValueError:
        return False
