"""A shared desk changes hands by PIN (PPL-5)."""

from datetime import timedelta

import pytest
import time_machine

from hushu.foundation import clock, sessions
from world import GARDEN, TOWER, Browser, House, credentials, pin, text


async def id_of(house: House, name: str, slug: str = TOWER) -> str:
    """The person's id by name."""
    return str(await house.value(slug, "select id from person where name = $1", name))


async def at_desk(browser: Browser) -> str:
    """Who has the desk now."""
    page = await browser.get(f"/p/{TOWER}/me")
    return text(page) if page.status_code == 200 else page.headers["location"]


@pytest.mark.req("PPL-5")
@pytest.mark.req("T14")
async def test_the_right_pin_gives_the_desk_to_the_colleague_and_returns_to_the_page(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    colleague = await id_of(house, "欧阳晓彤")
    page = await desk.get(
        f"/p/{TOWER}/switch", headers={"referer": f"http://127.0.0.1:8000/p/{TOWER}/people"}
    )
    assert "oyxt" in page.text
    assert f'name="next" value="/p/{TOWER}/people"' in page.text
    assert (
        "陆文渊" not in page.text.split('class="switch-grid"')[1].split("</form>")[0]
    )  # not of the desk
    before = desk.token
    form = {"person": colleague, "pin": pin("harbour.reception3"), "next": f"/p/{TOWER}/people"}
    answer = await desk.post(f"/p/{TOWER}/switch", form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{TOWER}/people")
    assert desk.token != before
    assert "欧阳晓彤" in await at_desk(desk)
    assert (
        await desk.get(f"/p/{GARDEN}/people")
    ).status_code == 404  # this property only, though she works at both
    thief = await house.visitor()
    thief.client.cookies.set(sessions.cookie_name(), before, domain="127.0.0.1")
    assert (await at_desk(thief)).startswith("/sign-in")
    off = {"person": colleague, "pin": pin("harbour.reception3"), "next": "https://evil.example/"}
    assert (await desk.post(f"/p/{TOWER}/switch", off)).headers["location"] == f"/p/{TOWER}/"


@pytest.mark.req("PPL-5")
async def test_five_wrong_pins_lock_for_five_minutes_and_the_desk_stays_as_it_was(
    house: House,
) -> None:
    desk, colleague = await house.sign_in("harbour.reception1"), await id_of(house, "蒋㛃")
    right = {"person": colleague, "pin": pin("harbour.reception2")}
    for nth in range(5):
        answer = await desk.post(f"/p/{TOWER}/switch", {**right, "pin": f"00000{nth}"})
        shown = await desk.get(answer.headers["location"])
        assert ("五次" in shown.text) == (nth == 4)
        assert f'value="{colleague}" checked' in shown.text
    locked = await desk.post(f"/p/{TOWER}/switch", right)
    assert "problem=locked" in locked.headers["location"]
    assert "田甜" in await at_desk(desk)
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1)):
        wrong = await desk.post(f"/p/{TOWER}/switch", {**right, "pin": "000000"})
        assert "problem=wrong" in wrong.headers["location"]  # counted from one again
        assert (await desk.post(f"/p/{TOWER}/switch", right)).headers["location"] == f"/p/{TOWER}/"
    assert (
        await house.value(TOWER, "select pin_failures from person where id = $1::uuid", colleague)
        == 0
    )


