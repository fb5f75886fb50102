"""Area keys: drawn and returned in one go, counted and signed by both, differences reported, the sheet on paper (CUST-1)."""

import asyncio

import pytest

from archives.shelf import person
from custody.things import (
    AT,
    OTHER,
    counted,
    page,
    paper,
    thing_id,
    waiting,
)
from hushu.custody import queries
from hushu.custody.commands import report_missing
from hushu.foundation.refusals import Refused
from hushu.foundation.tenancy import opened
from pdfs import words
from world import TOWER, House, text

SET = {"A03": ("4", ""), "A04": ("5", "")}
SHEETS = "select count(*) from custody_sheet where kind = $1"


@pytest.mark.req("CUST-1")
async def test_the_early_shift_draws_a_set_and_the_middle_shift_returns_it_both_signing(
    house: House,
) -> None:
    answer = await counted(house, "draw", SET)
    assert answer.status_code == 303, text(answer)
    sheet = answer.headers["location"]
    assert "龚子墨，本人 PIN 签字" in text(await (await house.sign_in(OTHER)).get(sheet))
    again = await counted(house, "draw", SET)
    assert again.status_code == 409
    assert "刚才有人领取或交还" in text(again)
    other = "harbour.steward1"  # the middle shift brings them
    assert (await counted(house, "return", SET, who=other)).status_code == 303
    rows = await house.rows(
        TOWER,
        """select l.* from custody_loan l join custody_thing t on t.id = l.thing
            where t.no in ('A03', 'A04') and l.back_sheet is not null order by t.no""",
    )
    assert [(r["count_out"], r["count_back"]) for r in rows] == [(4, 4), (5, 5)]
    assert {r["back_from"] for r in rows} == {await person(house, other)}
    assert {r["out_by"] for r in rows} == {await person(house, OTHER)}
    assert await house.value(TOWER, "select count(*) from custody_report") == 0


@pytest.mark.req("CUST-1")
async def test_both_pins_are_asked_and_what_was_typed_stays(house: House) -> None:
    for wrong, at in (
        ({"pin": "0000"}, "这个 PIN 不对"),
        ({"keeper_pin": "0000"}, "不是"),
        ({"pin": ""}, "对方"),
    ):
        answer = await counted(house, "draw", {"A03": ("3", "一把在配钥匙")}, **wrong)
        assert answer.status_code == 422
        assert "一把在配钥匙" in answer.text, at
        assert 'value="3"' in answer.text
        assert 'value="0000"' not in answer.text
    own = await counted(house, "draw", SET, who=OTHER)
    assert "清点须两人在场" in text(own)
    drawn = await house.value(TOWER, SHEETS, "draw")
    assert drawn == 1, "the demo's alone"


@pytest.mark.req("CUST-1")
async def test_a_missing_key_needs_its_reason_and_becomes_a_report_that_waits_for_the_manager(
    house: House,
) -> None:
    await counted(house, "draw", SET)
    silent = await counted(house, "return", {"A03": ("3", "")})
    assert silent.status_code == 422
    assert "应为 4，实点 3" in text(silent)
    assert await house.value(TOWER, SHEETS, "return") == 0
    short = {"A03": ("3", "茶水间一把断在锁里"), "A04": ("5", "")}
    answer = await counted(house, "return", short)
    assert answer.status_code == 303
    report = (await house.rows(TOWER, "select * from custody_report"))[0]
    assert (report["kind"], report["counted"], report["expected"]) == ("count", 3, 4)
    assert "报告待批复：A03 茶水间与卫生间" in await waiting(house, "harbour.manager")
    assert "1 项不符" in await page(house, OTHER, "/sheets")
    assert "应有 4，现有 3" in await page(house, OTHER, "")
    next_day = await counted(house, "draw", {"A03": ("3", "")})
    assert next_day.status_code == 303, "what is known to be missing is not reported again"


