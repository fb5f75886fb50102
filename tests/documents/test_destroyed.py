"""What the archives destroy of a document is destroyed where the document lies too (ARCH-44)."""

from datetime import timedelta

import pytest
import time_machine

from archives import ending
from archives.drops import scan
from archives.shelf import acting
from documents.papers import arrived, deed, row, signed
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
