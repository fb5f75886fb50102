"""Leave: asked by form, granted by signatures, with a certificate where somebody was ill (ROST-7)."""

from datetime import timedelta
from uuid import UUID

from litestar.datastructures import UploadFile

from hushu.foundation import clock, files
from hushu.foundation.forms import read
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, named, page, post
from hushu.people.queries import colleagues
from hushu.rosters import commands
from hushu.rosters.forms import CertificateForm, EndLeaveForm, LeaveForm
from hushu.rosters.queries.leave import certificate_of, leaves_between, leaves_of
from hushu.rosters.queries.takers import offered, posts_beside, takers
from hushu.rosters.words import LEAVE_STATES, LEAVES

BACK, AHEAD = timedelta(days=62), timedelta(days=200)


@get("/shifts/leave", "rosters.read")
async def leave_page(request: Web) -> Answer:
    """My leave, for a planner everybody's, and the form; also after a refusal."""
    editor, today = here().may("rosters.edit"), clock.today()
    away = (named(request, "person") if editor else None) or me()
    people, (mine, teams) = await colleagues(), await leaves_of(me(), away)
    return page(
        request, "rosters/leave.html", mine=mine, kinds=LEAVES, away=away, people=offered(people),
        choices=[(key, translate(words)) for key, words in LEAVES.items()], states=LEAVE_STATES, editor=editor, today=today,
        all=await leaves_between(today - BACK, today + AHEAD) if editor else [],
        stand_ins=offered(takers(people, posts_beside(teams), away)),
    )  # fmt: skip


@post("/shifts/leave", "rosters.read", again=leave_page)
async def ask(request: Web) -> Answer:
    """Asks for it; the signers come next."""
    form = await read(request, LeaveForm)
    kept = await _kept(form.certificate) if form.certificate else None
    asked = commands.Asked(
        form.person or me(), form.kind, form.first, form.last, form.words, stand_in=form.stand_in, certificate=kept
    )  # fmt: skip
    await commands.ask_leave(asked)
    return go(request, at("/shifts/leave"))


@post("/shifts/leave/{leave:uuid}/certificate", "rosters.read", again=leave_page)
async def certify(request: Web, leave: UUID) -> Answer:
    """The doctor's certificate follows."""
    form = await read(request, CertificateForm)
    await commands.hand_in_certificate(
        leave, form.certificate.filename, await form.certificate.read()
    )
    return go(request, at("/shifts/leave"))


@post("/shifts/leave/{leave:uuid}/end", "rosters.edit", again=leave_page)
async def end(request: Web, leave: UUID) -> Answer:
    """Somebody is back earlier."""
    form = await read(request, EndLeaveForm)
    await commands.end_leave(leave, form.last, form.why)
    return go(request, at("/shifts/leave"))


@get("/shifts/leave/{leave_id:uuid}/certificate", "rosters.read")
async def certificate(leave_id: UUID) -> Answer:
    """The certificate, for the person and for who plans."""
    return await files.serve(await certificate_of(leave_id), inline=True)


async def _kept(upload: UploadFile) -> UUID | None:
    data = await upload.read()
    return await commands.keep_certificate(upload.filename, data) if data else None


ROUTES = (leave_page, ask, certify, end, certificate)
