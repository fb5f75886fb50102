"""What is decided about a chain without a database: who may act, what a deed does, which steps open next (SIGN-1, SIGN-3, SIGN-8)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing.staff import Staff

StepDeed = Literal["check", "countersign", "approve", "read", "handle", "take_over", "file"]
Refusal = Literal["drafter", "previous", "end"]
# Deeds that answer for the content: a drafter's own word on their own paper is worth nothing there (SIGN-8).
ANSWERING = frozenset({"check", "countersign", "approve"})
NOT_YOURS = N_("This step is not waiting for you any more. Please load the page again.")
OVER = N_("This paper is already finished. Nothing was changed.")


class StepPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One step as a definition writes it. hours: time limit. beside: at the same time as the step before."""

    deed: StepDeed
    who: str
    need: str = "all"
    hours: int = 24
    refused: Refusal = "drafter"
    beside: bool = False


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A person a step waits for; `by` is who signed in the end (a deputy, where it is somebody else)."""

    person: UUID
    state: Literal["waiting", "agreed", "gone"] = "waiting"
    by: UUID | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a running chain; steps of the same stage stand side by side, `key` never changes."""

    key: int
    stage: int
    deed: StepDeed
    who: str
    need: str
    hours: int
    refused: Refusal
    state: Literal["later", "open", "done"] = "later"
    seats: tuple[Seat, ...] = ()
    opened_at: datetime | None = None

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
    """A paper's way as a value: everything a deed needs to know, nothing of how it is kept."""

    drafter: UUID
    drafter_may_approve: bool
    steps: tuple[Step, ...]
    state: Literal["running", "agreed", "returned", "refused", "withdrawn"] = "running"

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
        kind, _, name = plan.who.partition(":")
        if plan.who not in {"superior", "drafter_head"} and not (kind in {"post", "role"} and name or _is_person(plan.who)):
            raise Refused("steps", N_("Step %(no)s: it is not clear who signs."), no=no)
        if plan.need not in {"all", "any"} and not (plan.need.isdecimal() and 0 < int(plan.need) < 100):
            raise Refused("steps", N_("Step %(no)s: all, any one, or a number of signers."), no=no)
        if not 0 < plan.hours <= 24 * 60:
            raise Refused("steps", N_("Step %(no)s: a time limit of 1 to 1440 hours."), no=no)


def _is_person(who: str) -> bool:
    try:
        return who.startswith("person:") and bool(UUID(who.removeprefix("person:")))
    except ValueError:
        return False


def begin(plans: Iterable[StepPlan], drafter: UUID, may_approve: bool, staff: Staff, now: datetime) -> Chain:
    """A chain at its first step. Raises Refused when some step has nobody who could sign."""
    steps: list[Step] = []
    stage = -1
    for key, plan in enumerate(plans, 1):
        stage += 0 if plan.beside and stage >= 0 else 1
        steps.append(Step(key=key, stage=stage, deed=plan.deed, who=plan.who, need=plan.need, hours=plan.hours,
                          refused=plan.refused))  # fmt: skip
    chain = Chain(drafter=drafter, drafter_may_approve=may_approve, steps=tuple(steps))
    for step in chain.steps:
        if step.who != "superior":
            signers(chain, step, staff)
    return advance(chain, staff, now)


def signers(chain: Chain, step: Step, staff: Staff) -> tuple[UUID, ...]:
    """Whom the step waits for if it opens now; closed and barred persons are replaced by their superiors (SIGN-8)."""
    barred = {chain.drafter} if is_barred(chain, step) else set()
    found: list[UUID] = []
    for person in _named(chain, step, staff):
        holder = staff.standing(person, barred)
        if holder is not None and holder not in found:
            found.append(holder)
    if not found:
        raise Refused("", N_("Step %(no)s has nobody who may sign it. Please ask the manager to fill the post first."),
                      no=step.stage + 1)  # fmt: skip
    return tuple(found)


def is_barred(chain: Chain, step: Step) -> bool:
    """Whether the drafter may not sign this step of their own paper."""
    return not chain.drafter_may_approve and step.deed in ANSWERING


