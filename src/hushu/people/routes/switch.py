"""A shared desk changes hands by PIN, in two seconds at the keyboard (PPL-5)."""

from datetime import timedelta
from math import ceil
from urllib.parse import quote, urlsplit
from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.forms import read, read_query
from hushu.foundation.sessions import give
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.pins import REST_MINUTES, pin_problem
from hushu.people.forms import SwitchForm, SwitchQuery
from hushu.people.queries.desk import desk_people
from hushu.people.signing_in import caller, take_desk


@get("/switch", "people.read")
async def show_switch(request: Web) -> Answer:
    """The grid of colleagues, also after a refusal."""
    wanted = read_query(request, SwitchQuery)
    back = inside(wanted.next) or inside(urlsplit(request.headers.get("referer", "")).path)
    people = await desk_people()
    chosen = next((p for p in people if p.id == wanted.person), None)
    until = chosen.locked_until if chosen else None
    minutes = ceil((until - clock.now()) / timedelta(minutes=1)) if until else REST_MINUTES
    context = {"people": people, "chosen": chosen, "problem": wanted.problem, "minutes": minutes}
    return page(request, "people/switch.html", next=back, **context)


@post("/switch", "people.read", again=show_switch)
async def switch(request: Web) -> Answer:
    """The right PIN: a new session for this person at this property only, and back to the page one came from."""
    form = await read(request, SwitchForm)
    problem = await pin_problem(form.person, form.pin)
    if problem:
        return go(request, asked_again(form.person, problem, inside(form.next)))
    begun = await take_desk(form.person, caller(request))
    answer = go(request, inside(form.next) or at("/"))
    give(answer, begun.token)
    return answer


def asked_again(person: UUID, problem: str, back: str) -> str:
    """A wrong PIN is written down, so this is no refusal that would undo it: the page is shown once more."""
    return f"{at('/switch')}?person={person}&problem={problem}&next={quote(back)}"


def inside(path: str) -> str:
    """The path when it lies in this property and is not this page."""
    ours = path.startswith(at("/")) and "//" not in path and "\\" not in path and path.isprintable()
    return path if ours and not path.startswith(at("/switch")) else ""


ROUTES = (show_switch, switch)
