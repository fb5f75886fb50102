"""Who may know and read: leave until a day, asked for and ended, every look kept; visitors; reports; leaving."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from archives.lent import AT, approve, approved, ask, counting, in_days, out, shelf, state
from archives.shelf import PDF, file, person, volume
from pdfs import signs
from world import TOWER, House, pin, text

BORROWER = "harbour.engineer"


async def secret_paper(house: House, key: str = "secret") -> tuple[UUID, UUID, str]:
    """A paper with a file: volume, item, and the path of its bytes."""
    into = await volume(house, key, "董事会决议")
    item = await file(house, into, "收购谈判底价", data=PDF)
    leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", item)
    return into, item, f"{AT}/archives/items/{item}/files/{leaf}"


@pytest.mark.req("ARCH-30")
async def test_leave_to_one_secret_paper_opens_that_paper_until_its_day(house: House) -> None:
    into, item, path = await secret_paper(house)
    other = await file(house, into, "另一份机密", data=PDF)
    gm, reader = await house.sign_in("harbour.gm"), await house.sign_in("harbour.finance")
    assert (await reader.get(path)).status_code == 404
    form = {"person": str(await person(house, "harbour.finance")), "item": str(item), "until": in_days(2), "reason": "审计需要"}  # fmt: skip
    assert (await gm.post(f"{AT}/archives/grants", form)).status_code == 303
    assert (await reader.get(path)).content == PDF
    assert (await reader.get(f"{AT}/archives/items/{other}")).status_code == 404
    page = text(await gm.get(f"{AT}/archives/grants"))
    assert "审计需要" in page
    assert "褚慧敏" in page
    looked = await house.rows(TOWER, "select person, how from archive_reading where item = $1", item)  # fmt: skip
    assert [r["how"] for r in looked] == ["downloaded"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=True):
        later = await house.sign_in("harbour.finance")
        assert (await later.get(path)).status_code == 403


@pytest.mark.req("ARCH-30", "TEN-1")
async def test_leave_to_know_ends_with_the_propertys_own_day_wherever_its_clock_stands(
    house: House,
) -> None:
    _, item, path = await secret_paper(house)
    gm, reader = await house.sign_in("harbour.gm"), await house.sign_in("harbour.finance")
    form = {"person": str(await person(house, "harbour.finance")), "item": str(item), "until": in_days(9), "reason": "审计"}  # fmt: skip
    assert (await gm.post(f"{AT}/archives/grants", form)).status_code == 303
    world = datetime.now(UTC)
    ahead = world.hour >= 10  # at every hour one of these two clocks shows another day than UTC's
    zone, day = ("Etc/GMT-14", 1) if ahead else ("Etc/GMT+12", -1)
    own = world.date() + timedelta(days=day)
    owner = await house.owner()
    await owner.execute("update property set time_zone = $2 where id = $1", house.properties[TOWER], zone)  # fmt: skip
    for until, seen in ((own, 200), (own - timedelta(days=1), 404)):
        await house.rows(TOWER, "update archive_grant set until = $2 where item = $1", item, until)
        assert (await reader.get(path)).status_code == seen, (zone, until)


@pytest.mark.req("ARCH-30")
async def test_leave_that_is_ended_closes_at_once_and_stays_on_the_list(house: House) -> None:
    _, item, path = await secret_paper(house)
    gm, reader = await house.sign_in("harbour.gm"), await house.sign_in("harbour.finance")
    form = {"person": str(await person(house, "harbour.finance")), "item": str(item), "until": in_days(9), "reason": "审计"}  # fmt: skip
    await gm.post(f"{AT}/archives/grants", form)
    grant = await house.value(TOWER, "select id from archive_grant where item = $1", item)
    assert (await reader.get(path)).status_code == 200
    ended = await gm.post(f"{AT}/archives/grants/{grant}/ending", {})
    assert ended.status_code == 303
    assert (await reader.get(path)).status_code == 404
    assert (await gm.post(f"{AT}/archives/grants/{grant}/ending", {}, key=uuid4().hex)).status_code == 409  # fmt: skip
    assert "审计" in (await gm.get(f"{AT}/archives/grants")).text
    own = await house.value(TOWER, "select id from archive_grant where role = 'general_manager'")
    kept = await gm.post(f"{AT}/archives/grants/{own}/ending", {})
    assert kept.status_code == 422
    manager = await house.sign_in("harbour.manager")
    assert (await manager.post(f"{AT}/archives/grants", form)).status_code == 403


@pytest.mark.req("ARCH-30")
async def test_who_may_not_read_asks_and_the_general_manager_answers(house: House) -> None:
    into, items = await shelf(house, ("保洁合同",), key="contracts", data=PDF)
    reader, gm = await house.sign_in(BORROWER), await house.sign_in("harbour.gm")
    page = f"{AT}/archives/items/{items[0]}"
    assert "申请查阅" in (await reader.get(page)).text
    wish = {"reason": "核对扣款条款"}
    assert (await reader.post(f"{page}/leave", wish)).status_code == 303
    assert (await reader.post(f"{page}/leave", wish, key=uuid4().hex)).status_code == 422
    assert "核对扣款条款" in (await gm.get(f"{AT}/archives/grants")).text
    assert "祁大勇" in text(await gm.get(f"{AT}/inbox"))
    form = {"person": str(await person(house, BORROWER)), "item": str(items[0]), "until": in_days(1), "reason": "同意"}  # fmt: skip
    assert (await gm.post(f"{AT}/archives/grants", form)).status_code == 303
    assert await house.value(TOWER, "select answer from archive_wish") == "granted"
    leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", items[0])
    assert (await reader.get(f"{page}/files/{leaf}")).content == PDF
    # with leave the paper itself is read on the spot, and that is kept as a look
    loan = await ask(house, BORROWER, into, items, way="on_the_spot", due_on=in_days(0))
    await approve(house, loan, "harbour.gm")
    assert (await counting(house, loan, "handing-out", keeper="harbour.secretary", secret=pin(BORROWER))).status_code == 303  # fmt: skip
    looks = await house.rows(TOWER, "select how from archive_reading where item = $1 order by at", items[0])  # fmt: skip
    assert [r["how"] for r in looks] == ["downloaded", "seen"]


@pytest.mark.req("ARCH-30")
async def test_looks_at_confidential_papers_are_shown_to_those_who_watch(house: House) -> None:
    _, items = await shelf(house, ("保洁合同",), key="contracts", data=PDF)
    leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", items[0])
    page = f"{AT}/archives/items/{items[0]}"
    finance = await house.sign_in("harbour.finance")
    assert (await finance.get(f"{page}/files/{leaf}")).status_code == 200
    gm, manager = await house.sign_in("harbour.gm"), await house.sign_in("harbour.manager")
    assert "褚慧敏" in (await gm.get(page)).text
    assert "褚慧敏" in (await manager.get(page)).text
    assert "查阅记录" not in text(await finance.get(page))
    assert "褚慧敏" in (await gm.get(f"{AT}/archives/grants")).text


@pytest.mark.req("ARCH-32", "PPL-8")
async def test_a_visitor_borrows_with_letter_and_identity_paper_and_the_leader_approves(
    house: House,
) -> None:
    into, items = await shelf(house)
    host = await house.sign_in("harbour.steward1")
    form = {
        "volume": str(into), "items": [str(items[0])], "purpose": "核对保修", "way": "lend", "due_on": in_days(3), "visitor": "孟祥",
        "organisation": "澄海电梯公司", "id_kind": "identity_card", "id_no": "310101199003074219",
    }  # fmt: skip
    path = f"{AT}/archives/loans/visitor"
    without = await host.post(path, form)
    assert without.status_code == 422
    assert "澄海电梯公司" in without.text
    answer = await host.post(path, form, key=uuid4().hex, files={"letter": ("介绍信.pdf", PDF)})
    assert answer.status_code == 303, answer.text
    loan = UUID(answer.headers["location"].rpartition("/")[2])
    await approve(house, loan, "harbour.manager")
    assert await state(house, loan) == "asked"
    await approve(house, loan, "harbour.gm")
    assert await state(house, loan) == "approved"
    page = (await host.get(f"{AT}/archives/loans/{loan}")).text
    assert "310****4219" in page
    assert "310101199003074219" not in page
    assert (await host.get(f"{AT}/archives/loans/{loan}/letter")).content == PDF
    paper = await house.value(TOWER, "select frozen from signing_paper where subject_id = $1", loan)
    assert "310101199003074219" not in paper
    assert "澄海电梯公司" in paper
    shown = await host.post(f"{AT}/archives/loans/{loan}/identity", {})
    assert "310101199003074219" in shown.text
    noted = await house.rows(TOWER, "select field from reveal where subject_id = $1", loan)
    assert [r["field"] for r in noted] == ["id_no"]
    trail = "select count(*) from audit where after::text like '%310101199003074219%'"
    assert await house.value(TOWER, trail) == 0


@pytest.mark.req("ARCH-32")
async def test_the_parent_company_has_its_own_form_and_the_slip_carries_both_signatures(
    house: House,
) -> None:
    into, items = await shelf(house)
    host = await house.sign_in("harbour.steward1")
    form = {
        "volume": str(into), "items": [str(items[0])], "purpose": "集团审计", "way": "lend", "due_on": in_days(3), "visitor": "孟祥",
        "organisation": "审计部", "letter_no": "沧函〔2026〕12号",
    }  # fmt: skip
    assert "函件编号" in (await host.get(f"{AT}/archives/loans/new?volume={into}&kind=parent")).text
    answer = await host.post(f"{AT}/archives/loans/parent", form)
    assert answer.status_code == 303, answer.text
    loan = UUID(answer.headers["location"].rpartition("/")[2])
    await approve(house, loan, "harbour.gm")
    done = await counting(house, loan, "handing-out", secret=pin("harbour.steward1"))
    assert done.status_code == 303
    slip = await host.post(f"{AT}/archives/loans/{loan}/slip", {})
    await house.work()
    made = await host.get(slip.headers["location"] + "/file")
    assert made.content.startswith(b"%PDF"), (await host.get(slip.headers["location"])).text
    found = signs(made.content)
    for expected in ("上级公司借阅档案登记单", "汤雅琴", "冯翀", "审计部", "来人领取签字"):
        assert expected in found, found


@pytest.mark.req("ARCH-34")
async def test_a_lost_paper_is_reported_signed_by_a_manager_and_stays_with_the_item(
    house: House,
) -> None:
    into, items = await shelf(house)
    loan = await out(house, BORROWER, into, items)
    clerk, manager = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.manager")
    form = {
        "item": str(items[0]), "loan": str(loan), "kind": "lost", "happened_on": in_days(0), "words": "搬机房时遗失",
        "responsible": str(await person(house, BORROWER)), "responsibility": "借阅人保管不当", "measure": "补办复印件",
    }  # fmt: skip
    written = await clerk.post(f"{AT}/archives/reports", form)
    assert written.status_code == 303, written.text
    report = written.headers["location"]
    sign = {"measure": "补办复印件并书面检讨", "pin": pin("harbour.manager")}
    assert (await clerk.post(f"{report}/signature", sign)).status_code == 403
    assert (await manager.post(f"{report}/signature", sign | {"pin": "1"})).status_code == 422
    assert await state(house, loan) == "out"
    assert (await manager.post(f"{report}/signature", sign, key=uuid4().hex)).status_code == 303
    assert (await manager.post(f"{report}/signature", sign, key=uuid4().hex)).status_code == 409
    assert await state(house, loan) == "back"
    page = text(await clerk.get(f"{AT}/archives/items/{items[0]}"))
    assert "遗失" in page
    assert "经理已签" in page
    assert "借阅人保管不当" in text(await manager.get(report))
    stranger = await house.sign_in("harbour.cashier")
    assert (await stranger.get(report)).status_code == 404
    with pytest.raises(Exception, match="permission denied"):
        await house.rows(TOWER, "delete from archive_report")


@pytest.mark.req("ARCH-34", "ARCH-30")
async def test_a_report_about_a_secret_paper_is_known_to_nobody_else(house: House) -> None:
    _, item, _ = await secret_paper(house)
    secretary, manager = await house.sign_in("harbour.secretary"), await house.sign_in("harbour.manager")  # fmt: skip
    form = {"item": str(item), "kind": "leaked", "happened_on": in_days(0), "words": "会后外传", "responsibility": "与会人员"}  # fmt: skip
    written = await secretary.post(f"{AT}/archives/reports", form)
    assert written.status_code == 303
    assert (await manager.get(written.headers["location"])).status_code == 404
    assert "收购谈判" not in (await manager.get(f"{AT}/archives/reports")).text
    assert "收购谈判" not in (await manager.get(f"{AT}/inbox")).text
    gm = await house.sign_in("harbour.gm")
    assert "收购谈判" in (await gm.get(f"{AT}/archives/reports")).text


@pytest.mark.req("ARCH-35", "PPL-4")
async def test_nobody_leaves_with_a_paper_in_their_hands(house: House) -> None:
    into, items = await shelf(house, ("电梯维修记录", "水泵维修记录"))
    held = await out(house, BORROWER, into, items[:1])
    waits = await approved(house, BORROWER, into, items[1:])
    manager = await house.sign_in("harbour.manager")
    leaver, heir = await person(house, BORROWER), await person(house, "harbour.steward1")
    page = f"{AT}/people/{leaver}/leaving"
    assert "档案借阅" in text(await manager.get(page))
    form = {"reason": "辞职", "successor": str(heir)}
    refused = await manager.post(page, form)
    assert refused.status_code == 422
    back = await counting(house, held, "taking-back", secret=pin(BORROWER))
    assert back.status_code == 303
    left = await manager.post(page, form, key=uuid4().hex)
    assert left.status_code == 303, text(left)
    borrower = await house.value(TOWER, "select borrower from archive_loan where id = $1", waits)
    assert borrower == heir
    assert await house.value(TOWER, "select borrower from archive_loan where id = $1", held) == leaver  # fmt: skip
