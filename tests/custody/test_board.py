"""The board: found by scan, name, pinyin; laid by the pack; changed, retired; printed and exported (CUST-6)."""

import io

import pytest
from msgspec import structs
from python_calamine import CalamineWorkbook

from custody.things import AT, KEEPER, key, lend, page, paper, take_back, thing_id
from hushu.custody.commands.things import PackCustody
from hushu.custody.module import search
from hushu.custody.printing import one_label
from hushu.foundation import packs, qr
from hushu.foundation.tenancy import inside
from pdfs import words
from world import TOWER, House, text


@pytest.mark.req("CUST-6")
async def test_a_scan_leads_to_lending_what_is_in_and_to_taking_back_what_is_out(
    house: House,
) -> None:
    keeper = await house.sign_in(KEEPER)
    one, ring = await key(house), await thing_id(house, "A03")

    async def scanned(code: str) -> str:
        answer = await keeper.get(f"{AT}/scan", params={"code": code})
        assert answer.status_code == 303
        return answer.headers["location"]

    assert await scanned("k1") == f"{AT}/things/{one}/lending"
    assert await scanned(f"http://127.0.0.1:8000{AT}/things/{one}") == f"{AT}/things/{one}/lending"
    await lend(house, one)
    assert await scanned(" Ｋ１ ") == f"{AT}/things/{one}/return"
    assert await scanned("a03") == f"{AT}/draw?place=control_room&thing={ring}"
    assert (await scanned("a01")).startswith(f"{AT}/return?place=control_room")
    assert await scanned("d06") == f"{AT}/things/{await thing_id(house, 'D06')}"
    missed = text(await keeper.get(await scanned("没有的")))
    assert "没有编号为“没有的”的物品" in missed


@pytest.mark.req("CUST-6")
async def test_the_board_shows_every_hook_with_whom_and_since_when_and_is_searched(
    house: House,
) -> None:
    board = await page(house, KEEPER, "")
    assert "F02 01-0102 房门 冯翀 逾期" in board
    assert "A03 茶水间与卫生间 在位" in board
    assert "D06 对讲机 6 号 送修中" in board
    assert board.index("F02") < board.index("A01") < board.index("A03"), "late, out, in"
    for q, found in (
        ("chashui", "A03"),
        ("csj", "A03"),
        ("冯翀", "F02"),
        ("01-0402", "F04"),
        ("恒川", "F03"),
    ):
        assert found in await page(house, KEEPER, f"?q={q}"), q
    radios = await page(house, KEEPER, "?kind=radio&place=desk")
    assert "D04" in radios
    assert "D05" not in radios
    assert "F02" not in await page(house, KEEPER, "?q=zzzz")
    for role, found_there in (("receptionist", ["F02 01-0102 房门"]), ("finance", [])):
        async with house.at(TOWER) as place, inside(structs.replace(place, roles=(role,))):
            assert [one.title for one in await search("F02")] == found_there, role


@pytest.mark.req("CUST-6")
@pytest.mark.parametrize("kind", packs.KINDS)
def test_each_pack_names_its_things_once_with_their_source(kind: str) -> None:
    things = packs.part(kind, "custody", PackCustody).thing
    numbers = [one.no for one in things]
    assert len(numbers) == len(set(numbers)) >= 15
    assert {one.kind for one in things} == {"area", "radio", "supply"}
    assert all(one.source == "practice" or one.source.startswith("H0 ") for one in things)


@pytest.mark.req("CUST-6")
async def test_a_property_that_is_older_than_its_board_takes_the_packs_things_once(
    house: House,
) -> None:
    owner = await house.as_owner(TOWER)
    for table in (
        "custody_note",
        "custody_report",
        "custody_loan",
        "custody_sheet",
        "custody_thing",
    ):
        await owner.execute(f"delete from {table}")
    manager = await house.sign_in("harbour.manager")
    assert "钥匙板还是空的" in text(await manager.get(AT))
    for once in ("a", "b"):
        assert (await manager.post(f"{AT}/pack", {}, key=once)).status_code == 303
    laid = await house.value(TOWER, "select count(*) from custody_thing")
    assert laid == len(packs.part("office_tower", "custody", PackCustody).thing)


