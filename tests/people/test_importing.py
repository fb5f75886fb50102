"""People from a table: dry run, rows that are wrong, nothing half-imported, again updates (PPL-7)."""

import pytest

from world import TOWER, Browser, House, text


async def uploaded(browser: Browser, *rows: str) -> str:
    """The address of the dry run of this table."""
    table = ("姓名,职位,手机,上级\n" + "\n".join(rows)).encode("utf-8-sig")
    answer = await browser.post(
        f"/p/{TOWER}/people/import", files={"file": ("people.csv", table, "text/csv")}
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.mark.req("PPL-7")
async def test_a_table_of_people_is_tried_first_then_laid_and_again_updates_instead_of_doubling(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    assert (await manager.get(f"/p/{TOWER}/people/import/template/xlsx")).status_code == 200
    count = "select count(*) from person"
    before = await house.value(TOWER, count)
    rows = ("王小满,前台接待,13912345678,", "李晓舟,客服助理,,王小满", "田甜,前台接待,13931385947,")
    place = await uploaded(manager, *rows)
    assert (await manager.get(place)).status_code == 200
    assert await house.value(TOWER, count) == before  # a dry run writes nothing
    done = await manager.post(place)
    assert done.headers["location"].endswith("new=2&changed=1&same=0")
    assert await house.value(TOWER, count) == before + 2
    sql = """select p.roles, s.name as above, p.account is not null as account, p.phone from person p
               left join person s on s.id = p.superior where p.name = $1"""
    newcomer = (await house.rows(TOWER, sql, "李晓舟"))[0]
    assert (newcomer["roles"], newcomer["above"]) == (["steward"], "王小满")
    known = (await house.rows(TOWER, sql, "田甜"))[0]
    assert (known["roles"], known["account"], known["phone"]) == (
        ["receptionist"],
        True,
        "13931385947",
    )
    again = await manager.post(await uploaded(manager, *rows))
    assert again.headers["location"].endswith("new=0&changed=0&same=3")
    assert await house.value(TOWER, count) == before + 2


@pytest.mark.req("PPL-7")
async def test_one_wrong_row_keeps_the_whole_table_out_and_says_which(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    count = "select count(*) from person"
    before = await house.value(TOWER, count)
    phone = await uploaded(manager, "王小满,前台接待,13912345678,", "李晓舟,客服助理,12,")
    shown = text(await manager.get(phone))
    assert "这不是电话号码" in shown
    post = await uploaded(manager, "王小满,前台接待,13912345678,", "李晓舟,太空站长,,无名氏")
    refused = text(await manager.get(post))
    assert "李晓舟：本项目没有“太空站长”这个岗位" in refused
    assert "李晓舟：本项目没有名叫“无名氏”的上级" in refused
    for place in (phone, post):
        assert (await manager.post(place)).status_code == 422
    assert await house.value(TOWER, count) == before
    receptionist = await house.sign_in("harbour.reception1")
    assert (await receptionist.get(f"/p/{TOWER}/people/import")).status_code == 403


@pytest.mark.req("PPL-7", "PPL-3")
async def test_a_table_makes_nobody_their_own_superior_round_several_corners(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    count = "select count(*) from person"
    before = await house.value(TOWER, count)
    place = await uploaded(
        manager, "王小满,前台接待,,田小甜", "李晓舟,前台接待,,王小满", "田小甜,前台接待,,李晓舟"
    )
    refused = await manager.post(place)
    assert refused.status_code == 422
    assert "兜了一圈成了自己的上级" in refused.text
    assert await house.value(TOWER, count) == before
