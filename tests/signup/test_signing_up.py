"""A company that never saw the house signs up and has a desk."""

import asyncio
import time
from typing import Any

import pytest

from hushu.signup import commands
from world import TOWER, Browser, House, somewhere, text

FORM = {
    "company": "松涛物业服务有限公司", "name": "林晓岚", "phone": "138 0013 8000", "username": "songtao.admin",
    "password": "三只海鸥飞过旧码头了呀", "property_name": "云汇国际广场", "kind": "office_tower", "slug": "yunhui",
    "address": "杭州市滨江区云汇路8号", "hotline": "0571-88001234", "desk_opens": "8:00", "desk_closes": "19:30",
    "bus_lines": "113路", "metro_lines": "6号线", "directions": "", "time_zone": "Asia/Shanghai",
}  # fmt: skip


async def _sign_up(visitor: Browser, **changed: Any) -> Any:
    return await visitor.post("/sign-up", {**FORM, **changed}, key=changed.pop("key", ""))


@pytest.mark.req("TEN-1", "TEN-2")
async def test_one_form_gives_a_desk_with_its_pack_in_under_ten_seconds(house: House) -> None:
    owner = await house.owner()
    for number, kind in enumerate(("office_tower", "residential", "mixed")):
        visitor, slug = await house.visitor(somewhere()), f"place{number}"
        company = {"company": f"松涛{number}", "username": f"songtao{number}.admin"}
        begun = time.perf_counter()
        answer = await _sign_up(visitor, kind=kind, slug=slug, **company)
        took = time.perf_counter() - begun
        assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{slug}/")
        assert took < 10
        for page in ("/", "/desk", "/log", "/scripts", "/inbox"):
            assert (await visitor.get(f"/p/{slug}{page}")).status_code == 200, page
        house.properties[slug] = await owner.fetchval(
            "select id from property where slug = $1", slug
        )
        for what, least in (("script", 40), ("post", 14), ("chain", 5)):
            assert await house.value(slug, f"select count(*) from {what}") >= least, what
        assert await house.rows(slug, "select name, roles from person") == [
            ("林晓岚", ["manager", "receptionist"])
        ]


@pytest.mark.req("TEN-1")
async def test_what_the_property_said_of_itself_is_kept(house: House) -> None:
    await _sign_up(await house.visitor(somewhere()))
    owner = await house.owner()
    found = await owner.fetchrow(
        """select p.name, p.kind, p.address, p.hotline, p.bus_lines, p.metro_lines, p.desk_opens::text, p.desk_closes::text,
                  p.time_zone, p.settings ? 'night_opens' or p.settings ? 'desk_opens' as twice, c.name as company, c.slug as company_slug, c.phone
             from property p join company c on c.id = p.company where p.slug = 'yunhui'"""
    )
    assert tuple(found) == (
        "云汇国际广场", "office_tower", "杭州市滨江区云汇路8号", "057188001234", "113路", "6号线", "08:00:00", "19:30:00",
        "Asia/Shanghai", False, "松涛物业服务有限公司", "songtao", "13800138000",
    )  # fmt: skip


@pytest.mark.req("TEN-2")
async def test_first_steps_are_shown_until_they_are_dismissed(house: House) -> None:
    visitor = await house.visitor(somewhere())
    await _sign_up(visitor)
    start = await visitor.get("/p/yunhui/")
    assert "first-steps" in start.text
    assert 'href="/c/songtao/"' in start.text  # the founder's way to the company's console
    assert (await visitor.post("/p/yunhui/first-steps/dismissal", key="k1")).status_code == 303
    assert "first-steps" not in (await visitor.get("/p/yunhui/")).text


@pytest.mark.req("TEN-1")
async def test_names_left_open_are_made_from_pinyin(house: House) -> None:
    visitor = await house.visitor(somewhere())
    answer = await _sign_up(visitor, username="", slug="", property_name="澄港国际中心")
    assert answer.headers["location"] == "/p/chenggang/"
    owner = await house.owner()
    assert (
        await owner.fetchval("select count(*) from account where username = 'songtao.admin'") == 1
    )


@pytest.mark.req("TEN-1")
async def test_the_page_suggests_a_free_name_and_leaves_what_was_typed(house: House) -> None:
    visitor = await house.visitor(somewhere())
    fresh = await visitor.get(
        "/sign-up/username?company=沧屿物业服务有限公司&username=&suggested_username="
    )
    assert 'value="cangyu2.admin"' in fresh.text
    typed = await visitor.get(
        "/sign-up/username?company=沧屿物业服务有限公司&username=my.own&suggested_username=cangyu2.admin"
    )
    assert 'value="my.own"' in typed.text
    assert (
        'value="yunhui"'
        in (await visitor.get("/sign-up/slug?property_name=云汇大厦&slug=&suggested_slug=")).text
    )


