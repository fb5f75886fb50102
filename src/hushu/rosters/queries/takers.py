"""Who may take somebody's shifts: the people of the team whose shifts they are (ROST-7)."""

from collections.abc import Collection, Iterable
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.people.queries import Colleague, colleagues


class TeamOf(msgspec.Struct, frozen=True):
    """A team's posts. works: the person has shifts of it to come; belongs: the person's post is one of them."""

    posts: list[str]
    works: bool
    belongs: bool


TEAMS = """select t.posts, exists (select from roster_shift s join roster r on r.property = s.property and r.id = s.roster
                                    where r.property = t.property and r.team = t.id and s.person = $1 and s.ends_at > $2),
                  exists (select from person p join post o on o.property = p.property and o.id = p.post
                           where p.property = t.property and p.id = $1 and o.key = any (t.posts))
             from roster_team t order by t.place"""


def teams_seen_by(person: UUID) -> Asked[TeamOf]:
    """Every team as this person stands to it, to be asked together with what else a page needs."""
    return Asked(TeamOf, TEAMS, (person, clock.now()))


def posts_beside(teams: Iterable[TeamOf]) -> set[str]:
    """The posts whose people take the person's shifts: of the teams of the shifts to come, else of their own post."""
    theirs = [one for one in teams if one.works] or [one for one in teams if one.belongs]
    return {post for one in theirs for post in one.posts}


def takers(people: Iterable[Colleague], posts: Collection[str], giver: UUID) -> list[Colleague]:
    """Those of these posts who could take the giver's shift, whoever holds the giver's own post first."""
    people = list(people)
    own = next((one.post_key for one in people if one.id == giver), "")
    found = [one for one in people if one.post_key in posts and one.id != giver]
    return sorted(found, key=lambda one: one.post_key != own)


def offered(people: Iterable[Colleague]) -> list[tuple[UUID, str]]:
    """They as the choices of a form."""
    return [(one.id, one.name) for one in people]


async def may_stand_in(person: UUID, stand_in: UUID) -> bool:
    """Whether that colleague could take this person's shifts."""
    [teams] = await database.together(teams_seen_by(person))
    return stand_in in {one.id for one in takers(await colleagues(), posts_beside(teams), person)}
