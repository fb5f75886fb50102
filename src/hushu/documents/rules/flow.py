"""What may be done with a document when; the pages ask the same rules as the deeds."""

from datetime import datetime, timedelta

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

OPEN_STATES = frozenset({"received", "signing", "issued"})
UNOWNED_AFTER = timedelta(hours=24)
FURTHEST = timedelta(days=366)
OVER = N_("This document is finished. Nothing was changed.")
NOT_DRAFT = N_(
    "This is no draft any more: it is being signed or has been issued. Load the page again."
)
PLACEHOLDER = "……"


def check_draft(title: str, body: str) -> None:
    """A draft that may go to its signers: nothing of the template left to fill. Raises Refused at the field."""
    if PLACEHOLDER in title:
        raise Refused("title", N_("The title still has places of the template to fill in: ……"))
    if not body:
        raise Refused("body", N_("Please fill this in."))
    if PLACEHOLDER in body:
        raise Refused("body", N_("The text still has places of the template to fill in: ……"))


def check_due(due_at: datetime | None, now: datetime, field: str = "due_at") -> datetime | None:
    """A limit lies ahead, at most a year. Raises Refused."""
    if due_at is None:
        return None
    if due_at <= now:
        raise Refused(field, N_("This time has passed already. Choose a later one."))
    if due_at > now + FURTHEST:
        raise Refused(field, N_("That is more than a year away. Please check the date."))
    return due_at


def finished_at_issue(direction: str, *, confirm: bool, readers: int) -> bool:
    """Whether nothing is left to be done once it is issued."""
    return direction == "internal" and not (confirm and readers)


def limit(now: datetime, hours: int) -> datetime | None:
    """When the time of the kind is up; none where it sets no limit."""
    return now + timedelta(hours=hours) if hours else None
