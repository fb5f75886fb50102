"""Classes, volumes, items: numbers that say where a paper belongs, and what the browser shows of them."""

import asyncio
from datetime import date

import pytest

from archives.shelf import PDF, acting, class_id, file, volume
from hushu.archives import queries
from world import GARDEN, RIVERSIDE, TOWER, House, text


@pytest.mark.req("ARCH-1", "TEN-2")
async def test_a_property_begins_with_the_handbooks_tree_of_its_kind(house: House) -> None:
    for slug in (TOWER, GARDEN, RIVERSIDE):
        found = {r["key"]: r for r in await house.rows(slug, "select * from archive_class")}
        assert {
            "households",
            "duty_records",
            "system_documents",
            "contracts",
            "audio_visual",
        } <= found.keys()
        assert found["households"]["parent"] == found["property_management"]["id"]
        assert found["contracts"]["keeper"] == "gm_secretary"
        assert found["personnel"]["secrecy"] == 2


@pytest.mark.req("ARCH-3", "ARCH-5")
async def test_a_volume_is_opened_and_its_number_says_class_year_and_term(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    form = {
        "class_id": str(await class_id(house, "public_repairs")),
        "year": "2026",
        "title": "一至六层公共维修",
    }
    answer = await clerk.post(f"/p/{TOWER}/archives/volumes", form)
    assert answer.status_code == 303
    shown = await clerk.get(answer.headers["location"])
    assert "WY06·2026-D30-0001" in shown.text
    assert "30 年" in shown.text
    following = await clerk.post(f"/p/{TOWER}/archives/volumes", form | {"title": "续"})
    assert "WY06·2026-D30-0002" in (await clerk.get(following.headers["location"])).text


@pytest.mark.req("ARCH-3")
async def test_thirty_writers_at_once_leave_no_gap_and_no_number_twice(house: House) -> None:
    into = await volume(house)
    await asyncio.gather(*(file(house, into, f"第{n}份") for n in range(30)))
    found = await house.rows(TOWER, "select no, number from archive_item where volume = $1", into)
    assert sorted(r["no"] for r in found) == list(range(1, 31))
    assert len({r["number"] for r in found}) == 30
    assert await house.value(TOWER, "select items from archive_volume where id = $1", into) == 30


@pytest.mark.req("ARCH-10")
async def test_an_item_is_found_by_any_two_characters_of_its_title(house: House) -> None:
    into = await volume(house)
    await file(house, into, "电梯困人救援演练记录")
    await file(house, into, "地下车库排水泵检修单")
    clerk = await house.sign_in("harbour.clerk")
    for two in ("梯困", "救援", "演练", "记录"):
        answer = await clerk.get(f"/p/{TOWER}/archives?q={two}")
        assert "电梯困人救援演练记录" in answer.text
        assert "排水泵" not in answer.text
    assert "没有符合条件的" in text(await clerk.get(f"/p/{TOWER}/archives?q=电援"))


@pytest.mark.req("ARCH-30")
async def test_a_secret_paper_is_in_no_list_no_search_and_no_count(house: House) -> None:
    into = await volume(house, "secret", "董事会决议")
    secret = await file(house, into, "收购谈判底价")
    clerk, manager = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.gm")
    assert "收购谈判底价" in (await manager.get(f"/p/{TOWER}/archives?q=谈判")).text
    for path in (
        "/archives",
        "/archives?q=谈判",
        "/archives/volumes",
        f"/archives/volumes?class_id={await class_id(house, 'secret')}",
    ):
        seen = await clerk.get(f"/p/{TOWER}{path}")
        assert "谈判" not in text(seen).replace("q=谈判", "")
        assert "董事会" not in seen.text
    for path in (f"/archives/items/{secret}", f"/archives/volumes/{into}"):
        assert (await clerk.get(f"/p/{TOWER}{path}")).status_code == 404
    assert await house.value(TOWER, "select secrecy from archive_item where id = $1", secret) == 2


@pytest.mark.req("ARCH-6", "ARCH-30")
async def test_the_original_comes_back_byte_for_byte_to_whoever_may_read_it(house: House) -> None:
    into = await volume(house, "contracts", "保洁外包合同")
    item = await file(house, into, "保洁服务合同", data=PDF)
    secretary, cashier = (
        await house.sign_in("harbour.secretary"),
        await house.sign_in("harbour.cashier"),
    )
    leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", item)
    path = f"/p/{TOWER}/archives/items/{item}/files/{leaf}"
    assert (await secretary.get(path)).content == PDF
    assert (await cashier.get(path)).status_code == 403
    looked = await house.rows(TOWER, "select how from archive_reading where item = $1", item)
    assert [r["how"] for r in looked] == ["downloaded"]


@pytest.mark.req("ARCH-7")
async def test_a_volume_closes_with_its_note_and_takes_nothing_more(house: House) -> None:
    into = await volume(house)
    await file(house, into, "维修单")
    clerk = await house.sign_in("harbour.clerk")
    page = f"/p/{TOWER}/archives/volumes/{into}"
    edition = await house.value(TOWER, "select edition from archive_volume where id = $1", into)
    answer = await clerk.post(
        f"{page}/closing", {"edition": str(edition), "note": "缺三月二日一份", "checked_by": ""}
    )
    assert answer.status_code == 303
    shown = await clerk.get(page)
    assert "缺三月二日一份" in shown.text
    assert "已结卷" in text(shown)
    again = await clerk.post(
        f"{page}/closing", {"edition": str(edition), "note": "", "checked_by": ""}
    )
    assert again.status_code == 409
    due = await house.value(TOWER, "select due_on from archive_item where volume = $1", into)
    assert due is not None


@pytest.mark.req("ARCH-10", "ARCH-30")
async def test_what_one_may_know_of_is_found_behind_many_secrets(house: House) -> None:
    secret, open_to_all = await volume(house, "secret", "决议"), await volume(house)
    for n in range(4):
        await file(house, open_to_all, f"谈判纪要{n}", dated=date(2026, 1, 1 + n))
    for n in range(6):
        await file(house, secret, f"谈判底价{n}", dated=date(2026, 5, 1 + n))
    async with await acting(house, "harbour.clerk"):
        found = await queries.search(queries.Search(q="谈判"), 3)
        rest = await queries.search(queries.Search(q="谈判", after=found[-1].id), 3)
        none = await queries.search(queries.Search(q="底价"), 3)
    assert [one.title for one in (*found, *rest)] == [f"谈判纪要{n}" for n in (3, 2, 1, 0)]
    assert none == []
