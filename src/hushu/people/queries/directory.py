"""The directory: the list of people, one person's page, the posts as a tree (PPL-1, PPL-3)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere

PAGE = 100


class Line(msgspec.Struct, frozen=True):
    """One line of the people page."""

    id: UUID
    name: str
    phone: str
    post: UUID
    post_name: str
    superior: UUID | None
    superior_name: str | None
    roles: list[str]
    on_leave: bool
    leave_until: date | None
    on_call: bool
    present: bool
    account: bool
    closed: bool


class Person(msgspec.Struct, frozen=True):
    """Everything one person's page shows."""

    id: UUID
    name: str
    phone: str
    post: UUID
    post_name: str
    post_key: str
    duties: list[str]
    superior: UUID | None
    superior_name: str | None
    roles: list[str]
    account: UUID | None
    pin: bool
    signature: UUID | None
    leave_from: date | None
    leave_until: date | None
    on_leave: bool
    created_at: datetime
    closed_at: datetime | None
    closed_reason: str


class PersonAccount(msgspec.Struct, frozen=True):
    """A colleague's account as their manager sees it; `elsewhere`: only the company may reset it."""

    id: UUID
    username: str
    totp: bool
    must_change: bool
    password_changed_at: datetime
    sessions: int
    seen_at: datetime | None
    elsewhere: bool


class PostLine(msgspec.Struct, frozen=True):
    """A post of this property."""

    id: UUID
    key: str
    name: str
    reports_to: UUID | None
    roles: list[str]
    duties: list[str]
    place: int


class Node(msgspec.Struct):
    """A post in the tree, with who holds it and the posts below it."""

    post: PostLine
    people: list[Line]
    below: list["Node"]


LINES = """select p.id, p.name, p.phone, o.id, o.name, p.superior, s.name, p.roles,
                  coalesce($1::date between p.leave_from and p.leave_until, false), p.leave_until,
                  exists (select 1 from on_call c where c.property = p.property and c.person = p.id
                                                    and c.starts_at <= $2 and c.ends_at > $2),
                  p.id in (select person from people_present()), p.account is not null, p.closed_at is not null
             from person p join post o on o.property = p.property and o.id = p.post
             left join person s on s.property = p.property and s.id = p.superior """
SEARCH = """where (p.closed_at is not null) = $3 and ($4 = '' or o.key = $4) and ($5 = '' or $5 = any (p.roles))
              and ($6 = '' or p.name ilike '%' || $6 || '%' or p.initials ~ ('(^| )' || $7)
                   or regexp_replace(p.sort_key, '[^a-z]', '', 'g') like $7 || '%' or o.name ilike '%' || $6 || '%'
                   or (length($8) >= 4 and p.phone like '%' || $8))
              and ($9::uuid is null or (p.sort_key, p.id) > (select n.sort_key, n.id from person n where n.id = $9))
            order by p.sort_key, p.id limit $10"""
ONE = """select p.id, p.name, p.phone, o.id, o.name, o.key, o.duties, p.superior, s.name, p.roles, p.account,
                p.pin_hash <> '', p.signature, p.leave_from, p.leave_until,
                coalesce($1::date between p.leave_from and p.leave_until, false), p.created_at, p.closed_at,
                p.closed_reason
           from person p join post o on o.property = p.property and o.id = p.post
           left join person s on s.property = p.property and s.id = p.superior where p.id = $2"""


async def lines(
    text: str = "",
    *,
    post: str = "",
    role: str = "",
    closed: bool = False,
    after: UUID | None = None,
) -> list[Line]:
    """People by name; `text` is a part of the name or post, pinyin, initials, or the phone's last digits."""
    typed = text.replace("\\", "").replace("%", "").replace("_", "")
    letters = "".join(c for c in typed.lower() if "a" <= c <= "z")
    latin = letters if letters and typed.isascii() else "-"
    digits = typed if typed.isdigit() else ""
    return await database.rows(
        Line,
        LINES + SEARCH,
        clock.today(),
        clock.now(),
        closed,
        post,
        role,
        typed,
        latin,
        digits,
        after,
        PAGE,
    )


async def person(wanted: UUID) -> Person:
    """One person, closed or not. Raises NotHere."""
    found = await database.row(Person, ONE, clock.today(), wanted)
    if found is None:
        raise NotHere
    return found


async def account_of(wanted: UUID) -> PersonAccount | None:
    """The person's account, without its secrets."""
    return await database.row(PersonAccount, "select * from account_of_person($1)", wanted)


async def posts() -> list[PostLine]:
    """Every post, in the pack's order."""
    sql = "select id, key, name, reports_to, roles, duties, place from post order by place, name"
    return await database.rows(PostLine, sql)


async def post(wanted: UUID) -> PostLine:
    """One post. Raises NotHere."""
    sql = "select id, key, name, reports_to, roles, duties, place from post where id = $1"
    found = await database.row(PostLine, sql, wanted)
    if found is None:
        raise NotHere
    return found


async def tree() -> list[Node]:
    """The organisation: posts below the post they report to, each with its people (PPL-1)."""
    everybody = await database.rows(
        Line,
        LINES + "where p.closed_at is null order by p.sort_key, p.id",
        clock.today(),
        clock.now(),
    )
    nodes = {p.id: Node(p, [], []) for p in await posts()}
    for line in everybody:
        nodes[line.post].people.append(line)
    for node in nodes.values():
        if node.post.reports_to in nodes and node.post.reports_to is not None:
            nodes[node.post.reports_to].below.append(node)
    return [node for node in nodes.values() if node.post.reports_to is None]
