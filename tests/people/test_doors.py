"""The database itself asks for proof before it begins a session or changes an account (PPL-5, T14)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from hushu.foundation import database, sessions
from hushu.people.secrets import hashed, proof
from world import GARDEN, TOWER, Browser, House, credentials, pin, text

# What the application may call beyond a property's wall; a new name here is a decision.
BEYOND = {
    "account_by_username", "account_of_person", "audit_first_broken", "change_property", "claim_signup",
    "close_headquarters_account", "colleague_account", "company_card", "create_account", "create_company",
    "archive_blocked", "archive_held", "archive_out", "archive_search", "archive_still", "create_headquarters_account",
    "create_property", "document_erase_words", "document_public", "end_own_session", "end_session", "finish_signup",
    "forget_first_steps", "headquarters_account", "headquarters_people", "name_taken", "open_property", "own_account",
    "own_sessions", "pass_code", "people_present", "properties_of_company", "property_day", "property_facts",
    "proves_me", "renew_session", "reset_account", "roster_feed_public", "session_account", "session_place", "session_stage", "set_own_locale",
    "set_own_password", "set_own_totp", "short_name_taken", "sign_in", "sign_out_here", "signing_erase_words", "signing_public", "take_desk",
}  # fmt: skip
NOBODY_ACTS = [
    "select set_own_password('', 'x')",
    "select set_own_totp('', 'x', 1)",
    "select reset_account((select id from person where name = '汤雅琴'), 'x')",
    "select sign_out_here((select id from person where name = '汤雅琴'))",
    "select take_desk('x', (select id from person where name = '田甜'), '', '')",
    "select renew_session('x', '', '')",
    "select pass_code('x', 1, '', '')",
]


async def id_of(house: House, name: str, slug: str = TOWER) -> str:
    """The person's id by name."""
    return str(await house.value(slug, "select id from person where name = $1", name))


@asynccontextmanager
async def acting(token: str, slug: str = TOWER) -> AsyncIterator[asyncpg.Connection]:
    """The application's own connection, in the property this session opens."""
    async with database.transaction() as connection:
        sql = "select verdict from open_property($1, $2, '', '')"
        assert await connection.fetchval(sql, sessions.fingerprint(token), slug) == "open"
        yield connection


async def refused(token: str, sql: str, *args: Any) -> bool:
    """Whether the database refuses this to the session."""
    try:
        async with acting(token) as connection:
            await connection.execute(sql, *args)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


async def stands(browser: Browser, slug: str = TOWER) -> bool:
    """Whether the session still opens the property."""
    return (await browser.get(f"/p/{slug}/me")).status_code == 200


@pytest.mark.req("T5")
async def test_the_functions_beyond_a_property_are_these(house: House) -> None:
    found = await (await house.owner()).fetch(
        """select proname from pg_proc p where prosecdef and pronamespace = 'public'::regnamespace
              and has_function_privilege('hushu_app', p.oid, 'execute')"""
    )
    assert {r[0] for r in found} == BEYOND


@pytest.mark.req("T14", "PPL-5")
@pytest.mark.parametrize("deed", NOBODY_ACTS)
async def test_without_a_session_the_application_itself_changes_nothing(
    house: House, deed: str
) -> None:
    for forged in ("", "00" * 32):
        async with house.at(TOWER):
            await database.value("select set_config('hushu.session', $1, true)", forged)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.savepoint():
                    await database.execute(deed)


