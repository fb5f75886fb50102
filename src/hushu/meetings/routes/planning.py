"""Meetings by hand: the pack's kinds taken, an extra meeting, another day, called off, who leads and records (MEET-1, MEET-2)."""

from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.meetings import commands
from hushu.meetings.forms import ExtraForm, MoveForm, PeopleForm, PersonForm, WhyForm
from hushu.meetings.queries.kinds import kinds
from hushu.meetings.routes.register import index_page
from hushu.meetings.routes.show import changed, show_page


@post("/meetings/pack", "meetings.manage", again=index_page)
async def take_pack(request: Web) -> Answer:
    """Takes the pack's kinds, for a property that is older than its meetings."""
    await read(request, NothingForm)
    if not await kinds():
        await commands.unpack_meetings(here().kind)
    await commands.plan_due()
    return go(request, at("/meetings"))


@get("/meetings/new", "meetings.write")
async def new_page(request: Web) -> Answer:
    """The form of an extra meeting; also after a refusal."""
    offered = [(one.id, one.name) for one in await kinds() if not one.ended]
    return page(request, "meetings/new.html", kinds=offered, today=clock.today())


@post("/meetings", "meetings.write", again=new_page)
async def add(request: Web) -> Answer:
    """An extra meeting is laid."""
    form = await read(request, ExtraForm)
    made = await commands.add_meeting(form.kind, form.title, form.day, form.starts, form.room)
    return go(request, at(f"/meetings/{made}"))


@post("/meetings/{meeting:uuid}/moving", "meetings.read", again=show_page)
async def move(request: Web, meeting: UUID) -> Answer:
    """Another day, time or place."""
    form = await read(request, MoveForm)
    await commands.move(meeting, form.day, form.starts, form.minutes, form.room, form.why)
    return go(request, at(f"/meetings/{meeting}"))


@post("/meetings/{meeting:uuid}/calling-off", "meetings.read", again=show_page)
async def call_off(request: Web, meeting: UUID) -> Answer:
    """Not held."""
    await commands.call_off(meeting, (await read(request, WhyForm)).why)
    return go(request, at(f"/meetings/{meeting}"))


@post("/meetings/{meeting:uuid}/people", "meetings.read", again=show_page)
async def name_people(request: Web, meeting: UUID) -> Answer:
    """Who leads, who records."""
    form = await read(request, PeopleForm)
    await commands.name_people(meeting, form.chair, form.recorder)
    return await changed(request, meeting)


@post("/meetings/{meeting:uuid}/guests", "meetings.read", again=show_page)
async def ask_person(request: Web, meeting: UUID) -> Answer:
    """Somebody else is asked to come."""
    await commands.ask_person(meeting, (await read(request, PersonForm)).person)
    return await changed(request, meeting)


ROUTES = (take_pack, new_page, add, move, call_off, name_people, ask_person)
