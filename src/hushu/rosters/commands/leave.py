"""Leave by form: asked in advance; illness at once, its certificate to follow; and who stands in (ROST-7, H0 10.1.5.22)."""

from datetime import date, timedelta
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import clock, database, files, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.people.commands.absence import forget_leave, note_leave
from hushu.people.queries import superior, works_here
from hushu.rosters.commands.changes import end_change
from hushu.rosters.commands.ground import STRANGER
from hushu.rosters.commands.opening import open_shifts
from hushu.rosters.commands.planning import TOPIC
from hushu.rosters.commands.telling import tell
from hushu.rosters.queries.changes import changes_of_leave
from hushu.rosters.queries.leave import Leave, leave, leaves_between
from hushu.rosters.queries.planned import planned_for
from hushu.rosters.queries.takers import may_stand_in
from hushu.rosters.words import LEAVES
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

CERTIFICATES = frozenset({files.PDF, files.JPEG, files.PNG})
CHAIN, SUBJECT, SICK = "leave_request", "leave", "sick"
Over = PaperRefused | PaperReturned | PaperWithdrawn
LONGEST = timedelta(days=200)
NEW = """insert into leave_request (id, person, kind, first, last, words, stand_in, certificate, state, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9, $10)"""
STATE = "update leave_request set state = $2, ended_at = $3, why = $4 where id = $1 and state = 'asked' returning id"
CERTIFY = "update leave_request set certificate = $2 where id = $1"
BACKWARDS = N_("The last day lies before the first.")
TOO_LONG = N_("At most %(n)s days at a time.")
IN_ADVANCE = N_(
    "Personal leave is asked for in advance. For today, call your superior, who enters it."
)
TWICE = N_("Leave is asked for or granted on some of these days already.")
ILL = N_("%(name)s reports ill from %(first)s to %(last)s; %(n)s shifts need a stand-in")
FREED = N_("%(name)s is on leave from %(first)s to %(last)s; %(n)s shifts need a stand-in")
SHORTEN = "update leave_request set last = $2, why = $3 where id = $1"
BACK = N_("%(name)s works that day after all")
STAND_IN = N_("Stands in during leave")


class Asked(msgspec.Struct, frozen=True):
    """What is asked for. stand_in: a colleague who shall take the shifts; nobody: they are open to the team."""

    person: UUID
    kind: str
    first: date
    last: date
    words: str
    stand_in: UUID | None = None
    certificate: UUID | None = None


async def ask_leave(asked: Asked) -> UUID:
    """Asks for leave, for oneself or as the planner for another; illness counts at once. Raises Refused, NotAllowed."""
    if asked.person != me() and not here().may("rosters.edit"):
        raise NotAllowed
    _check(asked)
    if not await works_here(asked.person):
        raise Refused("person", N_("Choose somebody else who works here now."))
    if asked.stand_in is not None and not await may_stand_in(asked.person, asked.stand_in):
        raise Refused("stand_in", STRANGER)
    made = new_id()
    try:
        async with database.savepoint():
            await database.execute(
                NEW, made, asked.person, asked.kind, asked.first, asked.last, asked.words, asked.stand_in, asked.certificate,
                me(), clock.now(),
            )  # fmt: skip
    except asyncpg.ExclusionViolationError:
        raise Refused("first", TWICE) from None
    one = await leave(made)
    await signing.ensure_chain(CHAIN)
    paper = await signing.start(
        CHAIN, subject=SUBJECT, subject_id=made, title=title_of(one), drafter=asked.person,
        content={"kind": one.kind, "first": one.first, "last": one.last, "words": one.words},
    )  # fmt: skip
    await database.execute("update leave_request set paper = $2 where id = $1", made, paper)
    if asked.kind == SICK:
        await _away(one, ILL)
    live.changed(TOPIC)
    return made


def _check(asked: Asked) -> None:
    if asked.last < asked.first:
        raise Refused("last", BACKWARDS)
    if asked.last - asked.first > LONGEST:
        raise Refused("last", TOO_LONG, n=LONGEST.days)
    planner = here().may("rosters.edit")
    if asked.kind != SICK and asked.first <= clock.today() and not planner:
        raise Refused("first", IN_ADVANCE)
    if asked.stand_in == asked.person:
        raise Refused("stand_in", N_("Choose a colleague: nobody takes their own shift."))


