"""The navigation, gathered from the manifests and shown by right."""

from functools import lru_cache

import msgspec

from hushu.foundation.house import modules
from hushu.foundation.module import Entry
from hushu.foundation.opened import Opened, rights_of
from hushu.foundation.translation import translate


class Link(msgspec.Struct, frozen=True):
    """One entry as a page shows it."""

    label: str
    href: str
    icon: str
    key: str
    badge_id: str
    active: bool


class Group(msgspec.Struct, frozen=True):
    """Entries under one heading."""

    label: str
    entries: list[Link]


@lru_cache(maxsize=256)
def _entries(roles: tuple[str, ...]) -> tuple[Entry, ...]:
    held = rights_of(roles)
    return tuple(entry for module in modules() for entry in module.navigation if entry.right in held)


def navigation(opened: Opened, path: str) -> list[Group]:
    """What this person may open, grouped; the entry of the current page is marked."""
    groups: dict[str, list[Link]] = {}
    best = max((e.path for e in _entries(opened.roles) if _covers(opened, e, path)), key=len, default="")
    for entry in _entries(opened.roles):
        link = Link(
            label=translate(entry.label),
            href=f"/p/{opened.slug}{entry.path}",
            icon=entry.icon,
            key=entry.key,
            badge_id=entry.badge,
            active=entry.path == best,
        )
        groups.setdefault(entry.group, []).append(link)
    return [Group(label=translate(label), entries=links) for label, links in groups.items()]


def _covers(opened: Opened, entry: Entry, path: str) -> bool:
    full = f"/p/{opened.slug}{entry.path}"
    return path == full or path.startswith(full + "/")
