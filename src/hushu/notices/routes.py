"""Pages of the inbox, of the counts beside the menu, and of how one is told."""

from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.carrier import resting
from hushu.foundation.forms import read, read_query
from hushu.foundation.house import modules
from hushu.foundation.module import Waiting
from hushu.foundation.opened import here, me, setting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.notices import commands, queries
from hushu.notices.forms import (
    AllReadForm,
    ChannelForm,
    OlderForm,
    ReadingForm,
    RobotForm,
    UndoForm,
)
from hushu.notices.queries import Notice

SOON = timedelta(hours=4)
UNDO = timedelta(minutes=2)
HEADINGS = {"signing": N_("To sign")}


class Row(msgspec.Struct, frozen=True):
    """What waits, with the notice that told of it, if it is still unread."""

    waiting: Waiting
    notice: Notice | None
    overdue: bool
    soon: bool


@get("/inbox", "messages.read")
async def inbox(request: Web) -> Answer:
    """What waits for me, the most pressing first, then what I was told."""
    older = read_query(request, OlderForm).older
    if older is not None:
        return page(request, "notices/older.html", **_paged(await queries.notices(older)))
    return page(request, "notices/inbox.html", **await _inbox())


async def _inbox() -> dict[str, object]:
    found, items = await queries.inbox()
    unread = {one.link: one for one in found if one.unread and one.link}
    now = clock.now()
    rows = [
        Row(
            item,
            unread.get(item.href),
            overdue=item.due is not None and item.due < now,
            soon=item.due is not None and now <= item.due < now + SOON,
        )
        for item in items
    ]
    folded = {row.notice.id for row in rows if row.notice}
    news = [one for one in found if one.unread]
    return {
        "sections": _sections(rows),
        "newest": news[0].id if news else None,
        "unread": [one for one in news if one.id not in folded],
        "undo": _undo(found, now),
        **_paged([one for one in found if not one.unread]),
    }


def _undo(found: list[Notice], now: datetime) -> str:
    """The moment of the last reading while it can still be taken back, as the form sends it; else empty."""
    last = max((one.read_at for one in found if one.read_at), default=None)
    return last.isoformat() if last and now - last < UNDO else ""


def _sections(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Overdue first in a section of its own, then by kind in the order of the most pressing of each."""
    late = [row for row in rows if row.overdue]
    rest = [row for row in rows if not row.overdue]
    kinds = list(dict.fromkeys(row.waiting.kind for row in rest))
    rest.sort(key=lambda row: kinds.index(row.waiting.kind))
    named = [
        (translate(HEADINGS.get(kind, kind)), list(some))
        for kind, some in groupby(rest, key=lambda row: row.waiting.kind)
    ]
    return ([("", late)] if late else []) + named


def _paged(found: list[Notice]) -> dict[str, object]:
    more = len(found) > queries.PAGE
    shown = found[: queries.PAGE]
    return {"told": shown, "older": at(f"/inbox?older={shown[-1].id}") if more else None}


@get("/badges", "property.enter")
async def badges(request: Web) -> Answer:
    """The counts beside the menu and at the bell, and whether live updates rest."""
    counts = {
        name: await count()
        for module in modules()
        for name, count in module.badges.items()
        if name != "badge-inbox" or here().may("messages.read")
    }
    return page(request, "notices/badges.html", counts=counts, resting=resting())


@post("/notices/{notice:uuid}/reading", "messages.read")
async def mark_read(request: Web, notice: UUID) -> Answer:
    """Read it: on to what it is about, or staying in the inbox."""
    form = await read(request, ReadingForm)
    found = await commands.mark_read(notice)
    if not form.stay and found.link:
        return go(request, found.link)
    return await _updated(request)


@post("/notices/reading", "messages.read", again=inbox)
async def mark_all_read(request: Web) -> Answer:
    """All that is on the page is read; one press takes it back."""
    form = await read(request, AllReadForm)
    await commands.mark_all_read(form.newest)
    return await _updated(request)


@post("/notices/unreading", "messages.read", again=inbox)
async def undo_reading(request: Web) -> Answer:
    """Takes the last reading back."""
    form = await read(request, UndoForm)
    await commands.undo_reading(form.at)
    return await _updated(request)


async def _updated(request: Web) -> Answer:
    counts = {"badge-inbox": await queries.pending()}
    shown = await _inbox()
    return update(request, "notices/inbox.update.html", to=at("/inbox"), counts=counts, **shown)


@get("/notices/settings", "messages.read")
async def settings_page(request: Web) -> Answer:
    """How I am told; and for whoever sets the property up, its robot."""
    channel = await queries.channel(me())
    robot = str(setting("wecom_robot") or "")
    return page(request, "notices/settings.html", channel=channel, robot=robot[-4:])


@post("/notices/settings", "messages.read", again=settings_page)
async def keep_channel(request: Web) -> Answer:
    """Keeps how I am told."""
    form = await read(request, ChannelForm)
    await commands.keep_channel(
        form.email, digest=form.digest, quiet_from=form.quiet_from, quiet_until=form.quiet_until
    )
    return go(request, at("/notices/settings?kept=1"))


@post("/notices/robot", "settings.edit", again=settings_page)
async def keep_robot(request: Web) -> Answer:
    """Keeps the property's robot."""
    form = await read(request, RobotForm)
    await commands.keep_robot(form.address)
    return go(request, at("/notices/settings?kept=1"))


ROUTES = (
    inbox,
    badges,
    mark_read,
    mark_all_read,
    undo_reading,
    settings_page,
    keep_channel,
    keep_robot,
)
