"""Where a paper goes when a signer does not agree, and which signatures still hold then (SIGN-1, SIGN-3)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing.rules.shapes import Chain, Step
from hushu.signing.rules.staff import Staff
from hushu.signing.rules.way import advance, mapped


def send_back(
    chain: Chain, to: str, staff: Staff, now: datetime, *, at: int, all_again: bool = False
) -> Chain:
    """Back to the drafter (the paper is over) or to an earlier step's key, which opens again.

    What was signed has not changed, so whoever agreed in between keeps their signature and the returning step is
    asked again after the target; all_again: everybody after the target signs anew. Raises Refused at `to`.
    """
    if to == "drafter":
        return replace(chain, state="returned")
    target = chain.step(int(to)) if to.isdecimal() else None
    if target is None or target.state != "done" or target.stage >= chain.step(at).stage:
        raise Refused("to", N_("Choose the drafter or an earlier step."))
    return advance(_reopened(chain, (target,), all_again=all_again), staff, now)


def refuse(chain: Chain, step_key: int, staff: Staff, now: datetime) -> Chain:
    """What the definition says of a refusal at this step: end, back to the step before, back to the drafter."""
    step = chain.step(step_key)
    if step.refused == "end":
        return replace(chain, state="refused")
    before = [s for s in chain.steps if s.stage < step.stage and s.state == "done"]
    if step.refused == "previous" and before:
        last = max(s.stage for s in before)
        return advance(_reopened(chain, [s for s in before if s.stage == last]), staff, now)
    return replace(chain, state="returned")


def _reopened(chain: Chain, targets: Iterable[Step], *, all_again: bool = False) -> Chain:
    """The targets unsigned; what was not finished after them comes again later, with the seats it had."""
    keys = {step.key for step in targets}
    stage = max(s.stage for s in chain.steps if s.key in keys)

    def change(step: Step) -> Step:
        if step.key in keys or (all_again and step.stage > stage):
            return replace(step, state="later", seats=(), opened_at=None)
        if step.stage > stage and step.state != "done":
            return replace(step, state="later", opened_at=None)
        return step

    return mapped(chain, change)


def released(before: Chain, after: Chain) -> list[UUID]:
    """Who signed and whose signature does not count any more."""
    held = (
        {(s.key, seat.person) for s in after.steps for seat in s.seats if seat.state == "agreed"}
        if after.state == "running"
        else set()
    )
    lost = [seat.by for s in before.steps for seat in s.seats
            if seat.by and seat.state == "agreed" and (s.key, seat.person) not in held]  # fmt: skip
    return list(dict.fromkeys(lost))
