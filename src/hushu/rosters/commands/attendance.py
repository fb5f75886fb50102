"""Signing on and off, at the desk by PIN, at the post by its QR code, at the handover; and what the keeper corrects (ROST-10)."""

import secrets
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.people.queries import works_here
from hushu.rosters.queries.attendance import posts
from hushu.rosters.rules.attendance import LINGER, REACH, nearest
from hushu.signing import commands as signing

Deed = Literal["on", "off"]
TOPIC = "attendance"
NO_SHIFT = N_(
    "You have no shift at this hour. Whoever stands in for somebody has it approved first."
)
ALREADY_ON = N_("You have signed on already, at %(time)s.")
ALREADY_OFF = N_("You have signed off already, at %(time)s.")
NOT_ON = N_("You have not signed on to this shift. The keeper of attendance corrects it.")
OTHER_POST = N_("This is the code of another post. Scan the one where you work.")
OWN = N_("Nobody corrects their own attendance. Ask another keeper.")
BACKWARDS = N_("The end lies before the beginning.")
NOT_YET = N_("This moment has not come yet.")
SHIFTS = """select s.day, s.shift, r.team, s.begins_at, s.ends_at, a.on_at, a.off_at from roster_shift s
              join roster r on r.property = s.property and r.id = s.roster
              left join attendance a on a.property = s.property and a.person = s.person and a.day = s.day
             where s.person = $1 and s.begins_at < $2 and s.ends_at > $3 order by s.begins_at"""
ON = """insert into attendance (id, person, day, shift, begins_at, ends_at, on_at, on_how) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (property, person, day) do update set on_at = excluded.on_at, on_how = excluded.on_how
         where attendance.on_at is null returning id"""
OFF = """update attendance set off_at = $3, off_how = $4
          where person = $1 and day = $2 and on_at is not null and off_at is null and on_at < $3 returning id"""
LAY = """insert into attendance (id, person, day, shift, begins_at, ends_at)
         select $1, s.person, s.day, s.shift, s.begins_at, s.ends_at from roster_shift s where s.person = $2 and s.day = $3
         on conflict (property, person, day) do nothing"""
SEEN = "select id, on_at, off_at from attendance where person = $1 and day = $2 for no key update"
CORRECT = """update attendance set on_at = $2, off_at = $3,
    on_how = case when $2::timestamptz is null then '' when date_trunc('minute', on_at) = $2 then on_how else 'keeper' end,
    off_how = case when $3::timestamptz is null then '' when date_trunc('minute', off_at) = $3 then off_how else 'keeper' end
  where id = $1"""
KEEP = """insert into attendance_correction (id, attendance, was_on, was_off, now_on, now_off, reason, made_by, made_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""
POST = """insert into attendance_post (id, team, code, made_at) values ($1, $2, $3, $4)
          on conflict (property, team) do update set code = excluded.code, made_at = excluded.made_at"""


class Meant(msgspec.Struct, frozen=True):
    """A shift of the acting person, with what attendance says of it."""

    day: date
    shift: UUID
    team: UUID
    begins_at: datetime
    ends_at: datetime
    on_at: datetime | None
    off_at: datetime | None


class Row(msgspec.Struct, frozen=True):
    """What attendance says of a day."""

    id: UUID
    on_at: datetime | None
    off_at: datetime | None


async def meant(person: UUID, moment: datetime) -> Meant | None:
    """The shift that somebody means who signs at this moment."""
    found = await database.rows(Meant, SHIFTS, person, moment + REACH, moment - LINGER)
    left = [one for one in found if one.off_at is None] or found
    span = nearest([(one.begins_at, one.ends_at) for one in left], moment)
    return next((one for one in left if (one.begins_at, one.ends_at) == span), None)


async def sign_on(person: UUID, moment: datetime, how: str) -> bool:
    """Signs a person on to their shift of that moment; whether it did: nothing happens without a shift, or a second time."""
    one = await meant(person, moment)
    if one is None or one.on_at is not None:
        return False
    made = await database.value(
        ON, new_id(), person, one.day, one.shift, one.begins_at, one.ends_at, moment, how
    )
    live.changed(TOPIC)
    return made is not None


async def sign_off(person: UUID, moment: datetime, how: str) -> bool:
    """Signs a person off from the shift they are in; whether it did."""
    one = await meant(person, moment)
    if one is None:
        return False
    done = await database.value(OFF, person, one.day, moment, how)
    live.changed(TOPIC)
    return done is not None


async def sign(deed: Deed, person: UUID, pin: str | None, team: UUID | None = None) -> Meant:
    """On or off: at the shared desk with one's PIN, or at the post of that team by its code. Raises Refused, Conflict."""
    if not await works_here(person):
        raise Refused("person", N_("Choose somebody else who works here now."))
    if pin is not None:
        await signing.confirm_for(person, pin)
    now = clock.now()
    one = _checked(await meant(person, now), deed, now)
    if team is not None and one.team != team:
        raise Refused("", OTHER_POST)
    if not await (sign_on if deed == "on" else sign_off)(
        person, now, "pin" if team is None else "qr"
    ):
        raise Conflict(N_("This was signed a moment ago. Please load the page again."))
    return one


def _checked(one: Meant | None, deed: Deed, now: datetime) -> Meant:
    """The shift, where it can be signed so now. Raises Refused."""
    if one is None:
        raise Refused("", NO_SHIFT)
    if deed == "on":
        if one.on_at is not None:
            raise Refused("", ALREADY_ON, time=f"{clock.local(one.on_at):%H:%M}")
        if one.ends_at <= now:
            raise Refused("", NOT_ON)
        return one
    if one.off_at is not None:
        raise Refused("", ALREADY_OFF, time=f"{clock.local(one.off_at):%H:%M}")
    if one.on_at is None:
        raise Refused("", NOT_ON)
    return one


async def correct(
    person: UUID, day: date, on_at: datetime | None, off_at: datetime | None, reason: str
) -> None:
    """The keeper says what really was, with the reason; what stood there stays to be seen. Raises Refused, NotHere."""
    if person == me():
        raise Refused("reason", OWN)
    if off_at is not None and (on_at is None or off_at <= on_at):
        raise Refused("off_at", BACKWARDS)
    if max((at for at in (on_at, off_at) if at is not None), default=clock.now()) > clock.now():
        raise Refused("off_at" if off_at else "on_at", NOT_YET)
    await database.execute(LAY, new_id(), person, day)
    row = await database.row(Row, SEEN, person, day)
    if row is None:
        raise NotHere
    await database.execute(CORRECT, row.id, on_at, off_at)
    await database.execute(
        KEEP, new_id(), row.id, row.on_at, row.off_at, on_at, off_at, reason, me(), clock.now()
    )
    live.changed(TOPIC)


async def renew_post(team: UUID) -> None:
    """The post's code is a new one; a picture of the old one is worth nothing from now. Raises NotHere."""
    if team not in {one.team for one in await posts()}:
        raise NotHere
    await _give_code(team)


async def give_codes(team: UUID | None) -> None:
    """The post, or every post where none is said, has a code: those that have one keep it. Raises NotHere."""
    found = [one for one in await posts() if team in (None, one.team)]
    if not found:
        raise NotHere
    for one in found:
        if not one.code:
            await _give_code(one.team)


async def _give_code(team: UUID) -> None:
    await database.execute(POST, new_id(), team, secrets.token_urlsafe(24), clock.now())
