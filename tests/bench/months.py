"""A roster of thirty people for the bench: laid in SQL, looked at by a receptionist, edited by the supervisor."""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import asyncpg
from httpx import AsyncClient

from bench.load import Request
from hushu.foundation import clock
from hushu.foundation.calendar import next_month
from hushu.foundation.tenancy import opened
from hushu.rosters import queries
from hushu.rosters.commands.editions import new_edition, put_in_force

PEOPLE, EDITOR = 30, "harbour.supervisor"
SHOWN, EDITED = "a roster, 30 people x 31 days", "one day of that roster, all checks"
FOLK = """insert into person (property, id, name, sort_key, post, roles, created_at)
          select p.id, gen_random_uuid(), '测试员' || n, 'ceshi' || lpad(n::text, 2, '0'), o.id, '{control_room}', now() - interval '1 year'
            from property p join post o on o.property = p.id and o.key = 'control_room', generate_series(1, $1::int) n
           where p.slug = 'harbour'"""
MONTH = """insert into roster (property, id, team, month, made_by, made_at)
           select t.property, gen_random_uuid(), t.id, $1, (select q.id from person q where q.property = t.property order by q.id limit 1), now()
             from roster_team t join property p on p.id = t.property where p.slug = 'harbour' and t.key = 'control'"""
CELLS = """insert into roster_cell (property, id, roster, person, day, shift)
           select r.property, gen_random_uuid(), r.id, q.id, d.day::date, s.id
             from roster r join property p on p.id = r.property
             join lateral (select w.id, row_number() over (order by w.sort_key, w.id) as n from person w
                             join post o on o.property = w.property and o.id = w.post
                            where w.property = r.property and o.key = 'control_room') q on true,
                  generate_series(r.month, r.month + interval '1 month' - interval '1 day', '1 day') with ordinality d (day, no)
             join shift s on true
            where p.slug = 'harbour' and r.month = $1 and s.property = r.property
              and s.key = (array['early', 'middle', 'night'])[1 + (q.n + d.no) % 5]"""


WHERE = """select r.property, r.id, p.id from roster r join account a on a.username = $2
             join person p on p.account = a.id and p.property = r.property
             join roster_team t on t.id = r.team where r.month = $1 and t.key = 'control'"""


class Laid(NamedTuple):
    """Where the month is, and who makes it."""

    property: UUID
    roster: UUID
    person: UUID


def month() -> date:
    """A month of thirty-one days that nobody of the demo plans."""
    found = next_month(next_month(clock.now().date()))
    while (next_month(found) - found).days < 31:
        found = next_month(found)
    return found


async def laid(superuser: str) -> Laid:
    """Twenty-five more in the control room beside the demo's five, and their month."""
    connection = await asyncpg.connect(superuser)
    try:
        await connection.execute("set session_replication_role = replica")
        await connection.execute(FOLK, PEOPLE - 5)
        await connection.execute(MONTH, month())
        await connection.execute(CELLS, month())
        await connection.execute("analyze")
        return Laid(*await connection.fetchrow(WHERE, month(), EDITOR))
    finally:
        await connection.close()


async def published(one: Laid) -> None:
    """That month in force, as most are that are looked at: the page compares the plan with what was signed."""
    async with opened(one.property, person=one.person):
        plan = (await queries.sheet(one.roster)).frozen()
        await put_in_force(await new_edition(one.roster, plan, "", "", one.person))


async def place(client: AsyncClient, home: str) -> str:
    """Where that roster is."""
    index = await client.get(f"{home}/rosters")
    links = re.findall(rf'href="({home}/rosters/[0-9a-f-]{{36}})">{month():%Y-%m}<', index.text)
    return str(links[0])


async def edit(client: AsyncClient, roster: str, cookie: str) -> Request:
    """One day of one person, as the form without scripts sends it: it names no former letter, so each request is a good one."""
    page = (await client.get(roster)).text
    person = re.findall(r'data-person="([0-9a-f-]{36})"', page)[12]
    token = page.split('X-CSRF-Token":"')[1].split('"')[0]
    day = str(month().replace(day=15))
    body = urlencode({"person": person, "since": day, "until": day, "letter": "早", "_csrf": token})
    return Request(f"{roster}/stretch", cookie, "POST", body, {"HX-Request": "true"})
