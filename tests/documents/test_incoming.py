"""What comes in: signed for, checked, instructed, read one after another, handled, back and filed (DOC-1, DOC-10)."""

import asyncio
import io
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest

from documents.papers import arrived, deed, issued, row, waits
from signing.helpers import person
from world import TOWER, Browser, House, pin, text


async def came(browser: Browser, **more: Any) -> str:
    """Registers a paper and gives its id."""
    answer = await browser.post(f"/p/{TOWER}/documents/incoming", arrived(**more), key=uuid4().hex)
    assert answer.status_code == 303, answer.text[:2000]
    return str(answer.headers["location"].rpartition("/")[2])


async def sign(house: House, document: str, opinion: str = "", **more: Any) -> str:
    """Whoever it waits for signs; gives who that was."""
    seat = await waits(house, document)
    browser = await house.sign_in(seat["username"])
    form = {
        "step": seat["step"],
        "deed": "agree",
        "pin": pin(seat["username"]),
        "opinion": opinion,
        "back_to": "drafter",
        **more,
    }
    answer = await browser.post(
        f"/p/{TOWER}/signing/{seat['paper']}/entries", form, key=uuid4().hex
    )
    assert answer.status_code in {200, 303}, text(answer)[:800]
    return str(seat["username"])


async def on_its_way(house: House, **more: Any) -> str:
    """A registered paper with a proposal, on its way to the general manager."""
    secretary = await house.sign_in("harbour.secretary")
    document = await came(secretary)
    readers = [str(await person(house, f"harbour.{who}")) for who in ("manager", "security")]
    form = {
        "treatment": "handle",
        "proposal": "拟请工程部办理",
        "handler": str(await person(house, "harbour.engineer")),
        "readers": readers,
        **more,
    }
    answer = await deed(secretary, document, "treatment", form)
    assert answer.status_code == 303, text(answer)[:800]
    return document


@pytest.mark.req("DOC-1", "DOC-10")
async def test_an_incoming_paper_goes_its_whole_way_and_files_itself(house: House) -> None:
    document = await on_its_way(house)
    found = await row(house, document)
    assert found["doc_no"].startswith("收〔")
    assert found["holder"] == await person(house, "harbour.secretary")
    way = [await sign(house, document, "请工程部按期办理")]
    way += [await sign(house, document, "已阅") for _ in range(2)]
    assert await sign(house, document) == "harbour.engineer"
    secretary = await house.sign_in("harbour.secretary")
    seat = await waits(house, document)
    form = {
        "step": seat["step"],
        "deed": "agree",
        "pin": pin("harbour.secretary"),
        "opinion": "",
        "back_to": "drafter",
    }
    refused = await secretary.post(
        f"/p/{TOWER}/signing/{seat['paper']}/entries", form, key=uuid4().hex
    )
    assert refused.status_code == 422
    assert "写明结果后才能归档" in text(refused)
    engineer = await house.sign_in("harbour.engineer")
    assert (await deed(engineer, document, "answer", {"words": "预案已报送。"})).status_code == 303
    way.append(await sign(house, document))
    assert way == ["harbour.gm", "harbour.manager", "harbour.security", "harbour.secretary"]
    found = await row(house, document)
    assert (found["state"], found["answer"]) == ("closed", "预案已报送。")
    assert found["holder"] == await person(house, "harbour.secretary")
    await house.work()
    found = await row(house, document)
    assert found["filed"] is not None
    items = await house.rows(
        TOWER, "select title, doc_no from archive_item where id = $1", found["filed"]
    )
    assert [(i["title"], i["doc_no"]) for i in items] == [(found["title"], found["their_no"])]
    page = text(await secretary.get(f"/p/{TOWER}/documents/{document}"))
    for words in ("已归档", "请工程部按期办理", "预案已报送。"):
        assert words in page


@pytest.mark.req("DOC-1")
async def test_what_the_handler_writes_when_signing_is_the_result(house: House) -> None:
    document = await on_its_way(house, readers=[])
    await sign(house, document)
    assert await sign(house, document, "已按要求整改完毕") == "harbour.engineer"
    await sign(house, document)
    found = await row(house, document)
    assert (found["state"], found["answer"]) == ("closed", "已按要求整改完毕")


@pytest.mark.req("DOC-1")
async def test_the_general_manager_names_another_handler_and_the_document_is_theirs(
    house: House,
) -> None:
    document = await on_its_way(house, readers=[])
    heir = str(await person(house, "harbour.supervisor"))
    assert (
        await sign(house, document, "改由客服部办理", role="handler", person=heir) == "harbour.gm"
    )
    assert str((await row(house, document))["handler"]) == heir
    assert await sign(house, document, "已办结") == "harbour.supervisor"


