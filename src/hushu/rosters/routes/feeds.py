"""My shifts in the calendar of my phone: a private address, and what is read there (ROST-5)."""

import hashlib
from datetime import timedelta

from litestar import Response

from hushu.foundation import clock, qr, throttle
from hushu.foundation.addresses import client_address
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, go, page, post, public_get
from hushu.rosters.commands.feeds import end_feed, make_feed
from hushu.rosters.queries.feeds import Feed, feed_of
from hushu.rosters.rules.feed import calendar

ENDING = ".ics"
BACK, AHEAD = timedelta(days=60), timedelta(days=120)
# Within the throttle's window: an office behind one address reads often, a guesser gets nowhere with 128 bits anyway.
READS, GUESSES = 60, 60
RETRY = {"Retry-After": str(throttle.MINUTES * 60)}


@post("/shifts/feed", "rosters.read")
async def make(request: Web) -> Answer:
    """A new address, shown this once."""
    await read(request, NothingForm)
    address = qr.outside(f"/feeds/{await make_feed()}{ENDING}")
    code = qr.picture(address, border=3, light="white")  # so a phone reads it from a dark page too
    return page(request, "rosters/feed.html", address=address, code=code)


@post("/shifts/feed/end", "rosters.read")
async def end(request: Web) -> Answer:
    """The address leads nowhere any more."""
    await read(request, NothingForm)
    await end_feed()
    return go(request, at("/shifts#feed"))


@public_get("/feeds/{name:str}")
async def feed(request: Web, name: str) -> Answer:
    """The calendar of whoever's token this is; unchanged, it is not sent again."""
    token, ending = name[: -len(ENDING)], name[-len(ENDING) :]
    if ending != ENDING:
        raise NotHere
    try:
        found = await _allowed(request, token)
    except Refused:
        return Response(b"", status_code=429, headers=RETRY, media_type="text/plain")
    made = calendar(f"{found.name} · {found.property}", found.property, found.entries)
    mark = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    headers = {
        "ETag": mark, "Cache-Control": "private, no-cache", "Content-Disposition": 'inline; filename="shifts.ics"',
    }  # fmt: skip
    if mark in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(b"", status_code=304, headers=headers, media_type="text/calendar")
    return Response(made, headers=headers, media_type="text/calendar")


async def _allowed(request: Web, token: str) -> Feed:
    """What stands under the token. Raises NotHere; Refused for who guesses, or reads all the time."""
    address, today = client_address(request), clock.now().date()
    await throttle.spend("feed-guess", address, GUESSES, "")
    found = await feed_of(token, today - BACK, today + AHEAD)
    await throttle.give_back("feed-guess", address, GUESSES)
    await throttle.spend("feed", token, READS, "")
    return found


ROUTES, PUBLIC = (make, end), (feed,)
