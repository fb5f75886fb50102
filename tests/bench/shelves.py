"""Archives of the bench: filled in SQL, searched, looked at, filed into and printed as people do it."""

import asyncio
import os
import time
from typing import Any
from unittest.mock import patch
from uuid import UUID

import asyncpg

from bench.accounts import memory_kib
from bench.floors import timed
from bench.papers import scanned
from hushu.archives import commands
from hushu.archives.commands import reading_files
from hushu.archives.printing.papers import catalog as make
from hushu.archives.queries.finding import FOUND
from hushu.archives.rules.grams import wanted
from hushu.foundation import clock, database, files
from hushu.foundation.house import stand
from hushu.foundation.papers import Sheet
from hushu.foundation.tenancy import ENTER, opened
from hushu.modules import MODULES

WORDS = "(array['电梯困人救援', '地下车库排水泵检修', '消防演练', '业户装修申请', '外墙清洗'])[1 + n % 5]"
TERMS = """insert into archive_term (property, id, key, code, name, place, years)
           select p.id, gen_random_uuid(), 'y30', 'D30', '30 年', 1, 30 from property p where p.slug = any ($1)
           on conflict do nothing"""
CLASSES = """insert into archive_class (property, id, key, code, name, keeper, medium, term, trigger, lending)
             select p.id, gen_random_uuid(), 'bench', 'ZZ01', '测试类', 'clerk', 'both', 'y30', 'filing', 'lend'
               from property p where p.slug = any ($1) on conflict do nothing"""
VOLUMES = """insert into archive_volume (property, id, class, year, no, number, title, term, trigger, secrecy, opened_on, items, pages)
             select c.property, gen_random_uuid(), c.id, 2026, n, 'ZZ01·2026-D30-' || lpad(n::text, 4, '0'), '测试案卷 ' || n, 'y30',
                    'filing', 0, '2026-01-01', 100, 300
               from archive_class c join property p on p.id = c.property, generate_series(1, ($2 + 99) / 100) n
              where c.key = 'bench' and p.slug = any ($1)"""
ITEMS = f"""insert into archive_item (property, id, volume, class, no, number, title, doc_no, author, dated, pages, secrecy, medium,
                                     term, trigger, filed_at)
            select v.property, gen_random_uuid(), v.id, v.class, n, v.number || '-' || lpad(n::text, 3, '0'),
                   '关于' || v.no || '期第' || n || '次' || {WORDS} || '情况的报告', '港物〔2026〕' || n || '号', '工程部',
                   date '2026-01-01' + (v.no * 7 + n) % 300, 3, 0, 'paper', v.term, v.trigger, now()
              from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
              join property p on p.id = v.property, generate_series(1, least(100, $2::int)) n
             where c.key = 'bench' and p.slug = any ($1)"""
TEXTS = """insert into archive_text (property, item, dated, grams)
           select i.property, i.id, i.dated, array(select distinct substr(i.title, s, l) from generate_series(1, length(i.title)) s,
                    generate_series(1, 2) l where s + l <= length(i.title) + 1)
             from archive_item i join property p on p.id = i.property where p.slug = any ($1) on conflict do nothing"""
LARGE_PDF = 5_000_000


async def filled(superuser: str, items: int, slugs: list[str] | None) -> str:
    """So many items in each of these properties, every other one where none is named; the id of the first."""
    connection = await asyncpg.connect(superuser)
    try:
        await connection.execute("set session_replication_role = replica")
        named = slugs or [
            r[0]
            for r in await connection.fetch("select slug from property where slug like 'bench-p%'")
        ]
        for part in range(0, len(named), 50):
            some = named[part : part + 50]
            await connection.execute(TERMS, some)
            await connection.execute(CLASSES, some)
            await connection.execute(VOLUMES, some, items)
            await connection.execute(ITEMS, some, items)
            await connection.execute(TEXTS, some)
        await connection.execute("vacuum analyze")
        return str(await connection.fetchval("select id from property where slug = $1", named[0]))
    finally:
        await connection.close()


async def searched(connection: asyncpg.Connection, place: str, two: str) -> float:
    """Milliseconds of the house's own search for two characters, as its clerk."""
    who = await connection.fetchval("select set_config('hushu.property', $1, true)", place)
    person = await connection.fetchval(
        "select id from person where 'clerk' = any (roles) and closed_at is null limit 1"
    )
    await connection.execute(ENTER, who, "bench", str(person))
    rest = (None, None, None, "", "", None, None, 51)
    return await timed(connection, FOUND, *rest, wanted(two), 51)


async def filing(app_url: str, place: UUID, count: int = 30) -> dict[str, float]:
    """Files of 5 MB filed by two at once with hash, seal, text and thumbnail; how many a minute."""
    stand(MODULES)
    await database.connect(app_url, size=4)
    try:
        began, cpu = time.monotonic(), time.process_time()
        await asyncio.gather(
            _several(place, range(0, count, 2)), _several(place, range(1, count, 2))
        )
        spent = time.monotonic() - began
        return {
            "a minute, two at once": count * 60 / spent,
            "cpu_s each": (time.process_time() - cpu) / count,
        }
    finally:
        await database.disconnect()


async def _several(place: UUID, numbers: range) -> None:
    for n in numbers:
        async with opened(place):
            await _file(n)


async def _file(n: int) -> None:
    into = await database.value(
        "select id from archive_volume where state = 'open' and title like '测试案卷%' order by no limit 1"
    )
    kept = await files.keep(f"{n}.pdf", scanned(n, LARGE_PDF), files.PDF, sealed=True)
    item = await commands.file_item(
        commands.Filing(
            volume=into, title=f"第{n}份扫描件", dated=clock.today(), files=(kept,), medium="both"
        )
    )
    await reading_files.read_item(item)


async def catalog(app_url: str, place: UUID) -> dict[str, Any]:
    """The whole catalog of items of the large property as PDF and as a spreadsheet: seconds, and the memory it took."""
    stand(MODULES)
    await database.connect(app_url, size=4)
    made: dict[str, Any] = {}
    try:
        for form in ("pdf", "xlsx"):
            before, began = memory_kib([os.getpid()]), time.monotonic()
            async with opened(place):
                with patch("hushu.foundation.papers.progress", _silent):
                    sheet = await make(kind="items", form=form)
            assert isinstance(sheet, Sheet)
            made[form] = {
                "s": time.monotonic() - began, "bytes": len(sheet.data),
                "MiB more here": (memory_kib([os.getpid()]) - before) / 1024,
            }  # fmt: skip
    finally:
        await database.disconnect()
    return made


async def _silent(percent: int) -> None:
    """Nobody looks at the bench's papers."""
