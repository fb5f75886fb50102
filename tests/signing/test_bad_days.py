"""Two at once, twice at once, people who leave, clocks that run wrong: exactly one outcome (SIGN-8, SIGN-10)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signing.helpers import deed, deeds, person, start, state
from world import TOWER, House, pin, text


@pytest.mark.req("SIGN-10", "T27")
async def test_ten_signatures_at_the_same_second_are_one(house: House) -> None:
    paper = await start(house)
    pages = [await house.sign_in("harbour.supervisor") for _ in range(6)]
    answers = await asyncio.gather(*(deed(page, paper, 1) for page in pages))
    assert sorted(a.status_code for a in answers) == [303, *[422] * 5]
    assert [d for d, _ in await deeds(house, paper)] == ["start", "agree"]
    assert (
        await house.rows(
            TOWER, "select 1 from signing_paper where signing_first_broken(id) is not null"
        )
        == []
    )


@pytest.mark.req("SIGN-10", "T27")
async def test_two_signers_of_one_step_at_the_same_second_both_stand_or_one_is_told(
    house: House,
) -> None:
    """One agrees while another sends it back: one of the two is the outcome, the other is refused."""
    paper = await start(house, drafter="harbour.clerk", chain="archive_loan")
    desk = await house.sign_in("harbour.supervisor")
    again = await house.sign_in("harbour.supervisor")
    results = await asyncio.gather(
        deed(desk, paper, 1), deed(again, paper, 1, "return", opinion="请补充借阅范围")
    )
    assert sorted(r.status_code for r in results) == [303, 422]
    assert await state(house, paper) in {"running", "returned"}
    assert len(await deeds(house, paper)) == 2


@pytest.mark.req("SIGN-10", "T26")
async def test_a_double_click_signs_once_and_is_answered_alike(house: House) -> None:
    paper = await start(house)
    page = await house.sign_in("harbour.supervisor")
    data = {
        "step": 1,
        "deed": "agree",
        "pin": pin(page.username),
        "opinion": "",
        "back_to": "drafter",
    }
    url = f"/p/{TOWER}/signing/{paper}/entries"
    answers = await asyncio.gather(*(page.post(url, data, key="one-rendering") for _ in range(4)))
    assert {a.status_code for a in answers} == {303}
    assert len({a.headers["location"] for a in answers}) == 1
    assert [d for d, _ in await deeds(house, paper)] == ["start", "agree"]


@pytest.mark.req("SIGN-10")
async def test_a_clock_set_back_never_puts_an_entry_before_the_last_one(house: House) -> None:
    paper = await start(house)
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=3)):
        await deed(await house.sign_in("harbour.supervisor"), paper, 1)
    moments = [
        r["at"]
        for r in await house.rows(
            TOWER, "select at from signing_entry where paper = $1 order by no", paper
        )
    ]
    assert len(moments) == 2
    assert moments == sorted(moments)


@pytest.mark.req("SIGN-8", "SIGN-10")
async def test_when_a_signer_leaves_the_superior_has_it_in_the_inbox_and_the_record_says_so(
    house: House,
) -> None:
    paper = await start(house)
    who = await person(house, "harbour.supervisor")
    async with house.at(TOWER):
        from hushu.foundation import database

        await database.execute("update person set closed_at = now() where id = $1", who)
    manager = await house.sign_in("harbour.manager")
    assert "空调加时" in (await manager.get(f"/p/{TOWER}/signing")).text
    assert 'id="deed-form"' in (await manager.get(f"/p/{TOWER}/signing/{paper}")).text
    assert (await deed(manager, paper, 1)).status_code == 303
    assert [d for d, _ in await deeds(house, paper)] == ["start", "move", "agree"]
    second = await deed(manager, paper, 2)
    assert second.status_code == 422
    assert "确需以本步身份再签一次" in text(second)
    assert (await deed(manager, paper, 2, again="1")).status_code == 303
    assert await state(house, paper) == "agreed"


@pytest.mark.req("SIGN-4", "T15")
async def test_five_wrong_pins_lock_signing_and_nothing_is_signed(house: House) -> None:
    paper = await start(house)
    page = await house.sign_in("harbour.supervisor")
    wrong = [await deed(page, paper, 1, pin="000000") for _ in range(5)]
    assert [w.status_code for w in wrong] == [422] * 5
    assert "PIN 或密码不对" in text(wrong[0])
    assert "000000" not in wrong[0].text
    locked = await deed(page, paper, 1)
    assert locked.status_code == 422
    assert "分钟后再试" in text(locked)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        assert (await deed(page, paper, 1)).status_code == 303


@pytest.mark.req("SIGN-3", "SIGN-8")
async def test_a_deputy_signs_and_the_record_names_both(house: House) -> None:
    paper = await start(house)
    supervisor, deputy = (
        await house.sign_in("harbour.supervisor"),
        await house.sign_in("harbour.clerk"),
    )
    who = await person(house, "harbour.clerk")
    days = {"deputy": str(who), "starts_on": "2020-01-01", "ends_on": "2020-01-02"}
    assert (await supervisor.post(f"/p/{TOWER}/signing/deputies", days)).status_code == 422
    async with house.at(TOWER):
        from hushu.foundation import clock

        today = clock.today()
    days |= {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=3)).isoformat()}
    assert (await supervisor.post(f"/p/{TOWER}/signing/deputies", days)).status_code == 303
    assert (await supervisor.post(f"/p/{TOWER}/signing/deputies", days)).status_code == 422
    assert "代闫䶮" in text(await deputy.get(f"/p/{TOWER}/signing"))
    assert (await deed(deputy, paper, 1)).status_code == 303
    assert "汤雅琴代闫䶮" in text(await deputy.get(f"/p/{TOWER}/signing/{paper}"))


@pytest.mark.req("SIGN-3", "SIGN-6")
async def test_handing_on_adding_returning_withdrawing_and_urging_are_all_in_the_record(
    house: House,
) -> None:
    paper = await start(house)
    supervisor, drafter = (
        await house.sign_in("harbour.supervisor"),
        await house.sign_in("harbour.reception1"),
    )
    steward, cashier = (
        await person(house, "harbour.steward1"),
        await person(house, "harbour.cashier"),
    )
    assert (await deed(supervisor, paper, 1, "return")).status_code == 422  # a reason is owed
    await deed(supervisor, paper, 1, "add_before", to=str(cashier), opinion="请先核对费用")
    await deed(await house.sign_in("harbour.cashier"), paper, 3, opinion="费用无误")
    await deed(supervisor, paper, 1, "hand_on", to=str(steward))
    url = f"/p/{TOWER}/signing/{paper}"
    assert (await drafter.post(f"{url}/urging")).status_code == 303
    assert (await drafter.post(f"{url}/urging")).status_code == 422
    assert (
        await drafter.post(
            f"{url}/withdrawal", {"pin": pin("harbour.reception1"), "reason": "改期"}
        )
    ).status_code == 303
    assert await state(house, paper) == "withdrawn"
    assert [d for d, _ in await deeds(house, paper)] == [
        "start",
        "add_before",
        "agree",
        "hand_on",
        "urge",
        "withdraw",
    ]
    assert "已撤回" in text(await drafter.get(f"/p/{TOWER}/signing/started"))
    assert "空调加时" in text(await drafter.get(f"/p/{TOWER}/signing/finished"))


@pytest.mark.req("SIGN-5")
async def test_reminders_come_on_arrival_at_half_time_when_due_and_daily_after_it(
    house: House,
) -> None:
    paper = await start(house)
    signer, drafter = (
        await person(house, "harbour.supervisor"),
        await person(house, "harbour.reception1"),
    )
    begun = datetime.now(UTC)
    told: list[list[str]] = []
    for hours in (0, 13, 25, 49):
        with time_machine.travel(begun + timedelta(hours=hours, minutes=1)):
            await house.work()
        told.append(
            [
                r["kind"]
                for r in await house.rows(
                    TOWER, "select kind from notice where person = $1 order by at, id", signer
                )
            ]
        )
    assert told == [
        ["signing.arrived"],
        ["signing.arrived", "signing.half"],
        ["signing.arrived", "signing.half", "signing.due"],
        ["signing.arrived", "signing.half", "signing.due", "signing.overdue"],
    ]
    mine = await house.rows(TOWER, "select kind from notice where person = $1", drafter)
    assert [r["kind"] for r in mine] == ["signing.held_up"]
    await deed(await house.sign_in("harbour.supervisor"), paper, 1)
    with time_machine.travel(begun + timedelta(days=4)):
        await house.work()
    after = await house.rows(
        TOWER, "select kind from notice where person = $1 and kind = 'signing.overdue'", signer
    )
    assert len(after) == 1


@pytest.mark.req("SIGN-1")
async def test_a_changed_chain_is_a_new_edition_and_running_papers_keep_theirs(
    house: House,
) -> None:
    paper = await start(house)
    manager = await house.sign_in("harbour.manager")
    url = f"/p/{TOWER}/signing/chains/script_in_force"
    line = {"deed": ["approve", "check"], "who": ["post:manager", "-"], "need": ["all", "all"], "hours": ["8", "24"],
            "refused": ["end", "drafter"], "beside": ["no", "no"]}  # fmt: skip
    form = {"edition": "1", "name": "话术生效审批", **line}
    assert (await manager.get(url)).status_code == 200
    assert (await manager.post(url, form)).status_code == 303
    assert (await manager.post(url, form)).status_code == 409
    assert (
        await manager.post(url, {**form, "edition": "2", "hours": ["0", "1"]})
    ).status_code == 422
    assert "第 2 版" in text(await manager.get(f"/p/{TOWER}/signing/chains"))
    second = await start(house)
    plans = await house.rows(
        TOWER,
        "select jsonb_array_length(plan->'steps') as n from signing_paper where id = any($1) order by started_at",
        [paper, second],
    )
    assert [r["n"] for r in plans] == [2, 1]
    desk = await house.sign_in("harbour.reception1")
    assert (await desk.get(url)).status_code == 403


@pytest.mark.req("SIGN-2", "TEN-4", "T1")
async def test_a_paper_is_seen_by_those_concerned_and_by_no_other_property(house: House) -> None:
    paper = await start(house)
    url = f"/p/{TOWER}/signing/{paper}"
    seen = {}
    for who in ("harbour.reception1", "harbour.supervisor", "harbour.gm", "harbour.cashier"):
        seen[who] = (await (await house.sign_in(who)).get(url)).status_code
    assert seen == {
        "harbour.reception1": 200,
        "harbour.supervisor": 200,
        "harbour.gm": 200,
        "harbour.cashier": 404,
    }
    stranger = await house.sign_in("riverside.manager")
    assert (await stranger.get(f"/p/riverside/signing/{paper}")).status_code == 404
    assert (await stranger.get(url)).status_code == 404
