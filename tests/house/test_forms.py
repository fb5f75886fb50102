"""A form changes what it declares and nothing else, whatever a browser sends with it (T9, TEN-9)."""

import secrets
from typing import Any

import msgspec
import pytest
from litestar.connection import Request
from litestar.testing import RequestFactory

from house.asking import FORM
from house.pages import filled, forms_of
from house.test_fuzz import declared_forms
from house.test_markup import LEFT
from hushu.foundation.forms import read
from hushu.foundation.received import OUR_FIELDS
from hushu.foundation.refusals import Refused
from world import TOWER, House

COLUMNS = """select distinct column_name from information_schema.columns where table_schema = 'public' order by 1"""
SENTINELS = {"uuid": "01890000-dead-7000-8000-00000000beef", "text": "unterschoben-by-nobody"}
TRAIL = "select count(*) from audit"
PLANTED = (
    "select count(*) from audit where after::text like any (array['%unterschoben%', '%dead-7000%'])"
)


async def columns(house: House) -> list[str]:
    """Every column of every table."""
    return [row[0] for row in await (await house.owner()).fetch(COLUMNS)]


def undeclared(kind: type[msgspec.Struct], every: list[str]) -> list[str]:
    """The columns that this form does not declare."""
    declared = {f.encode_name for f in msgspec.structs.fields(kind)} | OUR_FIELDS
    return [column for column in every if column not in declared]


def carrying(column: str, plain: Request[Any, Any, Any]) -> Request[Any, Any, Any]:
    """A form with that one field; what else a request is it has of the plain one, which is made but once."""

    async def receive() -> Any:
        return {"type": "http.request", "body": f"{column}=1".encode(), "more_body": False}

    return Request({**plain.scope, "state": {}, "headers": [FORM]}, receive)


@pytest.mark.req("T9")
async def test_every_form_refuses_every_column_it_does_not_declare(house: House) -> None:
    every, plain, asked = await columns(house), RequestFactory().post("/"), 0
    assert {"id", "property", "account", "roles", "closed_at", "state"} <= set(every)
    for path, kind in declared_forms().items():
        for column in undeclared(kind, every):
            with pytest.raises(Refused) as refusal:
                await read(carrying(column, plain), kind)
            assert "" in refusal.value.errors, f"{path} {column}"
            asked += 1
    assert asked > 5_000


@pytest.mark.req("T9")
async def test_smuggled_columns_are_written_nowhere(house: House) -> None:
    every = await columns(house)
    declared = declared_forms()
    carried = {"id", "property", "person", "account"}
    honest = 0
    for username in ("manager", "reception1"):
        browser = await house.sign_in(f"{TOWER}.{username}")
        for form in await forms_of(browser, TOWER, samples=1):
            if LEFT.search(form.action):
                continue
            kind = declared.get(form.shape[0])
            own = {f.name for f in form.fields}
            extra = undeclared(kind, every) if kind else [c for c in every if c not in own]
            smuggled = {
                c: SENTINELS["uuid" if c in carried else "text"] for c in extra if c not in own
            }
            before = await house.value(TOWER, TRAIL)
            answer = await browser.post(
                form.action, filled(form) | smuggled, key=secrets.token_hex(8)
            )
            assert answer.status_code < 500, form.action
            if kind is not None:
                assert answer.status_code in {403, 404, 409, 422}, (
                    f"{form.action}: {answer.status_code}"
                )
                assert await house.value(TOWER, TRAIL) == before, form.action
            answer = await browser.post(form.action, filled(form), key=secrets.token_hex(8))
            honest += answer.status_code in {200, 303}
    assert honest > 15, "hardly any form would have been taken in anyway"
    assert await house.value(TOWER, PLANTED) == 0


@pytest.mark.req("TEN-9", "T22")
async def test_a_refused_form_shows_every_word_again(house: House) -> None:
    browser = await house.sign_in(f"{TOWER}.manager")
    lost, asked = [], 0
    for form in await forms_of(browser, TOWER, samples=1):
        typed = [f for f in form.fields if f.kind in {"text", "textarea", "search"}]
        if not typed or LEFT.search(form.action):
            continue
        words = {f.name: f"留{number}字" for number, f in enumerate(typed)}
        answer = await browser.post(form.action, filled(form) | words | {"not_known_here": "1"})
        if answer.status_code != 422:
            assert answer.status_code in {403, 404, 409}, f"{form.action}: {answer.status_code}"
            continue
        asked += 1
        lost += [f"{form.action} {name}" for name, word in words.items() if word not in answer.text]
    assert lost == []
    assert asked > 10
