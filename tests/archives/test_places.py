"""Rooms, cabinets, shelves and boxes: where a volume stands, and where it may not."""

import asyncpg
import pytest

from archives.shelf import acting, file, volume
from hushu.archives.commands import places
from pdfs import signs
from world import GARDEN, TOWER, Browser, House, text

PLACES = f"/p/{TOWER}/archives/places"


async def shelf(house: House, *, locked: bool = False, room: str = "一号库房") -> str:
    """A shelf in a cabinet of a new room."""
    async with await acting(house, "harbour.clerk"):
        (stands,) = await places.add_places(None, room, locked=locked)
        (cabinet,) = await places.add_places(stands, "A柜")
        (made,) = await places.add_places(cabinet, "第1层")
        return str(made)


async def box(house: House, on: str, term: str = "y30", year: int = 2026) -> str:
    async with await acting(house, "harbour.clerk"):
        from uuid import UUID

        return str(await places.add_box(UUID(on), year=year, term=term))


async def put(browser: Browser, one: object, into: str) -> int:
    answer = await browser.post(f"/p/{TOWER}/archives/volumes/{one}/standing", {"box": into})
    return answer.status_code


@pytest.mark.req("ARCH-20")
async def test_a_room_is_laid_out_from_left_to_right_and_a_volume_is_found_in_it(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.post(PLACES, {"name": "一号库房", "count": "1"})).status_code == 303
    room = await house.value(TOWER, "select id from archive_place where kind = 'room'")
    await clerk.post(f"{PLACES}/{room}/inside", {"name": "A", "count": "3"})
    cabinet = await house.value(TOWER, "select id from archive_place where name = 'B'")
    await clerk.post(f"{PLACES}/{cabinet}/inside", {"name": "第1层", "count": "1"})
    on = await house.value(TOWER, "select id from archive_place where kind = 'shelf'")
    made = await clerk.post(f"{PLACES}/{on}/boxes", {"year": "2026", "term": "y30"})
    assert made.status_code == 303
    into = made.headers["location"].rpartition("/")[2]
    one = await volume(house)
    item = await file(house, one, "维修单")
    assert await put(clerk, one, into) == 303
    way = "一号库房 · B · 第1层 · 2026-D30-001"
    for path in (f"volumes/{one}", f"items/{item}", "?q=维修单"):
        page = await clerk.get(f"/p/{TOWER}/archives/{path}".replace("/?", "?"))
        assert way in page.text, path
    names = await house.rows(
        TOWER, "select name from archive_place where kind = 'cabinet' order by place"
    )
    assert [r["name"] for r in names] == ["A", "B", "C"]
    await clerk.post(f"{PLACES}/{cabinet}/shifting", {"by": "-1"})
    names = await house.rows(
        TOWER, "select name from archive_place where kind = 'cabinet' order by place"
    )
    assert [r["name"] for r in names] == ["B", "A", "C"]


@pytest.mark.req("ARCH-20")
async def test_moving_a_box_moves_what_is_in_it(house: House) -> None:
    one, here, there = await volume(house), await shelf(house), await shelf(house, room="二号库房")
    into = await box(house, here)
    clerk = await house.sign_in("harbour.clerk")
    await put(clerk, one, into)
    assert (
        await clerk.post(f"{PLACES}/{into}/moving", {"to": there, "before": ""})
    ).status_code == 303
    assert (
        "二号库房 · A柜 · 第1层 · 2026-D30-001"
        in (await clerk.get(f"/p/{TOWER}/archives/volumes/{one}")).text
    )
    assert (await clerk.post(f"{PLACES}/{there}/removal", {})).status_code == 409
    assert (await clerk.post(f"{PLACES}/{here}/removal", {})).status_code == 303


@pytest.mark.req("ARCH-20")
async def test_years_and_terms_never_share_a_box(house: House) -> None:
    one, on = await volume(house, year=2025), await shelf(house)
    clerk = await house.sign_in("harbour.clerk")
    answer = await clerk.post(
        f"/p/{TOWER}/archives/volumes/{one}/standing", {"box": await box(house, on)}
    )
    assert answer.status_code == 422
    assert "同年度、同期限" in text(answer)
    assert await put(clerk, one, await box(house, on, term="y10", year=2025)) == 422
    assert await put(clerk, one, await box(house, on, year=2025)) == 303