async def paper_agreed(fact: PaperAgreed) -> None:
    """Granted: the shifts in force on these days are open, or asked of the named stand-in."""
    if fact.subject != SUBJECT or not await _decide(fact.subject_id, "granted", ""):
        return
    one = await leave(fact.subject_id)
    if one.kind != SICK:
        await _away(one, FREED)


async def paper_over(fact: Over) -> None:
    """Not granted, or taken back: the days are working days again."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    taken_back = isinstance(fact, PaperWithdrawn)
    why = "" if isinstance(fact, PaperWithdrawn) else fact.reason
    if await _decide(fact.subject_id, "withdrawn" if taken_back else "refused", why):
        one = await leave(fact.subject_id)
        await forget_leave(one.person, one.first, one.last)
        await _needs_nobody(one, date.min)


async def _decide(leave_id: UUID, state: str, why: str) -> bool:
    done = await database.value(STATE, leave_id, state, clock.now(), why)
    live.changed(TOPIC)
    return done is not None


async def hand_in_certificate(leave_id: UUID, name: str, data: bytes) -> None:
    """The doctor's certificate, kept sealed, since it speaks of health. Raises Refused, NotAllowed, Conflict, NotHere."""
    one = await leave(leave_id, lock=True)
    if one.person != me() and not here().may("rosters.edit"):
        raise NotAllowed
    if one.kind != SICK or one.state not in {"asked", "granted"}:
        raise NotHere
    if one.certificate is not None:
        raise Conflict(N_("The certificate is here already."))
    await database.execute(CERTIFY, leave_id, await keep_certificate(name, data))
    live.changed(TOPIC)


async def keep_certificate(name: str, data: bytes) -> UUID:
    """A picture or PDF of a certificate in the store, under a key of its own. Raises Refused at `certificate`."""
    media_type = files.sniffed(data, CERTIFICATES, field="certificate")
    return await files.keep(name, data, media_type, sealed=True)


async def end_leave(leave_id: UUID, last: date, why: str) -> None:
    """Somebody is back earlier: the planner says until when it was. Raises NotAllowed, Refused, Conflict, NotHere."""
    one = await leave(leave_id, lock=True)
    if not here().may("rosters.edit"):
        raise NotAllowed
    if one.state != "granted" and not (one.state == "asked" and one.kind == SICK):
        raise Conflict(N_("This leave is over already, or was never granted."))
    if not one.first <= last < one.last:
        raise Refused("last", N_("Choose a day from the first of the leave to the last but one."))
    await database.execute(SHORTEN, leave_id, last, why)
    if one.first <= clock.today():
        await note_leave(one.person, one.first, last)
    await _needs_nobody(one, last + timedelta(days=1))
    live.changed(TOPIC)


async def note_absences() -> None:
    """The day's leaves are known of the people, for everybody who asks who is here. Safe to run twice."""
    today = clock.today()
    for one in await leaves_between(today, today):
        if one.state == "granted" or one.kind == SICK:
            await note_leave(one.person, one.first, one.last)


async def _needs_nobody(one: Leave, since: date) -> None:
    """From that day on nobody has to stand in any more."""
    for found in await changes_of_leave(one.id, since):
        await end_change(found, "lapsed", translate(BACK, name=one.name))


async def _away(one: Leave, words: str) -> None:
    """The person is away: known to the house, their shifts are asked of somebody, the superior is told."""
    if one.first <= clock.today() <= one.last:
        await note_leave(one.person, one.first, one.last)
    shifts = await planned_for(one.person, one.first, one.last)
    n = await open_shifts(shifts, translate(STAND_IN), one.stand_in, one.id)
    above = await superior(one.person)
    if above is not None:
        said = {
            "name": one.name,
            "first": f"{one.first:%m-%d}",
            "last": f"{one.last:%m-%d}",
            "n": n,
        }
        await tell([above.id], "rosters.leave", words, "/shifts/changes", **said)


def title_of(one: Leave) -> str:
    """How a leave is called on paper."""
    return translate(
        N_("%(kind)s of %(name)s, %(first)s to %(last)s"),
        kind=translate(LEAVES[one.kind]), name=one.name, first=f"{one.first:%Y-%m-%d}", last=f"{one.last:%Y-%m-%d}",
    )  # fmt: skip
