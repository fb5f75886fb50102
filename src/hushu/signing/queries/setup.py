"""Reads for setting signing up: deputies, who can be named in a chain, one's own picture."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.rights import table
from hushu.foundation.translation import N_, translate
from hushu.signing.queries.papers import staff
from hushu.signing.rules import NAMED
from hushu.signing.words import NAMES


class DeputyLine(msgspec.Struct, frozen=True):
    """A delegation: whose seat, who signs, from when to when; `mine` where the acting person gave it."""

    id: UUID
    person: str
    deputy: str
    starts_on: date
    ends_on: date
    mine: bool


async def deputies() -> list[DeputyLine]:
    """Delegations that run or will, given by the acting person or to them."""
    return await database.rows(
        DeputyLine,
        """select d.id, p.name, q.name, d.starts_on, d.ends_on, d.person = $1 from signing_deputy d
             join person p on p.property = d.property and p.id = d.person
             join person q on q.property = d.property and q.id = d.deputy
            where d.ended_at is null and d.ends_on >= $2 and $1 in (d.person, d.deputy)
            order by d.starts_on, d.id limit 50""",
        me(), clock.today(),
    )  # fmt: skip


async def choices(used: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Everybody a step may name: relations, names on the paper, posts, roles, persons, and what is `used` already."""
    people = [m for m in (await staff()).members.values() if not m.closed]
    posts = await database.connection().fetch("select key, name from post order by place, key")
    found = [
        ("superior", translate(N_("Superior of the one before"))),
        ("drafter_head", translate(N_("Head of the drafter's department"))),
    ]
    own = {who.removeprefix(NAMED) for who in used if who.startswith(NAMED)}
    for role in [*NAMES, *sorted(own - set(NAMES))]:
        name = translate(N_("Named on the paper: %(name)s"), name=translate(NAMES.get(role, role)))
        maybe = translate(N_("%(name)s (may be left out)"), name=name)
        found += [(f"{NAMED}{role}", name), (f"{NAMED}{role}?", maybe)]
    found += [
        (f"post:{row['key']}", translate(N_("Post: %(name)s"), name=row["name"])) for row in posts
    ]
    found += [
        (f"role:{key}", translate(N_("Role: %(name)s"), name=name))
        for key, name in table().roles.items()
    ]
    return found + [(f"person:{m.id}", f"{m.name} · {m.post_name}") for m in people]


async def my_signature() -> UUID | None:
    """The file of the acting person's picture, or None."""
    found = await database.value("select signature from person where id = $1", me())
    return None if found is None else UUID(str(found))
