"""What people wish of months that are not published, and how the planner sees it (ROST-3)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hushu.foundation.calendar import month_days
from rosters.publishing import published
from rosters.test_grid import begun, following
from world import TOWER, Browser, House, text

pytestmark = pytest.mark.req("ROST-3")
PATH = f"/p/{TOWER}/shifts/wishes"


async def wish(browser: Browser, **form: str) -> Any:
    """Sends a wish."""
    return await browser.post(PATH, form, key=uuid4().hex)


async def test_a_wish_is_kept_seen_in_the_grid_changed_and_taken_back(house: House) -> None:
    supervisor, roster = await begun(house)
    one = await house.sign_in(f"{TOWER}.control1")
    day = month_days(following())[11]
    answer = await wish(one, day=str(day), wants="free", words="孩子家长会")
    assert answer.status_code == 303
    assert "孩子家长会" in text(await one.get(PATH))
    page = await supervisor.get(roster)
    assert "data-wish" in page.text
    assert "意愿：休息 (孩子家长会)" in page.text
    await wish(one, day=str(day), wants="early")
    assert "意愿：早班" in (await supervisor.get(roster)).text
    number = await house.value(TOWER, "select id from roster_wish")
    stranger = await house.sign_in(f"{TOWER}.control2")
    assert (await stranger.post(f"{PATH}/{number}/withdrawal", {}, key="s")).status_code == 404
    assert (await one.post(f"{PATH}/{number}/withdrawal", {}, key="t")).status_code == 303
    assert "data-wish" not in (await supervisor.get(roster)).text


async def test_wishes_are_for_days_to_come_and_not_without_end(house: House) -> None:
    one = await house.sign_in(f"{TOWER}.control1")
    days = month_days(following())
    assert "只能填写以后的日子" in text(
        await wish(one, day=str(days[0] - timedelta(days=60)), wants="free")
    )
    assert "请从给出的选项中选择" in text(
        await wish(one, day=str(days[0]), wants="holiday in the sun")
    )
    for day in days[:10]:
        assert (await wish(one, day=str(day), wants="free")).status_code == 303
    assert "每月最多 10 条" in text(await wish(one, day=str(days[10]), wants="free"))
    assert (await wish(one, day=str(days[9]), wants="night")).status_code == 303


async def test_a_published_month_takes_no_more_wishes(house: House) -> None:
    await published(house, (1, 3, "早"))
    one = await house.sign_in(f"{TOWER}.control1")
    answer = await wish(one, day=str(month_days(following())[11]), wants="free")
    assert answer.status_code == 422
    assert "已发布或正在签批" in text(answer)
