"""What is decided about a sign-up without a database: short names from pinyin, hours, user names."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from hushu.foundation.pinyin import initials, readings
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.people.rules import check_username

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9](-?[a-z0-9]){1,39}")
HOUR = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
LONGEST_PINYIN = 16
RESERVED = frozenset(
    {"admin", "api", "health", "hushu", "new", "platform", "sign-in", "sign-up", "static", "www"}
)
COMPANY_TAIL = re.compile("(物业|管理|服务|发展|集团|股份|有限|责任|公司|中心|[(（].*[)）])+$")
PROPERTY_TAIL = re.compile("(国际|金融|商务|中心|大厦|广场|花园|家园|小区|公寓|写字楼|项目)+$")
TIME_ZONES = (
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore",
)  # fmt: skip


class Complaints:
    """Gathers every refusal of a form, so that all fields are answered at once (TEN-9)."""

    def __init__(self) -> None:
        self.errors: dict[str, tuple[str, dict[str, Any]]] = {}

    def check(self, decide: Callable[..., T], *args: Any) -> T | None:
        """What the rule decides, or None with its complaint kept."""
        try:
            return decide(*args)
        except Refused as refusal:
            self.errors.update(refusal.errors)
            return None

    def add(self, field: str, reason: str) -> None:
        """One more complaint, unless the field has one already."""
        self.errors.setdefault(field, (reason, {}))

    def settle(self) -> None:
        """Raises Refused when there is any complaint."""
        if self.errors:
            raise Refused.many(self.errors)


def company_short_name(name: str) -> str:
    """`沧屿物业服务有限公司` is `cangyu`."""
    return _short(COMPANY_TAIL.sub("", name) or name) or "company"


def property_short_name(name: str) -> str:
    """`澄港国际中心` is `chenggang`."""
    return _short(PROPERTY_TAIL.sub("", name) or name) or "property"


def _short(text: str) -> str:
    """Full pinyin, or initials where that is long; what is Latin already stays."""
    for spelt in (*readings(text)[:1], *initials(text)[:1]):
        slug = re.sub(r"[^a-z0-9]+", "-", spelt.lower()).strip("-")
        if len(slug) <= LONGEST_PINYIN:
            break
    else:
        slug = ""
    slug = slug[:LONGEST_PINYIN].strip("-")
    return slug if SLUG.fullmatch(slug) and slug not in RESERVED else ""


def slug_of(text: str, field: str = "slug") -> str:
    """A short name as it stands in an address. Raises Refused."""
    lowered = text.lower()
    if not SLUG.fullmatch(lowered) or lowered in RESERVED:
        raise Refused(
            field,
            N_("A short name is 2 to 40 letters, digits and single dashes, such as chenggang."),
        )
    return lowered


def founder_name(text: str) -> str:
    """A user name that begins with the company's short name and a dot. Raises Refused."""
    lowered = check_username(text)
    head, dot, tail = lowered.partition(".")
    if not dot or not tail or not SLUG.fullmatch(head) or head in RESERVED:
        raise Refused(
            "username", N_("Begin with your company's short name and a dot, such as cangyu.admin.")
        )
    return lowered


def hour(text: str, field: str) -> str:
    """`8:30` is `08:30`. Raises Refused."""
    found = HOUR.fullmatch(text)
    if not found:
        raise Refused(field, N_("A time such as 08:30, please."))
    return f"{int(found[1]):02}:{found[2]}"


def desk_hours(opens: str, closes: str) -> tuple[str, str]:
    """Opening and closing hour of the desk, on the same day. Raises Refused."""
    first, last = hour(opens, "desk_opens"), hour(closes, "desk_closes")
    if first >= last:
        raise Refused(
            "desk_closes",
            N_("The desk closes after it opens. The night desk takes over from then on."),
        )
    return first, last


def known_zone(name: str) -> str:
    """One of the time zones offered. Raises Refused."""
    if name not in TIME_ZONES:
        raise Refused("time_zone", N_("Choose one of the entries offered."))
    return name
