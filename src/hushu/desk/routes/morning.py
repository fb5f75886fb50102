"""The morning: what the night left, line by line, then the handover with a PIN (DESK-15)."""

from uuid import UUID

from hushu.desk.commands import finish_morning, take_over_night_line
from hushu.desk.commands.night import last_night
from hushu.desk.forms import HandoverForm, MorningForm
from hushu.desk.queries import night
from hushu.desk.routes.board import form_context, vocabulary
from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.pins import pin_problem

WRONG = {
    "wrong": N_("This is not your PIN."),
    "locked": N_(
        "Your PIN rests after five wrong ones, longer each time, or you have none yet: set one under My account."
    ),
}


async def morning_page(request: Web) -> Answer:
    """What the night left, as the day desk finds it; also after a refusal."""
    date = await last_night()
    lines = await night.night_lines(date)
    takers = list(
        dict.fromkeys(
            (str(line.taker), line.taken_by) for line in reversed(lines) if line.taker != me()
        )
    )
    return page(
        request, "desk/morning.html", night=date, left=[one for one in lines if one.left],
        urgent=[one for one in lines if one.urgent], rest=[one for one in lines if not one.left and not one.urgent],
        handover=await night.handover_of(date), takers=takers, **await form_context(), **vocabulary(),
    )  # fmt: skip


show = get("/morning", "desk.morning")(morning_page)


@post("/morning/lines/{line:uuid}", "desk.morning", again=morning_page)
async def take(request: Web, line: UUID) -> Answer:
    """One line of the night: answered, done, or handed to a named person."""
    form = await read(request, MorningForm)
    await take_over_night_line(line, form.deed, form.words, form.for_person, form.promised_at)
    return go(request, at("/morning"))


@post("/morning", "desk.morning", again=morning_page)
async def finish(request: Web) -> Answer:
    """The handover; a wrong PIN is counted, so its answer commits."""
    form = await read(request, HandoverForm)
    problem = await pin_problem(me(), form.pin)
    if problem:
        request.scope["state"] |= {"errors": {"pin": (WRONG[problem], {})}}
        return await morning_page(request)
    await finish_morning(form.gave, form.words)
    return go(request, at("/morning"))


ROUTES = (show, take, finish)