def _named(chain: Chain, step: Step, staff: Staff) -> tuple[UUID, ...]:
    kind, _, name = step.who.partition(":")
    match kind:
        case "person":
            return (UUID(name),)
        case "post":
            return staff.holders(name)
        case "role":
            return staff.with_role(name)
        case "drafter_head":
            return (staff.head_of(chain.drafter),)
        case _:
            before = [s for s in chain.steps if s.stage < step.stage and s.state == "done"]
            last = max(before, key=lambda s: s.stage, default=None)
            below = next((seat.by for seat in last.seats if seat.by), chain.drafter) if last else chain.drafter
            above = staff.above(below)
            return (above,) if above else ()


def advance(chain: Chain, staff: Staff, now: datetime) -> Chain:
    """Opens what comes next; with nothing left the paper is agreed."""
    left = [step.stage for step in chain.steps if step.state != "done"]
    if not left:
        return replace(chain, state="agreed")
    return _mapped(chain, lambda s: _opened(chain, s, staff, now) if (s.stage, s.state) == (min(left), "later") else s)


def _opened(chain: Chain, step: Step, staff: Staff, now: datetime) -> Step:
    """The step open; where somebody has agreed already (it was put back for another signer), that stays."""
    seats = step.seats or tuple(Seat(person=person) for person in signers(chain, step, staff))
    return replace(step, state="open", seats=seats, opened_at=now)


def _mapped(chain: Chain, change: Callable[[Step], Step]) -> Chain:
    return replace(chain, steps=tuple(change(step) for step in chain.steps))


def turns(chain: Chain, actor: UUID, deputies: Mapping[UUID, UUID]) -> list[Turn]:
    """Where this person may act now. deputies: who signs today for whom. Own seats come first."""
    found = []
    for step in chain.open:
        for seat in step.seats:
            deputy = deputies.get(seat.person) == actor
            if seat.state != "waiting" or (seat.person != actor and not deputy):
                continue
            if not (deputy and actor == chain.drafter and is_barred(chain, step)):
                found.append(Turn(step.key, seat.person, seat.person != actor))
    return sorted(found, key=lambda turn: turn.deputy)


def turn_at(chain: Chain, actor: UUID, step: int, deputies: Mapping[UUID, UUID]) -> Turn:
    """The person's turn at that step. Raises Refused when it is not theirs, or not any more."""
    if chain.state != "running":
        raise Refused("", OVER)
    for turn in turns(chain, actor, deputies):
        if turn.step == step:
            return turn
    raise Refused("", NOT_YOURS)


def signed_before(chain: Chain, actor: UUID) -> list[Step]:
    """The steps this person has agreed at already."""
    return [s for s in chain.steps if any(seat.state == "agreed" and seat.by == actor for seat in s.seats)]


def agree(chain: Chain, turn: Turn, actor: UUID, staff: Staff, now: datetime, *, again: bool = False) -> Chain:
    """The seat is signed. Signing a second time on the same paper needs an express yes (SIGN-8). Raises Refused."""
    if signed_before(chain, actor) and not again:
        raise Refused("again", N_("You have already signed this paper at another step. Tick here if you really sign again in this role."))
    step = chain.step(turn.step)
    seats = tuple(
        replace(seat, state="agreed", by=actor) if seat.person == turn.seat else seat for seat in step.seats
    )
    step = replace(step, seats=seats)
    if step.enough:
        rest = tuple(replace(s, state="gone") if s.state == "waiting" else s for s in step.seats)
        step = replace(step, state="done", seats=rest)
    changed = _mapped(chain, lambda s: step if s.key == step.key else s)
    return advance(changed, staff, now) if step.state == "done" else changed


def send_back(chain: Chain, to: str, staff: Staff, now: datetime, *, at: int) -> Chain:
    """Back to the drafter (the paper is over) or to an earlier step's key, which opens again. Raises Refused."""
    if to == "drafter":
        return replace(chain, state="returned")
    target = chain.step(int(to)) if to.isdecimal() else None
    if target is None or target.stage >= chain.step(at).stage:
        raise Refused("to", N_("Choose the drafter or an earlier step."))
    anew = _mapped(chain, lambda s: replace(s, state="later", seats=(), opened_at=None) if s.stage >= target.stage else s)
    return advance(anew, staff, now)


