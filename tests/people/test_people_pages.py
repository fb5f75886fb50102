"""Who is who: the directory, posts, phones behind a mask, rights, accounts made by a manager."""

import io
import re

import pytest
from PIL import Image

from hushu.foundation import sessions
from hushu.foundation.rights import table
from hushu.foundation.tenancy import opened
from hushu.people.queries import colleagues
from world import GARDEN, TOWER, House, credentials, pin, text


async def id_of(house: House, name: str, slug: str = TOWER) -> str:
    """The person's id by name."""
    return str(await house.value(slug, "select id from person where name = $1", name))


async def form_of(house: House, person: str, **changes: object) -> dict[str, object]:
    """The person's form as the page shows it, with changes."""
    row = (
        await house.rows(
            TOWER, "select name, post, phone, superior, roles from person where id = $1", person
        )
    )[0]
    return {**dict(row), "superior": row["superior"] or "", **changes}


@pytest.mark.req("PPL-3")
@pytest.mark.req("PPL-1")
async def test_the_directory_says_who_is_who_and_finds_by_pinyin_initials_post_and_last_digits(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    whole = text(await clerk.get(f"/p/{TOWER}/people"))
    assert all(word in whole for word in ("田甜", "前台接待", "闫䶮", "139****5946"))
    for typed in ("tiantian", "tt", "田甜", "5946"):
        found = await clerk.get(f"/p/{TOWER}/people", params={"q": typed})
        assert re.findall(r"data-list-item>([^<]+)<", found.text) == ["田甜"], typed
    posts = await clerk.get(f"/p/{TOWER}/people", params={"post": "control_room"})
    assert re.findall(r"data-list-item>([^<]+)<", posts.text) == [
        "卜向东",
        "郝建国",
        "单志远",
        "邵立群",
        "温少华",
    ]


@pytest.mark.req("PPL-1")
async def test_posts_form_a_tree_and_a_property_adds_its_own_without_circles(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    posts = {r["key"]: str(r["id"]) for r in await house.rows(TOWER, "select key, id from post")}
    made = {
        "name": "礼宾主管",
        "reports_to": posts["manager"],
        "roles": ["receptionist"],
        "duties": "迎送来宾\n安排车辆",
    }
    assert (await manager.post(f"/p/{TOWER}/people/posts", made)).status_code == 303
    tree = (await manager.get(f"/p/{TOWER}/people/posts")).text.split('class="org"')[1]
    assert (
        tree.index("总经理") < tree.index("客服经理") < tree.index("客服主任") < tree.index("田甜")
    )
    assert "礼宾主管" in tree
    assert (
        await manager.post(f"/p/{TOWER}/people/posts", made)
    ).status_code == 422  # the name is taken
    circle = {"name": "总经理", "reports_to": posts["receptionist"], "roles": ["general_manager"]}
    assert (
        await manager.post(f"/p/{TOWER}/people/posts/{posts['general_manager']}", circle)
    ).status_code == 422
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.post(f"/p/{TOWER}/people/posts", {**made, "name": "x"})).status_code == 403


@pytest.mark.req("PPL-3")
async def test_a_manager_takes_somebody_on_and_bad_words_are_answered_at_the_field(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    post = str(await house.value(TOWER, "select id from post where key = 'receptionist'"))
    bad = await manager.post(f"/p/{TOWER}/people", {"name": "新来的", "post": post, "phone": "12"})
    assert bad.status_code == 422
    assert "新来的" in bad.text
    assert "f-phone-error" in bad.text
    unknown = await manager.post(
        f"/p/{TOWER}/people", {"name": "新来的", "post": post, "roles": ["king"]}
    )
    assert unknown.status_code == 422
    good = await manager.post(
        f"/p/{TOWER}/people", {"name": "新来的", "post": post, "phone": "13911112222"}
    )
    page = await manager.get(good.headers["location"])
    assert "139****2222" in page.text
    async with opened(house.properties[TOWER]):
        assert [c.roles for c in await colleagues() if c.name == "新来的"] == [["receptionist"]]
    circle = await form_of(house, await id_of(house, "沈若瑜"), superior=await id_of(house, "闫䶮"))
    answer = await manager.post(f"/p/{TOWER}/people/{await id_of(house, '沈若瑜')}", circle)
    assert answer.status_code == 422  # 闫䶮 reports to 沈若瑜


@pytest.mark.req("PPL-8")
@pytest.mark.req("T10")
async def test_no_role_sees_a_phone_in_full_but_by_the_logged_act_and_its_right(
    house: House,
) -> None:
    known = """select phone from person p where phone <> '' and not exists (
                 select 1 from on_call c where c.person = p.id and now() between c.starts_at and c.ends_at)"""
    phones = [r[0] for r in await house.rows(TOWER, known)]  # leaders on call stand in full
    target = await id_of(house, "田甜")
    may = next(right.roles for right in table().right if right.action == "personal.reveal")
    owner, seen = await house.owner(), {}
    for row in await house.rows(
        TOWER,
        "select distinct on (o.key) o.key, p.id, p.account from person p join post o on o.id = p.post",
    ):
        browser = await house.sign_in(
            await owner.fetchval("select username from account where id = $1", row["account"])
        )
        for path in (
            "/people",
            f"/people/{target}",
            f"/people/{target}/history",
            "/people/posts",
            "/audit",
            "/me",
            "/switch",
        ):
            shown = (await browser.get(f"/p/{TOWER}{path}")).text
            assert not [phone for phone in phones if phone in shown], (row["key"], path)
        answer = await browser.post(f"/p/{TOWER}/people/reveal", {"person": target}, htmx=True)
        seen[row["key"]] = (answer.status_code, "13931385946" in answer.text)
    assert seen == {key: (200, True) if key in may else (403, False) for key in seen}
    logged = await house.value(
        TOWER, "select count(*) from reveal where subject_id = $1::uuid and field = 'phone'", target
    )
    assert logged == len([key for key in seen if key in may])
    assert (
        await house.value(TOWER, "select count(*) from audit where table_name = 'reveal'") >= logged
    )


@pytest.mark.req("PPL-2")
async def test_the_rights_page_shows_the_file_itself(house: House) -> None:
    page = (await (await house.sign_in("harbour.clerk")).get(f"/p/{TOWER}/rights")).text
    rows = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', page, re.DOTALL)
    assert [name for name, _ in rows] == [right.name for right in table().right]
    for (name, cells), right in zip(rows, table().right, strict=True):
        marks = ["●" in cell for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)]
        assert marks == [role in right.roles for role in table().roles], name


@pytest.mark.req("TEN-7")
async def test_who_works_at_two_properties_changes_between_them_in_the_header(house: House) -> None:
    both, one = await house.sign_in("harbour.reception3"), await house.sign_in("harbour.reception1")
    page = (await both.get(f"/p/{TOWER}/people")).text
    assert 'href="/p/garden/"' in page
    assert (await both.get(f"/p/{GARDEN}/people")).status_code == 200
    assert 'href="/p/garden/"' not in (await one.get(f"/p/{TOWER}/people")).text
    assert (await one.get(f"/p/{GARDEN}/people")).status_code == 404


@pytest.mark.req("PPL-5")
@pytest.mark.req("T14")
async def test_a_temporary_password_opens_only_the_way_to_an_own_one(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    post = str(await house.value(TOWER, "select id from post where key = 'receptionist'"))
    made = await manager.post(f"/p/{TOWER}/people", {"name": "新来的", "post": post})
    person = made.headers["location"]
    assert (await manager.post(f"{person}/account", {"username": "garden.new"})).status_code == 422
    shown = await manager.post(f"{person}/account", {"username": "harbour.new"})
    password = re.search(r'id="once">([^<]+)<', shown.text)
    assert password
    assert password[1] not in (await manager.get(person)).text
    kept = await house.value(
        TOWER,
        "select count(*) from form_key where position($1 in convert_from(body, 'UTF8')) > 0",
        password[1],
    )
    assert kept == 0
    newcomer = await house.visitor()
    answer = await newcomer.post("/sign-in", {"username": "harbour.new", "password": password[1]})
    assert answer.headers["location"] == "/password"
    half = newcomer.token
    assert (await newcomer.get(f"/p/{TOWER}/people")).headers["location"].startswith("/sign-in")
    form = {"new_password": "kerosene walnut bicycle", "repeat": "kerosene walnut bicycle"}
    assert (await newcomer.post("/password", form)).headers["location"] == f"/p/{TOWER}/"
    assert newcomer.token != half
    assert (await newcomer.get(f"/p/{TOWER}/people")).status_code == 200
    set_pin = "update person set pin_hash = 'set' where name = '新来的'"
    await house.rows(TOWER, set_pin)
    reset = await manager.post(f"{person}/password")
    assert re.search(r'id="once">([^<]+)<', reset.text)
    assert (await newcomer.get(f"/p/{TOWER}/people")).headers["location"].startswith("/sign-in")
    assert await house.value(TOWER, "select pin_hash from person where name = '新来的'") == ""


@pytest.mark.req("PPL-5")
async def test_a_manager_here_resets_no_account_that_opens_other_places_too(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    both = await id_of(house, "欧阳晓彤")
    assert (await manager.post(f"/p/{TOWER}/people/{both}/password")).status_code == 422
    visitor = await house.visitor()
    assert (await visitor.post("/sign-in", credentials("harbour.reception3"))).status_code == 303


@pytest.mark.req("T14")
async def test_other_roles_ask_for_another_session_also_ones_own(house: House) -> None:
    manager, clerk = await house.sign_in("harbour.manager"), await house.sign_in("harbour.clerk")
    target, own = await id_of(house, "汤雅琴"), await id_of(house, "沈若瑜")
    same = await form_of(house, target, phone="13900009999")
    assert (await manager.post(f"/p/{TOWER}/people/{target}", same)).status_code == 303
    assert (await clerk.get(f"/p/{TOWER}/me")).status_code == 200  # nothing but the phone changed
    other = await form_of(house, target, roles=["clerk", "cashier"])
    assert (await manager.post(f"/p/{TOWER}/people/{target}", other)).status_code == 303
    assert (await clerk.get(f"/p/{TOWER}/me")).headers["location"].startswith("/sign-in")
    before = manager.token
    more = await form_of(house, own, roles=["manager", "receptionist"])
    assert (await manager.post(f"/p/{TOWER}/people/{own}", more)).status_code == 303
    assert manager.token != before
    assert (await manager.get(f"/p/{TOWER}/me")).status_code == 200


@pytest.mark.req("PPL-5", "T14")
async def test_a_desk_taken_by_pin_hands_out_no_rights_and_stays_in_its_property(
    house: House,
) -> None:
    desk, own = await house.sign_in("harbour.reception1"), await id_of(house, "沈若瑜")
    switched = await desk.post(
        f"/p/{TOWER}/switch", {"person": own, "pin": pin("harbour.manager")}, key="s"
    )
    assert switched.status_code == 303
    more = await form_of(house, own, roles=["manager", "receptionist"])
    refused = await desk.post(f"/p/{TOWER}/people/{own}", more)
    assert refused.status_code == 422
    assert "PIN" in text(refused)
    owner = await house.owner()
    kept = "select property from session where token_hash = $1"
    place = await owner.fetchval(kept, sessions.fingerprint(desk.token))
    assert place == house.properties[TOWER]


@pytest.mark.req("PPL-5", "TEN-4")
async def test_a_person_has_one_account_here_and_the_one_before_opens_nothing(house: House) -> None:
    manager, clerk = await house.sign_in("harbour.manager"), await house.sign_in("harbour.clerk")
    person = f"/p/{TOWER}/people/{await id_of(house, '汤雅琴')}"
    linked = await manager.post(f"{person}/account/link", {"existing": "garden.clerk"})
    assert linked.status_code == 422
    assert (await clerk.get(f"/p/{TOWER}/me")).status_code == 200
    owner = await house.owner()
    other = await owner.fetchval("select id from account where username = 'garden.clerk'")
    sql = "update person set account = $1 where name = '汤雅琴' returning id"
    assert await house.rows(TOWER, sql, other)
    again = await house.sign_in("harbour.clerk")
    assert (await again.get(f"/p/{TOWER}/me")).status_code == 404


@pytest.mark.req("PPL-3")
async def test_a_signature_is_drawn_anew_and_what_is_no_picture_is_refused(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    drawn = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(drawn, "JPEG")
    bad = await clerk.post(
        f"/p/{TOWER}/me/signature", files={"file": ("s.png", b"MZ not a picture", "image/png")}
    )
    assert bad.status_code == 422
    good = await clerk.post(
        f"/p/{TOWER}/me/signature", files={"file": ("s.jpg", drawn.getvalue(), "image/jpeg")}
    )
    assert good.status_code == 303
    kind = "select f.media_type from person p join file f on f.id = p.signature where p.name = '汤雅琴'"
    assert await house.value(TOWER, kind) == "image/png"