@pytest.mark.req("T14", "T15")
async def test_a_session_begins_with_the_password_alone_and_no_hash_is_given_out(
    house: House,
) -> None:
    known = credentials("harbour.clerk")
    async with database.transaction() as connection:
        shown = await connection.fetchrow("select * from account_by_username('harbour.clerk')")
        assert shown["salted"].startswith("$argon2id$")
        assert shown["salted"].endswith("$")
        begin = "select sign_in($1, 'harbour.clerk', $2, '', '')"
        for guess in (shown["salted"], await proof(shown["salted"], "wrong"), await hashed(known["password"])):  # fmt: skip
            assert await connection.fetchval(begin, b"guessed", guess) is None
        right = await proof(shown["salted"], known["password"])
        assert await connection.fetchval(begin, b"proved", right) == "open"
    async with acting((await house.sign_in("harbour.clerk")).token) as connection:
        own = await connection.fetchrow("select * from own_account()")
        sessions_shown = await connection.fetch("select * from own_sessions()")
        assert right not in str(own)
        assert "proved" not in str([r["mark"] for r in sessions_shown])
        for table in ("account", "session", "membership"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with connection.transaction():
                    await connection.fetch(f"select * from {table}")


@pytest.mark.req("PPL-5", "T14")
async def test_a_new_password_or_code_needs_the_present_password_also_at_the_database(
    house: House,
) -> None:
    token = (await house.sign_in("harbour.clerk")).token
    wrong = await hashed("wrong")
    assert await refused(token, "select set_own_password($1, 'x')", wrong)
    assert await refused(token, "select set_own_totp($1, 'x', 1)", wrong)
    async with acting(token) as connection:
        salted = await connection.fetchval("select salted from own_account()")
        right = await proof(salted, credentials("harbour.clerk")["password"])
    assert not await refused(token, "select set_own_totp($1, 'x', 1)", right)
    owner = await house.owner()
    assert (
        await owner.fetchval("select totp_secret from account where username = 'harbour.clerk'")
        == "x"
    )


@pytest.mark.req("PPL-5", "TEN-4")
async def test_the_database_lets_a_member_reset_a_colleague_of_this_property_and_nobody_else(
    house: House,
) -> None:
    manager = (await house.sign_in("harbour.manager")).token
    reset = "select reset_account($1, 'x')"
    clerk = await id_of(house, "汤雅琴")
    for name, slug in (("沈若瑜", TOWER), ("欧阳晓彤", TOWER), ("邵明远", GARDEN)):
        assert await refused(manager, reset, await id_of(house, name, slug)), name
    desk = await house.sign_in("harbour.reception1")
    taken = {"person": await id_of(house, "沈若瑜"), "pin": pin("harbour.manager")}
    assert (await desk.post(f"/p/{TOWER}/switch", taken)).status_code == 303
    assert await refused(desk.token, reset, clerk)
    assert not await refused(manager, reset, clerk)
    owner = await house.owner()
    assert await owner.fetchval("select password_hash from account where username = 'harbour.clerk'") == "x"  # fmt: skip
    stranger = await owner.fetchval(
        "select id from account where username = 'riverside.reception1'"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):  # an account of another company
        await house.rows(TOWER, "update person set account = $1 where name = '汤雅琴'", stranger)


@pytest.mark.req("TEN-1", "TEN-5")
async def test_the_console_is_the_acting_administrators_and_no_id_opens_it(house: House) -> None:
    owner = await house.owner()
    admin = await owner.fetchval("select id from account where username = 'cangyu.admin'")
    facts = '{"slug": "stolen", "name": "x", "kind": "mixed"}'
    deeds = (
        "select * from headquarters_people()",
        "select * from properties_of_company()",
        "select * from company_card()",
    )
    async with acting((await house.sign_in("harbour.manager")).token) as connection:
        for deed in deeds:
            assert await connection.fetch(deed) == []
        assert await connection.fetchval("select create_headquarters_account('cangyu.x', 'x', 'x')") is None  # fmt: skip
        assert not await connection.fetchval("select close_headquarters_account($1)", admin)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("select create_property($1, $2, '{}')", admin, facts)


@pytest.mark.req("PPL-5", "TEN-4")
async def test_signing_somebody_out_ends_this_property_for_them_and_leaves_the_other_open(
    house: House,
) -> None:
    manager, both = await house.sign_in("harbour.manager"), await house.sign_in("harbour.reception3")  # fmt: skip
    person = f"/p/{TOWER}/people/{await id_of(house, '欧阳晓彤')}"
    assert "退出本项目登录" in text(await manager.get(person))
    assert (await manager.post(f"{person}/sessions/end")).status_code == 303
    assert not await stands(both)
    assert (await both.get(f"/p/{TOWER}/people")).headers["location"].startswith("/sign-in")
    assert await stands(both, GARDEN)
    assert "0 处登录中" in text(await manager.get(person))
    again = await both.post("/sign-in", credentials("harbour.reception3"))
    assert again.status_code == 303
    assert await stands(both)
    one = await house.sign_in("harbour.clerk")
    person = f"/p/{TOWER}/people/{await id_of(house, '汤雅琴')}"
    assert (await manager.post(f"{person}/sessions/end")).status_code == 303
    assert (await one.get("/account")).headers["location"].startswith("/sign-in")


@pytest.mark.req("T14")
async def test_other_roles_here_ask_for_a_new_session_here_and_disturb_no_other_property(
    house: House,
) -> None:
    both = await house.sign_in("harbour.reception3")
    await house.rows(TOWER, "update person set roles = '{clerk}' where name = '欧阳晓彤'")
    assert not await stands(both)
    assert await stands(both, GARDEN)


@pytest.mark.req("PPL-5")
async def test_a_manager_at_an_open_desk_gets_no_own_password_without_the_present_one(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    person = f"/p/{TOWER}/people/{await id_of(house, '沈若瑜')}"
    assert "生成临时密码" not in text(await manager.get(person))
    answer = await manager.post(f"{person}/password")
    assert answer.status_code == 422
    assert "我的账号" in text(answer)
    visitor = await house.visitor()
    assert (await visitor.post("/sign-in", credentials("harbour.manager"))).status_code == 303


@pytest.mark.req("PPL-5", "T14")
async def test_a_pin_session_changes_no_password_and_no_codes_even_with_the_password(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    taken = {"person": await id_of(house, "蒋㛃"), "pin": pin("harbour.reception2")}
    assert (await desk.post(f"/p/{TOWER}/switch", taken)).status_code == 303
    known = credentials("harbour.reception2")["password"]
    new = "kerosene walnut bicycle"
    forms = {
        "/password": {"password": known, "new_password": new, "repeat": new},
        "/account/totp": {"password": known, "secret": "A" * 32, "code": "123456"},
        "/account/totp/end": {"password": known},
    }
    for path, form in forms.items():
        answer = await desk.post(path, form)
        assert answer.status_code == 422, path
        assert "PIN" in text(answer), path
    owner = await house.owner()
    place = await owner.fetchval(
        "select property from session where token_hash = $1", sessions.fingerprint(desk.token)
    )
    assert place == house.properties[TOWER]


@pytest.mark.req("PPL-5", "T14")
async def test_the_secret_of_the_codes_is_given_only_while_a_code_is_asked_for(
    house: House,
) -> None:
    owner, token = await house.owner(), (await house.sign_in("harbour.clerk")).token
    await owner.execute("update account set totp_secret = 'kept' where username = 'harbour.clerk'")
    shown = "select totp_secret from session_stage($1)"
    mark = sessions.fingerprint(token)
    async with database.transaction() as connection:
        assert await connection.fetchval(shown, mark) == ""
        await owner.execute("update session set stage = 'code' where token_hash = $1", mark)
        assert await connection.fetchval(shown, mark) == "kept"
        await connection.execute("select set_config('hushu.session', $1, true)", mark.hex())
        assert await connection.fetch("select * from own_account()") == []
