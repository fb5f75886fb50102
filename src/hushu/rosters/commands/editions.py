"""An edition is sent to be signed, takes effect, is confirmed, and is taken back by the next one (ROST-5, ROST-6)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.rosters import queries
from hushu.rosters.commands.planning import BEING_SIGNED, TOPIC, lay_cells
from hushu.rosters.commands.telling import tell_edition
from hushu.rosters.events import RosterInForce
from hushu.rosters.queries.editions import Edition, edition, in_force, plan_of, unconfirmed
from hushu.rosters.rules.checks import findings
from hushu.rosters.rules.editions import Frozen, Somebody, differences, label
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

CHAIN, SUBJECT = "roster_edition", "roster"
Over = PaperRefused | PaperReturned | PaperWithdrawn
NOTHING = N_("Nothing is planned yet. Plan at least one shift before it is sent.")
NOTHING_NEW = N_("Nothing differs from the edition in force.")
WHY = N_("Say why the published roster is changed: everybody affected reads it.")
WHY_SO = N_(
    "%(n)s things do not fit. Mend them, or say why the roster is to take effect nevertheless."
)
ELSEWHERE = N_(
    "%(name)s still works on %(day)s by the edition in force of another roster. Publish that one first."
)
NEW = """insert into roster_edition (id, roster, number, state, reason, exceptions, plan, made_by, made_at, granted_by)
         values ($1, $2, $3, 'signing', $4, $5, $6, $7, $8, $9)"""
NEXT = "select coalesce(max(number), -1) + 1 from roster_edition where roster = $1 and state <> 'dropped'"
STATE = "update roster set state = $2 where id = $1"
TAKEN = """select p.name, s.day from roster_shift s join person p on p.property = s.property and p.id = s.person
            where s.roster <> $1 and (s.person, s.day) in (select * from unnest($2::uuid[], $3::date[])) limit 1"""
RECALL = "update roster_edition set state = 'recalled', recalled_at = $2 where roster = $1 and state = 'in_force'"
ENTER = "update roster_edition set state = 'in_force', in_force_at = $2 where id = $1 and state = 'signing' returning id"
DROP = "update roster_edition set state = 'dropped' where id = $1 and state = 'signing' returning roster"
# What was worked stays as it was in force then, however late an edition is approved (ROST-10).
CLEAR = "delete from roster_shift where roster = $1 and ends_at > $2"
FILL = """insert into roster_shift (person, day, roster, edition, shift, begins_at, ends_at)
          select n.person, n.day, $1, $2, s.id, n.begins_at, n.ends_at
            from unnest($3::uuid[], $4::date[], $5::text[], $6::timestamptz[], $7::timestamptz[])
              as n (person, day, shift, begins_at, ends_at) join shift s on s.key = n.shift
          on conflict (property, person, day) do nothing"""
COPY = """insert into roster_copy (edition, person, asked, told_at)
          select $1, n.person, n.asked, $4 from unnest($2::uuid[], $3::boolean[]) as n (person, asked)"""
CONFIRM = """update roster_copy c set confirmed_at = $3 where c.edition = $1 and c.person = $2 and c.confirmed_at is null
                and exists (select from roster_edition e where e.id = c.edition and e.state = 'in_force') returning edition"""
MINE = "select confirmed_at is not null from roster_copy where edition = $1 and person = $2"


class Taken(msgspec.Struct, frozen=True):
    """A day that another roster in force holds."""

    name: str
    day: date


async def submit(roster: UUID, reason: str, exceptions: str) -> UUID:
    """Sends the plan as an edition to its signers; gives the paper. Raises Conflict, Refused, NotHere."""
    month = await queries.month(roster, lock=True)
    if month.state == "signing":
        raise Conflict(BEING_SIGNED)
    sheet = await queries.sheet(roster)
    plan = sheet.frozen()
    if not plan.cells:
        raise Refused("", NOTHING)
    current = await in_force(roster)
    if current is not None and not any(differences(await plan_of(current), plan)):
        raise Refused("", NOTHING_NEW)
    if current is not None and not reason:
        raise Refused("reason", WHY)
    wrong = len(findings(sheet.roster))
    if wrong and not exceptions:
        raise Refused("exceptions", WHY_SO, n=wrong)
    await nowhere_else(roster, plan)
    made = await new_edition(roster, plan, reason, exceptions)
    await database.execute(STATE, roster, "signing")
    await signing.ensure_chain(CHAIN)
    live.changed(TOPIC)
    title = await title_of(made)
    content = {
        "roster": roster,
        "reason": reason,
        "exceptions": exceptions,
        "plan": msgspec.to_builtins(plan, str_keys=True),
    }
    paper = await signing.start(
        CHAIN, subject=SUBJECT, subject_id=made, title=title, content=content
    )
    await database.execute("update roster_edition set paper = $2 where id = $1", made, paper)
    return paper


async def new_edition(
    roster: UUID, plan: Frozen, reason: str, exceptions: str = "", granted_by: UUID | None = None
) -> UUID:
    """Freezes a plan as the roster's next edition, not yet in force."""
    made = new_id()
    body = msgspec.json.encode(plan).decode()
    number = await database.value(NEXT, roster)
    await database.execute(
        NEW, made, roster, number, reason, exceptions, body, me(), clock.now(), granted_by
    )
    return made


