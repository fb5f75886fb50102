"""The minutes' page: written, sent round, answered, signed, filed, printed (MEET-3, MEET-5)."""

from typing import Any
from uuid import UUID

from hushu.foundation import clock, papers
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.meetings import commands
from hushu.meetings.commands.common import may_write
from hushu.meetings.forms import AnswersForm, MinutesForm
from hushu.meetings.queries.meeting import Whole, whole
from hushu.meetings.queries.minutes import Minutes, minutes_of
from hushu.meetings.rules import words
from hushu.meetings.rules.minutes import Said, first_words
from hushu.signing.queries import ChainView, chain_of


@get("/meetings/{meeting:uuid}/minutes", "meetings.read")
async def minutes_page(request: Web, meeting: UUID) -> Answer:
    """The minutes with their chain; also after a refusal."""
    found = await whole(meeting)
    kept = await minutes_of(found.meeting.id)
    chain = await chain_of("minutes", found.meeting.id) if kept and kept.paper else None
    writes = may_write(found.meeting) and found.meeting.state in {"open", "ended"}
    writes = writes and (kept is None or kept.state == "draft")
    return page(
        request, "meetings/minutes.html", whole=found, meeting=found.meeting, minutes=kept, chain=chain, words=words,
        today=clock.today(), text=kept.words if kept else proposed(found), writes=writes, **_standing(kept, chain),
    )  # fmt: skip


def proposed(found: Whole) -> str:
    """What the recorder begins with."""
    steps = [Said(one.name, one.words) for one in found.steps]
    matters = [Said(one.name, one.matters) for one in found.attendees if one.matters]
    return first_words(steps, matters)


def _standing(kept: Minutes | None, chain: ChainView | None) -> dict[str, Any]:
    """Who has not signed yet, and whether the acting person approves now."""
    waits = (
        [s for s in chain.steps if s.state == "open"] if chain and chain.state == "running" else []
    )
    approving = (
        {step.key for step in chain.row.chain.open if step.deed == "approve"} if chain else set()
    )
    return {
        "unsigned": [(step.deed, seat.name) for step in waits for seat in step.seats if seat.state == "waiting"],
        "approves": bool(kept and kept.state == "signing" and chain and approving & {t.step for t in chain.my_turns}),
        "my_turn": bool(chain and chain.my_turns),
    }  # fmt: skip


@post("/meetings/{meeting:uuid}/minutes", "meetings.read", again=minutes_page)
async def save(request: Web, meeting: UUID) -> Answer:
    """The minutes as written."""
    form = await read(request, MinutesForm)
    await commands.save(meeting, form.version, form.words)
    return go(request, at(f"/meetings/{meeting}/minutes"))


@post("/meetings/{meeting:uuid}/minutes/signing", "meetings.read", again=minutes_page)
async def submit(request: Web, meeting: UUID) -> Answer:
    """The minutes go round."""
    await read(request, NothingForm)
    await commands.submit(meeting)
    return go(request, at(f"/meetings/{meeting}/minutes"))


@post("/meetings/{meeting:uuid}/minutes/answers", "meetings.read", again=minutes_page)
async def answer(request: Web, meeting: UUID) -> Answer:
    """The leader answers the problems and signs."""
    form = await read(request, AnswersForm)
    await commands.answer(meeting, form.given(), form.pin, again=form.again)
    return go(request, at(f"/meetings/{meeting}/minutes"))


@post("/meetings/{meeting:uuid}/minutes/print", "meetings.read")
async def print_minutes(request: Web, meeting: UUID) -> Answer:
    """Orders the minutes on paper: attendance, signatures, and who has not signed."""
    await read(request, NothingForm)
    found = await whole(meeting)
    made = await papers.ask("meetings.minutes", found.meeting.paper_title, meeting=str(meeting))
    return go(request, at(f"/papers/{made}"))


ROUTES = (minutes_page, save, submit, answer, print_minutes)
