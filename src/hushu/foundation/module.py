"""What a module tells the house: its routes, its work, its place in the navigation, its listeners."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
from litestar.handlers import HTTPRouteHandler


class Entry(msgspec.Struct, frozen=True):
    """A place in the navigation: shown to those with the right; `key` opens it after pressing g."""

    label: str
    path: str
    icon: str
    right: str
    key: str = ""
    group: str = "Desk"
    badge: str = ""


class Daily(msgspec.Struct, frozen=True):
    """A job of every property, once a day at this hour of its own clock."""

    job: str
    hour: int
    minute: int = 0


class Module(msgspec.Struct, frozen=True):
    """One module's manifest; `MODULES` in `modules.py` holds them from ground to roof."""

    name: str
    title: str
    routes: Sequence[HTTPRouteHandler] = ()
    public: Sequence[HTTPRouteHandler] = ()
    company: Sequence[HTTPRouteHandler] = ()
    navigation: Sequence[Entry] = ()
    rights: Sequence[str] = ()
    jobs: Sequence[Any] = ()
    daily: Sequence[Daily] = ()
    listeners: dict[type, Sequence[Callable[[Any], Awaitable[None]]]] = {}
    unpack: Callable[[str], Awaitable[None]] | None = None
    blocks_leaving: Callable[[Any], Awaitable[list[Any]]] | None = None
    subjects: Sequence[Any] = ()
    papers: dict[str, Callable[[dict[str, Any]], Awaitable[Any]]] = {}