@pytest.mark.req("ARCH-21")
async def test_confidential_papers_stand_in_locked_places_only(house: House) -> None:
    one = await volume(house, "contracts", "保洁合同")
    term = await house.value(TOWER, "select term from archive_volume where id = $1", one)
    open_box = await box(house, await shelf(house), term)
    locked_shelf = await shelf(house, locked=True, room="保密室")
    locked_box = await box(house, locked_shelf, term)
    clerk = await house.sign_in("harbour.clerk")
    refused = await clerk.post(f"/p/{TOWER}/archives/volumes/{one}/standing", {"box": open_box})
    assert refused.status_code == 422
    assert "只能放在上锁的地方" in text(refused)
    assert await put(clerk, one, locked_box) == 303
    room = await house.value(TOWER, "select id from archive_place where name = '保密室'")
    unlocked = await clerk.post(
        f"{PLACES}/{room}/change", {"name": "保密室", "locked": "", "note": ""}
    )
    assert unlocked.status_code == 422
    moved = await clerk.post(
        f"{PLACES}/{locked_box}/moving", {"to": str(await _parent(house, open_box)), "before": ""}
    )
    assert moved.status_code == 422
    with pytest.raises(asyncpg.CheckViolationError):
        await house.rows(TOWER, "update archive_volume set box = $2 where id = $1", one, open_box)


async def _parent(house: House, one: str) -> object:
    return await house.value(TOWER, "select parent from archive_place where id = $1", one)


@pytest.mark.req("ARCH-21", "ARCH-30")
async def test_whoever_does_not_know_of_a_secret_volume_cannot_unlock_it_and_does_not_see_it(
    house: House,
) -> None:
    secret = await volume(house, "secret", "董事会决议")
    term = await house.value(TOWER, "select term from archive_volume where id = $1", secret)
    into = await box(house, await shelf(house, locked=True, room="保密室"), term)
    secretary, clerk = (
        await house.sign_in("harbour.secretary"),
        await house.sign_in("harbour.clerk"),
    )
    assert await put(secretary, secret, into) == 303
    assert "董事会" in (await secretary.get(f"{PLACES}/{into}")).text
    assert "董事会" not in (await clerk.get(f"{PLACES}/{into}")).text
    room = await house.value(TOWER, "select id from archive_place where name = '保密室'")
    unlocked = await clerk.post(
        f"{PLACES}/{room}/change", {"name": "保密室", "locked": "", "note": ""}
    )
    assert unlocked.status_code == 422
    await clerk.post(f"{PLACES}/{into}/papers", {"what": "boxes", "skip": "0"})
    await house.work()
    assert "董事会" not in await _printed(house)
    await secretary.post(f"{PLACES}/{into}/papers", {"what": "boxes", "skip": "0"})
    await house.work()
    assert "董事会" in await _printed(house)


async def _printed(house: House) -> str:
    """The text of the newest paper."""
    from hushu.foundation import files

    async with house.at(TOWER):
        return signs(await files.read(await house_file()))


async def house_file() -> object:
    from hushu.foundation import database

    found = await database.value("select file from paper order by asked_at desc limit 1")
    assert found, await database.value("select problem from paper order by asked_at desc limit 1")
    return found


@pytest.mark.req("ARCH-20")
async def test_labels_spines_covers_and_notes_are_printed_with_every_field(house: House) -> None:
    one, on = await volume(house), await shelf(house)
    await file(house, one, "维修单")
    into = await box(house, on)
    clerk = await house.sign_in("harbour.clerk")
    await put(clerk, one, into)
    for what, words in (
        ("labels", ["一号库房", "2026-D30-001"]),
        ("volumes", ["WY06·2026-D30-0001", "公共维修记录"]),
        ("boxes", ["起止件号", "WY06·2026-D30-0001-001", "盒号", "盒内备考表", "检查日期"]),
    ):
        answer = await clerk.post(f"{PLACES}/{into}/papers", {"what": what, "skip": "2"})
        assert answer.status_code == 303
        await house.work()
        printed = await _printed(house)
        assert all(word in printed for word in words), (what, printed)
    await clerk.post(f"/p/{TOWER}/archives/volumes/{one}/cover", {})
    await house.work()
    printed = await _printed(house)
    for word in (
        "公共维修记录",
        "保管期限",
        "归档号",
        "档号",
        "本卷情况说明",
        "立卷人",
        "检查人",
        "立卷时间",
    ):
        assert word in printed, word


@pytest.mark.req("ARCH-20", "TEN-4")
async def test_places_are_arranged_by_right_and_inside_the_property_only(house: House) -> None:
    on = await shelf(house)
    reception, other = (
        await house.sign_in("harbour.reception1"),
        await house.sign_in("garden.clerk"),
    )
    assert (await reception.get(PLACES)).status_code == 200
    assert (await reception.post(f"{PLACES}/{on}/removal", {})).status_code == 403
    assert (await other.get(f"/p/{GARDEN}/archives/places/{on}")).status_code == 404
