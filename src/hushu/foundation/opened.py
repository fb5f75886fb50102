"""What is open now: the property, the person in it, and what they may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation.rights import allowed


class Opened(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """One property opened for one request or job; `person` is None when a worker does the deed."""

    property: UUID
    slug: str
    property_name: str
    kind: str
    time_zone: str
    hotline: str = ""
    suspended: bool = False
    settings_json: str = "{}"
    company: UUID | None = None
    account: UUID | None = None
    locale: str = "zh_CN"
    person: UUID | None = None
    person_name: str = ""
    post_name: str = ""
    roles: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    shared_desk: bool = False
    console: str = ""  # the company's slug, where this account belongs to its headquarters

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The property's own figures and switches, as its pack laid them and its manager changed them."""
        return dict(msgspec.json.decode(self.settings_json))

    def may(self, action: str) -> bool:
        """Whether one of the person's roles gives this right (PPL-2)."""
        return action in rights_of(self.roles)


@lru_cache(maxsize=256)
def rights_of(roles: tuple[str, ...]) -> frozenset[str]:
    """All rights that these roles give together."""
    return allowed(roles)


_opened: ContextVar[Opened | None] = ContextVar("opened", default=None)


def here() -> Opened:
    """The open property. Raises LookupError where none is open: a fault of the code, never of a person."""
    opened = _opened.get()
    if opened is None:
        raise LookupError("no property is open")
    return opened


def opened_or_none() -> Opened | None:
    """The open property, or None on pages outside any."""
    return _opened.get()


def me() -> UUID:
    """The person who acts. Raises LookupError in a worker, where nobody does."""
    person = here().person
    if person is None:
        raise LookupError("no person acts here")
    return person


def setting(name: str, default: Any = None) -> Any:
    """A figure of the open property (DESK-6), or the default where its pack names none."""
    return here().settings.get(name, default)


@contextmanager
def standing_open(opened: Opened) -> Iterator[None]:
    """The property is open for as long as the block lasts."""
    before = _opened.set(opened)
    try:
        yield
    finally:
        _opened.reset(before)
