"""A stranger at every door: nothing seen, nothing changed, nothing guessed."""

import pytest

from house.asking import Answered, looked, sent
from house.routes import NOBODY, every_route, inside_routes
from hushu.foundation.opened import rights_of
from hushu.foundation.rights import table
from hushu.signup.demo_world import people, world
from world import GARDEN, RIVERSIDE, TOWER, Browser, House, steady

CANARIES = tuple(one.encode() for one in ("澄港国际中心", "沈若瑜", "021-58881206"))


async def ask(browser: Browser, method: str, url: str) -> Answered:
    """What they are answered; a form goes with this session's own token."""
    if method == "GET":
        return await looked(browser, url)
    return await sent(browser, url, {"_csrf": browser.csrf, "_key": ""})


async def trail(house: House, slug: str) -> int:
    """How many entries the property's audit trail has: it grows with every change."""
    return int(await house.value(slug, "select count(*) from audit"))


@pytest.mark.req("T2")
def test_every_route_is_public_on_purpose_or_asks_a_known_right() -> None:
    known = {right.action for right in table().right} | {
        "account.self",
        "company.admin",
        "company.read",
        "platform.operator",
    }
    public = {r["path"] for r in every_route() if r["public"]}
    asked = [r for r in every_route() if not r["public"]]
    assert [r["path"] for r in asked if r["right"] not in known] == []
    inside = ("/p/", "/c/", "/admin", "/account", "/password", "/sign-in/code")
    assert not {path for path in public if path.startswith(inside)}


@pytest.mark.req("TEN-4", "T1")
async def test_strangers_get_the_same_404_for_a_real_and_an_invented_property(house: House) -> None:
    stranger = await house.sign_in(f"{RIVERSIDE}.manager")
    sibling = await house.sign_in(f"{GARDEN}.manager")
    before = await trail(house, TOWER)
    for route in inside_routes():
        for who in (stranger, sibling):
            real = await ask(who, route.method, route.url(TOWER))
            invented = await ask(who, route.method, route.url("no-such-place"))
            assert real.status == invented.status == 404, f"{route.method} {route.path}"
            assert steady(real) == steady(invented), f"{route.method} {route.path}"
    assert await trail(house, TOWER) == before


@pytest.mark.req("TEN-4", "T1")
async def test_a_visitor_is_sent_to_the_door_everywhere(house: House) -> None:
    visitor = await house.visitor()
    for route in inside_routes():
        answer = await ask(visitor, route.method, route.url(TOWER))
        if route.path.endswith("/live"):
            assert answer.status == 404
        else:
            assert answer.status == 303, f"{route.method} {route.path}"
            assert answer.headers[b"location"].startswith(b"/sign-in")


@pytest.mark.req("T2", "T13")
async def test_ones_own_account_sends_a_visitor_to_the_door_and_takes_no_form_without_its_token(
    house: House,
) -> None:
    visitor, person = await house.visitor(), await house.sign_in(f"{TOWER}.reception1")
    other = await house.sign_in(f"{TOWER}.manager")
    own = [r for r in every_route() if r["right"] == "account.self"]
    assert {"/account", "/password", "/sign-in/code", "/account/totp"} <= {r["path"] for r in own}
    for route in own:
        path, forms = route["path"], route["methods"] == ["POST"]
        answer = await (visitor.post(path) if forms else visitor.get(path))
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path
        if not forms or path == "/sign-in/code":  # whose code was asked for is at another stage
            continue
        for forged in ({}, {"_csrf": "0" * 64}, {"_csrf": other.csrf}):
            assert (await person.client.post(path, data=forged)).status_code == 403, path
        cross = await person.post(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert cross.status_code == 403, path


@pytest.mark.req("TEN-4", "T1")
async def test_another_propertys_ids_are_unknown_under_ones_own_address(house: House) -> None:
    owner = await house.owner()
    tables = await owner.fetch(
        "select table_name from information_schema.columns where column_name = 'id' and data_type = 'uuid' and "
        "table_schema = 'public' and table_name in (select table_name from information_schema.columns "
        "where column_name = 'property' and table_schema = 'public')"
    )
    foreign = [
        row[0]
        for (name,) in tables
        for row in await house.rows(TOWER, f'select id from "{name}" order by id limit 1')
    ]
    assert len(foreign) > 5
    manager = await house.sign_in(f"{GARDEN}.manager")
    before = await trail(house, TOWER)
    for route in inside_routes():
        if not route.uuids:
            continue
        unknown = await ask(manager, route.method, route.url(GARDEN))
        for identity in foreign:
            url = route.url(GARDEN, **dict.fromkeys(route.uuids, str(identity)))
            answer = await ask(manager, route.method, url)
            assert answer.status == unknown.status, f"{route.method} {url}"
            assert not any(canary in answer.body for canary in CANARIES), f"{route.method} {url}"
    assert await trail(house, TOWER) == before


@pytest.mark.req("PPL-2")
async def test_each_route_refuses_who_lacks_its_right(house: House) -> None:
    browsers: dict[str, Browser] = {}
    for person in people():
        if person["property"] == TOWER and person["post"] not in browsers:
            browsers[person["post"]] = await house.sign_in(person["username"])
    for route in inside_routes():
        lacking = next((p for p in browsers if route.right not in rights_of((p,))), None)
        if lacking is None or route.path.endswith("/live"):
            continue
        answer = await ask(browsers[lacking], route.method, route.url(TOWER))
        assert answer.status == 403, f"{lacking}: {route.method} {route.path}"


@pytest.mark.req("T13")
async def test_a_form_without_this_sessions_token_changes_nothing(house: House) -> None:
    manager = await house.sign_in(f"{TOWER}.manager")
    other = await house.sign_in(f"{TOWER}.reception1")
    before, right = await trail(house, TOWER), {"_csrf": manager.csrf, "_key": ""}
    for route in inside_routes():
        if route.method == "GET":
            continue
        url = route.url(TOWER)
        forged = [
            await sent(manager, url, {}),
            await sent(manager, url, {"_csrf": "0" * 64}),
            await sent(manager, url, {"_csrf": other.csrf}),
            await sent(manager, url, right, (b"sec-fetch-site", b"cross-site")),
            await sent(manager, url, right, (b"origin", b"https://elsewhere.example")),
        ]
        assert {answer.status for answer in forged} == {403}, route.path
    assert await trail(house, TOWER) == before


@pytest.mark.req("T13")
async def test_looking_changes_nothing(house: House) -> None:
    manager = await house.sign_in(f"{TOWER}.manager")
    before = await trail(house, TOWER)
    for route in inside_routes():
        if route.method == "GET" and not route.path.endswith("/live"):
            await looked(manager, route.url(TOWER))
    assert await trail(house, TOWER) == before


@pytest.mark.req("TEN-4")
async def test_a_closed_person_is_a_stranger_at_the_next_request(house: House) -> None:
    browser = await house.sign_in(f"{TOWER}.steward1")
    assert (await browser.get(f"/p/{TOWER}/rights")).status_code == 200
    name = next(
        p.name
        for f in world().company
        for q in f.property
        for p in q.person
        if p.username == f"{TOWER}.steward1"
    )
    await house.rows(
        TOWER, "update person set closed_at = now() where name = $1 returning id", name
    )
    answer = await browser.get(f"/p/{TOWER}/rights")
    assert answer.status_code in {303, 404}
    assert str(NOBODY) not in answer.text
