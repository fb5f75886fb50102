"""Which leader can be reached in which night (PPL-6)."""

from datetime import timedelta
from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.planning import copy_last_week, name_leader, strike_duty
from hushu.people.commands.settings import facts
from hushu.people.forms import DutyForm
from hushu.people.queries.colleagues import colleagues, on_call_now
from hushu.people.queries.planning import duties

BACK, AHEAD = timedelta(days=1), timedelta(days=60)


@get("/on-call", "people.read")
async def show_plan(request: Web) -> Answer:
    """The plan, also after a refusal."""
    now, ground = clock.now(), await facts()
    tonight = clock.at(clock.today(), ground.desk_closes)
    morning = clock.at(clock.today() + timedelta(days=1), ground.desk_opens)
    leaders = [(c.id, f"{c.name} · {c.post_name}") for c in await colleagues() if c.phone]
    planned = await duties(now - BACK, now + AHEAD)
    context = {
        "now": now,
        "planned": planned,
        "starts": tonight,
        "ends": morning,
        "leaders": leaders,
    }
    return page(
        request,
        "people/on_call.html",
        on_call=await on_call_now(),
        may_plan=here().may("on_call.plan"),
        **context,
    )


@post("/on-call", "on_call.plan", again=show_plan)
async def add(request: Web) -> Answer:
    """Names a leader."""
    await name_leader(await read(request, DutyForm))
    return go(request, at("/on-call"))


@post("/on-call/copy", "on_call.plan")
async def copy(request: Web) -> Answer:
    """Last week once more."""
    await copy_last_week()
    return go(request, at("/on-call"))


@post("/on-call/{duty:uuid}/end", "on_call.plan")
async def strike(request: Web, duty: UUID) -> Answer:
    """Takes a leader off the plan."""
    await strike_duty(duty)
    return go(request, at("/on-call"))


ROUTES = (show_plan, add, copy, strike)
