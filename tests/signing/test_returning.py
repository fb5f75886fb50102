"""Sending back: which signatures hold, who is told, and how a paper is sent again (SIGN-3)."""

from uuid import UUID, uuid4

import pytest

from hushu.foundation import database
from hushu.foundation.refusals import Refused
from hushu.signing import commands, rules
from hushu.signing.queries import chain_in_force
from signing.helpers import as_person, deed, deeds, person, start, state
from signing.test_rules import (
    CLERK,
    DESK1,
    DESK2,
    DESK3,
    GM,
    HEAD,
    MANAGER,
    NOW,
    SUPERVISOR,
    plan,
    staff,
    turn,
    waiting,
)
from world import TOWER, House, pin, text

LINE = [
    plan("check", "post:supervisor"),
    plan("countersign", "post:head"),
    plan("countersign", f"person:{DESK1}", beside=True),
    plan("check", "post:manager"),
    plan("approve", "post:gm"),
]


def signed(chain: rules.Chain, *actors: UUID) -> rules.Chain:
    """The chain after these people have agreed, each where it waits for them."""
    for actor in actors:
        (mine,) = rules.turns(chain, actor, {})
        chain = rules.agree(chain, mine, actor, staff(), NOW)
    return chain


def at_the_gm() -> rules.Chain:
    """Signed by everybody but the last."""
    begun = rules.begin(LINE, CLERK, False, staff(), NOW)
    return signed(begun, SUPERVISOR, HEAD, DESK1, MANAGER)


@pytest.mark.req("SIGN-3")
def test_what_was_signed_in_between_keeps_and_the_returner_is_asked_after_the_target() -> None:
    back = rules.send_back(at_the_gm(), "1", staff(), NOW, at=5)
    assert [s.state for s in back.steps] == ["open", "done", "done", "done", "later"]
    assert rules.released(at_the_gm(), back) == [SUPERVISOR]
    back = signed(back, SUPERVISOR)
    assert waiting(back) == [[GM]]
    assert signed(back, GM).state == "agreed"


@pytest.mark.req("SIGN-3")
def test_the_returner_may_ask_everybody_after_the_target_to_sign_again() -> None:
    back = rules.send_back(at_the_gm(), "1", staff(), NOW, at=5, all_again=True)
    assert [s.state for s in back.steps] == ["open", "later", "later", "later", "later"]
    assert rules.released(at_the_gm(), back) == [SUPERVISOR, HEAD, DESK1, MANAGER]
    assert signed(back, SUPERVISOR, HEAD, DESK1, MANAGER, GM).state == "agreed"


@pytest.mark.req("SIGN-1", "SIGN-3")
def test_side_by_side_only_the_named_one_signs_again() -> None:
    back = rules.send_back(at_the_gm(), "3", staff(), NOW, at=5)
    assert waiting(back) == [[DESK1]]
    assert [s.state for s in back.steps] == ["done", "done", "open", "done", "later"]
    again = rules.send_back(at_the_gm(), "3", staff(), NOW, at=5, all_again=True)
    assert [s.state for s in again.steps] == ["done", "done", "open", "later", "later"]


@pytest.mark.req("SIGN-1", "SIGN-3")
def test_a_return_from_one_of_two_beside_each_other_keeps_the_others_signature() -> None:
    beside = signed(rules.begin(LINE, CLERK, False, staff(), NOW), SUPERVISOR, DESK1)
    back = rules.send_back(beside, "1", staff(), NOW, at=2)
    assert [s.state for s in back.steps] == ["open", "later", "done", "later", "later"]
    back = signed(back, SUPERVISOR)
    assert waiting(back) == [[HEAD]]
    with pytest.raises(Refused):
        rules.send_back(beside, "3", staff(), NOW, at=2)


@pytest.mark.req("SIGN-1", "SIGN-3")
def test_at_the_returning_step_those_who_agreed_are_not_asked_twice() -> None:
    steps = [plan(), plan("read", "post:desk"), plan("approve", "post:manager")]
    chain = signed(rules.begin(steps, CLERK, False, staff(), NOW), SUPERVISOR, DESK1)
    back = rules.send_back(chain, "1", staff(), NOW, at=2)
    assert waiting(signed(back, SUPERVISOR)) == [[DESK2, DESK3]]


@pytest.mark.req("SIGN-3")
def test_back_with_the_leader_another_handler_can_be_named() -> None:
    steps = [plan("approve", "post:manager"), plan("handle", "named:handler"), plan("file", "post:head")]  # fmt: skip
    chain = rules.begin(steps, CLERK, False, staff(), NOW, {"handler": (DESK1,)})
    back = rules.send_back(signed(chain, MANAGER), "1", staff(), NOW, at=2)
    back = rules.assign(back, turn(back, MANAGER, 1), "handler", (DESK2,), staff())
    assert waiting(signed(back, MANAGER)) == [[DESK2]]


@pytest.mark.req("SIGN-1")
def test_a_refusal_to_the_step_before_opens_all_of_it_past_what_was_left_out() -> None:
    steps = [plan(), plan("countersign", "post:head", beside=True), plan("read", "named:readers", optional=True),
             plan("approve", "post:manager", refused="previous")]  # fmt: skip
    chain = signed(rules.begin(steps, CLERK, False, staff(), NOW), SUPERVISOR, HEAD)
    assert waiting(rules.refuse(chain, 4, staff(), NOW)) == [[SUPERVISOR], [HEAD]]


