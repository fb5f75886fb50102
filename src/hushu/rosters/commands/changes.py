"""Swaps, stand-ins and open shifts: asked by one, agreed by the other, checked, approved before the shift (ROST-7, H0 16.2.1)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.people.queries import colleagues, superior, with_role
from hushu.rosters import queries
from hushu.rosters.commands.editions import new_edition, nowhere_else, put_in_force
from hushu.rosters.commands.ground import Ground, ground_of, in_time, month_of
from hushu.rosters.commands.planning import BEING_SIGNED, TOPIC, lay_cells
from hushu.rosters.commands.telling import tell
from hushu.rosters.events import RosterInForce
from hushu.rosters.queries.changes import ShiftChange, change, open_changes
from hushu.rosters.queries.takers import takers
from hushu.rosters.rules.changes import Cells, Exchange, given_away
from hushu.rosters.rules.editions import with_cells
from hushu.signing import commands as signing

NEW = """insert into shift_change (id, roster, kind, giver, day, taker, back_day, words, leave, state, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11) on conflict do nothing returning id"""
AGREE = "update shift_change set state = 'agreed', taker = $2, agreed_by = $3, agreed_at = $4, approver = $5 where id = $1"
END = "update shift_change set state = $2, ended_by = $3, ended_at = $4, why = $5, edition = $6 where id = $1"
PLANNERS = ("supervisor", "manager")
TWICE = N_("This shift is asked about already. Withdraw that first, or wait for the answer.")
SAME = N_("Choose a colleague: nobody takes their own shift.")
TAKEN_BACK = N_("taken back by whoever asked")
OVER = N_("This has been decided already.")
NOT_AGREED = N_("The other one has not agreed yet.")
ALONE = N_("You agreed for a colleague here; somebody else who may approves it.")
OWN = N_("Nobody approves a change of their own shifts. Ask your superior.")
BREAKS = N_("This would break a rule: %(words)s")
WHY_SO = N_("This breaks a rule: %(words)s. Say why it is to be so nevertheless.")
ASKED = N_("%(name)s asks you to take the shift of %(day)s")
OPEN = N_("The shift of %(day)s (%(team)s) is open: who takes it?")
AGREED = N_("A change of shifts waits for your approval: %(giver)s, %(day)s, to %(taker)s")
GRANTED = N_("The change of %(day)s is approved: %(giver)s gives the shift to %(taker)s")
ENDED = N_("The change of %(day)s is over: %(why)s")
REASON = N_("%(taker)s for %(giver)s on %(day)s: %(words)s")


class Wish(msgspec.Struct, frozen=True):
    """What is asked. taker: nobody yet where the shift is open; back_day: what comes in return."""

    giver: UUID
    day: date
    words: str
    taker: UUID | None = None
    back_day: date | None = None
    leave: UUID | None = None

    @property
    def kind(self) -> str:
        """swap, stand_in or open."""
        if self.taker is None:
            return "open"
        return "swap" if self.back_day else "stand_in"


async def ask_change(wish: Wish) -> UUID:
    """Asks for it: for oneself, or as the planner for another. Raises Refused, Conflict, NotAllowed, NotHere."""
    planner = here().may("rosters.edit")
    if wish.giver != me() and not planner:
        raise NotAllowed
    made = await begin_change(wish, me(), running=planner)
    await _tell_asked(await change(made))
    return made


async def begin_change(wish: Wish, asker: UUID, *, running: bool) -> UUID:
    """The change stands. running: also while the shift runs; only a planner may break a rule. Raises Refused, Conflict."""
    if wish.taker == wish.giver:
        raise Refused("taker", SAME)
    roster = await month_of(wish.giver, wish.day)
    exchange = Exchange(wish.giver, wish.day, wish.taker or wish.giver, wish.back_day)
    await in_time(exchange, running=running)
    if wish.taker is not None:
        ground = await ground_of(roster)
        ground.member(wish.taker)
        wrong = ground.wrong(exchange)
        if wrong and not here().may("rosters.edit"):
            raise Refused("", BREAKS, words=wrong)
    made = await database.value(
        NEW, new_id(), roster, wish.kind, wish.giver, wish.day, wish.taker, wish.back_day, wish.words, wish.leave, asker,
        clock.now(),
    )  # fmt: skip
    if made is None:
        raise Conflict(TWICE)
    live.changed(TOPIC)
    return UUID(str(made))


async def agree_change(change_id: UUID, taker: UUID | None = None) -> None:
    """The other one agrees, or takes an open shift; the planner may for them. Raises Refused, Conflict, NotAllowed, NotHere."""
    one, planner = await _open(change_id), here().may("rosters.edit")
    if one.state == "agreed":
        raise Conflict(OVER)
    who = one.taker or taker or me()
    if who != me() and not planner:
        raise NotAllowed
    if who == one.giver:
        raise Refused("taker", SAME)
    exchange = Exchange(one.giver, one.day, who, one.back_day)
    await in_time(exchange, running=planner or one.leave is not None)
    ground = await ground_of(one.roster)
    ground.member(who)
    wrong = ground.wrong(exchange)
    if wrong and not planner:
        raise Refused("", BREAKS, words=wrong)
    above = await superior(one.giver)
    approver = above.id if above is not None and above.id not in {who, one.giver} else None
    await database.execute(AGREE, change_id, who, me(), clock.now(), approver)
    said = {"giver": one.giver_name, "day": f"{one.day:%m-%d}", "taker": ground.names[who]}
    await tell(await approvers(approver, who), "rosters.change", AGREED, one.path, **said)
    live.changed(TOPIC)


async def approvers(approver: UUID | None, taker: UUID | None) -> set[UUID]:
    """Whose word a change waits for: the giver's superior, else whoever plans; never the one who takes it."""
    if approver is not None:
        return {approver}
    return {one.id for role in PLANNERS for one in await with_role(role)} - {taker}


