"""The audit trail: what is in it, who sees it, and that nobody changes it unseen."""

import asyncio
import os
import random
import subprocess
import sys
from typing import Any

import asyncpg
import pytest

from moment import PYTHON_PATH
from world import RIVERSIDE, TOWER, House, text

REHASH = "update audit set hash = audit_hash(audit) where property = $1 and no = $2"


@pytest.mark.req("TEN-10")
@pytest.mark.req("T10")
async def test_a_change_stands_in_the_trail_with_who_when_from_where_before_and_after(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    clerk = await house.rows(
        TOWER, "select p.*, o.key from person p join post o on o.id = p.post where o.key = 'clerk'"
    )
    form = {"name": clerk[0]["name"], "post": clerk[0]["post"], "phone": "13900001234", "roles": ["clerk", "cashier"],
            "superior": clerk[0]["superior"] or ""}  # fmt: skip
    assert (await manager.post(f"/p/{TOWER}/people/{clerk[0]['id']}", form)).status_code == 303
    page = await manager.get(f"/p/{TOWER}/audit?table=person&record={clerk[0]['id']}")
    words = text(page)
    assert "沈若瑜" in words
    assert "127.0.0.1" in words
    assert f"{clerk[0]['phone'][:3]}****{clerk[0]['phone'][-4:]}" in words
    assert "139****1234" in words
    assert "收费员" in words
    assert clerk[0]["phone"] not in page.text
    assert "13900001234" not in page.text
    history = await manager.get(f"/p/{TOWER}/people/{clerk[0]['id']}/history")
    assert "139****1234" in text(history)
    assert "13900001234" not in history.text


@pytest.mark.req("TEN-10")
async def test_every_record_made_stands_in_its_own_propertys_chain_with_its_content(
    house: House,
) -> None:
    owner = await house.owner()
    kinds = "select distinct table_name from audit where property = any($1)"
    inside = {r[0] for r in await owner.fetch(kinds, list(house.properties.values()))}
    assert {"property", "post", "person", "script", "unit"} <= inside
    assert "account" not in inside  # it may enter several: its changes stand in the company's chain
    outside = "select distinct table_name from audit where property = '00000000-0000-0000-0000-000000000000'"
    assert {r[0] for r in await owner.fetch(outside)} <= {"company", "platform_operator"}
    empty = "select count(*) from audit where (deed <> 'insert' and before is null) or (deed <> 'delete' and after is null)"
    assert await owner.fetchval(empty) == 0
    made = await owner.fetchval(
        "select after from audit where table_name = 'post' and deed = 'insert' limit 1"
    )
    assert '"name"' in made


@pytest.mark.req("TEN-10")
async def test_the_trail_is_paged_by_number_and_filtered_by_day_and_person(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    first = await manager.get(f"/p/{TOWER}/audit")
    newest = await house.value(TOWER, "select max(no) from audit")
    assert f'id="entry-{newest}"' in first.text
    second = await manager.get(f"/p/{TOWER}/audit?before={newest - 49}")
    assert f'id="entry-{newest - 50}"' in second.text
    assert f'id="entry-{newest - 49}"' not in second.text
    nothing = await manager.get(f"/p/{TOWER}/audit?day=2001-01-01")
    assert 'id="entry-' not in nothing.text


@pytest.mark.req("TEN-10")
async def test_only_those_with_the_right_read_the_trail_and_strangers_find_nothing(
    house: House,
) -> None:
    receptionist, stranger = (
        await house.sign_in("harbour.reception1"),
        await house.sign_in("riverside.manager"),
    )
    for path in ("/audit", "/audit/proof"):
        assert (await receptionist.get(f"/p/{TOWER}{path}")).status_code == 403
        assert (await stranger.get(f"/p/{TOWER}{path}")).status_code == 404


@pytest.mark.req("TEN-10")
async def test_not_even_the_owner_rewrites_the_trail_by_mistake(house: House) -> None:
    owner = await house.owner()
    for deed in ("update audit set actor = 'x'", "delete from audit", "truncate audit"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute(deed)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await house.rows(TOWER, "insert into audit select * from audit limit 1")


class Forger:
    """Somebody with every right in the database, who switched the guards off."""

    def __init__(
        self, owner: asyncpg.Connection, realm: Any, last: int, dice: random.Random
    ) -> None:
        self.owner, self.realm, self.last, self.dice = owner, realm, last, dice

    async def run(self, sql: str, *args: Any) -> None:
        """One statement in this chain: $1 is the property."""
        await self.owner.execute(sql, self.realm, *args)

    async def edit(self) -> set[int]:
        """Another actor, another time, other values."""
        k = self.dice.randint(1, self.last)
        what = self.dice.choice(
            ("actor = actor || '.'", "at = at + interval '1 microsecond'", "row_id = row_id || '0'", "origin = '10.0.0.9'",
             "after = coalesce(after, '{}') || '{\"name\": \"forged\"}'", "person = gen_random_uuid()",
             "deed = case deed when 'insert' then 'delete' else 'insert' end")
        )  # fmt: skip
        await self.run(f"update audit set {what} where property = $1 and no = $2", k)
        return {k}

    async def edit_and_rehash(self) -> set[int]:
        """With a fitting hash the entry holds by itself, but the next one, or the end, does not."""
        k = self.dice.randint(1, self.last)
        await self.run("update audit set actor = 'forged' where property = $1 and no = $2", k)
        await self.run(REHASH, k)
        return {min(k + 1, self.last)}

    async def delete(self) -> set[int]:
        """One entry less."""
        k = self.dice.randint(1, self.last)
        await self.run("delete from audit where property = $1 and no = $2", k)
        return {k}

    async def reorder(self) -> set[int]:
        """Two entries change places."""
        i, j = sorted(self.dice.sample(range(1, self.last + 1), 2))
        await self.run("update audit set no = -no where property = $1 and no = $2", i)
        await self.run("update audit set no = $3 where property = $1 and no = $2", j, i)
        await self.run("update audit set no = $3 where property = $1 and no = $2", -i, j)
        return {i}

    async def cut(self) -> set[int]:
        """The end is cut off."""
        k = self.dice.randint(1, self.last)
        await self.run("delete from audit where property = $1 and no >= $2", k)
        return {k}

    async def insert(self) -> set[int]:
        """A copy of an entry after it, everything behind pushed on."""
        k = self.dice.randint(1, self.last)
        await self.run("update audit set no = -(no + 1) where property = $1 and no > $2", k)
        await self.run("update audit set no = -no where property = $1 and no < 0")
        await self.run(
            """insert into audit select property, no + 1, at, person, actor, origin, table_name, row_id, deed, before, after,
                 hash, hash from audit where property = $1 and no = $2""", k,
        )  # fmt: skip
        if self.dice.random() < 0.5:
            await self.run(REHASH, k + 1)
            return {k + 2 if k < self.last else k + 1}
        return {k + 1}

    async def move_the_end(self) -> set[int]:
        """The record of where the chain ends says something else."""
        await self.run("update audit_head set hash = sha256('forged') where property = $1")
        return {self.last}


@pytest.mark.req("T32")
@pytest.mark.req("TEN-10")
async def test_every_forgery_at_a_random_place_is_found_and_the_first_bad_entry_named(
    house: House,
) -> None:
    owner, realm = await house.owner(), house.properties[RIVERSIDE]
    await owner.execute("alter table audit disable trigger user")
    last = await owner.fetchval("select max(no) from audit where property = $1", realm)
    assert await owner.fetchval("select audit_first_broken($1)", realm) is None
    dice = random.Random(32)
    forger = Forger(owner, realm, last, dice)
    deeds = (
        forger.edit,
        forger.edit_and_rehash,
        forger.delete,
        forger.reorder,
        forger.cut,
        forger.insert,
        forger.move_the_end,
    )
    for trial in range(280):
        work = owner.transaction()
        await work.start()
        deed = deeds[trial % len(deeds)]
        expected = await deed()
        found = await owner.fetchval("select audit_first_broken($1)", realm)
        await work.rollback()
        assert {found} == expected, (
            f"{deed.__name__} in trial {trial}: named {found}, not {expected}"
        )
    assert await owner.fetchval("select audit_first_broken($1)", realm) is None


@pytest.mark.req("T32")
async def test_the_page_names_the_entry_that_does_not_hold(house: House) -> None:
    manager, owner = await house.sign_in("harbour.manager"), await house.owner()
    assert "banner-success" in (await manager.get(f"/p/{TOWER}/audit/proof")).text
    await owner.execute("alter table audit disable trigger user")
    await owner.execute(
        "update audit set actor = 'nobody' where property = $1 and no = 7", house.properties[TOWER]
    )
    page = await manager.get(f"/p/{TOWER}/audit/proof")
    assert "banner-danger" in page.text
    assert "第 7 条" in text(page)


@pytest.mark.req("TEN-10")
@pytest.mark.req("T32")
async def test_the_command_proves_every_chain_and_finds_one_rewritten_as_a_whole(
    house: House,
) -> None:
    owner, realm = await house.owner(), house.properties[TOWER]
    whole = await verify()
    assert whole.returncode == 0, whole.stdout + whole.stderr
    await owner.execute("alter table audit disable trigger user")
    await owner.execute("update audit set actor = 'nobody' where property = $1 and no = 5", realm)
    broken = await verify()
    assert broken.returncode == 1
    assert "澄港国际中心: audit entry 5 does not hold" in broken.stderr
    await owner.execute(
        """do $$ declare e audit%rowtype; before bytea; begin
             for e in select * from audit where no >= 5 order by property, no loop
               if e.property = (select id from property where slug = 'harbour') then
                 select hash into before from audit where property = e.property and no = e.no - 1;
                 e.previous := before; e.hash := audit_hash(e);
                 update audit set previous = e.previous, hash = e.hash where property = e.property and no = e.no;
                 update audit_head set hash = e.hash where property = e.property;
               end if;
             end loop; end $$"""
    )
    assert await owner.fetchval("select audit_first_broken($1)", realm) is None
    rewritten = await verify()
    assert rewritten.returncode == 1
    assert "the chain was rewritten" in rewritten.stderr


async def verify() -> subprocess.CompletedProcess[str]:
    """The command as an operator runs it, over this test's database."""
    command = [sys.executable, "-m", "hushu.cli", "verify"]
    environment = {**os.environ, "PYTHONPATH": PYTHON_PATH}
    return await asyncio.to_thread(
        subprocess.run, command, env=environment, capture_output=True, text=True
    )
