"""Signing in and out through the door."""

import hashlib
import time

import pyotp
import pytest
from httpx import ASGITransport, AsyncClient

from hushu.foundation import sessions
from world import TOWER, Browser, House, application, credentials, steady, text

NEW = "kerosene walnut bicycle"


@pytest.mark.req("PPL-5")
async def test_right_password_opens_the_property_one_works_at(house: House) -> None:
    visitor = await house.visitor()
    answer = await visitor.post("/sign-in", credentials("harbour.reception1"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{TOWER}/")
    assert (await visitor.get(f"/p/{TOWER}/rights")).status_code == 200


@pytest.mark.req("PPL-5")
@pytest.mark.req("T15")
async def test_wrong_password_and_unknown_name_get_the_same_words(house: House) -> None:
    visitor = await house.visitor()
    wrong = await visitor.post(
        "/sign-in", {"username": "harbour.reception1", "password": "not the password"}
    )
    unknown = await visitor.post(
        "/sign-in", {"username": "nobody.at.all", "password": "not the password"}
    )
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "field-error" in wrong.text
    assert "nobody.at.all" in unknown.text  # what was typed is kept
    assert "not the password" not in wrong.text
    assert text(wrong) == text(unknown)


@pytest.mark.req("TEN-4")
async def test_a_stranger_is_answered_as_if_the_property_did_not_exist(house: House) -> None:
    stranger = await house.sign_in("riverside.reception1")
    foreign = await stranger.get(f"/p/{TOWER}/rights")
    missing = await stranger.get("/p/no-such-place/rights")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert steady(foreign) == steady(missing)


async def caller_at(address: str) -> Browser:
    """Somebody whose connection comes from that address."""
    transport = ASGITransport(app=application(), client=(address, 4711))  # type: ignore[arg-type]
    return Browser(AsyncClient(transport=transport, base_url="http://127.0.0.1:8000"))


@pytest.mark.req("T15")
@pytest.mark.req("PPL-5")
async def test_guessing_stops_for_a_person_whatever_the_headers_say_and_alike_for_nobody(
    house: House,
) -> None:
    words = {}
    for number, name in enumerate(("garden.clerk", f"nobody.{time.time_ns()}")):
        guesser = await caller_at(f"10.77.{time.time_ns() % 250}.{number}")
        forged = [
            {"X-Forwarded-For": f"198.51.100.{n}", "Forwarded": f"for=198.51.100.{n}"}
            for n in range(14)
        ]
        answers = [
            await guesser.post(
                "/sign-in", {"username": name, "password": "wrong" * 3}, headers=headers
            )
            for headers in forged
        ]
        words[name] = [text(answer).split("密码")[-1] for answer in answers]
        assert [("请等 15 分钟" in answer.text) for answer in answers] == [False] * 10 + [True] * 4
        await guesser.client.aclose()
    clerk, nobody = words.values()
    assert clerk == nobody
    right = await (await caller_at("10.78.0.1")).post("/sign-in", credentials("garden.clerk"))
    assert right.status_code == 422  # also the right password waits, or a guesser would learn it


@pytest.mark.req("T15")
async def test_an_address_that_guesses_many_names_is_stopped_and_without_redis_it_is_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hushu.foundation import throttle

    monkeypatch.setattr(throttle, "ADDRESS", 12)
    guesser = await caller_at(f"10.79.{time.time_ns() % 250}.{time.time_ns() // 250 % 250}")
    answers = [
        await guesser.post("/sign-in", {"username": f"n{time.time_ns()}", "password": "wrong" * 3})
        for _ in range(14)
    ]
    assert ["请等 15 分钟" in answer.text for answer in answers] == [False] * 12 + [True] * 2
    monkeypatch.setattr(
        throttle, "_resting_until", time.monotonic() + 60
    )  # Redis is away: this process counts alone
    again = [
        await guesser.post("/sign-in", {"username": f"n{time.time_ns()}", "password": "wrong" * 3})
        for _ in range(9)
    ]
    assert "请等 15 分钟" in again[-1].text
    assert "请等 15 分钟" not in again[0].text


@pytest.mark.req("T14")
async def test_a_planted_cookie_is_never_adopted_and_the_old_session_ends_at_sign_in(
    house: House,
) -> None:
    visitor = await house.visitor()
    visitor.client.cookies.set(
        sessions.cookie_name(), "planted-by-somebody-else", domain="127.0.0.1"
    )
    answer = await visitor.post("/sign-in", credentials("harbour.reception1"))
    first = answer.cookies[sessions.cookie_name()]
    assert first != "planted-by-somebody-else"
    again = await visitor.post("/sign-in", credentials("harbour.reception2"))
    assert again.cookies[sessions.cookie_name()] != first
    thief = await house.visitor()
    for token in ("planted-by-somebody-else", first):
        thief.client.cookies.set(sessions.cookie_name(), token, domain="127.0.0.1")
        assert (await thief.get(f"/p/{TOWER}/me")).headers["location"].startswith("/sign-in")


@pytest.mark.req("PPL-5")
async def test_one_time_codes_are_set_up_asked_for_and_count_once(house: House) -> None:
    person = await house.sign_in("harbour.clerk")
    page = await person.get("/account/totp")
    secret = page.text.split('name="secret" value="')[1].split('"')[0]
    assert "data:image/svg+xml" in page.text
    code = pyotp.TOTP(secret)
    now = int(time.time())
    form = {
        "secret": secret,
        "code": code.at(now - 30),
        "password": credentials("harbour.clerk")["password"],
    }
    wrong = await person.post("/account/totp", {**form, "password": "wrong"})
    assert wrong.status_code == 422
    assert secret in wrong.text  # the picture already scanned stays good
    before = person.token
    assert (await person.post("/account/totp", form)).status_code == 303
    assert person.token != before
    visitor = await house.visitor()
    answer = await visitor.post(
        "/sign-in", {**credentials("harbour.clerk"), "next": f"/p/{TOWER}/people"}
    )
    assert answer.headers["location"].startswith("/sign-in/code")
    assert (await visitor.get(f"/p/{TOWER}/people")).status_code == 303  # half-way opens nothing
    assert (await visitor.get("/account")).headers["location"].startswith("/sign-in")
    for bad in ("000000", code.at(now - 30)):  # a wrong one, and one that was used
        assert (await visitor.post("/sign-in/code", {"code": bad})).status_code == 422
    answer = await visitor.post(
        "/sign-in/code", {"code": code.at(now), "next": f"/p/{TOWER}/people"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{TOWER}/people")
    assert (await visitor.get(f"/p/{TOWER}/people")).status_code == 200


@pytest.mark.req("PPL-5")
async def test_a_new_password_ends_every_other_session_and_bad_ones_are_refused(
    house: House,
) -> None:
    here, elsewhere = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.clerk")
    present = credentials("harbour.clerk")["password"]
    for new, repeat, old in (("short", "short", present), ("password123456", "password123456", present),
                             (NEW, "other", present), (NEW, NEW, "wrong"), (present, present, present)):  # fmt: skip
        form = {"new_password": new, "repeat": repeat, "password": old}
        assert (await here.post("/password", form)).status_code == 422
    answer = await here.post("/password", {"new_password": NEW, "repeat": NEW, "password": present})
    assert answer.status_code == 303
    assert (await here.get(f"/p/{TOWER}/me")).status_code == 200
    assert (await elsewhere.get(f"/p/{TOWER}/me")).headers["location"].startswith("/sign-in")
    visitor = await house.visitor()
    assert (
        await visitor.post("/sign-in", {"username": "harbour.clerk", "password": NEW})
    ).status_code == 303


@pytest.mark.req("PPL-5")
async def test_one_sees_where_one_is_signed_in_and_ends_only_ones_own(house: House) -> None:
    here, elsewhere, other = [
        await house.sign_in(n) for n in ("harbour.clerk", "harbour.clerk", "harbour.cashier")
    ]
    mark = hashlib.sha256(sessions.fingerprint(elsewhere.token)).hexdigest()
    assert mark in (await here.get("/account")).text
    assert (await other.post("/account/sessions/end", {"session": mark})).status_code == 404
    assert (await elsewhere.get(f"/p/{TOWER}/me")).status_code == 200
    assert (await here.post("/account/sessions/end", {"session": mark})).status_code == 303
    assert (await elsewhere.get(f"/p/{TOWER}/me")).headers["location"].startswith("/sign-in")


@pytest.mark.req("T13")
async def test_deeds_on_ones_account_count_only_from_ones_own_page(house: House) -> None:
    person, other = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.cashier")
    for path in (
        "/password",
        "/account/totp",
        "/account/totp/end",
        "/account/sessions/end",
        "/account/locale",
    ):
        for token in ("", "00" * 32, other.csrf):
            assert (await person.post(path, {"_csrf": token, "locale": "en"})).status_code == 403
    assert (await person.post("/account/locale", {"locale": "en"})).status_code == 303
    assert "My account" in (await person.get(f"/p/{TOWER}/me")).text
