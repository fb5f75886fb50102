"""A list on its way: lines taken off, sent back, refused, held meanwhile, printed, and who may do what."""

from uuid import UUID

import pytest
import time_machine

from archives.ending import ARCHIVES, appraise, drawn_up, no_cooling_off, sign, state_of, submitted
from archives.test_destruction import LATER, due_papers
from world import TOWER, House, pin, text

OUT = "select out_why from archive_list_row where list = $1 order by place"


async def out(house: House, found: UUID) -> list[str]:
    return [r["out_why"] for r in await house.rows(TOWER, OUT, found)]


async def say(house: House, paper: UUID, post: str, deed: str, step: int) -> int:
    browser = await house.sign_in(f"harbour.{post}")
    form = {
        "step": str(step),
        "deed": deed,
        "pin": pin(browser.username),
        "opinion": "请核对",
        "back_to": "drafter",
    }
    return (await browser.post(f"/p/{TOWER}/signing/{paper}/entries", form)).status_code


@pytest.mark.req("ARCH-43")
async def test_a_list_that_is_sent_back_is_a_draft_again_and_freezes_anew(house: House) -> None:
    made = await due_papers(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await drawn_up(house)
        paper = await submitted(house, found)
        first = await house.value(
            TOWER, "select content_hash from archive_list where id = $1", found
        )
        frozen = await house.value(TOWER, "select frozen from signing_paper where id = $1", paper)
        assert first in frozen and "保洁巡检第2周" in frozen
        assert await say(house, paper, "manager", "return", 1) == 303
        assert await state_of(house, found) == "draft"
        supervisor, clerk = (
            await house.sign_in("harbour.secretary"),
            await house.sign_in("harbour.clerk"),
        )
        lines = {"items": [str(made[1])]}
        assert (
            await supervisor.post(f"{ARCHIVES}/lists/{found}/lines-off", lines)
        ).status_code == 422
        assert (await clerk.post(f"{ARCHIVES}/lists/{found}/lines-off", lines)).status_code == 303
        assert await out(house, found) == ["", "taken_off", ""]
        await submitted(house, found)
        assert (
            await house.value(TOWER, "select content_hash from archive_list where id = $1", found)
            != first
        )
        assert (await clerk.post(f"{ARCHIVES}/lists/{found}/lines-off", lines)).status_code == 409
        assert (await clerk.post(f"{ARCHIVES}/lists/{found}/submission")).status_code == 409


@pytest.mark.req("ARCH-43", "ARCH-42")
async def test_what_the_general_manager_refuses_stays_and_is_appraised_anew_next_year(
    house: House,
) -> None:
    made = await due_papers(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await drawn_up(house)
        paper = await submitted(house, found)
        await sign(house, paper, "manager", "secretary", "finance")
        assert await say(house, paper, "gm", "refuse", 4) == 303
        assert await state_of(house, found) == "refused"
        assert await out(house, found) == ["refused"] * 3
        clerk = await house.sign_in("harbour.clerk")
        assert (await clerk.post(f"{ARCHIVES}/lists", {})).status_code == 422
    with time_machine.travel("2030-01-05T02:00:00Z", tick=True):
        clerk = await house.sign_in("harbour.clerk")
        answer = await clerk.post(f"{ARCHIVES}/appraisals/collection")
        assert "保洁巡检第0周" in (await clerk.get(answer.headers["location"])).text
        rows = await house.rows(TOWER, "select item from archive_appraised where state = 'open'")
        assert {r["item"] for r in rows} == set(made)


@pytest.mark.req("ARCH-42")
async def test_the_yearly_appraisal_begins_by_itself_once_and_tells_the_appraisers(
    house: House,
) -> None:
    await due_papers(house)
    from hushu.archives.jobs import retention as jobs

    with time_machine.travel("2030-01-02T22:00:00Z", tick=True):
        for _ in range(2):
            async with house.at(TOWER):
                await jobs.begin_appraisal()
        assert await house.value(TOWER, "select count(*) from archive_appraised") == 3
        clerk = await house.sign_in("harbour.clerk")
        assert text(await clerk.get(f"/p/{TOWER}/inbox")).count("年度鉴定已开始：3 件") == 1


@pytest.mark.req("ARCH-43")
async def test_the_printed_list_has_the_standards_cover_and_rows(house: House) -> None:
    await due_papers(house)
    await no_cooling_off(house)
    with time_machine.travel(LATER, tick=True):
        await appraise(house, "harbour.clerk", "harbour.supervisor")
        found = await drawn_up(house)
        clerk = await house.sign_in("harbour.clerk")
        ordered = await clerk.post(f"{ARCHIVES}/lists/{found}/print")
        assert ordered.status_code == 303
        await house.work()
        assert (
            await house.value(
                TOWER, "select state from paper where kind = 'archives.destruction_list'"
            )
            == "ready"
        )
        async with house.at(TOWER):
            from hushu.archives.printing import destruction as printing
            from hushu.foundation.templating import render

            page = render("archives/print/destruction_list.html", {
                "me": None, "locale": "zh_CN", "printed_at": "", "property_name": "", **await printing.list_context(found)
            })  # fmt: skip
        for word in ("全宗名称", "数量", "鉴定小组负责人", "批准人", "监销人 1", "监销人 2", "销毁时间", "方式、地点", "序号", "题名",
                     "应保管期限", "已保管", "页数", "密级", "备注", "保洁巡检第1周"):  # fmt: skip
            assert word in page, word


@pytest.mark.req("ARCH-45", "ARCH-41")
async def test_without_the_right_nothing_of_it_is_done(house: House) -> None:
    await due_papers(house)
    reception = await house.sign_in("harbour.reception1")
    for path in ("appraisals/collection", "lists", "holds", "terms"):
        assert (await reception.post(f"{ARCHIVES}/{path}", {})).status_code == 403
    assert (await reception.get(f"{ARCHIVES}/retention")).status_code == 200
    stranger = await house.sign_in("riverside.manager")
    assert "保洁巡检" not in (await stranger.get("/p/riverside/archives/lists")).text
