"""The paper's own page shows its chain as a picture: done, now, to come, and who hangs how long."""

import re
from datetime import timedelta

import pytest
import time_machine

from hushu.foundation import clock
from signing.helpers import deed, start
from world import TOWER, House

STEP = re.compile(r'<li class="chain-step ([^"]*)">(.*?)</li>', re.DOTALL)


async def picture(house: House, who: str, paper: object) -> list[tuple[str, str]]:
    """Each step of the picture: its mark, and its words."""
    page = await (await house.sign_in(who)).get(f"/p/{TOWER}/signing/{paper}")
    assert page.status_code == 200
    drawn = page.text[page.text.index('<ol class="chain"') :]
    return [
        (mark, " ".join(re.sub(r"<[^>]+>", " ", words).split()))
        for mark, words in STEP.findall(drawn[: drawn.index("</ol>")])
    ]


@pytest.mark.req("SIGN-7")
async def test_the_picture_says_what_is_done_what_is_now_and_what_is_to_come(house: House) -> None:
    paper = await start(house)
    for who in ("harbour.reception1", "harbour.supervisor", "harbour.manager"):
        drawn = await picture(house, who, paper)
        assert [mark for mark, _ in drawn] == ["chain-done", "chain-open", "chain-later"], who
        submitted, checks, approves = (words for _, words in drawn)
        assert "提交" in submitted and "田甜" in submitted
        assert "审核 已停留 不到 1 小时 闫䶮 客服主任 时限" in checks
        assert "批准 未到 客服经理" in approves
    supervisor = await house.sign_in("harbour.supervisor")
    assert (await deed(supervisor, paper, 1)).status_code == 303
    drawn = await picture(house, "harbour.reception1", paper)
    assert [mark for mark, _ in drawn] == ["chain-done", "chain-done", "chain-open"]
    assert "已完成" in drawn[1][1] and "闫䶮" in drawn[1][1]
    assert "已停留 不到 1 小时" in drawn[2][1]
    manager = await house.sign_in("harbour.manager")
    assert (await deed(manager, paper, 2)).status_code == 303
    over = await picture(house, "harbour.reception1", paper)
    assert {mark for mark, _ in over} == {"chain-done"}
    assert not [words for _, words in over if "已停留" in words or "未到" in words]


@pytest.mark.req("SIGN-7")
async def test_the_picture_says_with_whom_it_hangs_how_long_and_when_that_is_too_long(
    house: House,
) -> None:
    paper = await start(house)
    for hours, said, late in ((5, "已停留 5 小时", False), (53, "已停留 2 天", True)):
        with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
            mark, words = (await picture(house, "harbour.reception1", paper))[1]
            assert said in words and "闫䶮" in words
            assert ("chain-late" in mark, "已逾期" in words) == (late, late), words