@pytest.mark.req("CUST-1")
async def test_more_than_was_drawn_and_what_is_no_number_are_refused(house: House) -> None:
    for count, said in (
        ("9", "应为 4"),
        ("x", "请用数字"),
        ("-1", "请用数字"),
        ("", "请用数字"),
        ("0", "一把都没有"),
    ):
        answer = await counted(house, "draw", {"A03": (count, "")})
        assert answer.status_code == 422
        assert said in text(answer), count
    await counted(house, "draw", {"A03": ("4", "")})
    assert "请重新清点" in text(await counted(house, "return", {"A03": ("5", "多了")}))
    nothing = await counted(house, "return", {"A03": ("4", "")}, ticked=[])
    assert "请勾选清点的钥匙" in text(nothing)


@pytest.mark.req("CUST-1", "T27")
async def test_of_two_who_draw_the_same_keys_at_once_one_has_them(house: House) -> None:
    answers = await asyncio.gather(
        counted(house, "draw", SET),
        counted(house, "draw", SET, who="harbour.engineer", keeper="harbour.control2"),
    )
    assert sorted(a.status_code for a in answers) == [303, 409]
    out = """select count(*) from custody_loan l join custody_thing t on t.id = l.thing
              where t.no in ('A03', 'A04') and l.back_at is null"""
    assert await house.value(TOWER, out) == 2


@pytest.mark.req("CUST-1")
async def test_the_key_handover_sheet_is_printed_with_rings_counts_and_both_names(
    house: House,
) -> None:
    answer = await counted(
        house, "draw", {"A03": ("3", "一把在配钥匙"), "A05": ("2", "")}, words="早班"
    )
    sheet = answer.headers["location"]
    control = await house.sign_in(OTHER)
    said = words(await paper(control, house, f"{sheet}/paper"))
    number = await house.value(TOWER, "select number from custody_sheet order by at desc limit 1")
    for expected in (
        "钥匙交接单",
        number,
        "A03",
        "茶水间与卫生间",
        "一把在配钥匙",
        "屋面通道",
        "领取",
        "中控室",
        "郝建国",
        "龚子墨",
        "早班",
    ):
        assert expected in said, (expected, said)


@pytest.mark.req("CUST-1", "CUST-6")
async def test_what_is_counted_at_handover_is_what_should_lie_there(house: House) -> None:
    await counted(house, "draw", {"A03": ("4", "")})
    async with house.at(TOWER):
        found = {one.label: one for one in await queries.countables().rows()}
        assert {one.kind for one in found.values()} == {"area", "radio", "supply"}
        keys = found["A03 茶水间与卫生间"]
        assert (keys.expected, keys.out, keys.out_with) == (0, 4, "龚子墨")
        torches = found["Y01 强光手电"]
        assert (torches.expected, torches.out, torches.out_with) == (4, 0, "")
        assert "D06 对讲机 6 号" not in found, "away for repair"
        assert {one.place for one in found.values()} == {"control_room", "desk"}


@pytest.mark.req("CUST-1")
async def test_a_count_at_handover_that_differs_is_reported_once_and_then_known(
    house: House,
) -> None:
    torches = await thing_id(house, "Y01")
    who = await person(house, OTHER)
    async with opened(house.properties[TOWER], actor=OTHER, person=who):
        with pytest.raises(Refused):
            await report_missing(torches, 4, "少了")
        with pytest.raises(Refused):
            await report_missing(torches, 3, " ")
        await report_missing(torches, 3, "夜班巡查时摔坏一支")
        left = {one.id: one.expected for one in await queries.countables().rows()}
        assert left[torches] == 3
    assert "报告待批复：Y01 强光手电 数量不符" in await waiting(house, "harbour.manager")
    assert "数量不符：Y01 强光手电" in await waiting(house, "harbour.supervisor")
    control = await house.sign_in(OTHER)
    form = {"counted": "1", "words": "又少两支"}
    answer = await control.post(f"{AT}/things/{torches}/count", form, key="n")
    assert answer.status_code == 303
    assert "应有 3，实点 1" in text(await control.get(answer.headers["location"]))
