"""The duty screen: one page for a whole shift (DUTY-1, DUTY-8)."""

from typing import Any
from uuid import UUID

from hushu.duty.commands.pack import unpack_duty
from hushu.duty.commands.records import begin as begin_record
from hushu.duty.forms import BeginForm, ScreenQuery
from hushu.duty.queries.screen import screen
from hushu.duty.rules.words import ENTRIES, WRITTEN, vocabulary
from hushu.foundation import clock
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post


async def shown(record: UUID | None) -> dict[str, Any]:
    """What the screen shows of one record."""
    found = await screen(record)
    return {
        "screen": found, "now": clock.now(), "written": [(key, translate(ENTRIES[key])) for key in WRITTEN],
        "may_write": here().may("duty.write"), "mine": found.record is not None and found.record.person == me(), **vocabulary(),
    }  # fmt: skip


@get("/duty", "duty.read")
async def duty_page(request: Web) -> Answer:
    """The shift that is on, or the record that is asked for; also after a refusal."""
    wanted = read_query(request, ScreenQuery).record
    return page(request, "duty/screen.html", **await shown(wanted))


@post("/duty", "duty.write", again=duty_page)
async def begin(request: Web) -> Answer:
    """Begins the record of a shift."""
    form = await read(request, BeginForm)
    made = await begin_record(form.team, form.day, form.shift, form.why)
    return go(request, at(f"/duty?record={made}"))


@post("/duty/pack", "duty.order", again=duty_page)
async def take_pack(request: Web) -> Answer:
    """Takes the pack's teams and checks, for a property that is older than its duty records."""
    await read(request, NothingForm)
    await unpack_duty(here().kind)
    return go(request, at("/duty"))


ROUTES = (duty_page, begin, take_pack)
