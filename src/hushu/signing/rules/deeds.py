"""Who may act on a paper, and what each deed makes of its chain (SIGN-3, SIGN-8)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing.rules.shapes import LONGEST, NOT_YOURS, OVER, TOO_LONG, Chain, Step, Turn
from hushu.signing.rules.staff import Staff
from hushu.signing.rules.way import advance, is_barred, mapped, name_people

# Whose word sends a paper on: the leader's instruction, and the secretary who takes it in.
ASSIGNING = frozenset({"approve", "take_over"})


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
    return [
        s
        for s in chain.steps
        if any(seat.state == "agreed" and seat.by == actor for seat in s.seats)
    ]


def agree(
    chain: Chain, turn: Turn, actor: UUID, staff: Staff, now: datetime, *, again: bool = False
) -> Chain:
    """The seat is signed. Signing a second time on the same paper needs an express yes (SIGN-8). Raises Refused."""
    if signed_before(chain, actor) and not again:
        raise Refused(
            "again",
            N_(
                "You have already signed this paper at another step. Tick here if you really sign again in this role."
            ),
        )
    step = chain.step(turn.step)
    seats = tuple(
        replace(seat, state="agreed", by=actor) if seat.person == turn.seat else seat
        for seat in step.seats
    )
    step = replace(step, seats=seats)
    if step.enough:
        rest = tuple(replace(s, state="gone") if s.state == "waiting" else s for s in step.seats)
        step = replace(step, state="done", seats=rest)
    changed = mapped(chain, lambda s: step if s.key == step.key else s)
    return advance(changed, staff, now) if step.state == "done" else changed


def hand_on(chain: Chain, turn: Turn, to: UUID, staff: Staff) -> Chain:
    """The seat goes to a named person. Raises Refused at `to`."""
    step = chain.step(turn.step)
    _fit(chain, step, to, staff)
    seats = tuple(replace(s, person=to) if s.person == turn.seat else s for s in step.seats)
    return mapped(chain, lambda s: replace(s, seats=seats) if s.key == step.key else s)


def add_signer(
    chain: Chain, turn: Turn, to: UUID, staff: Staff, now: datetime, *, before: bool
) -> Chain:
    """A countersigner is put in, before this stage (which waits until then) or right after it. Raises Refused at `to`."""
    here = chain.step(turn.step)
    added = Step(key=max(s.key for s in chain.steps) + 1, stage=here.stage + (0 if before else 1), deed="countersign",
                 who=f"person:{to}", need="all", hours=here.hours, refused="previous" if not before else "drafter")  # fmt: skip
    _fit(chain, added, to, staff)
    if len(chain.steps) >= LONGEST:
        raise Refused("to", TOO_LONG)
    moved = mapped(
        chain, lambda s: replace(s, stage=s.stage + 1) if _after(s, added, before=before) else s
    )
    if before:
        moved = mapped(moved, lambda s: replace(s, state="later") if s.state == "open" else s)
    return advance(
        replace(moved, steps=tuple(sorted((*moved.steps, added), key=lambda s: (s.stage, s.key)))),
        staff,
        now,
    )


def _after(step: Step, added: Step, *, before: bool) -> bool:
    """Whether the step comes after the added one; what is done already stays where it was done."""
    return step.stage >= added.stage and not (before and step.over)


def assignable(chain: Chain, turn: Turn) -> list[Step]:
    """The steps to come whose people this signer may name: the first of each role, in order."""
    if chain.step(turn.step).deed not in ASSIGNING:
        return []
    found: dict[str, Step] = {}
    for step in chain.steps:
        if step.role and step.state == "later":
            found.setdefault(step.role, step)
    return list(found.values())


def assign(chain: Chain, turn: Turn, role: str, people: Iterable[UUID], staff: Staff) -> Chain:
    """Names who comes at a step still to come, in the given order. Raises Refused at `people`."""
    step = next((s for s in assignable(chain, turn) if s.role == role), None)
    if step is None:
        raise Refused(
            "people", N_("No step to come on this paper waits for such people to be named.")
        )
    given = tuple(dict.fromkeys(people))
    if not given:
        raise Refused("people", N_("Choose somebody."))
    for person in given:
        _fit(chain, replace(step, seats=()), person, staff, "people")
    return name_people(chain, role, given)


def _fit(chain: Chain, step: Step, to: UUID, staff: Staff, field: str = "to") -> None:
    """Whether that person may take a seat at the step. Raises Refused at the field."""
    if not staff.works_here(to):
        raise Refused(field, N_("Choose somebody who works here now."))
    if to == chain.drafter and is_barred(chain, step):
        raise Refused(field, N_("The drafter does not sign their own paper here."))
    if any(seat.person == to for seat in step.seats):
        raise Refused(field, N_("This person signs at this step already."))


def withdraw(chain: Chain, actor: UUID) -> Chain:
    """The drafter takes it back before the end. Raises Refused."""
    if chain.state != "running":
        raise Refused("", OVER)
    if actor != chain.drafter:
        raise Refused("", N_("Only the drafter takes a paper back."))
    return replace(chain, state="withdrawn")
