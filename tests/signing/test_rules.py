"""Chains as values: whatever people do, no illegal order comes about (T34)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from hushu.foundation.refusals import Refused
from hushu.signing import rules
from hushu.signing.rules import Chain, Member, Staff, StepPlan

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PEOPLE = [UUID(int=n) for n in range(1, 9)]
GM, MANAGER, HEAD, SUPERVISOR, CLERK, DESK1, DESK2, DESK3 = PEOPLE
POSTS = dict(
    zip(
        PEOPLE,
        ("gm", "manager", "head", "supervisor", "clerk", "desk", "desk", "desk"),
        strict=True,
    )
)
ABOVE = {MANAGER: GM, HEAD: GM, SUPERVISOR: MANAGER} | dict.fromkeys(
    (CLERK, DESK1, DESK2, DESK3), SUPERVISOR
)


def staff(closed: frozenset[UUID] = frozenset()) -> Staff:
    """The cast, some of them gone."""
    return Staff(
        Member(p, str(p.int), POSTS[p], POSTS[p], (POSTS[p],), ABOVE.get(p), p in closed)
        for p in PEOPLE
    )


def plan(deed: str = "check", who: str = "post:supervisor", **more: object) -> StepPlan:
    """One step of a definition."""
    return StepPlan(deed=deed, who=who, **more)  # type: ignore[arg-type]


def turn(chain: Chain, actor: UUID, step: int) -> rules.Turn:
    """The actor's turn."""
    return rules.turn_at(chain, actor, step, {})


def waiting(chain: Chain) -> list[list[UUID]]:
    """Whom the open steps wait for."""
    return [[s.person for s in step.seats if s.state == "waiting"] for step in chain.open]


@pytest.mark.req("SIGN-8")
def test_the_drafters_own_step_goes_to_their_superior() -> None:
    chain = rules.begin([plan()], SUPERVISOR, may_approve=False, staff=staff(), now=NOW)
    assert waiting(chain) == [[MANAGER]]
    allowed = rules.begin([plan()], SUPERVISOR, may_approve=True, staff=staff(), now=NOW)
    assert waiting(allowed) == [[SUPERVISOR]]
    reading = rules.begin([plan("read")], SUPERVISOR, may_approve=False, staff=staff(), now=NOW)
    assert waiting(reading) == [[SUPERVISOR]]


@pytest.mark.req("SIGN-8")
def test_nobody_signs_twice_by_accident() -> None:
    chain = rules.begin([plan(), plan("approve", "post:manager")], SUPERVISOR, False, staff(), NOW)
    chain = rules.agree(chain, turn(chain, MANAGER, 1), MANAGER, staff(), NOW)
    with pytest.raises(Refused, match="already signed"):
        rules.agree(chain, turn(chain, MANAGER, 2), MANAGER, staff(), NOW)
    done = rules.agree(chain, turn(chain, MANAGER, 2), MANAGER, staff(), NOW, again=True)
    assert done.state == "agreed"


@pytest.mark.req("SIGN-8", "SIGN-10")
def test_a_closed_persons_seat_goes_to_the_superior_and_may_end_the_step() -> None:
    chain = rules.begin(
        [plan("read", "post:desk"), plan("file", "post:clerk")], CLERK, False, staff(), NOW
    )
    for actor in (DESK1, DESK2):
        chain = rules.agree(chain, turn(chain, actor, 1), actor, staff(), NOW)
    gone = staff(frozenset({DESK3, SUPERVISOR}))
    chain, moved = rules.settle(chain, gone, NOW)
    assert moved == [(1, DESK3, MANAGER)]
    assert waiting(chain) == [[MANAGER]]


@pytest.mark.req("SIGN-1")
def test_any_all_and_numbers_side_by_side() -> None:
    steps = [
        plan("read", "post:desk", need="2"),
        plan("countersign", "post:head", beside=True),
        plan("approve", "superior"),
    ]
    chain = rules.begin(steps, CLERK, False, staff(), NOW)
    assert waiting(chain) == [[DESK1, DESK2, DESK3], [HEAD]]
    for actor, step in ((DESK1, 1), (HEAD, 2)):
        chain = rules.agree(chain, turn(chain, actor, step), actor, staff(), NOW)
    assert waiting(chain) == [[DESK2, DESK3]]
    chain = rules.agree(chain, turn(chain, DESK3, 1), DESK3, staff(), NOW)
    assert waiting(chain) in ([[SUPERVISOR]], [[GM]])
    with pytest.raises(Refused):
        turn(chain, DESK2, 1)


@pytest.mark.req("SIGN-1", "SIGN-3")
def test_refusal_leads_where_the_definition_says() -> None:
    for refused, expected in (("end", "refused"), ("drafter", "returned"), ("previous", "running")):
        chain = rules.begin(
            [plan(), plan("approve", "post:manager", refused=refused)], DESK1, False, staff(), NOW
        )
        chain = rules.agree(chain, turn(chain, SUPERVISOR, 1), SUPERVISOR, staff(), NOW)
        after = rules.refuse(chain, 2, staff(), NOW)
        assert after.state == expected
        if refused == "previous":
            assert waiting(after) == [[SUPERVISOR]]


@pytest.mark.req("SIGN-3")
def test_a_deputy_signs_in_anothers_seat_but_never_their_own_paper() -> None:
    chain = rules.begin([plan("approve", "post:manager")], SUPERVISOR, False, staff(), NOW)
    assert rules.turns(chain, SUPERVISOR, {MANAGER: SUPERVISOR}) == []
    mine = rules.turns(chain, CLERK, {MANAGER: CLERK})
    assert [(t.seat, t.deputy) for t in mine] == [(MANAGER, True)]
    done = rules.agree(chain, mine[0], CLERK, staff(), NOW)
    assert (done.state, done.steps[0].seats[0].person, done.steps[0].seats[0].by) == (
        "agreed",
        MANAGER,
        CLERK,
    )
