"""What rosters remind of: what is due, copies not confirmed, changes that wait, tomorrow's shift (ROST-9)."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import next_month
from hushu.foundation.opened import setting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.notices.commands import notify
from hushu.people.queries import with_role
from hushu.rosters.commands.changes import approvers, end_change
from hushu.rosters.commands.telling import tell
from hushu.rosters.queries.changes import PATH, expired_changes
from hushu.rosters.queries.days import coming_festivals, months_due
from hushu.rosters.queries.leave import without_certificate
from hushu.rosters.queries.planned import planned
from hushu.rosters.queries.report import closing_day, report_of

PLANNER, KEEPER = "supervisor", "clerk"
CHASED = timedelta(days=14)  # then it is for the planner to decide
HOLIDAY_DAYS = frozenset({14, 7, 3, 1, 0})  # before it is due; every day once it is overdue
STALE = timedelta(hours=24)
SOON = timedelta(hours=48)
FOLLOWS_WITHIN = timedelta(days=3)
DUE_DAYS = 7
ROSTER_DUE = N_("The rosters of %(month)s are due: %(teams)s")
HOLIDAY_DUE = N_("The roster for %(name)s goes to the personnel office by %(day)s")
CONFIRM = N_("Please confirm your shifts of %(month)s, %(team)s")
UNCONFIRMED = N_("%(n)s have not confirmed %(month)s, %(team)s: %(names)s")
WAITS = N_("A change of shifts of %(day)s still waits: %(giver)s")
PASSED = N_("the day is over, and it was not decided")
TOMORROW = N_("Tomorrow, %(day)s: %(shift)s, %(begins)s to %(ends)s")
CERTIFICATE = N_("The doctor's certificate of %(name)s, ill until %(day)s, is missing")
REPORT_DUE = N_("The attendance of %(month)s is to be reported to the personnel office")


class Unconfirmed(msgspec.Struct, frozen=True):
    """A copy that its holder has had for a day without confirming it."""

    edition: UUID
    maker: UUID
    month: date
    team: str
    person: UUID
    name: str


class Hanging(msgspec.Struct, frozen=True):
    """A change that somebody has not answered: the other one, or whoever approves."""

    id: UUID
    state: str
    taker: UUID | None
    approver: UUID | None
    giver: str
    day: date


COPIES = """select e.id, e.made_by, r.month, t.name, c.person, p.name from roster_copy c
  join roster_edition e on e.property = c.property and e.id = c.edition and e.state = 'in_force'
  join roster r on r.property = e.property and r.id = e.roster join roster_team t on t.property = r.property and t.id = r.team
  join person p on p.property = c.property and p.id = c.person and p.closed_at is null
 where c.asked and c.confirmed_at is null and c.told_at < $1 order by r.month, t.place, p.sort_key"""
CHANGES = """select c.id, c.state, c.taker, c.approver, g.name, c.day from shift_change c
  join person g on g.property = c.property and g.id = c.giver
  left join roster_shift s on s.property = c.property and s.person = c.giver and s.day = c.day
 where c.state in ('asked', 'agreed') and (c.asked_at < $1 or s.begins_at < $2)"""


async def remind() -> None:
    """The morning's reminders of the property."""
    today = clock.today()
    await _rosters(today)
    await _holidays(today)
    await _copies()
    await _changes(clock.now())
    await _certificates(today)
    await _report(today)


async def remind_tomorrow() -> None:
    """The evening before: everybody with a shift tomorrow."""
    day = clock.today() + timedelta(days=1)
    first, last = clock.day_bounds(day)
    for one in await planned(first, last):
        if one.day == day:
            hours = {
                "begins": f"{clock.local(one.begins_at):%H:%M}",
                "ends": f"{clock.local(one.ends_at):%H:%M}",
            }
            await tell(
                [one.person],
                "rosters.tomorrow",
                TOMORROW,
                "/shifts",
                day=f"{day:%m-%d}",
                shift=one.shift_name,
                **hours,
            )


async def _rosters(today: date) -> None:
    month = next_month(today)
    if (month - today).days > int(setting("roster_due_days", DUE_DAYS)):
        return
    due = await months_due(month)
    if due:
        said = {"month": f"{month:%Y-%m}", "teams": "、".join(one.name for one in due)}
        await tell(await _with(PLANNER), "rosters.due", ROSTER_DUE, "/rosters", **said)


async def _holidays(today: date) -> None:
    for one in await coming_festivals():
        left = (one.festival.due - today).days
        if one.handed is None and (left < 0 or left in HOLIDAY_DAYS):
            said = {"name": one.festival.name, "day": f"{one.festival.due:%m-%d}"}
            await tell(
                await _with(PLANNER), "rosters.holiday", HOLIDAY_DUE, "/rosters/holidays", **said
            )


async def _copies() -> None:
    """Who has not confirmed for a day is asked again; who made the edition sees who it is."""
    late = await database.rows(Unconfirmed, COPIES, clock.now() - STALE)
    for edition in dict.fromkeys(one.edition for one in late):
        rows = [one for one in late if one.edition == edition]
        said = {"month": f"{rows[0].month:%Y-%m}", "team": rows[0].team}
        await tell(
            [one.person for one in rows],
            "rosters.confirm",
            CONFIRM,
            f"/shifts?month={said['month']}",
            **said,
        )
        names = "、".join(one.name for one in rows[:6])
        link = f"/rosters/editions/{edition}#copies"
        await tell(
            [rows[0].maker],
            "rosters.unconfirmed",
            UNCONFIRMED,
            link,
            n=len(rows),
            names=names,
            **said,
        )


async def _changes(now: datetime) -> None:
    """What nobody decided in time is over; what still can be is asked for again."""
    for gone in await expired_changes(now):
        await end_change(gone, "lapsed", translate(PASSED))
    for one in await database.rows(Hanging, CHANGES, now - STALE, now + SOON):
        asked = (
            {one.taker} - {None}
            if one.state == "asked"
            else await approvers(one.approver, one.taker)
        )
        said = {"day": f"{one.day:%m-%d}", "giver": one.giver}
        await tell(
            {who for who in asked if who}, "rosters.change", WAITS, PATH % {"id": one.id}, **said
        )


async def _certificates(today: date) -> None:
    for one in await without_certificate(today - FOLLOWS_WITHIN, today - CHASED):
        said = {"name": one.name, "day": f"{one.last:%m-%d}"}
        await tell(
            [one.person, *await _with(KEEPER)],
            "rosters.certificate",
            CERTIFICATE,
            "/shifts/leave",
            **said,
        )


async def _report(today: date) -> None:
    month = today.replace(day=1)
    if today.day >= closing_day() and await report_of(month) is None:
        for person in await _with(KEEPER):
            link = at(f"/attendance/month?month={month:%Y-%m}")
            await notify(person, "rosters.report", REPORT_DUE, link=link, month=f"{month:%Y-%m}")


async def _with(role: str) -> list[UUID]:
    return [one.id for one in await with_role(role)]
