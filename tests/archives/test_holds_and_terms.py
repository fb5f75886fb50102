"""Holds, terms, classes, the calendar, and what starts a term elsewhere in the house."""

import re
from datetime import date

import pytest
import time_machine

from archives.ending import ARCHIVES
from archives.shelf import acting, class_id, file, person, volume
from hushu.archives import commands
from hushu.archives.commands import Holding, Whose
from hushu.foundation import clock
from world import TOWER, House, text

DUE = "select due_on from archive_item where id = $1"


@pytest.mark.req("ARCH-41")
async def test_several_holds_lie_on_one_paper_and_its_schedule_goes_on_where_it_stood(
    house: House,
) -> None:
    with time_machine.travel("2026-03-05T02:00:00Z", tick=False):
        into = await volume(house, "cleaning", trigger="filing")
        item = await file(house, into, "保洁记录")
        assert await house.value(TOWER, DUE, item) == date(2029, 3, 5)
    manager = None
    for moment, form in (
        ("2027-01-01T02:00:00Z", {"item": str(item), "kind": "dispute", "reason": "仲裁"}),
        ("2027-01-05T02:00:00Z", {"volume": str(into), "kind": "inspection", "reason": "审计"}),
    ):
        with time_machine.travel(moment, tick=False):
            manager = await house.sign_in("harbour.manager")
            assert (await manager.post(f"{ARCHIVES}/holds", form)).status_code == 303
    first, second = [
        r["id"] for r in await house.rows(TOWER, "select id from archive_hold order by placed_at")
    ]
    with time_machine.travel("2027-01-11T02:00:00Z", tick=False):
        manager = await house.sign_in("harbour.manager")
        page = text(await manager.get(f"{ARCHIVES}/items/{item}"))
        assert "涉及纠纷" in page and "接受检查" in page
        await manager.post(f"{ARCHIVES}/holds/{first}/lifting", {"reason": "和解"})
        assert (
            await manager.post(f"{ARCHIVES}/holds/{first}/lifting", {"reason": "和解"})
        ).status_code == 409
    async with house.at(TOWER):
        from hushu.foundation import database

        assert await database.value("select archive_blocked($1)", item) == "held"
    with time_machine.travel("2027-01-21T02:00:00Z", tick=False):
        manager = await house.sign_in("harbour.manager")
        assert (
            await manager.post(f"{ARCHIVES}/holds/{second}/lifting", {"reason": ""})
        ).status_code == 422
        await manager.post(f"{ARCHIVES}/holds/{second}/lifting", {"reason": "审计结束"})
    assert await house.value(TOWER, DUE, item) == date(2029, 3, 25)
    shown = text(await (await house.sign_in("harbour.clerk")).get(f"{ARCHIVES}/holds"))
    assert "审计结束" in shown


@pytest.mark.req("ARCH-41", "TEN-9")
async def test_a_refused_hold_or_leave_keeps_what_was_typed_and_what_it_is_about(
    house: House,
) -> None:
    into = await volume(house, "cleaning")
    item = await file(house, into, "保洁记录")
    manager, gm = await house.sign_in("harbour.manager"), await house.sign_in("harbour.gm")
    for about, said in (({"item": str(item)}, "保洁记录"), ({"volume": str(into)}, "公共维修记录")):
        typed = {"kind": "nothing", "reason": "业主起诉，案号12", "hidden": "1", **about}
        answer = await manager.post(f"{ARCHIVES}/holds", typed)
        assert answer.status_code == 422
        assert "业主起诉，案号12</textarea>" in answer.text
        assert said in answer.text
        assert re.search(r'name="hidden"[^>]* checked', answer.text)
        again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        assert again | about == again
        leave = {"person": str(await person(house, "harbour.finance")), "until": "2020-01-01", "reason": "审计", **about}  # fmt: skip
        answer = await gm.post(f"{ARCHIVES}/grants", leave)
        assert answer.status_code == 422
        again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        assert (
            again | about == again
        )  # nothing else than what was meant is granted by sending it once more
    assert await house.value(TOWER, "select count(*) from archive_hold") == 0


@pytest.mark.req("ARCH-41")
async def test_another_modules_hold_is_placed_once_and_lifted_with_its_record(house: House) -> None:
    into = await volume(house, "cleaning")
    item = await file(house, into, "保洁记录")
    case = await person(house, "harbour.clerk")  # any id will do
    for _ in range(2):
        async with await acting(house, "harbour.supervisor"):
            await commands.place_hold(
                Holding(
                    item=item, kind="incident", reason="事故 3 号", source="case", source_id=case
                )
            )
    async with house.at(TOWER):
        for _ in range(2):
            await commands.lift_holds_of("case", case, "结案")
    rows = await house.rows(TOWER, "select lift_reason from archive_hold")
    assert [r["lift_reason"] for r in rows] == ["结案"]
    trail = "select string_agg(coalesce(after::text, ''), ' ') from audit where table_name = 'archive_hold'"
    assert "事故" not in await house.value(TOWER, trail)


