"""Teams on duty: who relieves whom, what is checked when (DUTY-1, DUTY-2)."""

from uuid import UUID

from hushu.custody.rules import PLACES
from hushu.duty.commands.teams import add_check, drop_check, set_relief
from hushu.duty.forms import NewCheckForm, ReliefForm
from hushu.duty.queries.setup import setup
from hushu.duty.rules.checks import CheckFacts
from hushu.duty.rules.words import CHECKS, vocabulary
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

EVERYWHERE = N_("Everything there is")


@get("/duty/teams", "duty.order")
async def teams_page(request: Web) -> Answer:
    """Every team with its checks; also after a refusal."""
    ground = await setup()
    return page(
        request, "duty/teams.html", setup=ground, choices=[(one.team, one.name) for one in ground.teams],
        kinds=[(key, translate(words)) for key, words in CHECKS.items()],
        places=[(key, translate(words)) for key, words in {"": EVERYWHERE, **PLACES}.items()],
        **vocabulary(),
    )  # fmt: skip


@post("/duty/teams/{team_id:uuid}", "duty.order", again=teams_page)
async def relief(request: Web, team_id: UUID) -> Answer:
    """Who relieves the team, and what it counts then."""
    form = await read(request, ReliefForm)
    await set_relief(
        team_id, form.relieved_by, takes_night=form.takes_night, counts_at=form.counts_at
    )
    return go(request, at("/duty/teams"))


@post("/duty/checks", "duty.order", again=teams_page)
async def add(request: Web) -> Answer:
    """A check more."""
    form = await read(request, NewCheckForm)
    facts = CheckFacts(form.hour, form.kind, form.words, form.since, form.until)
    await add_check(form.team, facts)
    return go(request, at("/duty/teams"))


@post("/duty/checks/{check_id:uuid}", "duty.order", again=teams_page)
async def drop(request: Web, check_id: UUID) -> Answer:
    """A check less."""
    await read(request, NothingForm)
    await drop_check(check_id)
    return go(request, at("/duty/teams"))


ROUTES = (teams_page, relief, add, drop)
