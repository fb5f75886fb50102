"""The property's facts and figures (TEN-1)."""

import re

import pytest

from hushu.foundation.opened import here, setting
from world import GARDEN, TOWER, Browser, House, text


async def typed(browser: Browser, slug: str = TOWER) -> dict[str, str]:
    """The form as the page offers it."""
    page = (await browser.get(f"/p/{slug}/settings")).text
    form = page.split('id="settings"')[1].split("</form>")[0]
    found = dict(
        re.findall(r'<input class="form-control"[^>]*name="(\w+)"[^>]*? value="([^"]*)"', form)
    )
    found |= dict.fromkeys(re.findall(r'type="checkbox"[^>]*name="(\w+)"[^>]* checked', form), "1")
    return found | {"time_zone": "Asia/Shanghai", "directions": "出站左转"}


@pytest.mark.req("TEN-1")
async def test_facts_and_figures_are_changed_together_and_count_at_once(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    form = await typed(manager) | {
        "hotline": "400-820-1234", "metro_lines": "14号线、21号线", "rings": "2", "message_unread_minutes": "20",
        "desk_opens": "08:00",
    }  # fmt: skip
    assert (await manager.post(f"/p/{TOWER}/settings", form)).status_code == 303
    async with house.at(TOWER):
        assert (here().hotline, setting("rings"), setting("message_unread_minutes")) == (
            "400-820-1234",
            2,
            20,
        )
    page = text(await manager.get(f"/p/{TOWER}/settings"))
    assert "内容包默认：3 声 · 本项目已改" in page
    async with house.at(GARDEN):
        assert setting("rings") == 3
    key = "0f3c2a10-aaaa-bbbb-cccc-000000000000"
    robot = {"address": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}"}
    assert (await manager.post(f"/p/{TOWER}/notices/robot", robot)).status_code == 303
    again = await manager.post(f"/p/{TOWER}/settings", await typed(manager))
    assert again.status_code == 303
    async with house.at(TOWER):
        assert setting("wecom_robot") == key  # the other page's form leaves it as it is
    trail = await manager.get(f"/p/{TOWER}/audit?table=property")
    assert "400-820-1234" in trail.text
    assert "0f3c2a10" not in trail.text  # whoever knows the robot's address can write to the group
    assert (
        text(trail).count("私人电话最长") == 1
    )  # when it was laid; the change tells only what differs


@pytest.mark.req("TEN-1", "DESK-15", "PPL-6")
async def test_the_night_is_from_the_desks_closing_to_its_opening_and_stands_nowhere_else(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    form = await typed(manager) | {"desk_opens": "07:15", "desk_closes": "19:45"}
    assert (await manager.post(f"/p/{TOWER}/settings", form)).status_code == 303
    assert "19:45 至次日 07:15" in text(await manager.get(f"/p/{TOWER}/settings"))
    planning = (await manager.get(f"/p/{TOWER}/on-call")).text
    assert re.search(r'name="starts_at"[^>]* value="[\d-]+T19:45"', planning)
    assert re.search(r'name="ends_at"[^>]* value="[\d-]+T07:15"', planning)
    async with house.at(TOWER):
        assert [name for name in here().settings if name.endswith(("_opens", "_closes"))] == []


@pytest.mark.req("TEN-1")
@pytest.mark.req("TEN-9")
async def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    form = await typed(manager)
    bad = {
        "hotline": "12", "time_zone": "Moon/Crater", "rings": "0", "message_unread_minutes": "abc", "desk_opens": "25:00",
        "desk_closes": "01:00", "name": "",
    }  # fmt: skip
    for field, value in bad.items():
        answer = await manager.post(
            f"/p/{TOWER}/settings", form | {field: value, "address": "不会保存的地址"}
        )
        assert answer.status_code == 422, field
        assert f'id="f-{field}-error"' in answer.text, field
        assert "不会保存的地址" in answer.text
    assert "不会保存的地址" not in (await manager.get(f"/p/{TOWER}/settings")).text
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.get(f"/p/{TOWER}/settings")).status_code == 403
    assert (await clerk.post(f"/p/{TOWER}/settings", form)).status_code == 403
