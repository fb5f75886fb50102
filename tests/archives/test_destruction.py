"""The one way out of the archives: appraised by two, listed, signed, cooled off, destroyed before two witnesses."""

from datetime import date
from uuid import UUID

import pytest
import time_machine

from archives.ending import (
    ARCHIVES,
    appraise,
    approved,
    destroyed,
    drawn_up,
    no_cooling_off,
    sign,
    state_of,
    submitted,
    witness,
)
from archives.shelf import PDF, acting, file, volume
from hushu.archives import commands
from hushu.foundation import files
from world import TOWER, House, text

START, LATER = "2026-03-05T02:00:00Z", "2029-04-02T02:00:00Z"


async def due_papers(
    house: House, key: str = "cleaning", n: int = 3, start: str = START, **more: object
) -> list[UUID]:
    """A closed volume of papers that are kept three years, filed in March 2026."""
    with time_machine.travel(start, tick=False):
        into = await volume(house, key, "保洁巡检记录", who="harbour.secretary")
        made = [
            await file(house, into, f"保洁巡检第{k}周", data=PDF + b"%d" % k, **more)
            for k in range(n)
        ]
        async with await acting(house, "harbour.secretary"):
            await commands.close_volume(into, note="", checked_by=None, edition=1)
    return made


async def item_state(house: House, item: UUID) -> str:
    return str(await house.value(TOWER, "select state from archive_item where id = $1", item))


@pytest.mark.req("ARCH-42", "ARCH-43", "ARCH-44", "ARCH-45")
async def test_due_papers_go_through_every_hand_and_leave_their_line_in_the_catalog(
    house: House,
) -> None:
    made = await due_papers(house)
    await no_cooling_off(house)
    with time_machine.travel(LATER, tick=True):
        clerk = await house.sign_in("harbour.clerk")
        bench = text(await clerk.get(f"{ARCHIVES}/retention"))
        assert "1 · 到期 3" in bench.replace("到期 3", "1 · 到期 3")
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await approved(house)
        assert await state_of(house, found) == "approved"
        await destroyed(house, found)
        await house.work()
        page = await clerk.get(f"{ARCHIVES}/lists/{found}")
        assert "全部销毁，没有遗留" in text(page)
        item = await clerk.get(f"{ARCHIVES}/items/{made[0]}")
        assert "已按清册 XH·2029-001" in text(item)
        assert "保洁巡检第0周" in item.text
        leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", made[0])
        assert (await clerk.get(f"{ARCHIVES}/items/{made[0]}/files/{leaf}")).status_code == 403
        listed = await clerk.get(f"{ARCHIVES}?state=destroyed")
        assert listed.text.count("已销毁") >= 3
        cert = await house.rows(
            TOWER,
            "select i.title, i.term, i.secrecy from archive_item i join archive_list l on i.id in (l.certificate, l.filed) order by 1",
        )
        assert [tuple(r) for r in cert] == [
            ("销毁清册 XH·2029-001", "permanent", 0), ("销毁证明 XH·2029-001", "permanent", 0)
        ]  # fmt: skip
    async with house.at(TOWER):
        for item in made:
            leaf = await house_leaf(item)
            with pytest.raises(files.Erased):
                await files.read(leaf)


async def house_leaf(item: UUID) -> UUID:
    from hushu.foundation import database

    return UUID(str(await database.value("select file from archive_leaf where item = $1", item)))


@pytest.mark.req("ARCH-42")
async def test_one_who_would_keep_it_is_enough_and_the_new_term_counts_from_the_first_appraisal(
    house: House,
) -> None:
    made = await due_papers(house, n=1)
    with time_machine.travel(LATER, tick=False):
        await appraise(house, "harbour.clerk")
        alone = await house.rows(TOWER, "select state from archive_appraised")
        assert [r["state"] for r in alone] == ["open"]
    with time_machine.travel("2029-06-20T02:00:00Z", tick=False):
        answer = await appraise(house, "harbour.manager", verdict="keep", term="y10", reason="")
        assert answer.status_code == 422
        assert "续存理由" in answer.text
        await appraise(house, "harbour.manager", verdict="keep", term="y10", reason="保险理赔未完")
        row = (
            await house.rows(
                TOWER, "select term, due_on, state from archive_item where id = $1", made[0]
            )
        )[0]
        assert tuple(row) == ("y10", date(2039, 4, 2), "kept")
        refused = await (await house.sign_in("harbour.clerk")).post(f"{ARCHIVES}/lists", {})
        assert refused.status_code == 422
        assert "目前没有可列入清册" in refused.text


@pytest.mark.req("ARCH-42")
async def test_accounting_files_wait_until_finance_has_spoken(house: House) -> None:
    with time_machine.travel(START, tick=False):
        into = await volume(house, "accounts", "会计凭证", term="y3")
        await file(house, into, "三月凭证")
    with time_machine.travel("2030-02-02T02:00:00Z", tick=False):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        state = "select state from archive_appraised"
        assert await house.value(TOWER, state) == "open"
        await appraise(house, "harbour.finance")
        assert await house.value(TOWER, state) == "destroy"


