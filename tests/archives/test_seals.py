"""A year after it was closed a volume goes into a sealed bag, which is opened with leave only."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from archives.shelf import file, volume
from hushu.archives import queries
from hushu.foundation import clock
from signing.helpers import deed
from world import TOWER, Browser, House, pin, text

ARCHIVES = f"/p/{TOWER}/archives"
CLERK = "harbour.clerk"


async def closed(
    house: House, *, days: int = 400, key: str = "public_repairs", title: str = "公共维修记录"
) -> UUID:
    """A volume with one item, closed that many days ago."""
    into = await volume(house, key, title)
    await file(house, into, "维修单")
    async with house.at(TOWER):
        day = clock.today() - timedelta(days=days)
    sql = "update archive_volume set state = 'closed', closed_on = $2, opened_on = $2 where id = $1"
    await house.rows(TOWER, sql, into, day)
    return into


async def sealed(house: House, browser: Browser, one: UUID) -> str:
    """The page of its bag."""
    answer = await browser.post(
        f"{ARCHIVES}/volumes/{one}/sealing",
        {"pin": pin(browser.username), "witness": "", "note": ""},
    )
    assert answer.status_code == 303
    return str(answer.headers["location"])


@pytest.mark.req("ARCH-22")
async def test_a_volume_closed_for_a_year_is_due_and_sealed_with_a_pin(house: House) -> None:
    old = await closed(house)
    await closed(house, days=300, title="去年的")
    clerk = await house.sign_in(CLERK)
    assert "1 卷到期应封存" in text(await clerk.get(f"/p/{TOWER}/inbox"))
    due = await clerk.get(f"{ARCHIVES}/seals")
    assert "公共维修记录" in due.text
    assert "去年的" not in due.text
    wrong = await clerk.post(
        f"{ARCHIVES}/volumes/{old}/sealing", {"pin": "000001", "witness": "", "note": ""}
    )
    assert wrong.status_code == 422
    bag = await sealed(house, clerk, old)
    async with house.at(TOWER):
        year = clock.today().year
        assert await queries.is_sealed(old)
    assert f"FD{year}-001" in (await clerk.get(bag)).text
    assert "到期应封存" not in text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert f"FD{year}-001" in (await clerk.get(f"{ARCHIVES}/volumes/{old}")).text


@pytest.mark.req("ARCH-22")
async def test_nothing_goes_into_a_sealed_volume_and_the_database_says_so_too(house: House) -> None:
    old = await closed(house)
    await sealed(house, await house.sign_in(CLERK), old)
    with pytest.raises(asyncpg.CheckViolationError):
        await house.rows(
            TOWER,
            """insert into archive_item (id, volume, class, no, number, title, dated, secrecy, medium, term, trigger, filed_at)
               select gen_random_uuid(), id, class, 99, 'X', '塞进去的', opened_on, 0, 'paper', term, trigger, now()
                 from archive_volume where id = $1""",
            old,
        )


@pytest.mark.req("ARCH-22")
async def test_a_bag_is_opened_only_after_the_manager_agreed_and_is_closed_anew(
    house: House,
) -> None:
    old = await closed(house)
    clerk, manager = await house.sign_in(CLERK), await house.sign_in("harbour.manager")
    bag = await sealed(house, clerk, old)
    opening = {"pin": pin(CLERK)}
    assert (await clerk.post(f"{bag}/opening", opening)).status_code == 422
    asked = await clerk.post(f"{bag}/asking", {"reason": "业主查阅漏水记录"})
    assert asked.status_code == 303
    assert (await clerk.post(f"{bag}/opening", opening)).status_code == 422
    seen = await manager.get(asked.headers["location"])
    assert "业主查阅漏水记录" in seen.text
    paper = UUID(asked.headers["location"].rpartition("/")[2])
    assert (await deed(manager, paper, 1)).status_code < 400
    assert (await clerk.post(f"{bag}/opening", opening)).status_code == 303
    assert (await clerk.post(f"{bag}/opening", opening)).status_code == 409
    async with house.at(TOWER):
        assert not await queries.is_sealed(old)
    again = await sealed(house, clerk, old)
    assert again != bag
    assert "002" in (await clerk.get(again)).text


@pytest.mark.req("ARCH-22")
async def test_without_leave_the_database_opens_no_bag(house: House) -> None:
    old = await closed(house)
    await sealed(house, await house.sign_in(CLERK), old)
    sql = "update archive_seal set opened_at = now(), opened_by = sealed_by, unsealing = $1"
    with pytest.raises(asyncpg.CheckViolationError):
        await house.rows(TOWER, sql, old)


@pytest.mark.req("ARCH-22")
async def test_a_refused_wish_leaves_the_bag_closed_and_one_may_ask_anew(house: House) -> None:
    old = await closed(house)
    clerk, manager = await house.sign_in(CLERK), await house.sign_in("harbour.manager")
    bag = await sealed(house, clerk, old)
    asked = await clerk.post(f"{bag}/asking", {"reason": "看看"})
    paper = UUID(asked.headers["location"].rpartition("/")[2])
    assert (await deed(manager, paper, 1, "refuse", opinion="理由不足")).status_code < 400
    assert (await clerk.post(f"{bag}/opening", {"pin": pin(CLERK)})).status_code == 422
    assert (await clerk.post(f"{bag}/asking", {"reason": "消防检查调阅"})).status_code == 303


@pytest.mark.req("ARCH-22", "ARCH-30")
async def test_the_bag_of_a_secret_volume_is_unknown_to_whoever_does_not_know_of_it(
    house: House,
) -> None:
    secret = await closed(house, key="secret", title="董事会决议")
    secretary, clerk = await house.sign_in("harbour.secretary"), await house.sign_in(CLERK)
    bag = await sealed(house, secretary, secret)
    assert (await clerk.get(bag)).status_code == 404
    assert "FD" not in text(await clerk.get(f"{ARCHIVES}/seals"))
    asked = await secretary.post(f"{bag}/asking", {"reason": "总经理调阅"})
    manager = await house.sign_in("harbour.manager")
    assert "董事会" not in (await manager.get(asked.headers["location"])).text
