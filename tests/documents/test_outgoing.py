"""Outgoing papers, internal ones and contact sheets: signed, numbered, sent, proved, answered in time (DOC-2, DOC-3, DOC-9)."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from documents.papers import begun, contact, deed, issued, notice, row, signed, waits, written
from hushu.documents import commands
from hushu.foundation import clock
from signing.helpers import person
from world import GARDEN, TOWER, House, text

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)


@pytest.mark.req("DOC-2", "DOC-9")
async def test_an_outgoing_paper_is_read_by_the_general_manager_numbered_sent_and_its_delivery_proved(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    document = await begun(
        clerk, notice(kind="letter", title="关于协助的函", addressee="派出所", body="请协助。")
    )
    await deed(clerk, document, "submission")
    seen = []
    while (seat := await waits(house, document)) is not None:
        seen.append(seat["username"])
        browser = await house.sign_in(seat["username"])
        from world import pin

        form = {
            "step": seat["step"],
            "deed": "agree",
            "pin": pin(seat["username"]),
            "opinion": "",
            "back_to": "drafter",
        }
        assert (await row(house, document))["doc_no"] is None
        await browser.post(f"/p/{TOWER}/signing/{seat['paper']}/entries", form, key=uuid4().hex)
    assert "harbour.gm" in seen
    found = await row(house, document)
    assert found["state"] == "issued"
    assert found["doc_no"]
    for to in ("派出所值班室", "街道办事处"):
        assert (
            await deed(clerk, document, "copies", {"way": "courier", "to_words": to})
        ).status_code == 303
    copies = await house.rows(
        TOWER, "select * from document_copy where document = $1 order by no", UUID(document)
    )
    assert [(c["no"], c["to_words"]) for c in copies] == [(1, "派出所值班室"), (2, "街道办事处")]
    assert copies[0]["carrier"] == await person(house, "harbour.clerk")
    path = f"/p/{TOWER}/documents/{document}/copies"
    body = {"_csrf": clerk.csrf, "received_by": "王警官"}
    proof = {"proof": ("回执.png", PNG, "image/png")}
    first = await clerk.client.post(f"{path}/{copies[0]['id']}/receipt", data=body, files=proof)
    assert first.status_code == 303, first.text[:2000]
    assert (await row(house, document))["state"] == "issued"
    await clerk.post(
        f"{path}/{copies[1]['id']}/receipt", {"received_by": "李干事"}, key=uuid4().hex
    )
    assert (await row(house, document))["state"] == "closed"
    again = await clerk.post(
        f"{path}/{copies[1]['id']}/receipt", {"received_by": "李干事"}, key=uuid4().hex
    )
    assert again.status_code == 409
    page = text(await clerk.get(f"/p/{TOWER}/documents/{document}"))
    assert "王警官签收" in page


@pytest.mark.req("DOC-3")
async def test_a_contact_sheet_is_answered_by_the_receiving_department_and_the_answer_stays(
    house: House,
) -> None:
    clerk, engineer = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.engineer")
    handler = await person(house, "harbour.engineer")
    document = await begun(clerk, contact(handler))
    assert (await deed(engineer, document, "answer", {"words": "太早"})).status_code in {403, 409}
    await deed(clerk, document, "submission")
    await signed(house, document)
    found = await row(house, document)
    assert found["due_at"] - found["issued_at"] == timedelta(hours=48)
    assert "关于电梯困人演练的联络" in text(await engineer.get(f"/p/{TOWER}/inbox"))
    other = await house.sign_in("harbour.cashier")
    assert (await deed(other, document, "answer", {"words": "不是我"})).status_code == 403
    assert (await deed(engineer, document, "answer", {"words": ""})).status_code == 422
    asked = await deed(engineer, document, "questions", {"words": "演练是否通知业户？"})
    assert asked.status_code == 303
    notices = await house.rows(TOWER, "select person from notice where kind = 'documents.question'")
    assert await person(house, "harbour.gm") in {n["person"] for n in notices}
    answers = await asyncio.gather(
        *(deed(engineer, document, "answer", {"words": f"已演练{n}"}) for n in range(4))
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409, 409]
    found = await row(house, document)
    assert found["state"] == "closed"
    assert found["answer"].startswith("已演练")
    with pytest.raises(Exception, match="does not change"):
        await house.rows(TOWER, "update document set answer = 'x' where id = $1", UUID(document))
    late = await deed(clerk, document, "urging")
    assert late.status_code == 409


@pytest.mark.req("DOC-3", "DOC-8")
async def test_a_sheet_that_is_late_is_listed_and_its_handler_and_superior_are_told_once_a_day(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    document = await begun(clerk, contact(await person(house, "harbour.engineer")))
    await deed(clerk, document, "submission")
    await signed(house, document)
    assert document not in (await clerk.get(f"/p/{TOWER}/documents?show=late")).text
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        late = await house.sign_in("harbour.clerk")
        assert document in (await late.get(f"/p/{TOWER}/documents?show=late")).text
        for _ in range(2):
            async with house.at(TOWER):
                await commands.remind()
        told = await house.rows(
            TOWER,
            "select person from notice where kind = 'documents.late' and link like $1",
            f"%{document}",
        )
        assert len(told) == 2
        assert await person(house, "harbour.engineer") in {n["person"] for n in told}


@pytest.mark.req("DOC-3")
async def test_a_sheet_is_handed_on_to_somebody_else_with_a_new_limit(house: House) -> None:
    engineer = await house.sign_in("harbour.engineer")
    document = await issued(house, **contact(await person(house, "harbour.engineer")))
    heir = str(await person(house, "harbour.security"))
    when = (clock.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    past = await deed(
        engineer, document, "handler", {"handler": heir, "due_at": "2020-01-01T08:00"}
    )
    assert past.status_code == 422
    assert (
        await deed(engineer, document, "handler", {"handler": heir, "due_at": when})
    ).status_code == 303
    assert str((await row(house, document))["handler"]) == heir
    assert (await deed(engineer, document, "answer", {"words": "不再是我"})).status_code == 403


@pytest.mark.req("DOC-5")
async def test_two_who_write_the_same_draft_lose_no_word_and_every_version_stays(
    house: House,
) -> None:
    clerk, supervisor = (
        await house.sign_in("harbour.clerk"),
        await house.sign_in("harbour.supervisor"),
    )
    document = await written(clerk)
    saved = await deed(supervisor, document, "draft", notice(body="主任的话。", version="1"))
    assert saved.status_code == 303
    lost = await deed(clerk, document, "draft", notice(body="文员的话。", version="1"))
    assert lost.status_code == 422
    assert "文员的话。" in lost.text
    assert "有人保存了这份草稿" in text(lost)
    first = await clerk.get(f"/p/{TOWER}/documents/{document}/versions/1")
    assert "本周五前完成" in first.text
    assert "主任的话" in (await clerk.get(f"/p/{TOWER}/documents/{document}/versions/2")).text


@pytest.mark.req("DOC-5")
async def test_a_template_left_unfilled_is_not_sent_and_a_double_click_sends_once(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    unfilled = await written(clerk, body="为……，通知如下。")
    refused = await deed(clerk, unfilled, "submission")
    assert refused.status_code == 422
    assert "没有填写" in text(refused)
    document = await written(clerk)
    key = uuid4().hex
    answers = await asyncio.gather(
        *(clerk.post(f"/p/{TOWER}/documents/{document}/submission", {}, key=key) for _ in range(3))
    )
    assert {a.status_code for a in answers} == {303}
    papers = "select count(*) from signing_paper where subject_id = $1"
    assert await house.value(TOWER, papers, UUID(document)) == 1


@pytest.mark.req("DOC-5")
async def test_bad_input_is_answered_at_its_field_and_a_stranger_gets_404(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    for wrong in (
        {"title": ""},
        {"title": "长" * 101},
        {"urgency": "soon"},
        {"secrecy": "9"},
        {"readers": "nobody"},
        {"kind": "none"},
    ):
        answer = await clerk.post(f"/p/{TOWER}/documents", notice(**wrong))
        assert answer.status_code in {404, 422}, wrong
    document = await written(clerk)
    elsewhere = await house.sign_in("garden.manager")
    for path in ("", "/draft", "/file", "/versions/1"):
        assert (await elsewhere.get(f"/p/{TOWER}/documents/{document}{path}")).status_code == 404
        assert (await elsewhere.get(f"/p/{GARDEN}/documents/{document}{path}")).status_code in {
            404,
            403,
        }
    evil = {"file": ("x.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")}
    answer = await clerk.client.post(
        f"/p/{TOWER}/documents/{document}/files", data={"_csrf": clerk.csrf}, files=evil
    )
    assert answer.status_code == 422
