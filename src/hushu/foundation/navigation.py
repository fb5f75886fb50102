"""The navigation, gathered from the manifests and shown by right."""

from functools import lru_cache

import msgspec

from hushu.foundation.house import modules
from hushu.foundation.module import Entry
from hushu.foundation.opened import Opened, rights_of
from hushu.foundation.translation import translate

# What one does all day stands on top, what one rarely opens at the bottom.
FIRST, LAST = ("Desk",), ("Management", "Settings")


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
    mine = [entry for module in modules() for entry in module.navigation if entry.right in held]
    return tuple(sorted(mine, key=lambda entry: entry.place))


def active_entry(opened: Opened, path: str) -> str:
    """The path of the entry that the page belongs to: the longest that begins it."""
    inside = path.removeprefix(f"/p/{opened.slug}").rstrip("/") or "/"
    covering = [
        e.path
        for e in _entries(opened.roles)
        if inside == e.path or inside.startswith(f"{e.path}/")
    ]
    return max(covering, key=len, default="")


def navigation(opened: Opened, active: str) -> list[Group]:
    """What this person may open, grouped; the active entry is marked."""
    groups: dict[str, list[Link]] = {label: [] for label in FIRST}
    for entry in _entries(opened.roles):
        link = Link(
            label=translate(entry.label),
            href=f"/p/{opened.slug}{entry.path}",
            icon=entry.icon,
            key=entry.key,
            badge_id=entry.badge,
            active=entry.path == active,
        )
        groups.setdefault(entry.group, []).append(link)
    ordered = sorted((g for g in groups.items() if g[1]), key=lambda group: group[0] in LAST)
    return [Group(label=translate(label), entries=links) for label, links in ordered]
