"""What a module tells the house: its routes, its work, its place in the navigation, its listeners."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar.handlers import HTTPRouteHandler

from hushu.foundation.database import Asked


class Entry(msgspec.Struct, frozen=True):
    """A place in the navigation: shown to those with the right; `key` opens it after pressing g,
    `place` orders it in its group (the phone shows the first four)."""

    label: str
    path: str
    icon: str
    right: str
    key: str = ""
    group: str = "Desk"
    place: int = 50
    badge: str = ""


class Daily(msgspec.Struct, frozen=True):
    """A job of every property, once a day at this hour of its own clock."""

    job: str
    hour: int
    minute: int = 0


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits for the person who looks; the inbox gathers these from every module."""

    kind: str
    title: str
    href: str
    at: datetime
    detail: str = ""
    due: datetime | None = None
    key: str = ""


class Waits(msgspec.Struct, frozen=True):
    """What a module asks the database for the inbox, together with all others, and how it tells each row."""

    asked: Asked[Any]
    told: Callable[[Any], Waiting]


class Obstacle(msgspec.Struct, frozen=True):
    """Why a person cannot leave yet, or a shift not be handed over, and where that is mended (PPL-4, DUTY-4).

    key: names what holds a handover, whatever the words; a manager lets pass what it names and nothing that comes after.
    """

    kind: str
    title: str
    href: str
    key: str = ""


class Holds(msgspec.Struct, frozen=True):
    """What holds a handover of duty: rows as with `Waits`; `told` gives None for one that does not hold it now.

    of_night: holds only the handover that gives the night to the day desk (DUTY-4, DESK-15).
    """

    asked: Asked[Any]
    told: Callable[[Any], Obstacle | None]
    of_night: bool = False


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """One module's manifest; `MODULES` in `modules.py` holds them from ground to roof.

    routes: inside a property. public: outside any. company: in the company's console. jobs: by name,
    `"desk.remind": function`. papers: makers of printed papers and sheets by kind. waiting: what waits for the
    acting person. badges: cheap counts by an entry's `badge`. blocks_leaving: what holds a person (PPL-4).
    hand_over: gives all of it to a successor. open_matters: what is still open in the property, whoever it waits for;
    blocks_handover: what must be done before a shift is handed over (both asked within one statement, DUTY-3, DUTY-4).
    subjects: what signing chains may be about. unpack: lays the pack's part into a new property. demo: fills a demo
    property. after_restore: lays again what no backup holds. search: what the search box finds.
    """

    name: str
    title: str
    routes: Sequence[HTTPRouteHandler] = ()
    public: Sequence[HTTPRouteHandler] = ()
    company: Sequence[HTTPRouteHandler] = ()
    navigation: Sequence[Entry] = ()
    rights: Sequence[str] = ()
    jobs: Mapping[str, Callable[..., Awaitable[None]]] = {}
    daily: Sequence[Daily] = ()
    listeners: Mapping[type, Sequence[Callable[[Any], Awaitable[None]]]] = {}
    papers: Mapping[str, Callable[..., Awaitable[Any]]] = {}
    subjects: Sequence[Any] = ()
    waiting: Callable[[], Waits] | None = None
    badges: Mapping[str, Callable[[], Awaitable[int]]] = {}
    blocks_leaving: Callable[[UUID], Awaitable[list[Obstacle]]] | None = None
    hand_over: Callable[[UUID, UUID], Awaitable[None]] | None = None
    open_matters: Callable[[], Waits] | None = None
    blocks_handover: Callable[[], Holds] | None = None
    search: Callable[[str], Awaitable[list[Waiting]]] | None = None
    unpack: Callable[[str], Awaitable[None]] | None = None
    demo: Callable[[str], Awaitable[None]] | None = None
    after_restore: Callable[[], Awaitable[None]] | None = None
