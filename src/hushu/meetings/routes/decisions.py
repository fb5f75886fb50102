"""All decisions with their owners, and what became of them (MEET-4)."""

from urllib.parse import urlencode
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.meetings import commands
from hushu.meetings.commands.common import may_write
from hushu.meetings.forms import ClosingForm
from hushu.meetings.queries.decisions import DecisionFilter, decision_of, decisions
from hushu.meetings.queries.meeting import meeting_of
from hushu.meetings.rules import words
from hushu.people.queries import colleagues


@get("/meetings/decisions", "meetings.read")
async def index(request: Web) -> Answer:
    """Decisions; the URL holds the filters."""
    wish = read_query(request, DecisionFilter)
    rows, after = await decisions(wish)
    said = {k: v for k, v in msgspec.to_builtins(wish).items() if v and k != "after"}
    return page(
        request, "meetings/decisions.html", rows=rows, wish=wish, base=urlencode(said), words=words, today=clock.today(),
        more=urlencode(said | {"after": str(after)}) if after else "", people=[(one.id, one.name) for one in await colleagues()],
    )  # fmt: skip


@get("/meetings/decisions/{decision:uuid}", "meetings.read")
async def show_page(request: Web, decision: UUID) -> Answer:
    """One decision with what may be done about it; also after a refusal."""
    found = await decision_of(decision)
    writes = may_write(await meeting_of(found.meeting))
    return page(
        request, "meetings/decision.html", decision=found, words=words, today=clock.today(), writes=writes,
        may_close=found.state == "open" and (writes or found.owner == me()),
    )  # fmt: skip


@post("/meetings/decisions/{decision:uuid}", "meetings.read", again=show_page)
async def close(request: Web, decision: UUID) -> Answer:
    """Done, or dropped, with words."""
    form = await read(request, ClosingForm)
    kept = await commands.close_decision(decision, form.state, form.words)
    return go(
        request, at(f"/meetings/decisions/{decision}" if kept else "/meetings/decisions?show=open")
    )


ROUTES = (index, show_page, close)
