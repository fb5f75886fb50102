"""Fills a house: properties of their own, each with its log; as the superuser, without the audit trail's triggers."""

import asyncpg

COMPANIES = """insert into company (slug, name) select 'bench-' || c, '测试物业 ' || c from generate_series(1, 20) c"""
PROPERTIES = """
  insert into property (company, slug, name, kind, settings, hotline)
  select (select id from company where slug = 'bench-' || (1 + n % 20)), 'bench-p' || n, '测试项目 ' || n,
         case when n % 2 = 0 then 'office_tower' else 'residential' end, p.settings, '021-58881206'
    from generate_series(1, $1::int) n, property p where p.slug = 'harbour'"""
POSTS = """
  insert into post (property, id, key, name, place)
  select p.id, gen_random_uuid(), 'receptionist', '前台接待', 1 from property p where p.slug like 'bench-p%'"""
PERSONS = """
  insert into person (property, id, name, sort_key, post, created_at)
  select p.id, gen_random_uuid(), '测试前台', 'ceshi', (select o.id from post o where o.property = p.id limit 1), now()
    from property p where p.slug like 'bench-p%'"""
LINES = """
  insert into log_line ({columns})
  select {values}
    from property p
    join lateral (select id from person where property = p.id order by id limit 1) who on true,
         generate_series(1, $1::int) n
   where p.slug = any ($2::text[])"""


async def fill(
    superuser: str, properties: int, columns: dict[str, str], lines: int, slugs: list[str] | None
) -> None:
    """So many further properties with so many lines each; `columns` says how a line is made in SQL."""
    connection = await asyncpg.connect(superuser)
    try:
        await connection.execute("set session_replication_role = replica")
        if properties:
            for statement in (COMPANIES, POSTS, PERSONS):
                if statement is POSTS:
                    await connection.execute(PROPERTIES, properties)
                await connection.execute(statement)
        if slugs is None:
            slugs = [
                r[0]
                for r in await connection.fetch(
                    "select slug from property where slug like 'bench-p%'"
                )
            ]
        sql = LINES.format(columns=", ".join(columns), values=", ".join(columns.values()))
        for part in range(0, len(slugs), 100):
            await connection.execute(sql, lines, slugs[part : part + 100])
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
