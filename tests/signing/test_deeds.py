"""Deeds on papers, from the page to the record."""

import pytest

from signing.helpers import deed, deeds, start, state
from world import TOWER, House, text


@pytest.mark.req("SIGN-1", "SIGN-3", "SIGN-4", "SIGN-6")
async def test_a_paper_goes_step_by_step_and_is_signed_with_the_pin(house: House) -> None:
    paper = await start(house)
    supervisor, manager = (
        await house.sign_in("harbour.supervisor"),
        await house.sign_in("harbour.manager"),
    )
    assert "空调加时" in (await supervisor.get(f"/p/{TOWER}/signing")).text
    assert "空调加时" not in (await manager.get(f"/p/{TOWER}/signing")).text
    shown = await supervisor.get(f"/p/{TOWER}/signing/{paper}")
    assert "因季度结账，需周六加开空调。" in text(shown)
    early = await deed(manager, paper, 2)
    assert (early.status_code, await state(house, paper)) == (422, "running")
    answer = await deed(supervisor, paper, 1, opinion="同意")
    assert answer.status_code == 303
    assert f"{paper}" not in answer.headers["location"], (
        "on to the next one that waits, or to the list"
    )
    await deed(manager, paper, 2)
    assert await state(house, paper) == "agreed"
    assert [d for d, _ in await deeds(house, paper)] == ["start", "agree", "agree"]