async def four_steps(house: House) -> UUID:
    """A paper of three checks and an approval, signed by two."""
    people = [await person(house, f"harbour.{who}") for who in ("supervisor", "cashier", "steward1")]  # fmt: skip
    steps = [plan("check", f"person:{who}") for who in people] + [plan("approve", "post:manager")]
    async with await as_person(house, "harbour.manager"):
        edition = (await chain_in_force("script_in_force")).edition
        await commands.edit_chain("script_in_force", edition, "四步", steps, may_approve=False)
    paper = await start(house)
    for no, who in enumerate(("supervisor", "cashier", "steward1"), 1):
        assert (await deed(await house.sign_in(f"harbour.{who}"), paper, no)).status_code == 303
    return paper


async def told(house: House, username: str) -> list[str]:
    """The kinds of a person's notices about returns."""
    sql = "select kind from notice where person = $1 and kind in ('signing.back', 'signing.returned', 'signing.refused')"
    return [r["kind"] for r in await house.rows(TOWER, sql, await person(house, username))]


@pytest.mark.req("SIGN-3", "SIGN-5")
async def test_a_return_says_in_the_record_what_keeps_and_tells_whom_it_concerns(
    house: House,
) -> None:
    paper = await four_steps(house)
    manager = await house.sign_in("harbour.manager")
    page = await manager.get(f"/p/{TOWER}/signing/{paper}")
    assert "该步之后的人全部重签" in text(page)
    await deed(manager, paper, 4, "return", opinion="面积请再核一次", back_to="1")
    record = text(await manager.get(f"/p/{TOWER}/signing/{paper}"))
    assert "退回（其间已签的继续有效） → 闫䶮" in record
    whom = ("reception1", "supervisor", "cashier", "steward1")
    assert [await told(house, f"harbour.{w}") for w in whom] == [["signing.back"]] * 2 + [[], []]
    supervisor = await house.sign_in("harbour.supervisor")
    drafter = await house.sign_in("harbour.reception1")
    assert "退回前面的步骤：面积请再核一次" in text(await drafter.get(f"/p/{TOWER}/inbox"))
    assert (await deed(supervisor, paper, 1)).status_code == 303
    await deed(manager, paper, 4, "return", opinion="请全部重签", back_to="2", all_again="1")
    assert "退回（该步之后全部重签）" in text(await manager.get(f"/p/{TOWER}/signing/{paper}"))
    assert [len(await told(house, f"harbour.{w}")) for w in whom] == [2, 1, 1, 1]
    for no, who in ((2, "cashier"), (3, "steward1"), (4, "manager")):
        assert (await deed(await house.sign_in(f"harbour.{who}"), paper, no)).status_code == 303
    assert await state(house, paper) == "agreed"


@pytest.mark.req("SIGN-2", "SIGN-3")
async def test_a_paper_sent_again_names_the_former_one_and_shows_its_whole_record(
    house: House,
) -> None:
    drafter, subject_id = await house.sign_in("harbour.reception1"), uuid4()
    papers = []
    for reason in ("请写明时段", "请附收费标准", ""):
        async with await as_person(house, "harbour.reception1"):
            papers.append(
                await commands.start(
                    "script_in_force",
                    subject="memo",
                    subject_id=subject_id,
                    title="空调加时",
                    content={"try": len(papers)},
                )
            )
        if reason:
            supervisor = await house.sign_in("harbour.supervisor")
            await deed(supervisor, papers[-1], 1, "return", opinion=reason)
    formers = await house.rows(
        TOWER, "select former from signing_paper where subject = 'memo' order by started_at"
    )
    assert [r["former"] for r in formers] == [None, *papers[:2]]
    shown = text(await drafter.get(f"/p/{TOWER}/signing/{papers[2]}"))
    assert "上次提交" in shown
    assert "请写明时段" in shown
    assert "请附收费标准" in shown
    assert await told(house, "harbour.reception1") == ["signing.returned"] * 2


@pytest.mark.req("SIGN-2", "T33")
async def test_a_former_paper_that_is_swapped_or_altered_is_found(house: House) -> None:
    drafter, subject_id = "harbour.reception1", uuid4()
    papers = []
    for _ in range(2):
        async with await as_person(house, drafter):
            papers.append(
                await commands.start(
                    "script_in_force", subject="memo", subject_id=subject_id, title="空调加时", content={}
                )
            )  # fmt: skip
        await (await house.sign_in(drafter)).post(
            f"/p/{TOWER}/signing/{papers[-1]}/withdrawal", {"pin": pin(drafter), "reason": "改期"}
        )
    async with house.at(TOWER):
        assert await database.value("select signing_first_broken($1)", papers[1]) is None
    owner = await house.as_owner(TOWER)
    for harm in (
        "update signing_paper set former = null where id = $2 and $1::uuid is not null",
        "update signing_paper set last_hash = '' where id = $1 and $2::uuid is not null",
    ):
        work = owner.transaction()
        await work.start()
        await owner.execute(harm, *papers)
        assert await owner.fetchval("select signing_first_broken($1)", papers[1]) == 0
        await work.rollback()
    assert [d for d, _ in await deeds(house, papers[1])] == ["start", "withdraw"]
