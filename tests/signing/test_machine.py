"""Whatever people do on a paper, in whatever order: no illegal order, no self-approval, no signature nobody gave (T34)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from hushu.foundation.refusals import Refused
from hushu.signing import rules
from hushu.signing.rules import Chain, Staff, StepPlan, Turn
from signing.test_rules import (  # fmt: skip
    CLERK,
    DESK1,
    DESK2,
    HEAD,
    MANAGER,
    NOW,
    PEOPLE,
    SUPERVISOR,
    plan,
    staff,
)

COMMIT, NIGHT = 120, 5_000
ROLES = ("readers", "handler")
WHO = st.sampled_from(
    ("post:supervisor", "post:manager", "post:desk", "role:clerk", "superior", "drafter_head", f"person:{HEAD}",
     "named:readers", "named:handler")
)  # fmt: skip
DEED = st.sampled_from(("check", "countersign", "approve", "read", "handle", "take_over", "file"))
PERSON = st.sampled_from(PEOPLE)
STEP = st.integers(1, 12)
GROUP = st.lists(PERSON, max_size=4)


def lawful(plans: list[StepPlan]) -> list[StepPlan]:
    """The plans as a definition may have them."""
    found: list[StepPlan] = []
    queues: set[str] = set()
    for one in plans:
        named = one.who.startswith(rules.NAMED)
        each = one.each and named and one.who not in queues
        beside = one.beside and not each and not (found and found[-1].each)
        found.append(replace(one, each=each, optional=one.optional and named, beside=beside))
        queues |= {one.who} if each else set()
    rules.check_definition(found)
    return found


PLANS = st.lists(
    st.builds(StepPlan, deed=DEED, who=WHO, need=st.sampled_from(("all", "any", "2")), hours=st.integers(1, 99),
              refused=st.sampled_from(("drafter", "previous", "end")), beside=st.booleans(), optional=st.booleans(),
              each=st.booleans()),
    min_size=1, max_size=6,
).map(lawful)  # fmt: skip


class Signing(RuleBasedStateMachine):
    """A paper among people who agree, refuse, name, hand on, stand in, leave, and try what they may not."""

    chain: Chain | None = None

    @initialize(plans=PLANS, drafter=PERSON, may=st.booleans(), readers=GROUP, handler=GROUP)
    def start(
        self, plans: list[StepPlan], drafter: UUID, may: bool, readers: list[UUID], handler: list[UUID]
    ) -> None:  # fmt: skip
        self.closed: frozenset[UUID] = frozenset()
        self.deputies: dict[UUID, UUID] = {}
        self.now = NOW
        self.confirmed: set[UUID] = set()
        self.given: set[tuple[int, UUID, UUID]] = set()
        try:
            named = {"readers": readers, "handler": handler}
            self.chain = rules.begin(plans, drafter, may, staff(), NOW, named)
        except Refused:  # nobody may sign some step: such a paper does not start, another does
            self.chain = rules.begin([plan("read", f"person:{HEAD}")], drafter, may, staff(), NOW)

    @property
    def people(self) -> Staff:
        return staff(self.closed)

    @property
    def now_chain(self) -> Chain:
        assert self.chain is not None
        return self.chain

    def tried(self, change: Callable[[Chain], Chain]) -> bool:
        """Whether the deed was done; a refused one changes nothing, and nothing is done on a paper that is over."""
        self.now += timedelta(minutes=7)
        before = self.now_chain
        try:
            self.chain = change(before)
        except Refused:
            assert self.chain is before
            return False
        assert before.state == "running"
        return True

    def turn(self, actor: UUID, step: int) -> Turn:
        return rules.turn_at(self.now_chain, actor, step, self.deputies)

    @rule(actor=PERSON, step=STEP, again=st.booleans())
    def agree(self, actor: UUID, step: int, again: bool) -> None:
        before = self.now_chain
        if self.tried(
            lambda c: rules.agree(c, self.turn(actor, step), actor, self.people, self.now, again=again)
        ):  # fmt: skip
            stage = before.step(step).stage
            assert all(s.over for s in before.steps if s.stage < stage), "out of order"
            signed = [s for s in self.now_chain.step(step).seats if s.by == actor]
            assert all(self.deputies.get(s.person) == actor or s.person == actor for s in signed)
            self.given |= {(step, s.person, actor) for s in signed}
            self.confirmed |= {actor} if again else set()

    @precondition(lambda self: self.chain is not None and self.chain.open)
    @rule(pick=st.integers(0, 99), again=st.booleans())
    def the_right_one_agrees(self, pick: int, again: bool) -> None:
        seats = [(s.key, seat.person) for s in self.now_chain.open for seat in s.seats if seat.state == "waiting"]  # fmt: skip
        step, actor = seats[pick % len(seats)]
        self.agree(actor, step, again)

    @rule(actor=PERSON, to=PERSON, step=STEP, how=st.sampled_from(("hand_on", "before", "after")))
    def involve(self, actor: UUID, to: UUID, step: int, how: str) -> None:
        def change(chain: Chain) -> Chain:
            mine = self.turn(actor, step)
            if how == "hand_on":
                return rules.hand_on(chain, mine, to, self.people)
            return rules.add_signer(chain, mine, to, self.people, self.now, before=how == "before")

        self.tried(change)

    @precondition(lambda self: self.chain is not None and self.chain.open)
    @rule(pick=st.integers(0, 99), role=st.sampled_from(ROLES), people=GROUP)
    def name(self, pick: int, role: str, people: list[UUID]) -> None:
        before = self.now_chain
        actor = PEOPLE[pick % len(PEOPLE)]
        for mine in rules.turns(before, actor, self.deputies):
            if self.tried(lambda c, t=mine: rules.assign(c, t, role, people, self.people)):
                kept = [s for s in before.steps if s.state != "later"]
                assert [s for s in self.now_chain.steps if s.state != "later"] == [
                    replace(s, stage=self.now_chain.step(s.key).stage) for s in kept
                ]
                return

    @rule(actor=PERSON, step=STEP, to=st.sampled_from(("drafter", "1", "2", "3", "x")), back=st.booleans(),
          all_again=st.booleans())  # fmt: skip
    def say_no(self, actor: UUID, step: int, to: str, back: bool, all_again: bool) -> None:
        def change(chain: Chain) -> Chain:
            self.turn(actor, step)
            if not back:
                return rules.refuse(chain, step, self.people, self.now)
            return rules.send_back(chain, to, self.people, self.now, at=step, all_again=all_again)

        before = self.now_chain
        if self.tried(change) and self.now_chain.state == "running":
            gone = set(rules.released(before, self.now_chain))
            assert gone, "a step opens again, so somebody's signature is released"
            assert back is False or all_again or {s.by for s in before.step(int(to)).seats if s.by} == gone  # fmt: skip

    @rule(person=PERSON, deputy=PERSON)
    def somebody_stands_in(self, person: UUID, deputy: UUID) -> None:
        if person != deputy:
            self.deputies[person] = deputy

    @rule(actor=st.sampled_from((DESK1, DESK2, CLERK, SUPERVISOR, MANAGER)))
    def somebody_leaves(self, actor: UUID) -> None:
        self.closed |= {actor}
        try:
            self.chain, _ = rules.settle(self.now_chain, self.people, self.now)
        except Refused:
            self.closed -= {actor}

    @invariant()
    def the_order_is_legal(self) -> None:
        if (chain := self.chain) is None:
            return
        assert len({s.key for s in chain.steps}) == len(chain.steps)
        assert all(s.enough for s in chain.steps if s.state == "done")
        assert all(s.optional for s in chain.steps if s.state == "skipped")
        if chain.state == "running":
            stage = chain.open[0].stage
            assert {s.stage for s in chain.open} == {stage}
            assert all(s.over for s in chain.steps if s.stage < stage)
            assert all(any(seat.state == "waiting" for seat in s.seats) for s in chain.open)
        if chain.state == "agreed":
            assert all(s.over for s in chain.steps)

    @invariant()
    def no_seat_is_signed_or_held_by_one_who_may_not(self) -> None:
        if (chain := self.chain) is None:
            return
        for step in chain.steps:
            barred = chain.drafter if rules.is_barred(chain, step) else None
            for seat in step.seats:
                if seat.state == "agreed":
                    assert seat.by != barred, "self-approval"
                    assert (step.key, seat.person, seat.by) in self.given, "nobody gave this"
                elif seat.state == "waiting" and chain.state == "running":
                    assert seat.person not in self.closed
                    assert seat.person != barred

    @invariant()
    def nobody_has_signed_twice_unasked(self) -> None:
        if (chain := self.chain) is not None:
            for person in PEOPLE:
                assert len(rules.signed_before(chain, person)) < 2 or person in self.confirmed


class ManySignings(Signing):
    """The same among many more papers."""


def _tests(machine: type[Signing], runs: int) -> type:
    case = pytest.mark.req("SIGN-1", "SIGN-3", "SIGN-8", "T34")(machine.TestCase)
    case.settings = settings(
        max_examples=runs, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    return case


TestSigning = _tests(Signing, COMMIT)
TestManySignings = pytest.mark.nightly(_tests(ManySignings, NIGHT))
