"""What a person sees when something goes wrong: words that say what to do next, and a way on that works."""

import errno
import re

import asyncpg
import pytest

from hushu.app import LARGEST_BODY
from hushu.desk.queries import board
from world import TOWER, House, text

AT = f"/p/{TOWER}"


@pytest.mark.req("TEN-9")
@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (asyncpg.DiskFullError("no space"), 507, "扩充磁盘空间"),
        (OSError(errno.ENOSPC, "no space"), 507, "扩充磁盘空间"),
        (asyncpg.CannotConnectNowError("starting"), 503, "系统暂时无法使用"),
        (ValueError("ours"), 500, "故障已自动记录"),
    ],
)
async def test_a_fault_of_ours_is_said_in_words_with_its_number_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, words: str
) -> None:
    async def broken() -> None:
        raise fault

    desk = await house.sign_in("harbour.reception1")
    monkeypatch.setattr(board, "ground", broken)
    answer = await desk.get(f"{AT}/desk", headers={"x-request-id": "a1b2c3d4e5f60718"})
    assert answer.status_code == status
    assert words in text(answer)
    assert f"{status} · a1b2c3d4e5f60718" in answer.text


@pytest.mark.req("TEN-9")
async def test_what_is_refused_without_a_form_leads_back_to_the_page_it_came_from(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    script = await house.value(TOWER, "select id from script where key = 'call-in'")
    page = f"{AT}/scripts/{script}"
    answer = await desk.post(
        f"{page}/draft/submission", headers={"referer": f"http://127.0.0.1:8000{page}"}
    )
    assert answer.status_code == 409
    assert "没有任何改动" in text(answer)
    again = re.search(r'href="([^"]+)">重新载入页面', answer.text)
    assert again
    assert (await desk.get(again[1])).status_code == 200
    for strange in ("http://[", "no address", "http://a/\\\\evil", "http://a//evil"):
        answer = await desk.post(f"{page}/draft/submission", headers={"referer": strange})
        assert 'href="/">重新载入页面' in answer.text


@pytest.mark.req("TEN-9")
async def test_too_much_at_once_is_said_in_words(house: House) -> None:
    desk = await house.sign_in("harbour.reception1")
    much = {"matter": "长" * (LARGEST_BODY // 3 + 1)}
    answer = await desk.post(f"{AT}/log", much)
    assert answer.status_code == 413
    assert "内容太大" in text(answer)
