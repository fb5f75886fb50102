"""The months of every team, and beginning another (ROST-1)."""

from hushu.foundation import clock
from hushu.foundation.calendar import next_month
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters import commands, queries
from hushu.rosters.forms import BeginForm, MonthsQuery
from hushu.rosters.words import STATES

AHEAD = 4  # months that can be begun, this one included


@get("/rosters", "rosters.read")
async def index_page(request: Web) -> Answer:
    """The months of every team, and which can be begun; also after a refusal."""
    first = clock.today().replace(day=1)
    ahead = [first]
    while len(ahead) < AHEAD:
        ahead.append(next_month(ahead[-1]))
    months, older = await queries.months(read_query(request, MonthsQuery).before)
    return page(
        request, "rosters/index.html", months=months, more=f"{older:%Y-%m}" if older else "", states=STATES,
        teams=[(one.id, one.name) for one in await queries.teams()],
        ahead=[(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in ahead], next_month=f"{ahead[1]:%Y-%m}",
    )  # fmt: skip


@post("/rosters", "rosters.edit", again=index_page)
async def begin(request: Web) -> Answer:
    """Begins a month."""
    form = await read(request, BeginForm)
    return go(request, at(f"/rosters/{await commands.begin(form.team, form.first)}"))


@post("/rosters/teams", "rosters.edit", again=index_page)
async def lay_teams(request: Web) -> Answer:
    """Takes the pack's shifts and teams, for a property that is older than its rosters."""
    await read(request, NothingForm)
    await commands.lay_teams()
    return go(request, at("/rosters"))


ROUTES = (index_page, begin, lay_teams)
