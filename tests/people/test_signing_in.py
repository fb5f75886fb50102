"""Signing in and out through the door."""

import pytest

from world import TOWER, House, credentials, steady


@pytest.mark.req("PPL-5")
async def test_right_password_opens_the_property_one_works_at(house: House) -> None:
    visitor = await house.visitor()
    answer = await visitor.post("/sign-in", credentials("harbour.reception1"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{TOWER}/")
    assert (await visitor.get(f"/p/{TOWER}/rights")).status_code == 200


@pytest.mark.req("PPL-5")
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


@pytest.mark.req("TEN-4")
async def test_a_stranger_is_answered_as_if_the_property_did_not_exist(house: House) -> None:
    stranger = await house.sign_in("riverside.reception1")
    foreign = await stranger.get(f"/p/{TOWER}/rights")
    missing = await stranger.get("/p/no-such-place/rights")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert steady(foreign) == steady(missing)
