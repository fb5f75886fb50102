"""A secret document does not exist for whoever is not named in it: lists, search, counts, papers, the trail (DOC-6)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from documents.papers import begun, deed, issued, notice, row, signed, waits
from hushu.foundation import clock
from hushu.foundation.sheets import read as read_sheet
from pdfs import signs
from signing.helpers import person
from world import TOWER, Browser, House, pin, text

TITLE = "绝密调薪方案七号"


async def secret(house: House) -> str:
    """A secret report that names the steward, drafted by the supervisor and signed by manager and general manager."""
    reader = await person(house, "harbour.steward1")
    return await issued(
        house, "harbour.supervisor", kind="report", title=TITLE, secrecy="1", readers=[str(reader)]
    )


@pytest.mark.req("DOC-6")
async def test_a_stranger_inside_the_property_finds_no_trace_of_a_secret_document(
    house: House,
) -> None:
    document = await secret(house)
    await house.work()
    found = await row(house, document)
    paths = [
        "/documents", "/documents?show=open", "/documents?show=mine", f"/documents?q={TITLE}", "/documents?kind=report",
        f"/search?q={TITLE}", "/inbox", "/signing/finished", "/audit?table=document", "/audit?table=document_step",
        "/audit?table=signing_paper", "/audit?table=file", "/audit?table=document_version", "/audit?table=paper", "/papers", "/audit?table=archive_item", "/audit?table=archive_leaf",
    ]  # fmt: skip
    for username in ("harbour.inspector", "harbour.clerk", "harbour.secretary"):
        stranger = await house.sign_in(username)
        for path in paths:
            page = await stranger.get(f"/p/{TOWER}{path}")
            words = page.text.replace(f'value="{TITLE}"', "").replace(f"「{TITLE}」", "")
            if page.status_code == 200 and "q=" not in path:
                assert TITLE not in words, (username, path)
            assert str(document) not in words, (username, path)
        for path in ("", "/file", "/draft", "/versions/1"):
            page = await stranger.get(f"/p/{TOWER}/documents/{document}{path}")
            assert page.status_code in {403, 404}, path
        for what in ("slip", "print", "confirmation", "urging", "corrections"):
            assert (await deed(stranger, document, what)).status_code in {403, 404, 422}, what
        assert (await stranger.get(f"/p/{TOWER}/signing/{found['paper']}")).status_code == 404
        assert (await stranger.get(f"/p/{TOWER}/signing/{found['paper']}/file")).status_code == 404


@pytest.mark.req("DOC-6")
async def test_those_named_and_the_general_manager_see_it(house: House) -> None:
    document = await secret(house)
    for username in ("harbour.steward1", "harbour.gm", "harbour.supervisor", "harbour.manager"):
        browser = await house.sign_in(username)
        assert TITLE in text(await browser.get(f"/p/{TOWER}/documents/{document}")), username
        assert TITLE in text(await browser.get(f"/p/{TOWER}/documents?q={TITLE}")), username


@pytest.mark.req("DOC-6")
async def test_only_the_general_manager_lets_a_copy_of_a_secret_paper_out(house: House) -> None:
    document = await secret(house)
    copy = {"way": "hand", "to_words": "档案室"}
    manager, leader = await house.sign_in("harbour.manager"), await house.sign_in("harbour.gm")
    refused = await deed(manager, document, "copies", copy)
    assert refused.status_code == 422
    assert "由总经理决定" in text(refused)
    assert (await deed(leader, document, "copies", copy)).status_code == 303


@pytest.mark.req("DOC-6")
async def test_the_printed_and_the_exported_register_show_what_the_one_who_asked_may_know(
    house: House,
) -> None:
    await secret(house)
    for username, knows in (("harbour.gm", True), ("harbour.clerk", False)):
        browser = await house.sign_in(username)
        sheet = await browser.get(f"/p/{TOWER}/documents/export.xlsx?kind=report")
        titles = [line[3].strip() for line in (await read_sheet(sheet.content))[1:]]
        assert (TITLE in titles) == knows, username
        asked = await browser.post(f"/p/{TOWER}/documents/register", {"kind": "report"})
        paper = asked.headers["location"].rpartition("/")[2]
        await house.work()
        pdf = await browser.get(f"/p/{TOWER}/papers/{paper}/file")
        assert pdf.status_code == 200
        assert (TITLE in signs(pdf.content)) == knows, username
        other = await house.sign_in("harbour.manager" if knows else "harbour.gm")
        assert (await other.get(f"/p/{TOWER}/papers/{paper}/file")).status_code == 404


@pytest.mark.req("DOC-6")
async def test_a_leavers_secret_papers_go_to_the_successor_and_the_manager_reads_no_word_of_them(
    house: House,
) -> None:
    supervisor = await house.sign_in("harbour.supervisor")
    document = await begun(
        supervisor, notice(kind="report", title=TITLE, secrecy="2", addressee="总经理")
    )
    leaver, heir = (
        await person(house, "harbour.supervisor"),
        await person(house, "harbour.steward1"),
    )
    manager = await house.sign_in("harbour.manager")
    page = await manager.get(f"/p/{TOWER}/people/{leaver}/leaving")
    assert page.status_code == 200
    assert TITLE not in page.text
    assert "一份秘密文件" in page.text
    answer = await manager.post(
        f"/p/{TOWER}/people/{leaver}/leaving", {"reason": "调离", "successor": str(heir)}
    )
    assert answer.status_code == 303, text(answer)[:500]
    assert TITLE in text(
        await (await house.sign_in("harbour.steward1")).get(f"/p/{TOWER}/documents/{document}")
    )


@pytest.mark.req("DOC-6")
async def test_a_signer_reads_a_secret_paper_while_it_waits_and_nobody_else(house: House) -> None:
    supervisor = await house.sign_in("harbour.supervisor")
    document = await begun(
        supervisor, notice(kind="report", title=TITLE, secrecy="1", addressee="总经理")
    )
    manager = await house.sign_in("harbour.manager")
    assert (await manager.get(f"/p/{TOWER}/documents/{document}")).status_code == 404
    await deed(supervisor, document, "submission")
    assert (await waits(house, document))["username"] == "harbour.manager"
    assert TITLE in text(await manager.get(f"/p/{TOWER}/documents/{document}"))
    await signed(house, document)
    assert TITLE in text(await manager.get(f"/p/{TOWER}/documents/{document}"))


async def stands_in(house: House, signer: str, deputy: str, *, days: tuple[int, int]) -> UUID:
    """The signer names a deputy from so many days off to so many days off; gives the entry's id."""
    browser, who = await house.sign_in(signer), await person(house, deputy)
    async with house.at(TOWER):
        first, last = (clock.today() + timedelta(days=n) for n in days)
    form = {"deputy": str(who), "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    assert (await browser.post(f"/p/{TOWER}/signing/deputies", form)).status_code == 303
    newest = "select id from signing_deputy order by made_at desc limit 1"
    return UUID(str(await house.value(TOWER, newest)))


@pytest.mark.req("DOC-6", "SIGN-3")
async def test_a_deputy_reads_a_secret_paper_while_its_step_is_theirs_and_not_a_moment_longer(
    house: House,
) -> None:
    supervisor, deputy = await house.sign_in("harbour.supervisor"), await house.sign_in("harbour.steward1")  # fmt: skip
    other = await house.sign_in("harbour.inspector")
    document = await begun(supervisor, notice(kind="report", title=TITLE, secrecy="1", addressee="总经理"))  # fmt: skip
    await deed(supervisor, document, "submission")
    seat = await waits(house, document)
    assert seat["username"] == "harbour.manager"
    pages = [f"/p/{TOWER}/documents/{document}", f"/p/{TOWER}/signing/{seat['paper']}"]

    async def seen(browser: Browser) -> set[int]:
        return {(await browser.get(path)).status_code for path in pages}

    assert await seen(deputy) == {404}
    tomorrow = await stands_in(house, "harbour.manager", "harbour.steward1", days=(1, 1))
    assert await seen(deputy) == {404}  # not yet
    manager = await house.sign_in("harbour.manager")
    await manager.post(f"/p/{TOWER}/signing/deputies/{tomorrow}/ending", {})
    today = await stands_in(house, "harbour.manager", "harbour.steward1", days=(0, 0))
    assert await seen(deputy) == {200}
    assert TITLE in text(await deputy.get(f"/p/{TOWER}/signing"))
    assert await seen(other) == {404}
    await manager.post(f"/p/{TOWER}/signing/deputies/{today}/ending", {})
    assert await seen(deputy) == {404}  # not any more
    await stands_in(house, "harbour.manager", "harbour.steward1", days=(0, 0))
    form = {"step": seat["step"], "deed": "agree", "pin": pin("harbour.manager"), "opinion": "同意", "back_to": "drafter"}  # fmt: skip
    answer = await manager.post(pages[1] + "/entries", form, key=uuid4().hex)
    assert answer.status_code in {200, 303}, answer.text[:2000]
    assert (await waits(house, document))["username"] == "harbour.gm"
    assert await seen(deputy) == {404}  # the step that waits now is somebody else's


@pytest.mark.req("DOC-6", "SIGN-3")
async def test_a_deputy_signs_a_secret_paper_and_the_record_names_both(house: House) -> None:
    supervisor, deputy = await house.sign_in("harbour.supervisor"), await house.sign_in("harbour.steward1")  # fmt: skip
    document = await begun(supervisor, notice(kind="report", title=TITLE, secrecy="1", addressee="总经理"))  # fmt: skip
    await deed(supervisor, document, "submission")
    await stands_in(house, "harbour.manager", "harbour.steward1", days=(0, 0))
    await stands_in(house, "harbour.gm", "harbour.steward1", days=(0, 0))
    for signer in ("harbour.manager", "harbour.gm"):
        seat = await waits(house, document)
        assert seat["username"] == signer
        form = {"step": seat["step"], "deed": "agree", "pin": pin("harbour.steward1"), "opinion": "同意", "back_to": "drafter", "again": "1"}  # fmt: skip
        answer = await deputy.post(f"/p/{TOWER}/signing/{seat['paper']}/entries", form, key=uuid4().hex)  # fmt: skip
        assert answer.status_code in {200, 303}, answer.text[:2000]
    assert (await row(house, document))["doc_no"]
    signed = await house.rows(TOWER, "select signer_name, for_name from signing_entry where deed = 'agree' and paper = $1 order by no", seat["paper"])  # fmt: skip
    assert len({r["signer_name"] for r in signed}) == 1
    assert len({r["for_name"] for r in signed}) == 2
