"""The company's console and what headquarters may read."""

import re

import pytest

from world import GARDEN, TOWER, House, steady, text

PLACE = {"property_name": "听澜花园", "kind": "residential", "phone": "13900001111"}


@pytest.mark.req("TEN-1")
async def test_the_administrator_sees_the_companys_properties_and_adds_one(house: House) -> None:
    admin = await house.sign_in("cangyu.admin")
    page = await admin.get("/c/cangyu/")
    assert page.status_code == 200
    assert "澄港国际中心" in page.text
    assert "riverside" not in page.text
    answer = await admin.post("/c/cangyu/properties", PLACE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/tinglan/")
    assert (await admin.get("/p/tinglan/rights")).status_code == 200
    again = await admin.post("/c/cangyu/properties", {**PLACE, "slug": "another"})
    assert (again.status_code, 'id="f-property_name-error"' in again.text) == (422, True)


@pytest.mark.req("TEN-4", "T1")
@pytest.mark.parametrize("who", ["huaixu.admin", "harbour.manager", "harbour.reception1"])
async def test_a_stranger_hears_of_a_company_as_if_it_did_not_exist(house: House, who: str) -> None:
    stranger = await house.sign_in(who)
    for path in ("/", "/people", "/properties/new"):
        foreign, missing = (
            await stranger.get(f"/c/cangyu{path}"),
            await stranger.get(f"/c/no-such-firm{path}"),
        )
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert re.sub("/c/[a-z-]+", "", steady(foreign)) == re.sub(
            "/c/[a-z-]+", "", steady(missing)
        )
    assert (await stranger.post("/c/cangyu/properties", PLACE)).status_code == 404
    assert (
        (await (await house.visitor()).get("/c/cangyu/")).headers["location"].startswith("/sign-in")
    )


@pytest.mark.req("T13")
async def test_the_console_takes_only_its_own_forms(house: House) -> None:
    admin = await house.sign_in("cangyu.admin")
    other = await house.sign_in("huaixu.admin")
    for token in ("", "00" * 32, other.csrf):
        assert (
            await admin.post("/c/cangyu/properties", {**PLACE, "_csrf": token})
        ).status_code == 403
    crossed = await admin.post(
        "/c/cangyu/properties", PLACE, headers={"Origin": "https://elsewhere.example"}
    )
    assert crossed.status_code == 403


@pytest.mark.req("TEN-5", "TEN-10")
async def test_a_property_lets_a_named_person_of_headquarters_read_and_withdraws_it(
    house: House,
) -> None:
    admin = await house.sign_in("cangyu.admin")
    made = await admin.post("/c/cangyu/people", {"name": "高远", "username": "gaoyuan"})
    assert (made.status_code, "cangyu.gaoyuan" in made.text, "只显示这一次" in made.text) == (
        200,
        True,
        True,
    )
    reader = await house.sign_in("cangyu.gaoyuan")
    assert (await reader.get(f"/p/{TOWER}/rights")).status_code == 404
    assert "澄港" not in text(await reader.get("/c/cangyu/"))
    assert (await reader.get("/c/cangyu/people")).status_code == 403

    manager = await house.sign_in("harbour.manager")
    granted = await manager.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.gaoyuan"}, key="g1"
    )
    assert granted.status_code == 303
    page = await manager.get(f"/p/{TOWER}/headquarters-access")
    assert "高远" in page.text
    assert "沈若瑜" in text(page).split("高远")[1]  # who gave it, from the audit trail
    reader = await house.sign_in("cangyu.gaoyuan")
    assert (await reader.get("/")).headers["location"] == f"/p/{TOWER}/"
    assert (await reader.get(f"/p/{TOWER}/people")).status_code == 403
    assert (await reader.get(f"/p/{GARDEN}/")).status_code == 404

    person = re.search(r"headquarters-access/([0-9a-f-]{36})/withdrawal", page.text)
    assert person is not None
    gone = await manager.post(f"/p/{TOWER}/headquarters-access/{person[1]}/withdrawal", key="w1")
    assert gone.status_code == 303
    assert (await reader.get(f"/p/{TOWER}/")).status_code in {303, 404}
    deeds = await house.rows(
        TOWER,
        "select deed, actor from audit where table_name = 'person' and row_id = $1 order by no",
        person[1],
    )
    assert [tuple(d) for d in deeds] == [("insert", "沈若瑜"), ("update", "沈若瑜")]
    again = await manager.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.gaoyuan"}, key="g2"
    )
    assert again.status_code == 303
    assert (await house.sign_in("cangyu.gaoyuan")).token


