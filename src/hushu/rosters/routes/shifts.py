"""My shifts: the month on a phone, what is asked of me, swaps and leave (ROST-5, ROST-7)."""

from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.calendar import month_days, next_month
from hushu.foundation.forms import MonthQuery, read, read_query
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, named, page, post
from hushu.people.queries import colleagues
from hushu.rosters import commands
from hushu.rosters.face import days_of
from hushu.rosters.forms import AgreementForm, ApprovalForm, ChangeForm, WhyForm
from hushu.rosters.queries.changes import changes_about
from hushu.rosters.queries.days import kinds_of
from hushu.rosters.queries.feeds import feed_since
from hushu.rosters.queries.mine import copies_to_confirm, to_give
from hushu.rosters.queries.planned import planned_for
from hushu.rosters.queries.takers import offered, posts_beside, takers
from hushu.rosters.words import CHANGE_STATES, CHANGES


@get("/shifts", "rosters.read")
async def index(request: Web) -> Answer:
    """My month as it counts, and the copies I have to confirm."""
    first = read_query(request, MonthQuery).first
    days = month_days(first)
    mine, kinds = await planned_for(me(), days[0], days[-1]), days_of(await kinds_of(days))
    return page(
        request, "rosters/shifts.html", first=first, before=(first - (days[1] - days[0])).replace(day=1), after=next_month(first),
        days=kinds, shifts={one.day: one for one in mine}, copies=await copies_to_confirm(me()), today=clock.today(),
        feed=await feed_since(me()),
    )  # fmt: skip


@get("/shifts/changes", "rosters.read")
async def changes_page(request: Web) -> Answer:
    """Changes of shifts about me, or all of them for a planner; also after a refusal."""
    editor = here().may("rosters.edit")
    people, found = await colleagues(), await changes_about(me(), editor=editor)
    chosen = named(request, "giver") if editor else None
    giver = chosen or me()
    days, teams = await to_give(me(), giver)
    every = {post for team in teams for post in team.posts}
    # A planner of no team who has not said yet whose shift it is: anybody may still come to be meant.
    beside = posts_beside(teams) or (every if editor and not chosen else set())
    return page(
        request, "rosters/changes.html", changes=found, kinds=CHANGES, states=CHANGE_STATES, editor=editor,
        my_days=[(one.day, f"{one.day:%m-%d} {one.letter} {one.name}") for one in days],
        takers=offered(takers(people, beside, giver)), giver=giver,
        givers=offered(one for one in people if one.post_key in every),
        stand_ins={one.id: offered(takers(people, one.posts, one.giver)) for one in found if not one.taker},
        superior={one.id for one in people if one.superior == me()},
    )  # fmt: skip


@post("/shifts/changes", "rosters.read", again=changes_page)
async def ask(request: Web) -> Answer:
    """A swap, a stand-in, or a shift open to the team."""
    form = await read(request, ChangeForm)
    wish = commands.Wish(
        form.giver or me(), form.day, form.words, taker=form.taker, back_day=form.back_day if form.taker else None
    )  # fmt: skip
    await commands.ask_change(wish)
    return go(request, at("/shifts/changes"))


@post("/shifts/changes/{change:uuid}/agreement", "rosters.read", again=changes_page)
async def agree(request: Web, change: UUID) -> Answer:
    """The other one agrees, or somebody takes the open shift."""
    form = await read(request, AgreementForm)
    await commands.agree_change(change, form.taker)
    return go(request, at("/shifts/changes"))


@post("/shifts/changes/{change:uuid}/approval", "rosters.read", again=changes_page)
async def approve(request: Web, change: UUID) -> Answer:
    """The superior approves with their PIN: it stands in an edition of its own."""
    form = await read(request, ApprovalForm)
    await commands.grant_change(change, form.pin, form.why)
    return go(request, at("/shifts/changes"))


@post("/shifts/changes/{change:uuid}/refusal", "rosters.read", again=changes_page)
async def refuse(request: Web, change: UUID) -> Answer:
    """Declined, refused, or taken back by whoever asked."""
    form = await read(request, WhyForm)
    await commands.refuse_change(change, form.why)
    return go(request, at("/shifts/changes"))


ROUTES = (index, changes_page, ask, agree, approve, refuse)
