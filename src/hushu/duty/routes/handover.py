"""The handover of a shift: who comes, what holds it, both PINs (DUTY-2 to DUTY-5)."""

from typing import Any
from uuid import UUID

from hushu.duty.commands import coming
from hushu.duty.commands.handover import hand_over, override
from hushu.duty.forms import ComeForm, HandOverForm, OverrideForm, UnfitForm
from hushu.duty.queries.handover import sheet
from hushu.duty.queries.records import record
from hushu.duty.queries.setup import comes_early
from hushu.duty.rules.words import vocabulary
from hushu.foundation import clock, papers
from hushu.foundation.filters import long_date
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

TITLE = N_("Handover sheet")


async def shown(record_id: UUID) -> dict[str, Any]:
    """What the page shows of a handover."""
    found = await sheet(record_id)
    planned = list(dict.fromkeys(one.person for one in found.planned))
    people = sorted(found.people, key=lambda one: one.id not in planned)
    return {
        "sheet": found, "record": found.record, "handover": found.handover, "me_id": me(), "now": clock.now(),
        "people": [(one.id, f"{one.name} · {one.post}") for one in people if one.id != found.record.person],
        "names": "、".join(one.name for one in found.people if one.id in planned), "is_planned": me() in planned,
        "first": found.record.ends_at - comes_early(),
        "may_override": here().may("duty.override"), "may_write": here().may("duty.write"), **vocabulary(),
    }  # fmt: skip


@get("/duty/records/{record_id:uuid}/handover", "duty.read")
async def handover_page(request: Web, record_id: UUID) -> Answer:
    """The handover; also after a refusal."""
    return page(request, "duty/handover.html", **await shown(record_id))


@post("/duty/records/{record_id:uuid}/handover/coming", "duty.write", again=handover_page)
async def come(request: Web, record_id: UUID) -> Answer:
    """Somebody is there to take over."""
    form = await read(request, ComeForm)
    await coming.come(record_id, form.person or me(), form.why)
    return go(request, at(f"/duty/records/{record_id}/handover"))


@post("/duty/records/{record_id:uuid}/handover/reading", "duty.write", again=handover_page)
async def read_last(request: Web, record_id: UUID) -> Answer:
    """The incoming has read the last record."""
    await read(request, NothingForm)
    await coming.read_last(record_id)
    return go(request, at(f"/duty/records/{record_id}/handover"))


@post("/duty/records/{record_id:uuid}/handover/going", "duty.write", again=handover_page)
async def go_away(request: Web, record_id: UUID) -> Answer:
    """Who came does not take over after all."""
    await read(request, NothingForm)
    await coming.go_away(record_id)
    return go(request, at(f"/duty/records/{record_id}/handover"))


@post("/duty/records/{record_id:uuid}/handover/unfit", "duty.write", again=handover_page)
async def declare_unfit(request: Web, record_id: UUID) -> Answer:
    """The successor is not fit for duty."""
    form = await read(request, UnfitForm)
    await coming.declare_unfit(record_id, form.signs)
    return go(request, at(f"/duty/records/{record_id}/handover"))


@post("/duty/records/{record_id:uuid}/handover/override", "duty.override", again=handover_page)
async def let_go_on(request: Web, record_id: UUID) -> Answer:
    """The manager lets it go on."""
    form = await read(request, OverrideForm)
    await override(record_id, form.reason)
    return go(request, at(f"/duty/records/{record_id}/handover"))


async def sign_again(request: Web, record_id: UUID) -> Answer:
    """Where both sign, after a refusal: under htmx only that piece, beside the one that lives."""
    piece = request.headers.get("hx-request") == "true"
    template = "duty/_signing.html" if piece else "duty/handover.html"
    answer = page(request, template, **await shown(record_id))
    if piece:
        answer.headers |= {"HX-Retarget": "#signing", "HX-Reswap": "outerHTML"}
    return answer


@post("/duty/records/{record_id:uuid}/handover", "duty.write", again=sign_again)
async def finish(request: Web, record_id: UUID) -> Answer:
    """Both sign."""
    form = await read(request, HandOverForm)
    await hand_over(record_id, pin=form.pin, other_pin=form.other_pin, words=form.words)
    return go(request, at(f"/duty/records/{record_id}/handover"))


@post("/duty/records/{record_id:uuid}/handover/paper", "duty.read", again=handover_page)
async def order_paper(request: Web, record_id: UUID) -> Answer:
    """The handover sheet on paper."""
    await read(request, NothingForm)
    found = await record(record_id)
    title = f"{translate(TITLE)} {found.team_name} {long_date(found.day)} {found.shift_name}"
    return go(
        request, at(f"/papers/{await papers.ask('duty.handover', title, record=str(record_id))}")
    )


ROUTES = (handover_page, come, read_last, go_away, declare_unfit, let_go_on, finish, order_paper)
