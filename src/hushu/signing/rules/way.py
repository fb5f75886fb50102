"""How a chain goes on: who signs a step, what opens next, what happens to the seats of those who left (SIGN-1, SIGN-8)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import groupby
from uuid import UUID

from msgspec.structs import replace

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing.rules.shapes import ANSWERING, LONGEST, TOO_LONG, Chain, Seat, Step, StepPlan
from hushu.signing.rules.staff import Staff

NOBODY = N_(
    "Step %(no)s has nobody who may sign it. Please ask the manager to fill the post first."
)


def begin(
    plans: Iterable[StepPlan], drafter: UUID, may_approve: bool, staff: Staff, now: datetime,
    named: Mapping[str, Iterable[UUID]] | None = None,
) -> Chain:  # fmt: skip
    """A chain at its first step. Raises Refused when some step has nobody who could sign."""
    given = {role: tuple(dict.fromkeys(people)) for role, people in (named or {}).items()}
    chain = Chain(drafter=drafter, drafter_may_approve=may_approve, steps=_laid(plans))
    for role, people in given.items():
        chain = name_people(chain, role, people)
    for step in chain.steps:
        if step.role and not chain.named.get(step.role) and not step.optional:
            raise Refused("", N_("Step %(no)s: say who does it before the paper is sent."), no=step.stage + 1)  # fmt: skip
        if step.who != "superior" and not is_unnamed(chain, step):
            signers(chain, step, staff)
    begun = advance(chain, staff, now)
    if begun.state != "running":
        raise Refused("", NOBODY, no=1)
    return begun


def _laid(plans: Iterable[StepPlan]) -> tuple[Step, ...]:
    steps: list[Step] = []
    stage = -1
    for key, plan in enumerate(plans, 1):
        stage += 0 if plan.beside and stage >= 0 else 1
        steps.append(Step(key=key, stage=stage, deed=plan.deed, who=plan.who, need=plan.need, hours=plan.hours,
                          refused=plan.refused, optional=plan.optional, each=plan.each))  # fmt: skip
    return tuple(steps)


def name_people(chain: Chain, role: str, people: tuple[UUID, ...]) -> Chain:
    """The people of that role on this paper; where they come one after another, each gets a step. Raises Refused."""
    chain = replace(
        mapped(
            chain, lambda s: replace(s, seats=()) if (s.role, s.state) == (role, "later") else s
        ),
        named={**chain.named, role: people},
    )
    ahead = [s for s in chain.steps if s.role == role and s.each and s.state == "later"]
    if not ahead or not people:
        return chain
    keys = [s.key for s in ahead] + list(range(max(s.key for s in chain.steps) + 1, 1_000))
    queue = [
        replace(ahead[0], key=key, person=person) for key, person in zip(keys, people, strict=False)
    ]
    stays = [s for s in chain.steps if s not in ahead]
    if len(stays) + len(queue) > LONGEST:
        raise Refused("", TOO_LONG)
    # Whoever of them has signed already stays in front of those who now come.
    last = ahead[-1].stage
    rows = _rows(s for s in stays if s.stage <= last) + [[step] for step in queue]
    rows += _rows(s for s in stays if s.stage > last)
    placed = tuple(replace(step, stage=stage) for stage, row in enumerate(rows) for step in row)
    return replace(chain, steps=placed)


def _rows(steps: Iterable[Step]) -> list[list[Step]]:
    """Those who stand side by side, together."""
    return [list(row) for _, row in groupby(steps, key=lambda step: step.stage)]


def is_unnamed(chain: Chain, step: Step) -> bool:
    """Whether the step is left out as things stand: nobody was named for it."""
    return bool(step.role) and not step.person and not chain.named.get(step.role)


def signers(chain: Chain, step: Step, staff: Staff) -> tuple[UUID, ...]:
    """Whom the step waits for if it opens now; closed and barred persons are replaced by their superiors (SIGN-8)."""
    barred = {chain.drafter} if is_barred(chain, step) else set()
    found: list[UUID] = []
    for person in _named(chain, step, staff):
        holder = staff.standing(person, barred)
        if holder is not None and holder not in found:
            found.append(holder)
    if not found:
        raise Refused("", NOBODY, no=step.stage + 1)
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
        case "named":
            return (step.person,) if step.person else chain.named.get(name, ())
        case "drafter_head":
            return (staff.head_of(chain.drafter),)
        case _:
            before = [s for s in chain.steps if s.stage < step.stage and s.state == "done"]
            last = max(before, key=lambda s: s.stage, default=None)
            below = (
                next((seat.by for seat in last.seats if seat.by), chain.drafter)
                if last
                else chain.drafter
            )
            above = staff.above(below)
            return (above,) if above else ()


def advance(chain: Chain, staff: Staff, now: datetime) -> Chain:
    """Opens what comes next, past steps nobody was named for; with nothing left the paper is agreed."""
    left = [step.stage for step in chain.steps if not step.over]
    if not left:
        return replace(chain, state="agreed")
    stepped = mapped(
        chain,
        lambda s: (
            _opened(chain, s, staff, now) if (s.stage, s.state) == (min(left), "later") else s
        ),
    )
    return stepped if stepped.open else advance(stepped, staff, now)


def _opened(chain: Chain, step: Step, staff: Staff, now: datetime) -> Step:
    """The step open; where somebody has agreed already (it was put back for another signer), that stays."""
    if is_unnamed(chain, step):
        return replace(step, state="skipped")
    seats = step.seats or tuple(Seat(person=person) for person in signers(chain, step, staff))
    return replace(step, state="open", seats=seats, opened_at=now)


def mapped(chain: Chain, change: Callable[[Step], Step]) -> Chain:
    return replace(chain, steps=tuple(change(step) for step in chain.steps))


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

    return advance(mapped(chain, settled), staff, now), moved
