"""Confirmations of reading, editions, copies taken back, corrections that name what they correct (DOC-7, SIGN-9)."""

import asyncio
from uuid import UUID

import pytest

from documents.papers import deed, issued, notice, row, signed
from signing.helpers import person
from world import TOWER, House, text


async def rule(house: House, readers: tuple[str, ...] = ("steward1", "clerk")) -> str:
    """An issued instruction with these addressees."""
    people = [str(await person(house, f"harbour.{who}")) for who in readers]
    return await issued(
        house,
        "harbour.supervisor",
        kind="instruction",
        title="擦窗作业指导书",
        body="一、步骤\n1.系好安全带。",
        readers=people,
    )


@pytest.mark.req("DOC-7")
async def test_addressees_confirm_reading_and_who_has_not_is_seen(house: House) -> None:
    document = await rule(house)
    steward, clerk = await house.sign_in("harbour.steward1"), await house.sign_in("harbour.clerk")
    assert "擦窗作业指导书" in text(await steward.get(f"/p/{TOWER}/inbox"))
    answers = await asyncio.gather(
        *(deed(steward, document, "confirmation", {"words": ""}) for _ in range(3))
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409]
    page = text(await clerk.get(f"/p/{TOWER}/documents/{document}"))
    assert "2人中1人已确认" in page
    assert "未确认" in page
    stranger = await house.sign_in("harbour.cashier")
    assert (await deed(stranger, document, "confirmation", {"words": ""})).status_code == 409
    assert (await deed(clerk, document, "reminder")).status_code == 303
    await deed(clerk, document, "confirmation", {"words": "已组织学习"})
    assert (await row(house, document))["state"] == "closed"


@pytest.mark.req("DOC-7", "SIGN-9")
async def test_a_new_edition_takes_the_place_of_the_old_whose_controlled_copies_come_back(
    house: House,
) -> None:
    old = await rule(house)
    supervisor, clerk = (
        await house.sign_in("harbour.supervisor"),
        await house.sign_in("harbour.clerk"),
    )
    guard = str(await person(house, "harbour.control1"))
    for _ in range(2):
        await deed(clerk, old, "copies", {"way": "hand", "to_person": guard, "controlled": "1"})
    answers = await asyncio.gather(*(deed(supervisor, old, "editions", {}) for _ in range(3)))
    assert sorted(a.status_code for a in answers) == [303, 409, 409]
    new = next(a for a in answers if a.status_code == 303).headers["location"].split("/")[-2]
    draft = notice(
        kind="instruction", title="擦窗作业指导书", body="一、步骤\n1.系好双钩安全带。", version="1"
    )
    assert (await deed(supervisor, new, "draft", draft)).status_code == 303
    refused = await deed(supervisor, new, "submission")
    assert refused.status_code == 422
    assert "改了什么" in text(refused)
    await deed(supervisor, new, "draft", draft | {"version": "2", "change_note": "改用双钩安全带"})
    await deed(supervisor, new, "submission")
    assert (await row(house, old))["superseded_at"] is None
    await signed(house, new)
    before, after = await row(house, old), await row(house, new)
    assert (before["edition"], after["edition"]) == ("A/0", "A/1")
    assert before["superseded_at"] is not None
    assert "双钩" not in before["frozen"]
    assert "待收回副本" in text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert old in (await clerk.get(f"/p/{TOWER}/documents?show=recall")).text
    assert (
        await deed(clerk, old, "copies", {"way": "hand", "to_words": "前台"})
    ).status_code == 409
    copies = await house.rows(
        TOWER, "select id, no from document_copy where document = $1 order by no", UUID(old)
    )
    for copy in copies:
        assert (
            await deed(clerk, old, f"copies/{copy['id']}/recall", {"note": "已作废"})
        ).status_code == 303
    page = text(await clerk.get(f"/p/{TOWER}/documents/{old}"))
    assert "由汤雅琴收回" in page
    assert "已被新版取代" in page
    assert old not in (await clerk.get(f"/p/{TOWER}/documents?show=recall")).text


@pytest.mark.req("SIGN-9")
async def test_after_issue_nothing_changes_and_a_correction_names_the_old_one(house: House) -> None:
    old = await rule(house, ())
    supervisor = await house.sign_in("harbour.supervisor")
    await house.work()
    found = await row(house, old)
    for what in ("draft", "submission", "discarding", "files"):
        answer = await deed(supervisor, old, what, notice(version="1") if what == "draft" else {})
        assert answer.status_code in {409, 422}, what
    for change in (
        "title = 'x'",
        "body = 'x'",
        "doc_no = 'x'",
        "frozen = '{}'",
        "issued_on = '2020-01-01'",
        "secrecy = 0 + 1",
    ):
        with pytest.raises(Exception, match=r"does not change|check"):
            await house.rows(TOWER, f"update document set {change} where id = $1", UUID(old))
    with pytest.raises(Exception, match="do not change"):
        await house.rows(
            TOWER, "insert into document_file (id, document, file, name, role, person, at) select gen_random_uuid(), $1, f.id, 'x', "
            "'attachment', p.id, now() from file f, person p limit 1", UUID(old),
        )  # fmt: skip
    begun = await deed(supervisor, old, "corrections")
    new = begun.headers["location"].split("/")[-2]
    body = f"《{found['title']}》中第一步改为系双钩安全带。"
    await deed(
        supervisor,
        new,
        "draft",
        notice(kind="instruction", title="关于更正擦窗作业指导书", body=body, version="1"),
    )
    await deed(supervisor, new, "submission")
    await signed(house, new)
    later = await row(house, new)
    assert found["doc_no"] in later["frozen"]
    page = text(await supervisor.get(f"/p/{TOWER}/documents/{old}"))
    assert "已被更正" in page
    assert later["doc_no"] in page
    visitor = await house.visitor()
    assert later["doc_no"] in text(await visitor.get(f"/document-check/{found['code']}"))
    assert (await row(house, old))["content_hash"] == found["content_hash"]
