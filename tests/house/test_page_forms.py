"""Several forms on one page: each refusal stands in its own form, each form is a deed of its own (T26)."""

import re
from uuid import uuid4

import pytest

from meetings.held import HOME, at_its_hour, coming, done, send
from world import TOWER, House

WHY = "场地检修改期"


def form_of(page: str, id_: str) -> str:
    """One form of the page, with everything in it."""
    found = re.search(rf'<form [^>]*id="{id_}".*?</form>', page, re.DOTALL)
    assert found, id_
    return found[0]


@pytest.mark.req("MEET-2")
async def test_what_was_typed_and_refused_stands_in_its_own_form_and_in_no_other(
    house: House,
) -> None:
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    form = {"day": "2020-01-01", "starts": "16:00", "minutes": "60", "room": "", "why": WHY}
    refused = await send(clerk, f"/{meeting}/moving", form)
    assert refused.status_code == 422
    moving, off = form_of(refused.text, "move-form"), form_of(refused.text, "off-form")
    assert WHY in moving
    assert "field-bad" in moving
    assert WHY not in off
    assert "field-bad" not in off
    refused = await send(clerk, f"/{meeting}/calling-off", {"why": ""})
    assert "field-bad" in form_of(refused.text, "off-form")
    assert "field-bad" not in form_of(refused.text, "move-form")


@pytest.mark.req("MEET-2")
async def test_a_line_typed_in_one_form_does_not_fill_the_lines_of_another(house: House) -> None:
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    refused = await send(clerk, f"/{meeting}/matters", {"reason": WHY, "words": ""})
    assert refused.status_code == 422
    assert WHY not in form_of(refused.text, "attendance-form")


@pytest.mark.req("MEET-1")
async def test_one_key_sent_to_two_paths_is_two_deeds_and_to_one_path_twice_is_one(
    house: House,
) -> None:
    meeting = await coming(house)
    clerk, key = await house.sign_in("harbour.clerk"), uuid4().hex
    with await at_its_hour(house, meeting):
        await done(await send(clerk, f"/{meeting}/beginning"))
        sql = "select id from meeting_step where meeting = $1 order by place limit 2"
        for row in await house.rows(TOWER, sql, meeting):
            form = {"words": "已说", "done": "1"}
            await done(await clerk.post(f"{HOME}/{meeting}/steps/{row['id']}", form, key=key))
        for _ in range(2):
            form = {"words": "泵房漏水"}
            await done(await clerk.post(f"{HOME}/{meeting}/problems", form, key=key))
    for table, expected in (
        ("meeting_step where done_at is not null and", 2),
        ("meeting_problem where", 1),
    ):
        counted = f"select count(*) from {table} meeting = $1"
        assert await house.value(TOWER, counted, meeting) == expected, table