def refuse(chain: Chain, step_key: int, staff: Staff, now: datetime) -> Chain:
    """What the definition says of a refusal at this step: end, back to the step before, back to the drafter."""
    step = chain.step(step_key)
    if step.refused == "end":
        return replace(chain, state="refused")
    before = [s for s in chain.steps if s.stage < step.stage]
    if step.refused == "previous" and before:
        return send_back(chain, str(max(before, key=lambda s: s.stage).key), staff, now, at=step_key)
    return replace(chain, state="returned")


def hand_on(chain: Chain, turn: Turn, to: UUID, staff: Staff) -> Chain:
    """The seat goes to a named person. Raises Refused at `to`."""
    step = chain.step(turn.step)
    _fit(chain, step, to, staff)
    seats = tuple(replace(s, person=to) if s.person == turn.seat else s for s in step.seats)
    return _mapped(chain, lambda s: replace(s, seats=seats) if s.key == step.key else s)


def add_signer(chain: Chain, turn: Turn, to: UUID, staff: Staff, now: datetime, *, before: bool) -> Chain:
    """A countersigner is put in, before this stage (which waits until then) or right after it. Raises Refused at `to`."""
    here = chain.step(turn.step)
    added = Step(key=max(s.key for s in chain.steps) + 1, stage=here.stage + (0 if before else 1), deed="countersign",
                 who=f"person:{to}", need="all", hours=here.hours, refused="previous" if not before else "drafter")  # fmt: skip
    _fit(chain, added, to, staff)
    if len(chain.steps) >= 60:
        raise Refused("to", N_("This paper has too many steps already."))
    moved = _mapped(chain, lambda s: replace(s, stage=s.stage + 1) if s.stage >= added.stage else s)
    if before:
        moved = _mapped(moved, lambda s: replace(s, state="later") if s.state == "open" else s)
    return advance(replace(moved, steps=tuple(sorted((*moved.steps, added), key=lambda s: (s.stage, s.key)))), staff, now)


def _fit(chain: Chain, step: Step, to: UUID, staff: Staff) -> None:
    """Whether that person may take a seat at the step. Raises Refused at `to`."""
    if not staff.works_here(to):
        raise Refused("to", N_("Choose somebody who works here now."))
    if to == chain.drafter and is_barred(chain, step):
        raise Refused("to", N_("The drafter does not sign their own paper here."))
    if any(seat.person == to for seat in step.seats):
        raise Refused("to", N_("This person signs at this step already."))


def withdraw(chain: Chain, actor: UUID) -> Chain:
    """The drafter takes it back before the end. Raises Refused."""
    if chain.state != "running":
        raise Refused("", OVER)
    if actor != chain.drafter:
        raise Refused("", N_("Only the drafter takes a paper back."))
    return replace(chain, state="withdrawn")


def settle(chain: Chain, staff: Staff, now: datetime) -> tuple[Chain, list[tuple[int, UUID, UUID]]]:
    """Seats of those who left go to their superiors; gives the chain and what moved: step, from, to (SIGN-8)."""
    moved: list[tuple[int, UUID, UUID]] = []
    if chain.state != "running":
        return chain, moved

    def settled(step: Step) -> Step:
        left = [s for s in step.seats if s.state == "waiting" and not staff.works_here(s.person)]
        if not left:
            return step
        barred = {chain.drafter} if is_barred(chain, step) else set()
        seats = [seat for seat in step.seats if seat not in left]
        for seat in left:
            heir = staff.standing(seat.person, barred) or signers(chain, step, staff)[0]
            if heir not in {s.person for s in seats}:
                seats.append(Seat(person=heir))
            moved.append((step.key, seat.person, heir))
        made = replace(step, seats=tuple(seats))
        return replace(made, state="done") if made.state == "open" and made.enough else made

    return advance(_mapped(chain, settled), staff, now), moved
