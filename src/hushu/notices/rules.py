"""When a digest goes out, what it may say, and where a robot's address may lead."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

SLOT = timedelta(minutes=10)
STRAGGLERS = timedelta(seconds=15)
ROBOT_PATH = "/cgi-bin/webhook/send"
ROBOT_KEY = re.compile(r"[A-Za-z0-9_-]{8,80}")
ADDRESS = re.compile(
    r"[^\s@<>,;:\"'\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?\.[A-Za-z]{2,24}"
)
HIDDEN = "…"


def slot_end(moment: datetime) -> datetime:
    """The end of the ten minutes this moment lies in: what comes within them is told together."""
    whole = int(SLOT.total_seconds())
    start = int(moment.timestamp()) // whole * whole
    return datetime.fromtimestamp(start + whole, moment.tzinfo)


def after_quiet(local: datetime, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """The first moment from this one on at which the person may be disturbed, on the same clock."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return local
    now = local.time()
    begun, not_ended = now >= quiet_from, now < quiet_until
    quiet = begun and not_ended if quiet_from < quiet_until else begun or not_ended
    if not quiet:
        return local
    day = local.date() + timedelta(days=1 if now >= quiet_until else 0)
    return datetime.combine(day, quiet_until, local.tzinfo)


def impersonal(details: dict[str, Any]) -> dict[str, Any]:
    """What of a notice may leave the house: numbers stay, words could name somebody and are hidden."""
    return {
        name: value if isinstance(value, int | float) else HIDDEN for name, value in details.items()
    }


def mail_address(typed: str) -> str:
    """An address mail can go to, or nothing. Raises Refused."""
    if typed and not ADDRESS.fullmatch(typed):
        raise Refused("email", N_("An address such as name@example.com, please."))
    return typed


def robot_key(address: str, origin: str) -> str:
    """The key in the webhook address of a WeCom robot at that origin. Raises Refused for any other address."""
    if not address:
        return ""
    parts = urlsplit(address)
    key = parse_qs(parts.query).get("key", [""])[0]
    known = f"{parts.scheme}://{parts.netloc}" == origin.rstrip("/") and parts.path == ROBOT_PATH
    if not known or not ROBOT_KEY.fullmatch(key):
        raise Refused("address", N_("Paste the robot's webhook address as WeCom shows it."))
    return key


def both_or_none(quiet_from: time | None, quiet_until: time | None) -> None:
    """Quiet hours have a beginning and an end. Raises Refused."""
    if (quiet_from is None) != (quiet_until is None):
        field = "quiet_until" if quiet_until is None else "quiet_from"
        raise Refused(field, N_("Fill in both times, or neither."))