WRONG = {
    "phone": ("12", "phone"),
    "password": ("short", "password"),
    "kind": ("castle", "kind"),
    "slug": (TOWER, "slug"),
    "username": ("cangyu.chief", "username"),
    "company": ("沧屿物业服务有限公司", "company"),
    "desk_closes": ("07:00", "desk_closes"),
    "time_zone": ("Mars/Base", "time_zone"),
    "property_name": ("", "property_name"),
}


@pytest.mark.req("TEN-9")
async def test_what_will_not_do_is_answered_at_its_field_and_everything_typed_is_kept(
    house: House,
) -> None:
    visitor = await house.visitor(somewhere())
    for field, (wrong, marked) in WRONG.items():
        answer = await _sign_up(visitor, **{field: wrong})
        assert answer.status_code == 422, field
        assert f'id="f-{marked}-error"' in answer.text, field
        assert answer.text.count('class="field-error"') == 1, field
        for name, value in {**FORM, field: wrong}.items():
            if name not in {"password", "kind", "time_zone"} and value:
                assert f'value="{value}"' in answer.text, (field, name)
        assert FORM["password"] not in answer.text
    made = await (await house.owner()).fetchval(
        "select count(*) from company where slug = 'songtao'"
    )
    assert made == 0


@pytest.mark.req("TEN-9")
async def test_all_complaints_come_at_once(house: House) -> None:
    answer = await _sign_up(
        await house.visitor(somewhere()), phone="12", password="short", desk_opens="25:00"
    )
    assert answer.text.count('class="field-error"') == 3


@pytest.mark.req("TEN-9")
async def test_of_two_who_want_the_same_short_name_at_once_one_gets_it(house: House) -> None:
    visitors = [await house.visitor(somewhere()) for _ in range(2)]
    answers = await asyncio.gather(
        _sign_up(visitors[0]),
        _sign_up(visitors[1], company="听风物业管理有限公司", username="tingfeng.admin"),
    )
    assert sorted(a.status_code for a in answers) == [303, 422]
    refused = next(a for a in answers if a.status_code == 422)
    assert 'id="f-slug-error"' in refused.text
    assert "已被使用" in text(refused)


@pytest.mark.req("T26")
async def test_the_same_form_sent_five_times_signs_up_once(house: House) -> None:
    visitors = [await house.visitor(somewhere()) for _ in range(5)]
    answers = await asyncio.gather(
        *(v.post("/sign-up", FORM, key="one-rendering") for v in visitors)
    )
    assert [(a.status_code, a.headers["location"]) for a in answers] == [(303, "/p/yunhui/")] * 5
    assert [(await v.get("/p/yunhui/rights")).status_code for v in visitors] == [200] * 5
    assert (
        await (await house.owner()).fetchval(
            "select count(*) from property where slug like 'yunhui%'"
        )
        == 1
    )


@pytest.mark.req("T13")
async def test_another_sites_page_cannot_sign_up(house: House) -> None:
    visitor = await house.visitor(somewhere())
    answer = await visitor.post("/sign-up", FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.req("TEN-1")
async def test_the_front_page_greets_strangers_and_sends_on_who_is_signed_in(house: House) -> None:
    visitor = await house.visitor(somewhere())
    front = await visitor.get("/")
    assert (front.status_code, "/sign-up" in front.text, "/sign-in" in front.text) == (
        200,
        True,
        True,
    )
    assert 'href="/sign-up"' in (await visitor.get("/sign-in")).text
    receptionist = await house.sign_in("harbour.reception1")
    assert (await receptionist.get("/")).headers["location"] == f"/p/{TOWER}/"
    admin = await house.sign_in("cangyu.admin")
    assert (await admin.get("/")).headers["location"] == "/c/cangyu/"


@pytest.mark.req("T15", "TEN-2")
async def test_one_address_cannot_flood_the_house_with_companies(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "SIGN_UPS", 2)
    flood, neighbour = await house.visitor(somewhere()), await house.visitor(somewhere())
    for _ in range(2):  # the same form again is the same company, and still an attempt
        assert (await _sign_up(flood)).status_code == 303
    third = await _sign_up(flood)
    assert third.status_code == 422
    assert "注册太多" in third.text
    other = {"company": "听风物业管理有限公司", "username": "tingfeng.admin", "slug": "tingfeng"}
    assert (await _sign_up(neighbour, **other)).status_code == 303
