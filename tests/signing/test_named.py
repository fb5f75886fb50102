"""People named on the paper: at the start, by the leader's instruction, one after another (SIGN-1, SIGN-3)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from hushu.foundation.refusals import Refused
from hushu.signing import commands, rules
from hushu.signing.events import PaperSealed
from hushu.signing.queries import chain_in_force
from hushu.signing.rules import StepPlan
from signing.helpers import as_person, deed, deeds, person, state
from signing.test_paper import agreed
from signing.test_rules import CLERK, DESK1, DESK2, DESK3, MANAGER, NOW, plan, staff, turn, waiting
from world import TOWER, House, text

INCOMING = [
    plan("approve", "post:manager"),
    plan("read", "named:readers", each=True, optional=True),
    plan("handle", "named:handler", optional=True),
    plan("file", "post:clerk"),
]


def signed(chain: rules.Chain, step: int, actor: UUID) -> rules.Chain:
    """The chain after that person's agreement."""
    return rules.agree(chain, turn(chain, actor, step), actor, staff(), NOW, again=True)


@pytest.mark.req("SIGN-1")
def test_named_readers_come_one_after_another_and_the_paper_is_always_with_one_of_them() -> None:
    named = {"readers": (DESK2, DESK1, DESK2), "handler": (DESK3,)}
    chain = rules.begin(INCOMING, CLERK, False, staff(), NOW, named)
    seen = []
    while chain.state == "running":
        ((step, actor),) = [(s.key, seat.person) for s in chain.open for seat in s.seats]
        seen.append(actor)
        chain = signed(chain, step, actor)
    assert seen == [MANAGER, DESK2, DESK1, DESK3, CLERK]


@pytest.mark.req("SIGN-1")
def test_a_step_nobody_was_named_for_is_refused_at_the_start_or_left_out_where_it_may_be() -> None:
    with pytest.raises(Refused, match="say who does it"):
        rules.begin([plan(), plan("handle", "named:handler")], DESK1, False, staff(), NOW)
    chain = rules.begin(INCOMING, DESK1, False, staff(), NOW)
    chain = signed(chain, 1, MANAGER)
    assert waiting(chain) == [[CLERK]]
    assert [s.state for s in chain.steps] == ["done", "skipped", "skipped", "open"]
    assert signed(chain, 4, CLERK).state == "agreed"
    with pytest.raises(Refused, match="nobody who may sign"):
        rules.begin([plan("read", "named:readers", optional=True)], DESK1, False, staff(), NOW)


@pytest.mark.req("SIGN-1", "SIGN-3")
def test_the_leader_names_who_comes_and_may_name_others_while_it_is_still_to_come() -> None:
    chain = rules.begin(INCOMING, CLERK, False, staff(), NOW, {"readers": (DESK1, DESK2, DESK3)})
    mine = turn(chain, MANAGER, 1)
    assert [s.role for s in rules.assignable(chain, mine)] == ["readers", "handler"]
    chain = rules.assign(chain, mine, "readers", (DESK3,), staff())
    chain = rules.assign(chain, mine, "readers", (DESK3, DESK1), staff())
    chain = rules.assign(chain, mine, "handler", (DESK2, DESK3), staff())
    assert [(s.stage, s.role) for s in chain.steps] == [
        (0, ""), (1, "readers"), (2, "readers"), (3, "handler"), (4, "")]  # fmt: skip
    assert len({s.key for s in chain.steps}) == 5
    chain = signed(chain, 1, MANAGER)
    with pytest.raises(Refused, match="No step to come"):
        rules.assign(chain, turn(chain, DESK3, chain.open[0].key), "readers", (DESK1,), staff())
    for actor in (DESK3, DESK1):
        assert waiting(chain) == [[actor]]
        chain = signed(chain, chain.open[0].key, actor)
    assert waiting(chain) == [[DESK2, DESK3]]


@pytest.mark.req("SIGN-8")
def test_nobody_is_named_who_left_or_may_not_sign() -> None:
    steps = [plan("approve", "post:manager"), plan("countersign", "named:countersigners", optional=True)]  # fmt: skip
    chain = rules.begin(steps, CLERK, False, staff(), NOW)
    mine = turn(chain, MANAGER, 1)
    for people, gone in (((CLERK,), ()), ((DESK1,), (DESK1,)), ((uuid4(),), ()), ((), ())):
        with pytest.raises(Refused) as refusal:
            rules.assign(chain, mine, "countersigners", people, staff(frozenset(gone)))
        assert list(refusal.value.errors) == ["people"]


@pytest.mark.req("SIGN-1")
@pytest.mark.parametrize(
    "steps",
    [
        [plan(who="named:")],
        [plan(who="named:a b")],
        [plan(optional=True)],
        [plan(each=True)],
        [plan(), plan(who="named:readers", each=True, beside=True)],
        [plan(who="named:readers", each=True), plan(beside=True)],
        [plan(who="named:readers", each=True), plan(), plan(who="named:readers", each=True)],
    ],
)
def test_a_definition_that_cannot_run_is_refused(steps: list[StepPlan]) -> None:
    with pytest.raises(Refused) as refusal:
        rules.check_definition(steps)
    assert list(refusal.value.errors) == ["steps"]
    rules.check_definition(INCOMING)


