"""People from a table: new ones are taken on, known ones brought up to date, all or nothing (PPL-7)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.imports import Tally
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import change
from hushu.foundation.translation import N_, translate
from hushu.people.commands.hiring import hire
from hushu.people.queries.directory import PostLine, posts
from hushu.people.tables import Person

MOST_SAID = 10
ROUND = N_(
    "Nothing was imported: by this table %(name)s would be their own superior, round several corners."
)
CIRCLE = """with recursive above as (
              select id, superior from person where closed_at is null
              union select a.id, p.superior from person p join above a on p.id = a.superior)
            select p.name from above a join person p on p.id = a.id where a.superior = a.id order by p.sort_key limit 1"""


class PersonLine(msgspec.Struct, frozen=True):
    """One row of the table; what is empty stays as it is."""

    name: str
    post: str
    phone: str = ""
    superior: str = ""


class Known(msgspec.Struct, frozen=True):
    """A person of this property, as rows are compared with."""

    id: UUID
    name: str
    phone: str
    post: UUID
    superior: str


class Plan(msgspec.Struct, frozen=True):
    """What laying does."""

    new: list[PersonLine]
    changed: list[tuple[Known, PersonLine]]
    same: int
    posts: dict[str, PostLine]


async def compare(lines: Sequence[PersonLine]) -> Tally:
    """What laying these rows would do; nothing is written. Raises Refused with every row that names what is not here."""
    plan = await _plan(lines)
    return Tally(new=len(plan.new), changed=len(plan.changed), same=plan.same)


async def lay(lines: Sequence[PersonLine]) -> Tally:
    """Writes the rows. A known person keeps roles and account; somebody new gets the roles of the post. Raises Refused."""
    plan = await _plan(lines)
    for line in plan.new:
        await hire(line.name, plan.posts[line.post].key, phone=line.phone)
    for known, line in plan.changed:
        await change(
            Person, known.id, post=plan.posts[line.post].id, phone=line.phone or known.phone
        )
    for line in lines:
        if line.superior:
            await database.execute(
                """update person p set superior = s.id from person s
                    where p.name = $1 and ($3 = '' or p.phone = $3) and p.closed_at is null and s.name = $2
                      and s.closed_at is null and s.id <> p.id and p.superior is distinct from s.id""",
                line.name, line.superior, line.phone,
            )  # fmt: skip
    if name := await database.value(CIRCLE):
        raise Refused("", ROUND, name=name)
    return Tally(new=len(plan.new), changed=len(plan.changed), same=plan.same)


async def _plan(lines: Sequence[PersonLine]) -> Plan:
    """Sorts the rows. Raises Refused for posts and superiors nobody knows here."""
    known = await database.rows(
        Known,
        """select p.id, p.name, p.phone, p.post, coalesce(s.name, '') from person p
             left join person s on s.property = p.property and s.id = p.superior
            where p.closed_at is null order by p.created_at, p.id""",
    )
    offered = {post.name: post for post in await posts()}
    _refuse_unknown(lines, offered, {k.name for k in known} | {line.name for line in lines})
    plan = Plan(new=[], changed=[], same=0, posts=offered)
    same = 0
    for line in lines:
        found = _match(line, lines, known)
        if found is None:
            plan.new.append(line)
        elif _differs(line, found, offered):
            plan.changed.append((found, line))
        else:
            same += 1
    return msgspec.structs.replace(plan, same=same)


def _refuse_unknown(
    lines: Sequence[PersonLine], offered: dict[str, PostLine], people: set[str]
) -> None:
    """Every row whose post or superior is not here, in one answer."""
    wrong = [
        translate(N_("%(name)s: there is no post %(post)s here"), name=line.name, post=line.post)
        for line in lines
        if line.post not in offered
    ] + [
        translate(
            N_("%(name)s: nobody here is called %(superior)s"),
            name=line.name,
            superior=line.superior,
        )
        for line in lines
        if line.superior and (line.superior not in people or line.superior == line.name)
    ]
    if wrong:
        words = "；".join(wrong[:MOST_SAID])
        raise Refused(
            "",
            N_("Nothing was imported. Mend these rows and upload the table again: %(rows)s"),
            rows=words,
        )


def _match(line: PersonLine, lines: Sequence[PersonLine], known: Sequence[Known]) -> Known | None:
    """The person a row means: name and phone, or the name alone where only one bears it here and in the table."""
    namesakes = [k for k in known if k.name == line.name]
    exact = [k for k in namesakes if line.phone and k.phone == line.phone]
    if exact:
        return exact[0]
    alone = len(namesakes) == 1 and sum(other.name == line.name for other in lines) == 1
    return namesakes[0] if alone else None


def _differs(line: PersonLine, known: Known, offered: dict[str, PostLine]) -> bool:
    """Whether the row says anything new of this person."""
    return (
        offered[line.post].id != known.post
        or (line.phone not in ("", known.phone))
        or (line.superior not in ("", known.superior))
    )
