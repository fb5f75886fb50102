"""Practising the words."""

import re

import pytest

from scripts.test_finding import script
from world import TOWER, House, text

AT = f"/p/{TOWER}/scripts/practice"


@pytest.mark.req("DESK-7")
async def test_an_exercise_hides_the_words_and_the_answer_is_kept_beside_them(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    asked = await desk.get(AT, params={"situation": "gift_offered"})
    words = await house.value(
        TOWER,
        "select say from script_version where situation = 'gift_offered' and state = 'in_force'",
    )
    assert "送礼致谢" in asked.text
    assert words.split("\n")[0] not in asked.text
    chosen = re.search(r'name="script" value="([0-9a-f-]{36})"', asked.text)
    assert chosen is not None
    said = await desk.post(AT, {"script": chosen[1], "answer": words})
    shown = text(await desk.get(said.headers["location"]))
    assert "该说的说到了 100%" in shown
    assert "本月练习 1 次，其中 1 次" in shown
    colleague = await house.sign_in(f"{TOWER}.reception2")
    assert (await colleague.get(said.headers["location"])).status_code == 404


@pytest.mark.req("DESK-7")
async def test_what_must_never_be_said_is_named(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    call_in = await script(house, "call-in")
    said = await desk.post(AT, {"script": call_in, "answer": "喂，谁啊？有事快讲"})
    assert "这些话绝不能说： 喂，谁啊？" in text(await desk.get(said.headers["location"]))
    assert (await desk.post(AT, {"script": call_in, "answer": ""})).status_code == 422
    assert await house.value(TOWER, "select count(*) from script_practice") == 1
