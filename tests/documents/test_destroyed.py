"""What the archives destroy of a document is destroyed where the document lies too (ARCH-44)."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
import time_machine

from archives import ending
from archives.drops import scan
from archives.shelf import acting
from documents.papers import arrived, begun, contact, deed, row, signed
from hushu.archives import commands
from hushu.archives.queries import item, volume
from hushu.foundation import clock
from signing.helpers import person
from world import TOWER, House, text

HOME = f"/p/{TOWER}/documents"


async def filed(house: House) -> str:
    """A paper that came in with its scan, went its way and filed itself; its volume is closed."""
    secretary = await house.sign_in("harbour.secretary")
    upload = {"scans": ("来文.pdf", scan("关于报送应急预案的通知"), "application/pdf")}
    form = arrived() | {"_csrf": secretary.csrf, "_key": "came"}
    answer = await secretary.client.post(f"{HOME}/incoming", data=form, files=upload)
    document = str(answer.headers["location"].rpartition("/")[2])
    handler = str(await person(house, "harbour.engineer"))
    await deed(secretary, document, "treatment", {"treatment": "handle", "proposal": "拟办", "handler": handler})  # fmt: skip
    await signed(house, document)
    await house.work()
    async with await acting(house, "harbour.secretary"):
        into = await volume((await item((await row(house, document))["filed"])).volume)
        await commands.close_volume(into.id, note="", checked_by=None, edition=into.edition)
    return document


@pytest.mark.req("ARCH-44", "DOC-10")
async def test_a_destroyed_paper_leaves_no_copy_of_its_bytes_with_the_document(
    house: House,
) -> None:
    document = await filed(house)
    medium = "select medium from archive_item where id = $1"
    found = await row(house, document)
    assert await house.value(TOWER, medium, found["filed"]) == "both"
    await ending.no_cooling_off(house)
    with time_machine.travel(clock.now() + timedelta(days=11 * 366), tick=True):
        await ending.up_for_destruction(house)
        await ending.destroyed(house, await ending.approved(house))
        left = """select f.name from archive_leaf l join file o on o.id = l.file join file f on f.sha256 = o.sha256
                   where l.item = $1 and (f.erased_at is null or exists (select 1 from file_key k where k.file = f.id))"""
        assert await house.rows(TOWER, left, found["filed"]) == []
        secretary = await house.sign_in("harbour.secretary")
        page = await secretary.get(f"{HOME}/{document}")
        assert "已按档案销毁清册销毁" in text(page)
        assert f"{HOME}/{document}/files/" not in page.text
        answer = await secretary.get(f"/p/{TOWER}/signing/{found['paper']}/file")
        assert answer.status_code == 410


SECRET_WORDS = "三号电梯困人演练定于周五，请准备备用轿厢钥匙"
EVERYWHERE = """select count(*) from (
    select to_jsonb(d)::text t from document d union all select to_jsonb(v)::text from document_version v
    union all select to_jsonb(p)::text from signing_paper p union all select to_jsonb(a)::text from audit a
    union all select to_jsonb(e)::text from outbox e) all_rows where t like '%' || $1 || '%'"""


async def answered(house: House) -> str:
    """A contact sheet that was saved twice, signed and answered, and filed itself; its volume is closed."""
    clerk = await house.sign_in("harbour.clerk")
    handler = await person(house, "harbour.engineer")
    form = contact(handler, body="请配合演练。")
    document = await begun(clerk, form)
    await deed(clerk, document, "draft", form | {"body": SECRET_WORDS, "version": "1"})
    await deed(clerk, document, "submission")
    await signed(house, document)
    engineer = await house.sign_in("harbour.engineer")
    answer = await deed(engineer, document, "answer", {"words": "已备妥。"})
    assert answer.status_code == 303, answer.text[:2000]
    await house.work()
    async with await acting(house, "harbour.secretary"):
        into = await volume((await item((await row(house, document))["filed"])).volume)
        await commands.close_volume(into.id, note="", checked_by=None, edition=into.edition)
    return document


@pytest.mark.req("ARCH-44", "SIGN-2", "SIGN-9")
async def test_the_words_of_a_destroyed_document_are_gone_and_who_signed_it_stays_proven(
    house: House,
) -> None:
    document = await answered(house)
    found = await row(house, document)
    assert await house.value(TOWER, EVERYWHERE, SECRET_WORDS) > 0
    await ending.no_cooling_off(house)
    with time_machine.travel(clock.now() + timedelta(days=11 * 366), tick=True):
        await ending.up_for_destruction(house)
        await ending.destroyed(house, await ending.approved(house), method="erased")
        assert await house.value(TOWER, EVERYWHERE, SECRET_WORDS) == 0
        clerk = await house.sign_in("harbour.clerk")
        page = text(await clerk.get(f"{HOME}/{document}"))
        assert "关于电梯困人演练的联络" in page
        assert "正文与文件已于" in page
        assert "所签内容已随归档件销毁" in text(
            await clerk.get(f"/p/{TOWER}/signing/{found['paper']}")
        )
        code = await house.value(
            TOWER, "select code from signing_paper where id = $1", found["paper"]
        )
        visitor = await house.visitor()
        assert "各签名首尾相接" in text(await visitor.get(f"/verify/{code}"))
        assert "文件属实，已依规销毁" in text(await visitor.get(f"/document-check/{found['code']}"))
        assert await house.value(TOWER, "select signing_first_broken($1)", found["paper"]) is None


@pytest.mark.req("ARCH-45", "SIGN-9")
async def test_words_cannot_be_taken_from_a_document_whose_item_is_kept(house: House) -> None:
    document = await answered(house)
    paper = (await row(house, document))["paper"]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await house.value(TOWER, "select document_erase_words($1, '')", UUID(document))
    await house.value(TOWER, "select signing_erase_words($1)", paper)
    assert await house.value(TOWER, "select frozen <> '' from signing_paper where id = $1", paper)
    assert SECRET_WORDS in (await row(house, document))["body"]
