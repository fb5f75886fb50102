"""The database keeps properties apart by itself; asked of its own catalogue."""

import inspect
from typing import Any

import asyncpg
import pytest
from piccolo.table import Table

from hushu.foundation.tables import PropertyTable
from hushu.modules import MODULES
from world import House

SHARED = {
    "migration",
    "company",
    "property",
    "account",
    "membership",
    "session",
    "audit",
    "audit_head",
}
OPERATORS = {"signup_key", "platform_operator", "platform_session", "platform_deed"}

TABLES = """
  select c.oid, c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         pg_get_userbyid(c.relowner) as owner,
         (select a.attnotnull from pg_attribute a where a.attrelid = c.oid and a.attname = 'property') as has_property
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname = 'public' order by 2"""
KEYS = """
  select i.relname as name, x.indisunique as uniq, x.indisprimary as prim,
         (select a.attname from pg_attribute a where a.attrelid = x.indrelid and a.attnum = x.indkey[0]) as first
    from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = $1"""
FOREIGN = """
  select o.conname as name, array(select a.attname from unnest(o.conkey) k join pg_attribute a
           on a.attrelid = o.conrelid and a.attnum = k) as columns, o.confrelid::regclass::text as target
    from pg_constraint o where o.contype = 'f' and o.conrelid = $1"""


# What a definer function of the owner reads, with the property in its own condition.
BY_FUNCTION = {("archive_text", "by_search", "hushu_owner")}


async def property_tables(owner: asyncpg.Connection) -> list[asyncpg.Record]:
    """Every table that belongs to properties: all but the few shared ones."""
    return [r for r in await owner.fetch(TABLES) if r["name"] not in SHARED | OPERATORS]


@pytest.mark.req("TEN-4", "T3")
async def test_every_property_table_is_walled_in(house: House) -> None:
    owner = await house.owner()
    found = await property_tables(owner)
    assert len(found) > 10
    for table in found:
        assert table["has_property"], f"{table['name']}: property is missing or may be null"
        assert table["secured"] and table["forced"], (
            f"{table['name']}: row-level security is not forced"
        )
        assert table["owner"] == "hushu_owner"
        policies = await owner.fetch(
            "select polname, polpermissive, pg_get_expr(polqual, polrelid) as seen, pg_get_expr(polwithcheck, polrelid) as written, "
            "array(select rolname from pg_roles where oid = any(polroles)) as roles from pg_policy where polrelid = $1",
            table["oid"],
        )
        for policy in policies:
            if set(policy["roles"]) == {"hushu_platform"} or not policy["polpermissive"]:
                continue  # the relay's own; and a restrictive one only narrows what the others allow
            if (table["name"], policy["polname"], *policy["roles"]) in BY_FUNCTION:
                continue
            assert "property_here()" in policy["seen"], table["name"]
            assert "property_here()" in (policy["written"] or ""), table["name"]
        assert any(p["polname"] == "of_property" for p in policies), table["name"]


@pytest.mark.req("TEN-4", "T3", "T6")
async def test_every_key_and_reference_begins_with_the_property(house: House) -> None:
    owner = await house.owner()
    names = {table["name"] for table in await property_tables(owner)}
    for table in await property_tables(owner):
        for key in await owner.fetch(KEYS, table["oid"]):
            if key["uniq"]:
                assert key["first"] == "property", f"{table['name']}.{key['name']}"
        for reference in await owner.fetch(FOREIGN, table["oid"]):
            if reference["target"].strip('"') in names:
                assert reference["columns"][0] == "property", f"{table['name']}.{reference['name']}"


@pytest.mark.req("T5")
async def test_functions_beyond_a_property_have_a_fixed_path_and_no_view_leaks(
    house: House,
) -> None:
    owner = await house.owner()
    loose = await owner.fetch(
        "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where prosecdef and "
        "n.nspname = 'public' and not coalesce(proconfig::text, '') like '%search_path=public, pg_temp%'"
    )
    views = await owner.fetch(
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and "
        "(relkind = 'm' or relkind = 'v' and not coalesce(reloptions::text, '') like '%security_invoker=true%')"
    )
    anybody = await owner.fetch(
        "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where prosecdef and "
        "n.nspname = 'public' and has_function_privilege('public', p.oid, 'execute')"
    )
    assert ([r[0] for r in loose], [r[0] for r in views], [r[0] for r in anybody]) == ([], [], [])


@pytest.mark.req("TEN-4", "T4")
async def test_with_nothing_open_the_application_sees_no_row_and_no_error(house: House) -> None:
    from hushu.foundation import database

    owner = await house.owner()
    for table in await property_tables(owner):
        async with database.transaction() as connection:
            assert await connection.fetchval(f'select count(*) from "{table["name"]}"') == 0


def declared_tables() -> list[type[Table]]:
    """Every Piccolo table of the modules."""
    found: dict[str, type[Table]] = {}
    for module in MODULES:
        try:
            tables: Any = __import__(f"hushu.{module.name}.tables", fromlist=["*"])
        except ModuleNotFoundError:
            continue
        for _, kind in inspect.getmembers(tables, inspect.isclass):
            if issubclass(kind, PropertyTable) and kind is not PropertyTable:
                found[kind._meta.tablename] = kind
    return list(found.values())


@pytest.mark.req("TEN-4")
async def test_declared_tables_and_the_real_ones_agree(house: House) -> None:
    owner = await house.owner()
    assert declared_tables()
    for kind in declared_tables():
        name = kind._meta.tablename
        real = await owner.fetch(
            "select a.attname, format_type(a.atttypid, null) from pg_attribute a "
            "where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped", name
        )  # fmt: skip
        types = {r[0]: r[1] for r in real}
        columns = {c._meta.db_column_name: c for c in kind._meta.columns}
        assert set(columns) <= set(types), (name, set(columns) - set(types))
        for column, declared in columns.items():
            said = declared.column_type.lower().replace("timestamptz", "timestamp with time zone")
            assert said.split("(")[0] in types[column] or types[column] in said, (
                name,
                column,
                said,
                types[column],
            )
