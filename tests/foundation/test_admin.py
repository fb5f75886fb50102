"""Platform operators manage companies, properties and accounts, and read no property's record."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pyotp
import pytest
from httpx import ASGITransport, AsyncClient

from hushu.foundation import throttle
from hushu.foundation.platform import Operator, do_deed, make_operator
from hushu.foundation.settings import settings
from world import TOWER, House, application

PASSWORD = "three gulls over the old pier"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LEGITIMATE = {"outbox"}  # the relay carries work; its rows name records by id


def code(ago: int = 0) -> str:
    """The code on the operator's phone, now or `ago` half minutes before."""
    return pyotp.TOTP(SECRET).at(int(time.time()) - 30 * ago)


@asynccontextmanager
async def at_the_door() -> AsyncIterator[AsyncClient]:
    """A browser at the operators' sign-in, over https."""
    transport = ASGITransport(app=application())  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="https://127.0.0.1:8000/admin") as client:
        await client.get("/")
        more = {
            "Origin": "https://127.0.0.1:8000",
            "X-CSRFToken": client.cookies["csrftoken"],
        }
        client.headers.update(more)
        yield client


async def sign_in(browser: AsyncClient, **typed: str) -> int:
    """What the sign-in answers to the operator's name with what else is typed."""
    answer = await browser.post("/public/login/", json={"username": "zhou", **typed})
    return answer.status_code


@pytest.fixture
async def operator(house: House) -> AsyncIterator[AsyncClient]:
    """An operator's browser, signed in."""
    await make_operator("zhou", PASSWORD, SECRET)
    async with at_the_door() as browser:
        assert await sign_in(browser, password=PASSWORD, mfa_code=code()) == 200
        yield browser


@pytest.mark.req("TEN-6", "T15")
async def test_an_operator_needs_password_and_a_code_that_counts_once(house: House) -> None:
    await make_operator("zhou", PASSWORD, SECRET)
    async with at_the_door() as browser:
        used, earlier = code(), code(1)
        assert await sign_in(browser, password=PASSWORD) == 401
        assert await sign_in(browser, password=PASSWORD, mfa_code="000000") == 401
        assert await sign_in(browser, password="wrong" * 3, mfa_code=used) == 401
        assert (await browser.get("/api/tables/")).status_code == 401
        assert await sign_in(browser, password=PASSWORD, mfa_code=used) == 200
        assert (await browser.get("/api/tables/")).status_code == 200
        enrolled = {"action": "revoke", "password": PASSWORD}
        await browser.post("/api/mfa-setup/", json=enrolled)
    async with at_the_door() as thief:
        for seen in (used, earlier):
            assert await sign_in(thief, password=PASSWORD, mfa_code=seen) == 401
        assert await sign_in(thief, password=PASSWORD) == 401


@pytest.mark.req("TEN-6", "T15")
async def test_an_operator_without_a_secret_is_let_in_by_no_code(house: House) -> None:
    await make_operator("zhou", PASSWORD, "")
    async with at_the_door() as browser:
        for guess in ("", "0", code()):
            assert await sign_in(browser, password=PASSWORD, mfa_code=guess) == 401


@pytest.mark.req("TEN-6", "T15")
async def test_guessing_an_operators_code_or_password_stops_also_for_the_right_one(
    house: House,
) -> None:
    await make_operator("zhou", PASSWORD, SECRET)
    async with at_the_door() as browser:
        for _ in range(throttle.CODE):
            assert await sign_in(browser, password=PASSWORD, mfa_code="000000") == 401
        assert await sign_in(browser, password=PASSWORD, mfa_code=code()) == 401
    await throttle.forget("operator-code", "zhou", throttle.CODE)
    for _ in range(throttle.PERSON):
        assert await Operator.login("zhou", "wrong" * 3) is None
    assert await Operator.login("zhou", PASSWORD) is None


@pytest.mark.req("TEN-6")
async def test_a_new_enrolment_ends_what_the_old_one_opened(
    house: House, operator: AsyncClient
) -> None:
    assert (await operator.get("/api/tables/")).status_code == 200
    assert not await make_operator("zhou", PASSWORD, SECRET[::-1])
    assert (await operator.get("/api/tables/")).status_code == 401


