"""Numbers: given at issue, never at draft, none missing whoever signs at once and whatever breaks (DOC-4, SIGN-10)."""

import asyncio
from uuid import UUID

import pytest

from documents.papers import begun, deed, issued, notice, quick, row, signed
from hushu.documents import commands
from hushu.foundation import clock
from hushu.foundation.tenancy import opened
from hushu.signing.events import PaperAgreed
from signing.helpers import person
from world import TOWER, House, text

WRITERS = 32
SERIES = "select no from document where series = 'contact' order by no"


class Broken(Exception):
    """A fault after the number was taken."""


async def agree(house: House, made: UUID, paper: UUID, *, broken: bool) -> None:
    """The last signature's transaction, which a fault may undo at its very end."""
    who = await person(house, "harbour.supervisor")
    async with opened(house.properties[TOWER], actor="harbour.supervisor", person=who):
        await commands.paper_agreed(PaperAgreed(paper, "document", made))
        await asyncio.sleep(0)
        if broken:
            raise Broken


@pytest.mark.req("DOC-3", "DOC-4", "SIGN-10")
async def test_thirty_two_writers_at_once_get_every_number_once_and_a_fault_gives_its_own_back(
    house: House,
) -> None:
    before = [r["no"] for r in await house.rows(TOWER, SERIES)]
    assert before == list(range(1, len(before) + 1))
    papers = [await quick(house) for _ in range(WRITERS + 8)]
    ends = await asyncio.gather(
        *(agree(house, made, paper, broken=n % 5 == 4) for n, (made, paper) in enumerate(papers)),
        return_exceptions=True,
    )
    assert sum(isinstance(end, Broken) for end in ends) == 8
    assert sum(end is None for end in ends) == WRITERS
    after = [r["no"] for r in await house.rows(TOWER, SERIES)]
    assert after == list(range(1, len(before) + WRITERS + 1))


@pytest.mark.req("DOC-4")
async def test_a_draft_and_a_paper_on_its_way_have_no_number(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    document = await begun(clerk, notice())
    assert (await row(house, document))["doc_no"] is None
    assert (await deed(clerk, document, "submission")).status_code == 303
    assert (await row(house, document))["doc_no"] is None
    await signed(house, document)
    found = await row(house, document)
    assert found["doc_no"] == f"澄物客通〔{clock.now().year}〕{found['no']}号"
    assert found["issued_at"] is not None
    with pytest.raises(Exception, match="document_check"):
        await house.rows(TOWER, "update document set no = 9, series = 'x', year = 2026, doc_no = 'x' where state = 'draft'")  # fmt: skip


@pytest.mark.req("DOC-4")
async def test_the_property_chooses_its_word_and_issued_numbers_stay(house: House) -> None:
    old = await row(house, await issued(house))
    manager = await house.sign_in("harbour.manager")
    answer = await manager.post(
        f"/p/{TOWER}/documents/office", {"body": "澄港物业服务中心", "org": "东物"}
    )
    assert answer.status_code == 303
    new = await row(house, await issued(house))
    assert new["doc_no"].startswith("东物客通〔")
    assert new["no"] == old["no"] + 1
    assert (await row(house, old["id"]))["doc_no"] == old["doc_no"]
    refused = await manager.post(f"/p/{TOWER}/documents/office", {"body": "澄港", "org": "ABC"})
    assert refused.status_code == 422
    assert "一至六个汉字" in text(refused)