@pytest.mark.req("DOC-1")
async def test_the_same_paper_is_not_registered_twice_unless_it_is_said(house: House) -> None:
    secretary = await house.sign_in("harbour.secretary")
    form = arrived(their_no="应急〔2026〕7号")
    assert (await secretary.post(f"/p/{TOWER}/documents/incoming", form)).status_code == 303
    twice = await secretary.post(f"/p/{TOWER}/documents/incoming", form)
    assert twice.status_code == 422
    assert "已登记为" in text(twice)
    assert (
        await secretary.post(f"/p/{TOWER}/documents/incoming", form | {"again": "1"})
    ).status_code == 303
    late = await secretary.post(
        f"/p/{TOWER}/documents/incoming", arrived(received_at="2099-01-01T08:00")
    )
    assert late.status_code == 422


@pytest.mark.req("DOC-1")
async def test_the_first_check_gives_back_once_and_registered_facts_stay(house: House) -> None:
    secretary = await house.sign_in("harbour.secretary")
    document = await came(secretary)
    assert (await deed(secretary, document, "return", {"reason": ""})).status_code == 422
    answers = await asyncio.gather(
        *(deed(secretary, document, "return", {"reason": "误投"}) for _ in range(3))
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409]
    with pytest.raises(Exception, match="does not change"):
        await house.rows(TOWER, "update document set sender = 'x' where id = $1", UUID(document))
    clerk = await house.sign_in("harbour.reception1")
    assert (await clerk.post(f"/p/{TOWER}/documents/incoming", arrived())).status_code == 403


@pytest.mark.req("DOC-1", "DOC-9")
async def test_where_the_original_is_is_always_known(house: House) -> None:
    document = await on_its_way(house)
    secretary = await house.sign_in("harbour.secretary")
    manager = str(await person(house, "harbour.manager"))
    assert (await deed(secretary, document, "original", {"person": manager})).status_code == 303
    assert (await deed(secretary, document, "original", {"person": manager})).status_code == 422
    page = text(await secretary.get(f"/p/{TOWER}/documents/{document}"))
    assert "原件在 沈若瑜" in page
    assert "原件转交 → 沈若瑜" in page


@pytest.mark.req("DOC-8")
async def test_a_paper_without_an_owner_is_listed_and_its_keepers_told(house: House) -> None:
    from datetime import timedelta

    import time_machine

    from hushu.documents import commands
    from hushu.foundation import clock

    document = await came(await house.sign_in("harbour.secretary"))
    with time_machine.travel(clock.now() + timedelta(hours=30), tick=True):
        clerk = await house.sign_in("harbour.clerk")
        assert document in (await clerk.get(f"/p/{TOWER}/documents?show=unowned")).text
        async with house.at(TOWER):
            await commands.remind()
        told = await house.rows(
            TOWER,
            "select person from notice where kind = 'documents.late' and link like $1",
            f"%{document}",
        )
        assert {n["person"] for n in told} >= {
            await person(house, "harbour.secretary"),
            await person(house, "harbour.clerk"),
        }


@pytest.mark.req("DOC-10", "ARCH-9")
async def test_a_filed_documents_pages_are_those_of_its_papers(house: House) -> None:
    body = "\n".join(f"第{n}项：本月公共区域能耗较上月下降，详见附表。" for n in range(120))
    document = await issued(house, kind="report", title="关于能耗的长报告", body=body)
    await house.work()
    item = (await row(house, document))["filed"]
    clerk = await house.sign_in("harbour.gm")
    pages = 0
    for leaf in await house.rows(TOWER, "select id from archive_leaf where item = $1", item):
        data = await clerk.get(f"/p/{TOWER}/archives/items/{item}/files/{leaf['id']}")
        with pikepdf.open(io.BytesIO(data.content)) as paper:
            pages += len(paper.pages)
    assert pages > 2
    volume = await house.value(TOWER, "select volume from archive_item where id = $1", item)
    inside = text(await clerk.get(f"/p/{TOWER}/archives/catalogs?kind=inside&volume={volume}"))
    assert f"1-{pages}" in inside
    cover = await house.value(TOWER, "select pages from archive_volume where id = $1", volume)
    assert cover == pages


@pytest.mark.req("DOC-10")
async def test_an_issued_document_files_itself_once_its_papers_are_printed(house: House) -> None:
    document = await issued(house, kind="report", title="关于能耗的报告", body="能耗下降。")
    assert (await row(house, document))["state"] == "closed"
    assert (await row(house, document))["filed"] is None
    await house.work()
    found = await row(house, document)
    leaves = "select count(*) from archive_leaf where item = $1"
    assert await house.value(TOWER, leaves, found["filed"]) == 2
    item = await house.rows(
        TOWER, "select doc_no, sha256 from archive_item where id = $1", found["filed"]
    )
    assert item[0]["doc_no"] == found["doc_no"]
