"""The signer's pages: what waits, one paper with its deeds, what one started, what is over (SIGN-3, SIGN-6)."""

from uuid import UUID

from hushu.foundation import clock, files
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues
from hushu.signing import commands, queries
from hushu.signing.forms import DeedForm, PageQuery, WithdrawalForm
from hushu.signing.subjects import subject
from hushu.signing.words import STATE_KINDS


@get("/signing", "signing.read")
async def inbox(request: Web) -> Answer:
    """What waits for me, the nearest limit first."""
    return page(
        request, "signing/inbox.html", waiting=await queries.waiting_seats(), now=clock.now()
    )


@get("/signing/started", "signing.read")
async def started(request: Web) -> Answer:
    """What I started and where it hangs."""
    lines = await queries.started(read_query(request, PageQuery).before)
    return _list(request, lines, "started")


@get("/signing/finished", "signing.read")
async def finished(request: Web) -> Answer:
    """What is over."""
    lines = await queries.finished(read_query(request, PageQuery).before)
    return _list(request, lines, "finished")


def _list(request: Web, lines: list[queries.Line], which: str) -> Answer:
    shown, more = lines[: queries.SHOWN], len(lines) > queries.SHOWN
    last = (shown[-1].started_at if which == "started" else shown[-1].ended_at) if more else None
    return page(
        request,
        "signing/papers.html",
        lines=shown,
        which=which,
        last=last,
        kinds=STATE_KINDS,
        now=clock.now(),
    )


@get("/signing/{paper:uuid}", "signing.read")
async def show(request: Web, paper: UUID) -> Answer:
    """The paper, its chain, and what I may do; also after a refusal."""
    found = await queries.paper(paper)
    people = [(p.id, f"{p.name} · {p.post_name}") for p in await colleagues() if p.id != me()]
    about = subject(found.row.subject)
    back = [
        (str(s.key), f"{s.no} {s.deed} {'、'.join(seat.name for seat in s.seats)}")
        for s in found.steps
        if s.state == "done"
    ]
    return page(
        request, "signing/paper.html", paper=found, chain=found, people=people, kind=STATE_KINDS[found.state],
        about=about.title, href=at(about.href(found.row.subject_id)), mine=found.row.drafter == me(), back=back,
    )  # fmt: skip


@post("/signing/{paper:uuid}/entries", "signing.sign", again=show)
async def act(request: Web, paper: UUID) -> Answer:
    """My deed at my step; then on to the next paper that waits for me."""
    form = await read(request, DeedForm)
    await _deed(paper, form)
    waiting = await queries.waiting_seats()
    return go(request, at(f"/signing/{waiting[0].paper}" if waiting else "/signing"))


async def _deed(paper: UUID, form: DeedForm) -> None:
    match form.deed:
        case "agree":
            for role, people in _people_named(form).items():
                await commands.assign(paper, role, people)
            await commands.agree(
                paper, form.step, secret=form.pin, opinion=form.opinion, again=form.again
            )
        case "return":
            await commands.send_back(
                paper,
                form.step,
                to=form.back_to,
                reason=form.opinion,
                secret=form.pin,
                all_again=form.all_again,
            )
        case "refuse":
            await commands.refuse(paper, form.step, reason=form.opinion, secret=form.pin)
        case "hand_on":
            await commands.hand_on(
                paper, form.step, to=_named(form), note=form.opinion, secret=form.pin
            )
        case _:
            await commands.add_signer(
                paper,
                form.step,
                to=_named(form),
                before=form.deed == "add_before",
                note=form.opinion,
                secret=form.pin,
            )


def _people_named(form: DeedForm) -> dict[str, list[UUID]]:
    """Whom the form names for steps to come, by role, in order. Raises Refused at `people`."""
    found: dict[str, list[UUID]] = {}
    for role, person in zip(form.role, form.person, strict=False):
        try:
            if person:
                found.setdefault(role, []).append(UUID(person))
        except ValueError as fault:
            raise Refused("people", N_("Choose somebody.")) from fault
    return found


def _named(form: DeedForm) -> UUID:
    if form.to is None:
        raise Refused("to", N_("Choose somebody."))
    return form.to


@post("/signing/{paper:uuid}/withdrawal", "signing.start", again=show)
async def withdraw(request: Web, paper: UUID) -> Answer:
    """I take my paper back."""
    form = await read(request, WithdrawalForm)
    await commands.withdraw(paper, reason=form.reason, secret=form.pin)
    return go(request, at(f"/signing/{paper}"))


@post("/signing/{paper:uuid}/urging", "signing.start", again=show)
async def urge(request: Web, paper: UUID) -> Answer:
    """A reminder to those it hangs with."""
    await read(request, NothingForm)
    await commands.urge(paper)
    return go(request, at(f"/signing/{paper}"))


@get("/signing/{paper:uuid}/file", "signing.read")
async def signed_file(paper: UUID) -> Answer:
    """The signed PDF. Raises NotHere until it is made."""
    found = await queries.paper(paper)
    if found.row.file is None:
        raise NotHere
    return await files.serve(found.row.file, inline=True)


ROUTES = (inbox, started, finished, show, act, withdraw, urge, signed_file)
