"""Whom an edition is told: everybody on it, those whose days it changes, and the heads of the departments (H0 1.1.4, 1.1.7)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hushu.foundation import database
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import colleagues
from hushu.rosters.queries.editions import Edition

YOURS = N_("Your shifts of %(month)s (%(team)s, %(edition)s): please read and confirm")
AS_BEFORE = N_("%(month)s, %(team)s: edition %(edition)s counts now; your days stay as they were")
FOR_HEADS = N_("The duty roster %(month)s of %(team)s, edition %(edition)s, counts now")
TAKE_BACK = N_("Collect the printed copies of %(month)s, %(team)s: they are taken back")
HOLDERS = "select person from roster_copy where edition = $1"
PRINTED = "select exists (select from roster_print where edition = $1 and collected_at is null)"


async def tell_edition(one: Edition, affected: set[UUID], *, recalled: UUID | None) -> None:
    """Tells them all; whoever made it collects what was printed of the edition that is taken back."""
    said: dict[str, Any] = {
        "month": f"{one.month:%Y-%m}",
        "team": one.team_name,
        "edition": one.label,
    }
    holders: set[UUID] = {row[0] for row in await database.connection().fetch(HOLDERS, one.id)}
    mine, whole = f"/shifts?month={said['month']}", f"/rosters/editions/{one.id}"
    await tell(holders & affected, "rosters.edition", YOURS, mine, **said)
    await tell(holders - affected, "rosters.edition", AS_BEFORE, mine, **said)
    await tell(await heads() - holders - {one.made_by}, "rosters.edition", FOR_HEADS, whole, **said)
    if recalled is not None and await database.value(PRINTED, recalled):
        await notify(one.made_by, "rosters.collect", TAKE_BACK, link=at(f"/rosters/editions/{recalled}"),
                     month=said["month"], team=said["team"])  # fmt: skip


async def heads() -> set[UUID]:
    """The heads of the departments: those who report to somebody who reports to nobody."""
    people = await colleagues()
    top = {one.id for one in people if one.superior is None}
    return {one.id for one in people if one.superior in top}


async def tell(people: Iterable[UUID], kind: str, title: str, link: str, **values: Any) -> None:
    """Tells each of them once, who works here."""
    wanted = set(people)
    for one in await colleagues() if wanted else ():
        if one.id in wanted:
            await notify(one.id, kind, title, link=at(link), **values)