@pytest.mark.req("TEN-5")
@pytest.mark.parametrize(
    "name", ["huaixu.admin", "garden.reception1", "nobody.here", "harbour.clerk"]
)
async def test_only_the_companys_own_headquarters_can_be_let_in(house: House, name: str) -> None:
    manager = await house.sign_in("harbour.manager")
    answer = await manager.post(f"/p/{TOWER}/headquarters-access", {"username": name}, key="k")
    assert (answer.status_code, "总部没有这个用户名" in answer.text, name in answer.text) == (
        422,
        True,
        True,
    )


@pytest.mark.req("TEN-5", "PPL-2")
async def test_only_those_who_settle_the_property_give_access(house: House) -> None:
    receptionist = await house.sign_in("harbour.reception1")
    assert (await receptionist.get(f"/p/{TOWER}/headquarters-access")).status_code == 403
    answer = await receptionist.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.admin"}, key="k"
    )
    assert answer.status_code == 403


@pytest.mark.req("PPL-5")
async def test_a_closed_account_of_headquarters_is_out_at_once(house: House) -> None:
    admin = await house.sign_in("cangyu.admin")
    await admin.post("/c/cangyu/people", {"name": "高远", "username": "gaoyuan"})
    reader = await house.sign_in("cangyu.gaoyuan")
    assert (await reader.get("/c/cangyu/")).status_code == 200
    account = await (await house.owner()).fetchval(
        "select id from account where username = 'cangyu.gaoyuan'"
    )
    assert (await admin.post(f"/c/cangyu/people/{account}/closing")).status_code == 303
    assert (await reader.get("/c/cangyu/")).headers["location"].startswith("/sign-in")
    own = await (await house.owner()).fetchval(
        "select id from account where username = 'cangyu.admin'"
    )
    assert (await admin.post(f"/c/cangyu/people/{own}/closing")).status_code == 404


@pytest.mark.req("TEN-5")
async def test_a_reader_of_headquarters_is_nobody_to_give_something_to(house: House) -> None:
    admin, manager = await house.sign_in("cangyu.admin"), await house.sign_in("harbour.manager")
    await admin.post("/c/cangyu/people", {"name": "高远阅览", "username": "gaoyuan"})
    granted = await manager.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.gaoyuan"}, key="k"
    )
    assert granted.status_code == 303
    pages = ("/", "/messages/new", "/signing/deputies", "/on-call", "/people/new")
    for path in pages:
        shown = await manager.get(f"/p/{TOWER}{path}")
        assert shown.status_code == 200, path
        assert "高远阅览" not in shown.text, path
    reader = await house.value(TOWER, "select id from person where name = '高远阅览'")
    words = {"for_person": str(reader), "words": "请回电"}
    left = await manager.post(f"/p/{TOWER}/messages", words, key="m")
    stand_in = {"deputy": str(reader), "starts_on": "2036-11-23", "ends_on": "2036-11-24"}
    named = await manager.post(f"/p/{TOWER}/signing/deputies", stand_in, key="d")
    assert (left.status_code, named.status_code) == (422, 422)
    assert "请选择" in left.text
    entering = await house.sign_in("cangyu.gaoyuan")
    first = await entering.get(f"/p/{TOWER}/")
    assert (await entering.get(first.headers.get("location", f"/p/{TOWER}/"))).status_code == 200