@pytest.mark.req("ARCH-40")
async def test_what_happens_elsewhere_starts_terms_once(house: House) -> None:
    household = await house.value(TOWER, "select id from household limit 1")
    gone = await person(house, "harbour.steward2")
    with time_machine.travel("2026-03-05T02:00:00Z", tick=False):
        homes = await volume(house, "households", "业户档案", household=household)
        home = await file(house, homes, "收楼表")
        staff = await volume(house, "personnel", "人员档案", person=gone)
        contract = await file(house, staff, "劳动合同")
        old = await volume(
            house, "system_documents", "作业指导书一版", term="y3", trigger="superseded"
        )
        rule = await file(house, old, "作业指导书")
    assert await house.value(TOWER, DUE, home) is None
    with time_machine.travel("2027-02-28T02:00:00Z", tick=False):
        clerk, manager = (
            await house.sign_in("harbour.clerk"),
            await house.sign_in("harbour.manager"),
        )
        out = await clerk.post(f"/p/{TOWER}/premises/households/{household}/leaving")
        assert out.status_code == 303, out.text
        left = await manager.post(
            f"/p/{TOWER}/people/{gone}/leaving", {"reason": "辞职", "successor": ""}
        )
        assert left.status_code == 303, left.text
        await volume(
            house,
            "system_documents",
            "作业指导书二版",
            term="y3",
            trigger="superseded",
            replaces=old,
        )
    assert await house.value(TOWER, DUE, home) == date(2037, 2, 28)
    assert await house.value(
        TOWER, "select began_on from archive_item where id = $1", contract
    ) == date(2027, 2, 28)
    assert await house.value(TOWER, DUE, rule) == date(2030, 2, 28)
    async with house.at(TOWER):
        await commands.begin_terms_of("moved_out", date(2028, 1, 1), Whose(household=household))
    assert await house.value(TOWER, DUE, home) == date(2037, 2, 28)


@pytest.mark.req("ARCH-1", "ARCH-40")
async def test_own_terms_are_changed_and_counted_anew_national_ones_are_not(house: House) -> None:
    with time_machine.travel("2026-03-05T02:00:00Z", tick=False):
        into = await volume(house, "cleaning", trigger="filing")
        item = await file(house, into, "保洁记录")
    manager = await house.sign_in("harbour.manager")
    added = await manager.post(f"{ARCHIVES}/terms", {"name": "7 年", "mark": "D7", "years": "7"})
    assert added.status_code == 303
    again = await manager.post(f"{ARCHIVES}/terms", {"name": "七年", "mark": "D7", "years": "7"})
    assert (again.status_code, "已有期限使用这个代号" in again.text) == (422, True)
    terms = {r["key"]: r for r in await house.rows(TOWER, "select * from archive_term")}
    form = {"name": "4 年", "years": "4", "edition": "1"}
    page = f"{ARCHIVES}/terms/{terms['y3']['id']}"
    assert (await manager.post(page, form)).status_code == 303
    assert (await manager.post(page, form)).status_code == 409
    national = await manager.post(f"{ARCHIVES}/terms/{terms['y10']['id']}", form)
    assert (national.status_code, terms["y10"]["ours"]) == (422, False)
    await house.work()
    assert await house.value(TOWER, DUE, item) == date(2030, 3, 5)
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.post(page, form)).status_code == 403


