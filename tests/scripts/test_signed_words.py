"""What signers of a script read, on the page and on the printed paper: words of the trade, no marks of ours."""

import re

import pytest

from pdfs import words
from scripts.test_finding import script
from scripts.test_versions import AT, NEW_WORDS, agree
from world import TOWER, House, text

OUR_MARKS = re.compile(r"\bH[0-4]\b|\bch\. ?\d|\bpractice\b")


@pytest.mark.req("DESK-2", "DESK-3", "SIGN-2")
async def test_no_mark_of_the_handbooks_and_no_raw_variable_reaches_page_or_paper(
    house: House,
) -> None:
    writer = await house.sign_in(f"{TOWER}.reception1")
    ask = await script(house, "ask-person")
    typed = NEW_WORDS | {
        "say": "{caller}您好，{promised}前答复您。",
        "say1": "{person}不在，可以留言。",
    }
    assert (await writer.post(f"{AT}/{ask}/draft", typed)).status_code == 303
    assert (await writer.post(f"{AT}/{ask}/draft/submission")).status_code == 303
    running = "select id from signing_paper where subject = 'script' and state = 'running'"
    paper = await house.value(TOWER, running)
    pages = [f"{AT}/{ask}", f"{AT}/{ask}/draft", f"{AT}/{ask}/card", f"{AT}?q=来电"]
    version = "select id from script_version where script = $1::uuid order by number desc"
    pages += [f"{AT}/versions/{row['id']}" for row in await house.rows(TOWER, version, ask)]
    signed = f"/p/{TOWER}/signing/{paper}"
    seen = {path: text(await writer.get(path)) for path in (*pages, signed)}
    assert {
        path: OUR_MARKS.findall(said) for path, said in seen.items() if OUR_MARKS.search(said)
    } == {}
    assert "【来电人】您好，【答应的时间】前答复您。" in seen[signed]
    await agree(house, f"{TOWER}.supervisor")
    await agree(house, f"{TOWER}.manager")
    await house.work()
    printed = words((await writer.get(f"{signed}/file")).content)
    assert "【答应的时间】" in printed
    assert not OUR_MARKS.search(printed)
    assert not re.search(r"\{\w+\}", printed)
    manager = await house.sign_in(f"{TOWER}.manager")
    assert not OUR_MARKS.search(text(await manager.get(f"/p/{TOWER}/audit?table=script_version")))


@pytest.mark.req("DESK-3")
async def test_a_new_wording_keeps_the_source_it_was_made_from(house: House) -> None:
    writer = await house.sign_in(f"{TOWER}.reception1")
    ask = await script(house, "ask-person")
    for edition in ("0", "1"):
        answer = await writer.post(f"{AT}/{ask}/draft", NEW_WORDS | {"edition": edition})
        assert answer.status_code == 303
    sources = "select distinct source from script_version where script = $1::uuid"
    found = [row["source"] for row in await house.rows(TOWER, sources, ask)]
    assert len(found) == 1
    assert found[0]
