"""What is decided at the desk without a database: which register, which promise, which words."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from hushu.foundation.pinyin import initials
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.premises.rules import unit_code, wanted

Kind = Literal["call", "visit", "walk_in", "letter", "fax", "message"]
MatterKind = Literal[
    "repair", "complaint", "enquiry", "help", "suggestion", "visitor", "parcel", "other"
]
Outcome = Literal["answered", "message", "handed", "later", "open"]
Channel = Literal["phone", "counter", "radio", "online", "post", "fax"]
Register = Literal["day", "night"]

KINDS = {
    "call": N_("Call"), "visit": N_("Visit"), "walk_in": N_("Walk-in"), "letter": N_("Letter"), "fax": N_("Fax"),
    "message": N_("Online message"),
}  # fmt: skip
MATTER_KINDS = {
    "repair": N_("Repair"), "complaint": N_("Complaint"), "enquiry": N_("Enquiry"), "help": N_("Help"),
    "suggestion": N_("Suggestion"), "visitor": N_("Visitor"), "parcel": N_("Parcel"), "other": N_("Other matter"),
}  # fmt: skip
OUTCOMES = {
    "answered": N_("Answered"), "message": N_("Message left"), "handed": N_("Handed on"), "later": N_("Case later"),
    "open": N_("Could not answer"),
}  # fmt: skip
CHANNELS = {
    "phone": N_("Telephone"), "counter": N_("Counter"), "radio": N_("Radio"), "online": N_("Online"), "post": N_("Post"),
    "fax": N_("Fax"),
}  # fmt: skip
REGISTERS = {"day": N_("Day register"), "night": N_("Night register")}
DEEDS = {
    "handed": N_("Handed on"), "promised_again": N_("New promised time"), "answered": N_("Answered"), "done": N_("Done"),
    "overdue": N_("Promise overdue"), "read": N_("Read"), "came_back": N_("Unread, back at the desk"),
    "told": N_("Told by the desk"), "replied": N_("Dealt with"), "taken_over": N_("Taken over from the night"),
}  # fmt: skip
CORRECTABLE = {
    "caller": N_("Caller"), "company": N_("Firm"), "unit": N_("Room"), "phone": N_("Phone"), "matter": N_("Matter"),
    "matter_kind": N_("Kind of matter"), "kind": N_("Kind of contact"), "addition": N_("Addition"),
}  # fmt: skip

CHANNEL_OF_KIND: dict[str, Channel] = {
    "call": "phone", "visit": "counter", "walk_in": "counter", "letter": "post", "fax": "fax", "message": "online",
}  # fmt: skip
NEEDS_PERSON = frozenset({"message", "handed", "later"})
NEEDS_PROMISE = frozenset({"handed", "later", "open"})
LONGEST_PROMISE = timedelta(days=92)
SAME_CALL = timedelta(minutes=2)
EARLY = timedelta(hours=1)


def register_at(moment: time, opens: time, closes: time) -> Register:
    """Day or night by the property's wall clock; a desk that never closes has only the day (DESK-15)."""
    if opens == closes:
        return "day"
    if opens < closes:
        return "day" if opens <= moment < closes else "night"
    return "night" if closes <= moment < opens else "day"


def register_day(local: datetime, opens: time, closes: time) -> date:
    """The date on the register's page: what runs over midnight belongs to the day on which it began."""
    moment = local.time().replace(tzinfo=None)
    before_opening = opens <= closes and opens != closes and moment < opens
    after_midnight = opens > closes and moment < closes
    return local.date() - timedelta(days=1) if before_opening or after_midnight else local.date()


def night_can_end(local: datetime, opens: time, closes: time) -> bool:
    """Whether the day desk may take the night over: from an hour before opening until the next closing."""
    soon = (local + EARLY).time().replace(tzinfo=None)
    moment = local.time().replace(tzinfo=None)
    return register_at(moment, opens, closes) == "day" or register_at(soon, opens, closes) == "day"


def check_promise(promised: datetime | None, now: datetime, field: str = "promised_at") -> datetime:
    """A promise is a time in the future, within three months (DESK-13). Raises Refused."""
    if promised is None:
        raise Refused(field, N_("Promise a time: by when will the caller hear from us?"))
    if promised <= now:
        raise Refused(field, N_("The promised time has passed already. Choose a later one."))
    if promised - now > LONGEST_PROMISE:
        raise Refused(field, N_("A promise lies within three months. Choose an earlier time."))
    return promised


def check_outcome(
    outcome: str, register: str, *, person: bool, urgent: bool, night_right: bool
) -> None:
    """No line is dropped: what is not answered has a name, or waits on the night register (DESK-13, DESK-15). Raises Refused."""
    if outcome in NEEDS_PERSON and not person:
        raise Refused("for_person", N_("Choose the person this goes to."))
    if outcome != "open" or person:
        return
    if register == "day" or not night_right:
        raise Refused(
            "for_person",
            N_("What cannot be answered goes to a named person. Choose who will answer."),
        )
    if urgent:
        raise Refused(
            "outcome",
            N_("Something urgent cannot wait for the morning. Write what was done, or hand it on."),
        )


def channel_of(kind: str, said: str | None) -> str:
    """By what way it came, unless said."""
    return said or CHANNEL_OF_KIND[kind]


def first_state(outcome: str) -> str:
    """Whether a line still waits for somebody when it is written."""
    return "done" if outcome == "answered" else "waiting"


@lru_cache(maxsize=2048)
def letters(text: str) -> str:
    """The initials of a name, as people type them."""
    return " ".join(initials(text)) if text else ""


def search_text(caller: str, company: str, unit: str, phone: str, *words: str) -> str:
    """What the log's one search box looks through: names, initials, room, last four digits, the words (DESK-14)."""
    last_four = phone[-4:] if len(phone) >= 7 else ""
    parts = (
        caller,
        letters(caller),
        company,
        letters(company),
        unit,
        unit_code(unit),
        last_four,
        *words,
    )
    return " ".join(wanted(part) for part in parts if part)
