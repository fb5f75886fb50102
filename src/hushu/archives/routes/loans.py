"""Loans: the lists, asking, one loan as a story, its slip and its letter (ARCH-31, ARCH-32)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from hushu.archives import commands, queries
from hushu.archives.lending_forms import AskQuery, LoanFilters, LoanForm, ParentForm, VisitorForm
from hushu.archives.queries.loans import Loan, LoanFilter, counts, lendable, loan, loans, papers
from hushu.archives.rules.lending import DAYS, NEVER, WEEK, way_of
from hushu.archives.rules.words import CONDITIONS, ID_KINDS, LENDING, LOAN_KINDS, LOAN_STATES, WAYS
from hushu.foundation import clock, files
from hushu.foundation.filters import masked
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here, me, setting
from hushu.foundation.papers import ask as ask_paper
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, named, page, post
from hushu.people.commands.revealing import note_reveal
from hushu.signing.queries import chain_of

PAGE = 50
FORMS = {"visitor": "outside", "parent": "parent"}  # where a refused form was sent to
OVERSEERS = ("archives.lend", "archives.hold", "archives.grant", "audit.read")


def oversees() -> bool:
    """Whether the acting person sees what others borrow."""
    return any(here().may(right) for right in OVERSEERS)


async def seen(loan_id: UUID) -> Loan:
    """The loan, for its borrower and those who look after lending. Raises NotHere."""
    found = await loan(loan_id)
    if me() not in {found.borrower, found.asked_by} and not oversees():
        raise NotHere
    return found


@get("/archives/loans", "archives.borrow")
async def index(request: Web) -> Answer:
    """My loans; for keepers and managers also what is to be handed out, out, overdue."""
    wanted = read_query(request, LoanFilters)
    if not oversees():
        wanted.view = "mine"
    found = await loans(LoanFilter(**msgspec.structs.asdict(wanted), person=me()), PAGE + 1)
    more = wanted.link(after=str(found[PAGE - 1].id)) if len(found) > PAGE else ""
    return page(
        request, "archives/loans.html", rows=found[:PAGE], more=more, wanted=wanted, counts=await counts(me()),
        oversees=oversees(), states=LOAN_STATES, ways=WAYS,
    )  # fmt: skip


@get("/archives/loans/new", "archives.borrow")
async def new_page(request: Web) -> Answer:
    """The form that asks for papers of one volume; also after a refusal."""
    wanted = read_query(request, AskQuery)
    volume = await queries.volume(named(request, "volume") or await _volume_of(wanted.item))
    rows = [
        (one, way_of(one.lending, one.secrecy, leave=one.leave))
        for one in await lendable(volume.id, me())
    ]
    its, most = await queries.archive_class(volume.class_id), int(setting("loan_days", DAYS))
    kind = FORMS.get(request.url.path.rpartition("/")[2], wanted.kind)
    return page(
        request, "archives/ask.html", volume=volume, rows=rows, chosen=wanted.item, kind=kind, never=NEVER, today=clock.today(),
        day=clock.today() + timedelta(days=0 if its.lending != "lend" else min(WEEK, most)),
        most=most, lending=LENDING, its=its,
        kinds=[(key, translate(words)) for key, words in LOAN_KINDS.items()], ways=_choices(WAYS), id_kinds=_choices(ID_KINDS),
        ticked=await _ticked(request),
    )  # fmt: skip


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, translate(text)) for key, text in words.items()]


async def _ticked(request: Web) -> set[str]:
    """The papers ticked in a form that was refused."""
    if request.method != "POST":
        return set()
    return {str(value) for value in (await request.form()).getall("items", [])}


async def _volume_of(item: UUID | None) -> UUID:
    if item is None:
        raise NotHere
    return (await queries.item(item)).volume


@post("/archives/loans", "archives.borrow", again=new_page)
async def create(request: Web) -> Answer:
    """Asks for oneself."""
    return await _ask(request, await read(request, LoanForm), "own")


@post("/archives/loans/visitor", "archives.borrow", again=new_page)
async def create_for_visitor(request: Web) -> Answer:
    """Asks for somebody outside, with the letter that introduces them."""
    return await _ask(request, await read(request, VisitorForm), "outside")


@post("/archives/loans/parent", "archives.borrow", again=new_page)
async def create_for_parent(request: Web) -> Answer:
    """Asks for the parent company."""
    return await _ask(request, await read(request, ParentForm), "parent")


async def _ask(request: Web, form: LoanForm, kind: str) -> Answer:
    given: dict[str, Any] = msgspec.structs.asdict(form) | {
        "items": tuple(form.items),
        "kind": kind,
    }
    upload = given.get("letter")
    if upload is not None:
        given["letter"] = await commands.keep_letter(upload.filename, await upload.read())
    made = await commands.ask_loan(commands.Asking(**given))
    return go(request, at(f"/archives/loans/{made}"))


@get("/archives/loans/{loan_id:uuid}", "archives.borrow")
async def show_loan(request: Web, loan_id: UUID) -> Answer:
    """The loan as a story: asked, decided, out, back."""
    found = await seen(loan_id)
    rows = await papers(found.id)
    return page(
        request, "archives/loan.html", loan=found, papers=rows, chain=await chain_of(commands.LOAN_SUBJECT, found.id),
        states=LOAN_STATES, ways=WAYS, kinds=LOAN_KINDS, id_kinds=ID_KINDS, conditions=CONDITIONS, mine=found.borrower == me(),
        counts=any(one.waits or one.is_out for one in rows),
    )  # fmt: skip


@post("/archives/loans/{loan_id:uuid}/giving-up", "archives.borrow", again=show_loan)
async def give_up(request: Web, loan_id: UUID) -> Answer:
    """Not needed any more."""
    await read(request, NothingForm)
    await commands.give_up_loan(loan_id)
    return go(request, at(f"/archives/loans/{loan_id}"))


@post("/archives/loans/{loan_id:uuid}/slip", "archives.borrow")
async def slip(request: Web, loan_id: UUID) -> Answer:
    """The printed slip."""
    await read(request, NothingForm)
    found = await seen(loan_id)
    made = await ask_paper(
        "archives.loan_slip", translate(N_("Loan slip")) + " " + found.number, loan_id=str(loan_id)
    )
    return go(request, at(f"/papers/{made}"))


@get("/archives/loans/{loan_id:uuid}/letter", "archives.borrow")
async def letter(loan_id: UUID) -> Answer:
    """The letter of introduction, as an attachment."""
    found = await seen(loan_id)
    if found.letter is None:
        raise NotHere
    return await files.serve(found.letter)


@post("/archives/loans/{loan_id:uuid}/identity", "personal.reveal")
async def reveal(request: Web, loan_id: UUID) -> Answer:
    """The number of the identity paper in full for half a minute; that one looked is written first (PPL-8)."""
    await read(request, NothingForm)
    found = await seen(loan_id)
    await note_reveal("archive_loan", loan_id, "id_no")
    return page(request, "archives/_identity.html", loan=found, mask=masked(found.id_no))


ROUTES = (
    index, new_page, create, create_for_visitor, create_for_parent, show_loan, give_up, slip, letter, reveal,
)  # fmt: skip
