"""What the words are filled with, and what may not be saved; the guided call's pieces."""

import pytest
import time_machine

from scripts.test_finding import script
from world import GARDEN, TOWER, House, text


@pytest.mark.req("DESK-2")
async def test_the_card_is_filled_with_the_propertys_facts_and_what_is_known_of_the_call(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    card = f"/p/{TOWER}/scripts/{await script(house, 'call-repair')}/card"
    empty = (await desk.get(card)).text
    assert 'class="slot slot-open" data-slot="unit" data-empty="房号">房号<' in empty
    call = {"caller": "林<b>女士", "unit": "A座1802", "promised": "2026-11-23T15:00"}
    with time_machine.travel("2026-11-23 10:00 +0800", tick=True):
        known = (await desk.get(card, params=call)).text
        tomorrow = text(await desk.get(card, params={"promised": "2026-11-24T09:30"}))
        later = text(await desk.get(card, params={"promised": "2026-12-01T09:30"}))
    assert '<span class="slot" data-slot="unit" data-empty="房号">A座1802</span>' in known
    assert (
        '<span class="slot" data-slot="promised_at" data-empty="答应的时间">15:00</span>前师傅会跟您联系'
        in known
    )
    assert "明天09:30 前" in tomorrow
    assert "12月1日09:30 前" in later
    hours = text(await desk.get(f"/p/{TOWER}/scripts/{await script(house, 'call-in')}/card"))
    facts = (await house.rows(TOWER, "select name from property_facts()"))[0]
    assert facts["name"] in hours
    assert "<b>" not in known


@pytest.mark.req("DESK-2")
@pytest.mark.parametrize(
    ("hour", "words"),
    [("04:59", "晚上好"),
     ("05:00", "早上好"), ("09:00", "上午好"), ("11:30", "中午好"), ("13:00", "下午好"), ("18:00", "晚上好")],
)  # fmt: skip
async def test_one_greets_by_the_propertys_clock(house: House, hour: str, words: str) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    with time_machine.travel(f"2026-11-23 {hour} +0800", tick=False):
        shown = await desk.get(f"/p/{TOWER}/scripts/{await script(house, 'call-in')}/card")
    assert words in shown.text


@pytest.mark.req("DESK-2")
async def test_an_unknown_variable_is_refused_at_its_field_by_name_and_nothing_typed_is_lost(
    house: House,
) -> None:
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    typed = {
        "title": "新话术", "situation": "call_in", "say": "您好，{nobody}，请讲。", "never": "没{", "say1": "{hotlin}",
        "step1": "ask", "aliases": "测试", "edition": "0",
    }  # fmt: skip
    refused = await supervisor.post(f"/p/{TOWER}/scripts", typed)
    assert refused.status_code == 422
    assert 'id="f-say-error">没有 {nobody} 这个变量' in refused.text
    assert 'id="f-say1-error">没有 {hotlin} 这个变量' in refused.text
    assert 'id="f-never-error">有一个花括号' in refused.text
    assert "您好，{nobody}，请讲。" in refused.text
    assert await house.value(TOWER, "select count(*) from script where title = '新话术'") == 0
    preview = await supervisor.post(
        f"/p/{TOWER}/scripts/preview", {"say": "{property}，{nobody}", "never": ""}, htmx=True
    )
    assert "没有 {nobody} 这个变量" in preview.text
    assert (
        await supervisor.post(f"/p/{TOWER}/scripts", typed | {"say": "x", "situation": "moon"})
    ).status_code == 422
    assert (await supervisor.post(f"/p/{TOWER}/scripts", typed | {"place": "1"})).status_code == 422


@pytest.mark.req("DESK-5")
async def test_the_guided_call_names_the_field_of_the_log_that_each_answer_fills(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    flow = (await desk.get(f"/p/{TOWER}/scripts/{await script(house, 'call-repair')}/flow")).text
    assert flow.count("data-step>") == 7
    for field in ("unit", "matter", "phone", "promised_at", "outcome"):
        assert f'data-fills="{field}"' in flow
    assert 'type="datetime-local"' in flow
    assert "有危险立即转紧急处理" in flow


@pytest.mark.req("TEN-4")
@pytest.mark.req("T1")
async def test_another_propertys_script_is_not_here(house: House) -> None:
    desk = await house.sign_in(f"{GARDEN}.reception1")
    foreign = await script(house, "call-in", TOWER)
    for part in ("", "/card", "/flow"):
        assert (await desk.get(f"/p/{GARDEN}/scripts/{foreign}{part}")).status_code == 404
    assert (
        await desk.post(f"/p/{GARDEN}/scripts/{foreign}/favourite", {"on": "1"})
    ).status_code == 404
