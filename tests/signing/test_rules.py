"""Chains as values: whatever people do, no illegal order comes about (T34)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

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


DEED = st.sampled_from(("check", "countersign", "approve", "read", "handle", "file"))
WHO = st.sampled_from(
    (
        "post:supervisor",
        "post:manager",
        "post:desk",
        "role:clerk",
        "superior",
        "drafter_head",
        f"person:{HEAD}",
    )
)
PLANS = st.lists(
    st.builds(StepPlan, deed=DEED, who=WHO, need=st.sampled_from(("all", "any", "2")), hours=st.integers(1, 99),
              refused=st.sampled_from(("drafter", "previous", "end")), beside=st.booleans()),
    min_size=1, max_size=6,
)  # fmt: skip
PERSON = st.sampled_from(PEOPLE)


class Signing(RuleBasedStateMachine):
    """A paper among people who agree, refuse, hand on, add, leave, and try what they may not."""

    @initialize(plans=PLANS, drafter=PERSON, may=st.booleans())
    def start(self, plans: list[StepPlan], drafter: UUID, may: bool) -> None:
        self.closed: frozenset[UUID] = frozenset()
        self.now = NOW
        self.confirmed: set[UUID] = set()
        self.chain: Chain | None = None
        try:
            self.chain = rules.begin(plans, drafter, may, staff(), NOW)
        except Refused:  # nobody may sign some step: such a paper does not start, another does
            self.chain = rules.begin([plan("read", f"person:{HEAD}")], drafter, may, staff(), NOW)

    @property
    def people(self) -> Staff:
        return staff(self.closed)

    def tried(self, change: object) -> None:
        """A deed; refused ones change nothing."""
        self.now += timedelta(minutes=7)
        before = self.chain
        try:
            made = change()  # type: ignore[operator]
        except Refused:
            assert self.chain is before
            return
        assert before is not None
        assert before.state == "running"
        self.chain = made

    @precondition(lambda self: self.chain is not None)
    @rule(actor=PERSON, step=st.integers(1, 9), again=st.booleans())
    def agree(self, actor: UUID, step: int, again: bool) -> None:
        def change() -> Chain:
            mine = rules.turn_at(self.chain, actor, step, {})  # type: ignore[arg-type]
            if again:
                self.confirmed.add(actor)
            return rules.agree(self.chain, mine, actor, self.people, self.now, again=again)  # type: ignore[arg-type]

        self.tried(change)

    @precondition(lambda self: self.chain is not None and self.chain.open)
    @rule(pick=st.integers(0, 99))
    def the_right_one_agrees(self, pick: int) -> None:
        seats = [
            (s.key, seat.person)
            for s in self.chain.open
            for seat in s.seats
            if seat.state == "waiting"
        ]  # type: ignore[union-attr]
        step, actor = seats[pick % len(seats)]
        self.agree(actor, step, False)

    @precondition(lambda self: self.chain is not None)
    @rule(
        actor=PERSON,
        to=PERSON,
        step=st.integers(1, 9),
        how=st.sampled_from(("hand_on", "before", "after")),
    )
    def involve(self, actor: UUID, to: UUID, step: int, how: str) -> None:
        def change() -> Chain:
            mine = rules.turn_at(self.chain, actor, step, {})  # type: ignore[arg-type]
            if how == "hand_on":
                return rules.hand_on(self.chain, mine, to, self.people)  # type: ignore[arg-type]
            return rules.add_signer(
                self.chain, mine, to, self.people, self.now, before=how == "before"
            )  # type: ignore[arg-type]

        self.tried(change)

    @precondition(lambda self: self.chain is not None)
    @rule(
        actor=PERSON,
        step=st.integers(1, 9),
        to=st.sampled_from(("drafter", "1", "2", "3", "x")),
        back=st.booleans(),
    )
    def say_no(self, actor: UUID, step: int, to: str, back: bool) -> None:
        def change() -> Chain:
            rules.turn_at(self.chain, actor, step, {})  # type: ignore[arg-type]
            if back:
                return rules.send_back(self.chain, to, self.people, self.now, at=step)  # type: ignore[arg-type]
            return rules.refuse(self.chain, step, self.people, self.now)  # type: ignore[arg-type]

        self.tried(change)

    @precondition(lambda self: self.chain is not None)
    @rule(actor=st.sampled_from((DESK1, DESK2, CLERK, SUPERVISOR, MANAGER)))
    def somebody_leaves(self, actor: UUID) -> None:
        self.closed |= {actor}
        try:
            self.chain, _ = rules.settle(self.chain, self.people, self.now)  # type: ignore[arg-type]
        except Refused:
            self.closed -= {actor}

    @invariant()
    def the_order_is_legal(self) -> None:
        chain = getattr(self, "chain", None)
        if chain is None:
            return
        for step in chain.steps:
            assert step.state != "done" or step.enough
            for seat in step.seats:
                if seat.state == "agreed":
                    assert not (seat.by == chain.drafter and rules.is_barred(chain, step)), (
                        "self-approval"
                    )
                if seat.state == "waiting" and chain.state == "running":
                    assert seat.person not in self.closed
                    assert not (seat.person == chain.drafter and rules.is_barred(chain, step))
        if chain.state == "running":
            stage = chain.open[0].stage
            assert {s.stage for s in chain.open} == {stage}
            assert all(s.state == "done" for s in chain.steps if s.stage < stage)
            assert all(s.state == "later" for s in chain.steps if s.stage > stage)
            assert all(any(seat.state == "waiting" for seat in s.seats) for s in chain.open)
        if chain.state == "agreed":
            assert all(s.state == "done" for s in chain.steps)

    @invariant()
    def nobody_has_signed_twice_unasked(self) -> None:
        chain = getattr(self, "chain", None)
        if chain is not None:
            for person in PEOPLE:
                assert len(rules.signed_before(chain, person)) < 2 or person in self.confirmed


TestSigning = pytest.mark.req("SIGN-1", "SIGN-3", "SIGN-8", "T34")(Signing.TestCase)
TestSigning.settings = settings(  # type: ignore[attr-defined]
    max_examples=200, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