async def nowhere_else(roster: UUID, plan: Frozen) -> None:
    """Nobody is in two places by two editions in force. Raises Refused."""
    places = [(person, day) for person, days in plan.cells.items() for day in days]
    found = await database.row(Taken, TAKEN, roster, [p for p, _ in places], [d for _, d in places])
    if found is not None:
        raise Refused("", ELSEWHERE, name=found.name, day=f"{found.day:%m-%d}")


async def title_of(edition_id: UUID) -> str:
    """How an edition is called on paper: month, team and edition."""
    one = await edition(edition_id)
    return translate(
        N_("Duty roster %(month)s, %(team)s, %(edition)s"),
        month=f"{one.month:%Y-%m}", team=one.team_name, edition=label(one.number),
    )  # fmt: skip


async def paper_agreed(fact: PaperAgreed) -> None:
    """Every signature is there: the edition takes effect."""
    if fact.subject == SUBJECT:
        await put_in_force(fact.subject_id)


async def paper_over(fact: Over) -> None:
    """Refused, given back to its maker or withdrawn: the plan can be changed again."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    roster: UUID | None = await database.value(DROP, fact.subject_id)
    if roster is not None:
        await database.execute(STATE, roster, "in_force" if await in_force(roster) else "draft")
        live.changed(TOPIC)


async def put_in_force(edition_id: UUID) -> None:
    """The edition counts from now, the one before is taken back, everybody on either is told. Raises Conflict the second time."""
    one = await edition(edition_id)
    before = await in_force(one.roster)
    now, plan = clock.now(), await plan_of(edition_id)
    old = await plan_of(before) if before else None
    await database.execute(RECALL, one.roster, now)
    if await database.value(ENTER, edition_id, now) is None:
        raise Conflict(BEING_SIGNED)
    await _fill(one, plan, now if before else None)
    affected = {change.person for change in differences(old, plan)} if old else set(plan.cells)
    affected |= await unconfirmed(before) if before else set()
    await _hand_out(edition_id, [*(old.people if old else ()), *plan.people], affected)
    await database.execute(STATE, one.roster, "in_force")
    await tell_edition(one, affected, recalled=before)
    await emit(RosterInForce(one.roster, edition_id, tuple(sorted(affected))))
    live.changed(TOPIC)


async def _fill(one: Edition, plan: Frozen, since: datetime | None) -> None:
    """The shifts in force are those of the edition, by the property's clock; since: only what ends after that."""
    zone, shifts = clock.zone(here().time_zone), {shift.key: shift for shift in plan.shifts}
    rows = [
        (person, day, key, *shifts[key].span(day, zone))
        for person, days in plan.cells.items() for day, key in days.items()
    ]  # fmt: skip
    if since is not None:
        await database.execute(CLEAR, one.roster, since)
        rows = [row for row in rows if row[-1] > since]
    if rows:
        await database.execute(FILL, one.roster, one.id, *map(list, zip(*rows, strict=True)))


async def _hand_out(edition_id: UUID, people: Iterable[Somebody], affected: set[UUID]) -> None:
    holders = list(dict.fromkeys(one.id for one in people))
    asked = [one in affected for one in holders]
    await database.execute(COPY, edition_id, holders, asked, clock.now())


async def confirm(edition_id: UUID) -> None:
    """The acting person has read their copy; once is enough. Raises NotHere, Conflict for one taken back."""
    if await database.value(CONFIRM, edition_id, me(), clock.now()) is not None:
        live.changed(TOPIC)
        return
    done = await database.value(MINE, edition_id, me())
    if done is None:
        raise NotHere
    if not done:
        raise Conflict(
            N_("This edition was taken back. Your copy of the newest one waits for you.")
        )


async def restore(roster: UUID) -> None:
    """The plan is again what the edition in force says; nothing published changes. Raises Conflict, Refused, NotHere."""
    month = await queries.month(roster, lock=True)
    if month.state != "in_force":
        raise Conflict(BEING_SIGNED) if month.state == "signing" else NotHere
    current = await in_force(roster)
    if current is None:
        raise NotHere
    sheet, plan = await queries.sheet(roster), await plan_of(current)
    own = {place for place, _ in sheet.roster.plan.items() if place not in sheet.elsewhere}
    wanted = {place: "" for place in own if place[1] in set(sheet.roster.days)}
    wanted |= {
        (person, day): key for person, days in plan.cells.items() for day, key in days.items()
    }
    await lay_cells(roster, wanted)
    live.changed(TOPIC)
