"""Somebody's shifts as a calendar that a phone subscribes to (RFC 5545; its name and rhythm by RFC 7986)."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import msgspec

LONGEST = 75  # octets of a line, without its end (RFC 5545, 3.1)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A calendar holds at least one component (RFC 5545, 3.6): a month without shifts says which time nothing happens in.
EMPTY = (
    "BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000",
    "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


class Entry(msgspec.Struct, frozen=True):
    """A shift in force. number: of its edition; since: when that took effect."""

    person: str
    day: date
    name: str
    letter: str
    team: str
    begins_at: datetime
    ends_at: datetime
    number: int
    since: datetime


def calendar(title: str, place: str, entries: Sequence[Entry]) -> bytes:
    """The calendar's bytes, the same for the same shifts. No METHOD: it is published, nobody is invited."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hushu//Rosters//ZH", "CALSCALE:GREGORIAN", f"NAME:{_text(title)}",
        f"X-WR-CALNAME:{_text(title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
    ]  # fmt: skip
    for one in entries:
        lines += _event(one, place)
    if not entries:
        lines += EMPTY
    return "".join(
        part + "\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line)
    ).encode()


def _event(one: Entry, place: str) -> list[str]:
    """DTSTAMP is when it was last revised, since there is no METHOD (RFC 5545, 3.8.7.2)."""
    return [
        "BEGIN:VEVENT", f"UID:shift-{one.day:%Y%m%d}-{one.person}@hushu", f"DTSTAMP:{_moment(one.since)}",
        f"LAST-MODIFIED:{_moment(one.since)}", f"SEQUENCE:{one.number}", f"DTSTART:{_moment(one.begins_at)}",
        f"DTEND:{_moment(one.ends_at)}", f"SUMMARY:{_text(one.name)}", f"LOCATION:{_text(place)}",
        f"DESCRIPTION:{_text(one.team)}", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT",
    ]  # fmt: skip


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first with a blank before it; no sign is torn."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece


def _text(words: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    said = CONTROL.sub("", words.replace("\r\n", "\n"))
    for sign in ("\\", ";", ","):
        said = said.replace(sign, "\\" + sign)
    return said.replace("\n", "\\n")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
