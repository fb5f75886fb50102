"""Papers: asked for on a page, made by the worker, seen growing, opened by the one who asked."""

import re
from typing import Any

import pytest

from hushu.foundation import printing
from hushu.foundation.printing import NotPrinted
from pdfs import words
from world import RIVERSIDE, TOWER, Browser, House, text


async def ordered(browser: Browser, **filters: str) -> str:
    """Asks for the printed register; the address of the paper's page."""
    answer = await browser.post(f"/p/{TOWER}/premises/register", filters)
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["location"])


@pytest.mark.req("PPL-8", "T20")
async def test_a_paper_is_seen_growing_and_then_opened(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    page = await ordered(clerk, only="key")
    assert "排队中" in (await clerk.get(page)).text
    seen: list[str] = []
    real = printing.pdf

    async def watched(*args: Any, **named: Any) -> bytes:
        seen.append((await clerk.get(page)).text)
        return await real(*args, **named)

    monkeypatch.setattr(printing, "pdf", watched)
    assert await house.work() >= 1
    assert "35%" in seen[0]
    ready = await clerk.get(page)
    assert "打开并打印" in ready.text
    assert 'hx-trigger="live:paper' not in ready.text
    file = await clerk.get(f"{page}/file")
    assert (file.status_code, file.headers["content-type"]) == (200, "application/pdf")
    assert file.headers["content-disposition"].startswith("inline")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert (
        (await clerk.get(f"{page}/file?download=1"))
        .headers["content-disposition"]
        .startswith("attachment")
    )
    printed = words(file.content)
    assert "衡策律师事务所" in printed
    assert "137****8649" in printed
    assert "13722258649" not in printed
    assert "云帆跨境" not in printed
    assert re.search(r"第\s*1\s*页", printed)
    assert page in (await clerk.get(f"/p/{TOWER}/papers")).text


@pytest.mark.req("TEN-4", "T1")
async def test_a_paper_is_opened_by_nobody_else(house: House) -> None:
    engineer = await house.sign_in("harbour.cleaning")
    page = await ordered(engineer, only="key")
    await house.work()
    assert (await engineer.get(f"{page}/file")).status_code == 200
    steward = await house.sign_in("harbour.steward1")
    assert [(await steward.get(page + end)).status_code for end in ("", "/file")] == [404, 404]
    assert (await steward.post(f"{page}/again")).status_code == 404
    assert page not in (await steward.get(f"/p/{TOWER}/papers")).text
    stranger = await house.sign_in("riverside.manager")
    there = page.replace(TOWER, RIVERSIDE)
    assert [(await stranger.get(there + end)).status_code for end in ("", "/file")] == [404, 404]
    prints_registers = await house.sign_in("harbour.supervisor")
    assert (await prints_registers.get(page)).status_code == 200


@pytest.mark.req("DESK-16", "T17")
async def test_a_failed_paper_says_why_and_is_made_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    page = await ordered(clerk)

    async def broken(*_: Any, **__: Any) -> bytes:
        raise NotPrinted(printing.TOO_LONG)

    with monkeypatch.context() as patched:
        patched.setattr(printing, "pdf", broken)
        await house.work()
    shown = await clerk.get(page)
    assert "打印用时过长，请缩短日期范围后再试。" in shown.text
    assert "重新生成" in shown.text
    assert (await clerk.get(f"{page}/file")).status_code == 404
    assert (await clerk.post(f"{page}/again")).status_code == 303
    await house.work()
    assert "打开并打印" in (await clerk.get(page)).text
    assert await house.value(TOWER, "select count(*) from file") == 1


@pytest.mark.req("T23")
async def test_a_fault_of_ours_is_told_in_words_and_an_order_made_twice_makes_one_file(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hushu.foundation import papers

    clerk = await house.sign_in("harbour.clerk")
    page = await ordered(clerk)

    async def breaks_the_transaction(*_: Any, **__: Any) -> bytes:
        from hushu.foundation import database

        await database.execute("select 1 / 0")
        return b""

    with monkeypatch.context() as patched:
        patched.setattr(printing, "pdf", breaks_the_transaction)
        await house.work()
    assert "生成时出了点问题" in (await clerk.get(page)).text
    await clerk.post(f"{page}/again")
    await house.work()
    async with house.at(TOWER):
        await papers.make(page.rsplit("/", 1)[-1])
    assert await house.value(TOWER, "select count(*) from file") == 1