async def incoming(house: House, **named: list[UUID]) -> UUID:
    """A paper on its way over the manager, named readers and a named handler."""
    steps = [plan("approve", "post:manager"), *INCOMING[1:3]]
    async with await as_person(house, "harbour.manager"):
        edition = (await chain_in_force("script_in_force")).edition
        await commands.edit_chain("script_in_force", edition, "来文办理", steps, may_approve=False)
    async with await as_person(house, "harbour.clerk"):
        return await commands.start(
            "script_in_force", subject="memo", subject_id=uuid4(), title="消防检查通知", content={}, named=named
        )  # fmt: skip


@pytest.mark.req("SIGN-1", "SIGN-2", "SIGN-3")
async def test_the_manager_names_readers_and_handler_while_signing_and_the_record_says_whom(
    house: House,
) -> None:
    paper = await incoming(house)
    manager = await house.sign_in("harbour.manager")
    page = await manager.get(f"/p/{TOWER}/signing/{paper}")
    assert "后续“承办”由谁办理：承办人" in text(page)
    people = [await person(house, f"harbour.{who}") for who in ("supervisor", "cashier", "steward1")]  # fmt: skip
    naming = {"role": ["readers", "readers", "handler"], "person": [str(p) for p in people]}
    bad = await deed(manager, paper, 1, **{**naming, "person": [str(uuid4())] * 3})
    assert bad.status_code == 422
    assert (await deed(manager, paper, 1, pin="000000", **naming)).status_code == 422
    assert [d for d, _ in await deeds(house, paper)] == ["start"]
    assert (await deed(manager, paper, 1, opinion="请阅示后办理", **naming)).status_code == 303
    assert [d for d, _ in await deeds(house, paper)] == ["start", "assign", "assign", "agree"]
    shown = text(await manager.get(f"/p/{TOWER}/signing/{paper}"))
    assert "指定“传阅”人员 → 闫䶮、" in shown
    waits = "select person, step from signing_seat where paper = $1"
    for who, which in zip(("supervisor", "cashier", "steward1"), people, strict=True):
        (seat,) = await house.rows(TOWER, waits, paper)
        assert seat["person"] == which
        await deed(await house.sign_in(f"harbour.{who}"), paper, seat["step"])
    assert await state(house, paper) == "agreed"
    broken = "select 1 from signing_paper where signing_first_broken(id) is not null"
    assert await house.rows(TOWER, broken) == []


@pytest.mark.req("SIGN-3")
async def test_only_the_signer_at_such_a_step_names_people(house: House) -> None:
    paper = await incoming(house)
    handler = [await person(house, "harbour.steward1")]
    for who in ("harbour.clerk", "harbour.supervisor"):
        with pytest.raises(Refused):
            async with await as_person(house, who):
                await commands.assign(paper, "handler", handler)
    async with await as_person(house, "harbour.manager"):
        await commands.assign(paper, "handler", handler, "请客服部办理")
        await commands.assign(paper, "handler", handler)
    assert [d for d, _ in await deeds(house, paper)] == ["start", "assign"]


@pytest.mark.req("SIGN-1")
async def test_the_chain_page_lays_named_steps_in_words(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    url = f"/p/{TOWER}/signing/chains/script_in_force"
    line = {"deed": ["approve", "read"], "who": ["post:manager", "named:readers?"], "need": ["all", "all"],
            "hours": ["8", "24"], "refused": ["end", "drafter"], "beside": ["no", "each"]}  # fmt: skip
    assert (await manager.post(url, {"edition": "1", "name": "来文", **line})).status_code == 303
    page = (await manager.get(url)).text
    assert '<option value="named:readers?" selected>送批时指定：传阅人（可不指定）</option>' in page
    assert '<option value="each" selected>指定人员依次办理</option>' in page
    async with house.at(TOWER):
        steps = (await chain_in_force("script_in_force")).steps
    assert steps[1] == plan("read", "named:readers", each=True, optional=True)
    worse = {**line, "who": ["post:manager", "role:clerk"]}
    assert (await manager.post(url, {"edition": "2", "name": "来文", **worse})).status_code == 422


@pytest.mark.req("SIGN-4", "DOC-10")
async def test_the_kept_pdf_is_told_once_to_the_papers_subject(
    house: House, told: list[Any]
) -> None:
    paper = await agreed(house)
    await house.work()
    sealed = [fact for fact in told if isinstance(fact, PaperSealed)]
    file = await house.value(TOWER, "select file from signing_paper where id = $1", paper)
    assert [(fact.paper, fact.subject, fact.file) for fact in sealed] == [(paper, "memo", file)]