@pytest.mark.req("ARCH-41", "ARCH-43")
async def test_what_is_held_leaves_a_list_visibly_before_approval_and_stops_it_afterwards(
    house: House,
) -> None:
    made = await due_papers(house)
    await no_cooling_off(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await drawn_up(house)
        paper = await submitted(house, found)
        manager = await house.sign_in("harbour.manager")
        form = {"item": str(made[0]), "kind": "dispute", "reason": "业户起诉，案号 2029-17"}
        assert (await manager.post(f"{ARCHIVES}/holds", form)).status_code == 303
        page = text(await manager.get(f"{ARCHIVES}/lists/{found}"))
        assert "已冻结，移出清册" in page
        await sign(house, paper, "manager", "secretary", "finance", "gm", "secretary")
        hidden = {"item": str(made[1]), "kind": "inspection", "reason": "税务检查", "hidden": "1"}
        await manager.post(f"{ARCHIVES}/holds", hidden)
        refused = await witness(house, found, "harbour.manager")
        assert refused.status_code == 422
        assert "有 1 件被冻结或借出，没有销毁任何档案" in text(refused)
        clerk = await house.sign_in("harbour.clerk")
        seen = text(await clerk.get(f"{ARCHIVES}/holds"))
        assert ("业户起诉" in seen, "税务检查" in seen) == (True, False)
        assert "税务检查" not in text(await clerk.get(f"{ARCHIVES}/items/{made[1]}"))
        hold = await house.value(TOWER, "select id from archive_hold where item = $1", made[1])
        assert (
            await clerk.post(f"{ARCHIVES}/holds/{hold}/lifting", {"reason": "x"})
        ).status_code == 403
        assert (
            await manager.post(f"{ARCHIVES}/holds/{hold}/lifting", {"reason": "检查结束"})
        ).status_code == 303
        await destroyed(house, found)
    states = [await item_state(house, one) for one in made]
    assert states == ["kept", "destroyed", "destroyed"]


@pytest.mark.req("ARCH-43")
async def test_an_approved_list_cools_off_before_anybody_may_witness_it(house: House) -> None:
    await due_papers(house)
    await no_cooling_off(house, 2)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await approved(house)
        early = await witness(house, found, "harbour.manager")
        assert (early.status_code, "2029年6月2日" in early.text) == (422, True)
    with time_machine.travel("2029-06-02T01:00:00Z", tick=True):
        await destroyed(house, found)
        assert await state_of(house, found) == "destroyed"


@pytest.mark.req("ARCH-44", "ARCH-45")
async def test_nobody_destroys_alone_whatever_rights_they_have(house: House) -> None:
    made = await due_papers(house, n=1)
    await no_cooling_off(house)
    roles = "update person set roles = (select array_agg(distinct r) from person p, unnest(p.roles) r where r <> 'hq_reader') where id = $1"
    with time_machine.travel(LATER, tick=True):
        who = await house.value(
            TOWER,
            "select p.id from person p, account_by_username('harbour.gm') a where p.account = a.id",
        )
        async with house.at(TOWER):
            from hushu.foundation import database

            await database.execute(roles, who)
        await appraise(house, "harbour.gm", "harbour.gm")
        assert await house.value(TOWER, "select state from archive_appraised") == "open"
        await appraise(house, "harbour.supervisor")
        found = await approved(house, "harbour.clerk")
        assert (await witness(house, found, "harbour.clerk")).status_code == 422
        assert (await witness(house, found, "harbour.gm")).status_code == 303
        for _ in range(3):
            await witness(house, found, "harbour.gm")
        wrong = await witness(house, found, "harbour.finance", pin="000000")
        assert (wrong.status_code, await item_state(house, made[0])) == (422, "kept")
        assert await state_of(house, found) == "approved"


@pytest.mark.req("ARCH-44")
async def test_confidential_papers_are_shredded_never_torn(house: House) -> None:
    with time_machine.travel(START, tick=False):
        into = await volume(house, "cleaning", "保洁合同台账", secrecy=1)
        await file(house, into, "保洁单位报价", secrecy=1)
        async with await acting(house, "harbour.secretary"):
            await commands.close_volume(into, note="", checked_by=None, edition=1)
    await no_cooling_off(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await approved(house)
        torn = await witness(house, found, "harbour.manager", method="torn")
        assert (torn.status_code, "须粉碎" in torn.text) == (422, True)
        await destroyed(house, found, method="shredded")


@pytest.mark.req("ARCH-43", "ARCH-30")
async def test_secret_papers_have_a_list_of_their_own_that_others_do_not_know_of(
    house: House,
) -> None:
    await due_papers(house, n=1)
    with time_machine.travel(START, tick=False):
        into = await volume(house, "secret", "收购谈判", term="y3", trigger="filing")
        await file(house, into, "收购底价测算")
    await no_cooling_off(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.secretary", "harbour.gm")
        plain = await drawn_up(house)
        found = await drawn_up(house, "harbour.secretary", secret=True)
        numbers = {r["number"] for r in await house.rows(TOWER, "select number from archive_list")}
        assert numbers == {"XH·2029-001", "XH·2029-M001"}
        clerk, gm = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.gm")
        assert "M001" not in (await clerk.get(f"{ARCHIVES}/lists")).text
        assert (await clerk.get(f"{ARCHIVES}/lists/{found}")).status_code == 404
        assert "收购底价测算" in (await gm.get(f"{ARCHIVES}/lists/{found}")).text
        assert "收购底价测算" not in (await clerk.get(f"{ARCHIVES}/lists/{plain}")).text
        paper = await submitted(house, found, "harbour.secretary")
        manager = await house.sign_in("harbour.manager")
        signed = await manager.get(f"/p/{TOWER}/signing/{paper}")
        assert (signed.status_code, "收购底价测算" in signed.text) == (200, False)
