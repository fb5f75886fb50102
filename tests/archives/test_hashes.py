"""Every file is read again within a month; a wrong byte raises an alarm."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from archives.shelf import PDF, file, volume
from hushu.archives.commands import hashes
from hushu.cli.verify import prove
from hushu.foundation import clock, database
from hushu.foundation.settings import settings
from world import TOWER, House, text


async def spoil(house: House, item: UUID) -> None:
    """Turns one byte of the item's sealed file; done twice, it is right again."""
    sql = "select f.sealed from archive_leaf l join file f on f.id = l.file where l.item = $1"
    sealed = await house.value(TOWER, sql, item)
    path = settings().data / "files" / str(house.properties[TOWER]) / sealed[:2] / sealed
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


async def proven() -> list[dict[str, object]]:
    """What `hushu verify` says, with the tables' owner's eyes."""
    await database.disconnect()
    await database.connect(str(settings().database_url))
    lines, _ = await prove({})
    return lines


async def run(house: House) -> None:
    async with house.at(TOWER):
        await hashes.check_files()
    await house.work()


@pytest.mark.req("ARCH-24", "T30")
async def test_a_wrong_byte_is_told_to_keeper_and_manager_shown_on_the_item_and_named_by_verify(
    house: House,
) -> None:
    into = await volume(house)
    good, bad = await file(house, into, "好的", data=PDF), await file(house, into, "坏的", data=PDF)
    await house.work()
    await spoil(house, bad)
    for _ in range(2):
        await run(house)
    matters = await house.rows(TOWER, "select * from archive_matter")
    assert [(m["kind"], m["item"], m["owner"] is not None) for m in matters] == [
        ("wrong_byte", bad, True)
    ]
    clerk, manager = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.manager")
    number = await house.value(TOWER, "select number from archive_item where id = $1", bad)
    assert number in text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert number in text(await manager.get(f"/p/{TOWER}/inbox"))
    item = f"/p/{TOWER}/archives/items"
    assert "与归档时不一致" in text(await clerk.get(f"{item}/{bad}"))
    assert "与归档时不一致" not in text(await clerk.get(f"{item}/{good}"))
    said = await proven()
    assert [line["words"] for line in said if not line["holds"]] == [
        f"file of {number} is not as filed"
    ]


@pytest.mark.req("ARCH-24", "T30")
async def test_a_file_restored_is_found_right_again(house: House) -> None:
    bad = await file(house, await volume(house), "坏的", data=PDF)
    await house.work()
    await spoil(house, bad)
    await run(house)
    await spoil(house, bad)
    await run(house)
    assert (
        await house.value(TOWER, "select damaged_at from archive_leaf where item = $1", bad) is None
    )
    matter = await house.value(TOWER, "select id from archive_matter")
    clerk = await house.sign_in("harbour.clerk")
    assert (
        await clerk.post(
            f"/p/{TOWER}/archives/matters/{matter}/ending", {"outcome": "已从备份恢复"}
        )
    ).status_code == 303
    said = await proven()
    assert all(line["holds"] for line in said)


@pytest.mark.req("ARCH-24")
async def test_every_file_is_read_again_within_a_month(house: House) -> None:
    into = await volume(house)
    for n in range(60):
        await file(house, into, f"第{n}份", data=PDF + b"%%%d" % n)
    began = clock.now()
    for day in range(1, 31):
        with time_machine.travel(began + timedelta(days=day), tick=True):
            async with house.at(TOWER):
                await hashes.watch(
                    max(1, int(await database.value(hashes.ALL)) // hashes.PARTS + 1)
                )
    oldest = await house.value(
        TOWER, "select min(coalesce(checked_at, 'epoch')) from file where erased_at is null"
    )
    assert oldest > began


@pytest.mark.req("ARCH-24", "ARCH-30")
async def test_the_alarm_of_a_secret_item_names_it_to_nobody_who_does_not_know_of_it(
    house: House,
) -> None:
    secret = await file(house, await volume(house, "secret", "董事会决议"), "收购底价", data=PDF)
    await house.work()
    await spoil(house, secret)
    await run(house)
    number = await house.value(TOWER, "select number from archive_item where id = $1", secret)
    for username in ("harbour.clerk", "harbour.manager"):
        browser = await house.sign_in(username)
        assert number not in text(await browser.get(f"/p/{TOWER}/inbox"))
        assert number not in text(await browser.get(f"/p/{TOWER}/archives/matters"))
    general = await house.sign_in("harbour.gm")
    assert "有文件与归档时不一致" in text(await general.get(f"/p/{TOWER}/inbox"))
