"""How times, dates and numbers are shown: the property's time, in the words of whoever looks.

Chinese is put together by hand, because lists show it hundreds of times; every other language by its CLDR names.
"""

from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime

from hushu.foundation.clock import local, zone
from hushu.foundation.opened import opened_or_none
from hushu.foundation.translation import DEFAULT, locale_here

WEEKDAYS = "一二三四五六日"
LONG, SHORT, TIMED = "d MMMM y", "d MMM HH:mm", "d MMMM y, HH:mm"
CHINA = "Asia/Shanghai"
# The first mark that is found names it: every browser also claims to be those further down.
BROWSERS = (
    ("MicroMessenger", "微信"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def shortened(words: str, most: int = 60) -> str:
    """The beginning of long words, as a title has room for."""
    return words if len(words) <= most else words[: most - 1] + "…"


def clock_time(moment: datetime | None) -> str:
    """`08:12` in the property's time."""
    return "" if moment is None else local(moment).strftime("%H:%M")


def moment(value: datetime | None) -> str:
    """`2026年11月22日 08:12`, `22 November 2026, 08:12` in the property's time."""
    if value is None:
        return ""
    if (locale := locale_here()) == DEFAULT:
        return f"{long_date(local(value).date())} {clock_time(value)}"
    return format_datetime(local(value), TIMED, locale=locale)


def short_moment(value: datetime | None) -> str:
    """`11-22 08:12`, `22 Nov 08:12` in the property's time."""
    if value is None:
        return ""
    if (locale := locale_here()) == DEFAULT:
        return local(value).strftime("%m-%d %H:%M")
    return format_datetime(local(value), SHORT, locale=locale)


def long_date(day: date | None) -> str:
    """`2026年11月22日`, `22 November 2026`."""
    if day is None:
        return ""
    if (locale := locale_here()) == DEFAULT:
        return f"{day.year}年{day.month}月{day.day}日"
    return format_date(day, LONG, locale=locale)


def weekday(day: date) -> str:
    """`星期日`, `Sunday`."""
    if (locale := locale_here()) == DEFAULT:
        return f"星期{WEEKDAYS[day.weekday()]}"
    return format_date(day, "EEEE", locale=locale)


def weekday_no(number: int) -> str:
    """The name of a day of every week, 1 for Monday: `星期一`, `Monday`."""
    return weekday(date(2024, 1, number))  # that year began on a Monday


def input_moment(value: datetime | None) -> str:
    """What a datetime-local field takes."""
    return "" if value is None else local(value).strftime("%Y-%m-%dT%H:%M")


def masked(phone: str) -> str:
    """A phone with its middle hidden: `139****5678` (PPL-8)."""
    if len(phone) < 7:
        return "*" * len(phone)
    return f"{phone[:3]}****{phone[-4:]}"


def anywhere(value: datetime | None) -> str:
    """`2026-11-22 08:12` in the open property's time, in China's where none is open (an account's own page)."""
    opened = opened_or_none()
    place = zone(opened.time_zone if opened and opened.time_zone else CHINA)
    return "" if value is None else value.astimezone(place).strftime("%Y-%m-%d %H:%M")


def device(agent: str | None) -> str:
    """`Chrome · Windows` from what a browser says of itself; empty where it says nothing."""
    said = agent or ""
    found = [
        next((name for mark, name in marks if mark in said), "") for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(part for part in found if part) or said[:40]


FILTERS: dict[str, Any] = {
    "clock_time": clock_time,
    "moment": moment,
    "short_moment": short_moment,
    "long_date": long_date,
    "weekday": weekday,
    "weekday_no": weekday_no,
    "input_moment": input_moment,
    "masked": masked,
    "anywhere": anywhere,
    "device": device,
}