@pytest.mark.req("TEN-6", "T1")
async def test_the_platform_role_is_denied_every_record_and_every_secret(house: House) -> None:
    platform = await asyncpg.connect(settings().platform_database_url)
    owner = await house.owner()
    tables = [
        r[0] for r in await owner.fetch(
            """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'property'
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"""
        )
    ]  # fmt: skip
    assert {"person", "audit", "file", "script", "membership", "session"} <= set(tables)
    try:
        for table in sorted(set(tables) - LEGITIMATE):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await platform.fetch(f'select * from "{table}" limit 1')
        for column in ("password_hash", "totp_secret"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await platform.fetch(f"select {column} from account")
        for column in ("settings", "address", "hotline"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await platform.fetch(f"select {column} from property")
        for table in ("company", "property", "account", "platform_deed"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await platform.execute(f"delete from {table}")
    finally:
        await platform.close()


@pytest.mark.req("TEN-6")
async def test_nobody_enters_the_admin_without_being_an_operator(house: House) -> None:
    admin = await house.sign_in("cangyu.admin")
    assert (await admin.get("/admin")).headers["location"] == "/admin/"
    for path in ("/admin/api/tables/", "/admin/api/tables/company/", "/admin/api/user/"):
        assert (await admin.get(path)).status_code == 401
    page = await admin.get("/admin/")
    assert "script-src 'self';" in page.headers["content-security-policy"]


@pytest.mark.req("TEN-6")
async def test_an_operator_sees_companies_properties_and_accounts_only(
    operator: AsyncClient,
) -> None:
    assert sorted((await operator.get("/api/tables/")).json()) == [
        "account",
        "company",
        "platform_deed",
        "property",
    ]
    rows = (await operator.get("/api/tables/property/")).json()["rows"]
    assert TOWER in {row["slug"] for row in rows}
    assert set(rows[0]) == {
        "id",
        "company",
        "slug",
        "name",
        "kind",
        "time_zone",
        "suspended_at",
        "created_at",
    }
    accounts = (await operator.get("/api/tables/account/")).json()["rows"]
    assert not {"password_hash", "totp_secret"} & set(accounts[0])
    for method in ("DELETE", "PATCH", "PUT"):
        answer = await operator.request(method, f"/api/tables/property/{rows[0]['id']}/", json={})
        assert answer.status_code in {404, 405, 422}
    assert (await operator.get("/api/tables/person/")).status_code == 404


@pytest.mark.req("TEN-6", "TEN-8")
async def test_a_suspended_property_is_read_only_and_the_reason_is_kept(
    house: House, operator: AsyncClient
) -> None:
    deed = {"target": TOWER, "reason": "欠费三个月，已书面通知"}
    answer = await operator.post("/api/forms/suspend-property/", json=deed)
    assert answer.status_code == 200, answer.text
    manager = await house.sign_in("harbour.manager")
    assert (await manager.get(f"/p/{TOWER}/rights")).status_code == 200
    refused = await manager.post(
        f"/p/{TOWER}/headquarters-access", {"username": "cangyu.admin"}, key="k"
    )
    assert refused.status_code == 403
    kept = (await operator.get("/api/tables/platform_deed/")).json()["rows"]
    assert [(d["operator"], d["target"], d["reason"]) for d in kept] == [
        ("zhou", TOWER, deed["reason"])
    ]
    twice = await operator.post("/api/forms/suspend-property/", json=deed)
    assert twice.status_code == 422
    assert await do_deed("zhou", "open property", TOWER, "已缴清")
    assert (
        await manager.post(f"/p/{TOWER}/headquarters-access", {"username": "x.y"}, key="k2")
    ).status_code == 422


@pytest.mark.req("TEN-6", "T14")
async def test_closing_an_account_or_a_company_ends_its_sessions(house: House) -> None:
    receptionist = await house.sign_in("harbour.reception1")
    assert await do_deed("zhou", "close account", "harbour.reception1", "本人申请")
    assert (await receptionist.get(f"/p/{TOWER}/rights")).headers["location"].startswith("/sign-in")
    manager = await house.sign_in("harbour.manager")
    stranger = await house.sign_in("riverside.manager")
    assert await do_deed("zhou", "close company", "cangyu", "合同到期")
    assert (await manager.get(f"/p/{TOWER}/rights")).headers["location"].startswith("/sign-in")
    assert (await stranger.get("/p/riverside/rights")).status_code == 200
    assert await do_deed("zhou", "open company", "cangyu", "已续约")
    assert (
        await (await house.sign_in("harbour.manager")).get(f"/p/{TOWER}/rights")
    ).status_code == 200
    actors = await (await house.owner()).fetch(
        "select distinct actor from audit where actor like 'operator:%'"
    )
    assert [a[0] for a in actors] in (
        [],
        ["operator:zhou"],
    )  # the owner sees the trail only where a policy lets it
