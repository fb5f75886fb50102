"""What stands still outside does not stop signing, and what is signed elsewhere does not count here (SIGN-8, SIGN-10)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hushu.foundation import clock
from hushu.foundation.settings import settings
from pdfs import signs
from signing.helpers import as_person, deed, deeds, person, start, state
from signing.test_paper import filed
from world import TOWER, House, text


@pytest.mark.req("SIGN-5", "SIGN-10")
async def test_with_the_mail_service_down_signing_goes_on_and_the_inbox_has_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSHU_SMTP_URL", "smtp://127.0.0.1:9/?from=hushu@example.com")
    settings.cache_clear()
    supervisor = await house.sign_in("harbour.supervisor")
    wish = {"email": "supervisor@example.com", "digest": "1"}
    await supervisor.post(f"/p/{TOWER}/notices/settings", wish, key="channel")
    paper = await start(house)
    await house.work()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=30)):
        await house.work()
    sql = "select done_at, attempts from outbox where job = 'notices.digest'"
    assert [(r["done_at"], r["attempts"] > 0) for r in await house.rows(TOWER, sql)] == [
        (None, True)
    ]
    told = "select kind from notice where person = $1"
    who = await person(house, "harbour.supervisor")
    assert [r["kind"] for r in await house.rows(TOWER, told, who)] == ["signing.arrived"]
    assert "空调加时" in text(await supervisor.get(f"/p/{TOWER}/inbox"))
    assert (await deed(supervisor, paper, 1)).status_code == 303
    assert (await deed(await house.sign_in("harbour.manager"), paper, 2)).status_code == 303
    await house.work()
    assert await state(house, paper) == "agreed"
    assert (await filed(house, paper))[0].startswith(b"%PDF")


@pytest.mark.req("SIGN-3", "SIGN-4", "SIGN-8")
async def test_a_deputys_signature_names_both_on_the_page_and_on_the_pdf(house: House) -> None:
    from hushu.signing import commands

    paper, deputy = await start(house), await person(house, "harbour.clerk")
    async with await as_person(house, "harbour.supervisor"):
        await commands.name_deputy(deputy, clock.today(), clock.today())
    await deed(await house.sign_in("harbour.clerk"), paper, 1)
    manager = await house.sign_in("harbour.manager")
    await deed(manager, paper, 2)
    await house.work()
    assert text(await manager.get(f"/p/{TOWER}/signing/{paper}")).count("汤雅琴代闫䶮") == 2
    pdf, _ = await filed(house, paper)
    assert "汤雅琴代闫䶮" in signs(pdf)


@pytest.mark.req("SIGN-2", "T33", "T34")
async def test_a_signature_given_on_one_paper_does_not_hold_on_another(house: House) -> None:
    signed, bare = await start(house, title="空调加时"), await start(house, title="空调停用")
    await deed(await house.sign_in("harbour.supervisor"), signed, 1)
    owner = await house.as_owner(TOWER)
    await owner.execute("alter table signing_entry disable trigger user")
    move = """insert into signing_entry select (jsonb_populate_record(e, jsonb_build_object('paper', $2::uuid))).*
                from signing_entry e where paper = $1 and no = 2"""
    await owner.execute(move, signed, bare)
    head = """update signing_paper p set last_no = 2, last_hash = f.last_hash from signing_paper f
               where p.id = $2 and f.id = $1"""
    await owner.execute(head, signed, bare)
    assert await owner.fetchval("select signing_first_broken($1)", bare) == 2
    assert await owner.fetchval("select signing_first_broken($1)", signed) is None
    assert len(await deeds(house, bare)) == 2