@pytest.mark.req("PPL-5")
async def test_a_desk_taken_by_pin_hands_out_no_passwords_and_foreign_people_are_nobody(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    form = {"person": await id_of(house, "沈若瑜"), "pin": pin("harbour.manager")}
    assert (await desk.post(f"/p/{TOWER}/switch", form)).headers["location"] == f"/p/{TOWER}/"
    clerk = await id_of(house, "汤雅琴")
    refused = await desk.post(f"/p/{TOWER}/people/{clerk}/password")
    assert refused.status_code == 422
    assert 'id="once"' not in refused.text
    foreign = {"person": await id_of(house, "邵明远", GARDEN), "pin": pin("garden.gm")}
    assert "problem=locked" in (await desk.post(f"/p/{TOWER}/switch", foreign)).headers["location"]
    assert "沈若瑜" in await at_desk(desk)


@pytest.mark.req("PPL-5")
async def test_an_own_pin_needs_the_password_and_is_no_plain_row(house: House) -> None:
    person = await house.sign_in("harbour.reception1")
    password = credentials("harbour.reception1")["password"]
    for chosen, repeat, typed in (("123456", "123456", password), ("1111", "1111", password), ("9", "9", password),
                                  ("482913", "482914", password), ("482913", "482913", "wrong")):  # fmt: skip
        form = {"pin": chosen, "repeat": repeat, "password": typed}
        assert (await person.post(f"/p/{TOWER}/me/pin", form)).status_code == 422
    form = {"pin": "482913", "repeat": "482913", "password": password}
    assert (await person.post(f"/p/{TOWER}/me/pin", form)).status_code == 303
    other = await house.sign_in("harbour.reception2")
    switched = await other.post(
        f"/p/{TOWER}/switch", {"person": await id_of(house, "田甜"), "pin": "482913"}
    )
    assert switched.headers["location"] == f"/p/{TOWER}/"
    kept = await house.value(
        TOWER, "select count(*) from audit where before::text || after::text like '%pin_hash%'"
    )
    assert kept == 0


@pytest.mark.req("PPL-5", "T15")
async def test_who_goes_on_guessing_a_pin_waits_ever_longer(house: House) -> None:
    desk, colleague = await house.sign_in("harbour.reception1"), await id_of(house, "蒋㛃")
    right = {"person": colleague, "pin": pin("harbour.reception2")}
    now, rests = clock.now(), []
    for _ in range(3):
        with time_machine.travel(now):
            for nth in range(5):
                await desk.post(f"/p/{TOWER}/switch", {**right, "pin": f"00000{nth}"})
        until = await house.value(
            TOWER, "select pin_locked_until from person where id = $1::uuid", colleague
        )
        rests.append(round((until - now) / timedelta(minutes=1)))
        now = until + timedelta(seconds=1)
    assert rests == [5, 10, 20]
    with time_machine.travel(now - timedelta(minutes=8)):
        page = await desk.get(f"/p/{TOWER}/switch?person={colleague}&problem=locked")
        assert "8 分钟" in text(page)
    with time_machine.travel(now):
        assert (await desk.post(f"/p/{TOWER}/switch", right)).headers["location"] == f"/p/{TOWER}/"


@pytest.mark.req("PPL-5")
async def test_a_desk_taken_by_pin_lets_nobody_back_in_and_no_reader_of_headquarters(
    house: House,
) -> None:
    manager, clerk = await house.sign_in("harbour.manager"), await id_of(house, "汤雅琴")
    sql = "update person set closed_at = now() where id = $1::uuid"
    await house.rows(TOWER, sql, clerk)
    desk = await house.sign_in("harbour.reception1")
    form = {"person": await id_of(house, "沈若瑜"), "pin": pin("harbour.manager")}
    assert (await desk.post(f"/p/{TOWER}/switch", form)).status_code == 303
    back, reader = f"/p/{TOWER}/people/{clerk}/return", f"/p/{TOWER}/headquarters-access"
    for path, typed in ((back, {}), (reader, {"username": "cangyu.admin"})):
        refused = await desk.post(path, typed)
        assert refused.status_code == 422
        assert "PIN" in text(refused)
    assert (await manager.post(back)).status_code == 303


@pytest.mark.req("TEN-5")
async def test_a_reader_of_headquarters_sees_no_desk_to_take_over(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    let_in = await manager.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.admin"}, key="k"
    )
    assert let_in.status_code == 303
    reader = await house.sign_in("cangyu.admin")
    assert "/switch" not in (await reader.get(f"/p/{TOWER}/me")).text
    assert (await reader.get(f"/p/{TOWER}/switch")).status_code == 403