async def grant_change(change_id: UUID, secret: str, why: str = "") -> UUID:
    """The superior approves: an edition of its own takes effect; gives it. Raises Refused, Conflict, NotAllowed, NotHere."""
    one = await _open(change_id)
    exchange = one.exchange
    if one.state != "agreed" or exchange is None:
        raise Refused("", NOT_AGREED)
    await _may_decide(one)
    month = await queries.month(one.roster, lock=True)
    if month.state == "signing":
        raise Conflict(BEING_SIGNED)
    await in_time(exchange, running=True)
    ground = await ground_of(one.roster)
    cells, wrong = ground.cells(exchange), ground.wrong(exchange)
    if wrong and not why:
        raise Refused("why", WHY_SO, words=wrong)
    await signing.confirm(secret)
    edition = await _edition(one, ground, cells, why)
    await database.execute(END, change_id, "granted", me(), clock.now(), why, edition)
    await _follow(one.roster, ground, cells)
    await put_in_force(edition)
    said = {"day": f"{one.day:%m-%d}", "giver": one.giver_name, "taker": one.taker_name}
    await tell(
        {one.giver, exchange.taker, one.asked_by}, "rosters.change", GRANTED, "/shifts", **said
    )
    return edition


async def refuse_change(change_id: UUID, why: str) -> None:
    """The other one declines, the superior refuses, or whoever asked takes it back. Raises Refused, NotAllowed, NotHere."""
    one = await _open(change_id)
    if me() in {one.asked_by, one.giver}:
        state = "withdrawn"
    elif me() == one.taker:
        state = "declined"
    else:
        await _may_decide(one)
        state = "refused"
    if state != "withdrawn" and not why:
        raise Refused("why", N_("Please say why."))
    await end_change(one, state, why or translate(TAKEN_BACK))
    if (
        one.leave is not None and state == "declined"
    ):  # somebody is away all the same: now the team is asked
        made = await begin_change(
            Wish(one.giver, one.day, one.words, leave=one.leave), one.giver, running=True
        )
        await _tell_asked(await change(made))


async def recheck_changes(fact: RosterInForce) -> None:
    """What is under way is looked at again when another edition counts: what it no longer has is over, and they are told.

    A rule that would be broken does not end it: whoever approves reads it and says why, or refuses.
    """
    ground = await ground_of(fact.roster)
    for one in await open_changes(fact.roster):
        try:
            if one.exchange is not None:
                ground.cells(one.exchange)
            else:
                given_away(ground.judged.plan, one.giver, one.day)
        except Refused as fault:
            words, values = next(iter(fault.errors.values()))
            await end_change(one, "lapsed", translate(words, **values))


async def end_change(one: ShiftChange, state: str, why: str) -> None:
    """It is over without having been granted; everybody it is about is told."""
    await database.execute(END, one.id, state, here().person, clock.now(), why[:4000], None)
    people = {one.giver, one.asked_by} | ({one.taker} if one.taker else set())
    said = {"day": f"{one.day:%m-%d}", "why": why[:120]}
    await tell(people - {here().person}, "rosters.change", ENDED, one.path, **said)
    live.changed(TOPIC)


async def _edition(one: ShiftChange, ground: Ground, cells: Cells, why: str) -> UUID:
    """The month in force with these days changed, as its next edition."""
    plan = with_cells(ground.plan, cells, ground.people)
    await nowhere_else(one.roster, plan)
    said = {
        "taker": one.taker_name,
        "giver": one.giver_name,
        "day": f"{one.day:%m-%d}",
        "words": one.words,
    }
    return await new_edition(one.roster, plan, translate(REASON, **said), why, granted_by=me())


async def _follow(roster: UUID, ground: Ground, cells: Cells) -> None:
    """The plan follows where it still says what counted; what the planner has changed since stays and shows as changed."""
    plan = (await queries.sheet(roster)).roster.plan
    follows = {
        at: key for at, key in cells.items() if plan.get(at, "") == ground.judged.plan.get(at, "")
    }
    await lay_cells(roster, follows)


async def _open(change_id: UUID) -> ShiftChange:
    """The change, locked, still under way. Raises Conflict, NotHere."""
    one = await change(change_id, lock=True)
    if one.state not in {"asked", "agreed"}:
        raise Conflict(OVER)
    return one


async def _may_decide(one: ShiftChange) -> None:
    """Whose word it waits for, or whoever plans; nobody for their own shifts, or for a word they gave themselves.

    Raises Refused, NotAllowed.
    """
    if me() in {one.giver, one.taker}:
        raise Refused("", OWN)
    if one.state == "agreed" and me() == one.agreed_by:
        raise Refused("", ALONE)
    if not here().may("rosters.edit") and me() != one.approver:
        above = await superior(one.giver)
        if one.approver is not None or above is None or above.id != me():
            raise NotAllowed


async def _tell_asked(one: ShiftChange) -> None:
    """The one who is asked; for an open shift, everybody of the team."""
    day = f"{one.day:%m-%d}"
    if one.taker is not None:
        await tell([one.taker], "rosters.change", ASKED, one.path, name=one.giver_name, day=day)
        return
    people = [who.id for who in takers(await colleagues(), one.posts, one.giver)]
    await tell(people, "rosters.change", OPEN, one.path, day=day, team=one.team_name)