@pytest.mark.req("CUST-6")
async def test_a_thing_is_added_changed_and_retired_and_its_number_is_free_again(
    house: House,
) -> None:
    supervisor = await house.sign_in("harbour.supervisor")
    form = {
        "no": "Z1", "label": "样板间", "kind": "unit", "place": "desk", "expected": "2", "room": "01-0402", "seal": "", "note": "",
        "source": "",
    }  # fmt: skip
    wrong = (
        {"no": "A01"},
        {"room": "99-9999"},
        {"seal": "FC-1"},
        {"expected": "0"},
        {"kind": "sealed", "room": ""},
        {"no": ""},
    )
    for one in wrong:
        answer = await supervisor.post(f"{AT}/things", form | one, key=str(one))
        assert answer.status_code == 422, one
        assert "样板间" in answer.text
    made = await supervisor.post(f"{AT}/things", form, key="ok")
    assert made.status_code == 303
    place = made.headers["location"]
    assert "A座 01-0402" in text(await supervisor.get(place))
    assert (
        await supervisor.post(place, form | {"label": "样板间甲"}, key="change")
    ).status_code == 303
    await lend(house, await thing_id(house, "Z1"))
    still = await supervisor.post(f"{place}/retiring", {"words": "换锁"}, key="r1")
    assert "请先收回" in text(still)
    await take_back(house, await thing_id(house, "Z1"))
    assert (
        await supervisor.post(f"{place}/retiring", {"words": "换锁"}, key="r2")
    ).status_code == 303
    assert "停用" in text(await supervisor.get(place))
    assert (await supervisor.post(f"{AT}/things", form, key="again")).status_code == 303
    desk = await house.sign_in(KEEPER)
    assert (await desk.post(f"{AT}/things", form | {"no": "Z2"}, key="no")).status_code == 403


@pytest.mark.req("CUST-6")
async def test_labels_carry_the_number_and_a_code_that_opens_the_thing(house: House) -> None:
    supervisor = await house.sign_in("harbour.supervisor")
    form = {"kind": "radio", "place": "desk", "q": "", "skip": "2"}
    made = await paper(supervisor, house, f"{AT}/labels", **form)
    for no in ("D01", "D04"):
        assert no in words(made)
    assert "D05" not in words(made), "the control room's"
    radio = await thing_id(house, "D01")
    async with house.at(TOWER):
        sheets = (await one_label(str(radio), skip=2)).context["sheets"]
    assert [label and label.name for label in sheets[0]] == [None, None, "D01"]
    assert sheets[0][2].code == qr.picture(f"http://127.0.0.1:8000{AT}/things/{radio}")


@pytest.mark.req("CUST-2", "CUST-6")
async def test_the_register_is_filtered_exported_and_printed_as_it_is_shown(house: House) -> None:
    one = await key(house)
    await lend(house, one, firm="恒川空调维保", visitor="曹师傅")
    await take_back(house, one, why="=1+1")
    keeper = await house.sign_in(KEEPER)
    table = await keeper.get(f"{AT}/register/sheet?q=K1")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0).to_python()
    )
    assert len(rows) == 2
    assert rows[1][:5] == ["K1", "K1 号钥匙", "龚子墨", "恒川空调维保 曹师傅", "检查门窗"]
    assert rows[1][10].endswith("=1+1")
    printed = words(
        await paper(
            keeper, house, f"{AT}/register/paper", q="K1", kind="", only="", since="", until=""
        )
    )
    assert "钥匙与对讲机借用登记表" in printed
    assert "K1 号钥匙" in printed
    out = await page(house, KEEPER, "/register?only=out&kind=unit")
    assert "F02" in out
    assert "K1 号钥匙" not in out


@pytest.mark.req("CUST-6")
async def test_a_long_register_goes_on_page_by_page_without_a_gap(house: House) -> None:
    from archives.shelf import person

    one = await key(house)
    lent = """insert into custody_loan (id, thing, person, out_by, out_at, count_out, back_at, back_by, back_from, count_back, condition)
              select gen_random_uuid(), $1, $2, $3, now() - n * interval '1 minute', 1, now() - n * interval '1 minute', $3, $2, 1, 'good'
                from generate_series(1, 120) n returning id"""
    steward, desk = await person(house, "harbour.steward1"), await person(house, KEEPER)
    await house.rows(TOWER, lent, one, steward, desk)
    keeper, seen, path = await house.sign_in(KEEPER), 0, f"{AT}/register?q=K1"
    while path:
        answer = await keeper.get(path)
        seen += answer.text.count("K1 号钥匙</a>")
        more = [
            part.split('"')[0]
            for part in answer.text.split('<tr class="row-more">')[1:]
            for part in [part.split('href="')[1]]
        ]
        path = more[0].replace("&amp;", "&") if more else ""
    assert seen == 120
