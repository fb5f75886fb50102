"""The day's account of keys that are out, and the register of all loans with its table and paper (CUST-3)."""

from uuid import UUID

import msgspec

from hushu.custody import commands
from hushu.custody.commands.common import closing_after
from hushu.custody.forms import ReasonForm, RegisterFilters
from hushu.custody.printing import MOST, book, on_return
from hushu.custody.queries.loans import RegisterFilter, out, register
from hushu.custody.routes.common import choices
from hushu.custody.rules import KINDS, SUPPLY
from hushu.foundation import clock, exports, papers
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 50
LENT = {key: words for key, words in KINDS.items() if key != SUPPLY}


@get("/custody/account", "custody.read")
async def account_page(request: Web) -> Answer:
    """Every key that is out, with what was said about it; also after a refusal."""
    first, _ = clock.day_bounds(clock.today())
    closing = await closing_after(first)
    rows = await out()
    return page(
        request, "custody/account.html", rows=rows, waits=sum(one.waits for one in rows), closing=closing, today=clock.today(),
    )  # fmt: skip


@post("/custody/loans/{loan_id:uuid}/reason", "custody.lend", again=account_page)
async def reason(request: Web, loan_id: UUID) -> Answer:
    """Why a key is still out."""
    form = await read(request, ReasonForm)
    await commands.give_reason(loan_id, form.words, form.due_at)
    return go(request, at("/custody/account"))


def _filter(wanted: RegisterFilters) -> RegisterFilter:
    return RegisterFilter(**msgspec.structs.asdict(wanted))


@get("/custody/register", "custody.read")
async def index(request: Web) -> Answer:
    """Every loan, the newest first."""
    wanted = read_query(request, RegisterFilters)
    found = await register(_filter(wanted), PAGE + 1)
    more = wanted.link(after=str(found[PAGE - 1].id)) if len(found) > PAGE else ""
    return page(
        request, "custody/register.html", rows=[(one, on_return(one)) for one in found[:PAGE]], more=more, wanted=wanted,
        kinds=choices(LENT), link=wanted.link(),
    )  # fmt: skip


@get("/custody/register/sheet", "custody.read")
async def sheet(request: Web) -> Answer:
    """Exactly the rows that the filters show, as .xlsx."""
    wanted = read_query(request, RegisterFilters)
    made = book(await register(_filter(wanted), MOST))
    return await exports.served(made, "xlsx", made.title)


@post("/custody/register/paper", "custody.read")
async def print_register(request: Web) -> Answer:
    """Asks for the printed register of what the list shows."""
    wanted = await read(request, RegisterFilters)
    paper = await papers.ask(
        "custody.register", translate(N_("Register of loans")), kind=wanted.kind, q=wanted.q, only=wanted.only,
        since=str(wanted.since or ""), until=str(wanted.until or ""),
    )  # fmt: skip
    return go(request, at(f"/papers/{paper}"))


ROUTES = (account_page, reason, index, sheet, print_register)