@pytest.mark.req("ARCH-1")
async def test_a_class_is_changed_over_the_edition_that_was_looked_at(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    page = f"{ARCHIVES}/classes/{await class_id(house, 'cleaning')}"
    shown = await manager.get(page)
    assert "产品默认，可改" in shown.text
    form = {
        "name": "保洁档案", "keeper": "clerk", "medium": "both", "term": "y5", "trigger": "volume_closed", "secrecy": "1",
        "lending": "on_the_spot", "edition": "1", "readers": ["manager", "clerk"], "inks": ["print"], "originals_only": "1",
        "note": "",
    }  # fmt: skip
    lent = await manager.post(page, form | {"lending": "lend"})
    assert (lent.status_code, "请选择其他借阅方式" in lent.text) == (422, True)
    assert (await manager.post(page, form)).status_code == 303
    assert (await manager.post(page, form | {"name": "又改"})).status_code == 409
    row = (await house.rows(TOWER, "select * from archive_class where key = 'cleaning'"))[0]
    assert (row["name"], row["term"], row["readers"], row["edition"]) == (
        "保洁档案",
        "y5",
        ["manager", "clerk"],
        2,
    )
    law = f"{ARCHIVES}/classes/{await class_id(house, 'destruction')}"
    short = await manager.post(law, form | {"name": "销毁清册", "term": "y10"})
    assert (short.status_code, "只能延长，不能缩短" in short.text) == (422, True)


@pytest.mark.req("ARCH-46")
async def test_the_calendar_counts_by_class_and_month_and_names_what_is_held(house: House) -> None:
    with time_machine.travel("2023-06-10T02:00:00Z", tick=False):
        into = await volume(house, "cleaning", trigger="filing", year=2023)
        kept = [await file(house, into, f"保洁{n}", dated=date(2023, 6, 1)) for n in range(4)]
    with time_machine.travel("2026-01-15T02:00:00Z", tick=False):
        async with await acting(house, "harbour.manager"):
            await commands.place_hold(Holding(item=kept[0], kind="debt", reason="欠费未清"))
        clerk = await house.sign_in("harbour.clerk")
        page = await clerk.get(f"{ARCHIVES}/calendar")
        row = text(page).split("WY02")[1].split("合计")[0].split()
        assert row[1:] == ["·", "·", "·", "·", "·", "·", "3", *["·"] * 6]
        assert "债权债务未结清：欠费未清" in text(page)
    with time_machine.travel("2026-06-10T02:00:00Z", tick=False):
        clerk = await house.sign_in("harbour.clerk")
        row = (
            text(await clerk.get(f"{ARCHIVES}/calendar")).split("WY02")[1].split("合计")[0].split()
        )
        assert row[1:3] == ["3", "·"]


@pytest.mark.req("PREM-4", "ARCH-40")
async def test_a_households_file_opens_when_it_moves_in_and_closes_when_it_moves_out(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    unit = await house.value(TOWER, "select unit from household order by id limit 1")
    form = {"name": "新来的贸易公司", "kind": "tenant_company", "contact": "", "phone": ""}
    came = await clerk.post(f"/p/{TOWER}/premises/units/{unit}/households", form)
    assert came.status_code == 303, came.text
    home = came.headers["location"].rpartition("/")[2]
    files = text(await clerk.get(f"{ARCHIVES}/volumes?household={home}"))
    assert "新来的贸易公司业户档案" in files.replace(" ", "")
    into = (await house.rows(TOWER, "select v.id, v.state, v.unit, c.key from archive_volume v join archive_class c on c.id = v.class where v.household::text = $1", home))[0]  # fmt: skip
    assert (into["state"], into["unit"], into["key"]) == ("open", unit, "households")
    assert (
        f"/premises/households/{home}" in (await clerk.get(f"{ARCHIVES}/volumes/{into['id']}")).text
    )
    paper = await file(house, into["id"], "收楼表")
    out = await clerk.post(f"/p/{TOWER}/premises/households/{home}/leaving")
    assert out.status_code == 303
    gone = (await house.rows(TOWER, "select state, closed_on, began_on from archive_volume where id = $1", into["id"]))[0]  # fmt: skip
    async with house.at(TOWER):
        today = clock.today()
    assert tuple(gone) == ("closed", today, max(today, date(2026, 3, 5)))
    assert await house.value(TOWER, DUE, paper) is not None


@pytest.mark.req("PREM-4")
async def test_a_household_is_chosen_for_a_volume_by_its_room_or_name(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    home = (await house.rows(TOWER, "select h.id, h.name, u.id as unit, u.label from household h join unit u on u.id = h.unit order by h.id limit 1"))[0]  # fmt: skip
    offered = await clerk.get(
        f"{ARCHIVES}/volumes/households", params={"household_q": home["name"]}
    )
    assert f'name="household" value="{home["id"]}"' in offered.text
    assert home["label"] in offered.text
    nobody = await clerk.get(f"{ARCHIVES}/volumes/households", params={"household_q": "查无此户"})
    assert "没有符合的业户" in nobody.text
    given = {
        "class_id": str(await class_id(house, "households")), "year": "2026", "title": "", "household": str(home["id"]),
        "household_q": home["name"],
    }  # fmt: skip
    refused = await clerk.post(f"{ARCHIVES}/volumes", given)
    assert refused.status_code == 422
    assert re.search(f'name="household" value="{home["id"]}" checked', refused.text)
    made = await clerk.post(f"{ARCHIVES}/volumes", given | {"title": "往年入住资料"})
    assert made.status_code == 303, made.text
    row = (await house.rows(TOWER, "select household, unit from archive_volume where title = '往年入住资料'"))[0]  # fmt: skip
    assert tuple(row) == (home["id"], home["unit"])
    stranger = str(await house.value("garden", "select id from household limit 1"))
    assert (await clerk.post(f"{ARCHIVES}/volumes", given | {"title": "别家", "household": stranger})).status_code == 404  # fmt: skip
