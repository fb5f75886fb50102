"""Destruction lists: drawn up, signed, witnessed (ARCH-43, ARCH-44)."""

from uuid import UUID

from hushu.archives import commands, queries
from hushu.archives.forms import DrawUpForm, TakeOffForm, WitnessForm
from hushu.archives.routes.retention import workbench
from hushu.archives.routes.volumes import words
from hushu.archives.rules.retention import methods
from hushu.archives.rules.words import BLOCKED, LIST_KINDS, LIST_STATES, METHODS, OUT_WHY, SECRECY
from hushu.foundation import clock, papers
from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.signing.queries import chain_of

RIGHT = "archives.destroy"
LIST = "/archives/lists/{list_id:uuid}"


@get(LIST, "archives.read")
async def show_list(request: Web, list_id: UUID) -> Answer:
    """A list with its lines, its chain, and what is to be done next."""
    found = await queries.destruction_list(list_id)
    rows = await queries.list_rows(found.id)
    papers_on = [(row.medium, row.secrecy) for row in rows if row.out_at is None]
    offered = [(key, word) for key, word in words(METHODS) if key in methods(papers_on)]
    return page(
        request, "archives/list.html", found=found, rows=rows, chain=await chain_of(commands.DESTRUCTION_SUBJECT, found.id),
        witnesses=await queries.witnesses(found.id), methods=offered, method_words=METHODS, states=LIST_STATES, kinds=LIST_KINDS,
        why=OUT_WHY, blocked=BLOCKED, secrecy=SECRECY, today=clock.today(), mine=found.drafter == me(), person=me(),
        waits=sum(row.blocked is not None for row in rows),
    )  # fmt: skip


@get("/archives/lists", "archives.read")
async def index(request: Web) -> Answer:
    """Every list."""
    return page(
        request, "archives/lists.html", rows=await queries.destruction_lists(), states=LIST_STATES, kinds=LIST_KINDS
    )  # fmt: skip


@post("/archives/lists", RIGHT, again=workbench)
async def draw_up(request: Web) -> Answer:
    """A new list."""
    form = await read(request, DrawUpForm)
    return go(request, at(f"/archives/lists/{await commands.draw_up(secret=form.secret)}"))


@post(f"{LIST}/lines-off", RIGHT, again=show_list)
async def take_off(request: Web, list_id: UUID) -> Answer:
    """Lines leave the draft."""
    form = await read(request, TakeOffForm)
    await commands.take_off(list_id, form.items)
    return go(request, at(f"/archives/lists/{list_id}"))


@post(f"{LIST}/submission", RIGHT, again=show_list)
async def submit(request: Web, list_id: UUID) -> Answer:
    """Freezes the list and sends it to its signers."""
    await commands.submit(list_id)
    return go(request, at(f"/archives/lists/{list_id}"))


@post(f"{LIST}/witnesses", RIGHT, again=show_list)
async def witness(request: Web, list_id: UUID) -> Answer:
    """A witness signs; before the second one it is destroyed."""
    form = await read(request, WitnessForm)
    await commands.witness(list_id, method=form.method, place=form.place, secret=form.pin)
    return go(request, at(f"/archives/lists/{list_id}"))


@post(f"{LIST}/print", RIGHT, again=show_list)
async def print_list(request: Web, list_id: UUID) -> Answer:
    """Orders the printed list."""
    found = await queries.destruction_list(list_id)
    title = f"{translate(N_('Destruction list'))} {found.number}"
    paper = await papers.ask("archives.destruction_list", title, list_id=str(list_id))
    return go(request, at(f"/papers/{paper}"))


ROUTES = (index, draw_up, show_list, take_off, submit, witness, print_list)
