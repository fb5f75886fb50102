"""Rights: the one role x action table, read from `tenants/rights.toml` so that a manager can read it too (PPL-2)."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from hushu.foundation.places import TENANTS


class Right(msgspec.Struct, frozen=True):
    """An action, its Chinese name, and the roles that give it."""

    action: str
    name: str
    roles: tuple[str, ...]


class RightsTable(msgspec.Struct, frozen=True):
    """Every role with its Chinese name, and every right."""

    roles: dict[str, str]
    right: tuple[Right, ...]


@lru_cache(maxsize=1)
def table() -> RightsTable:
    """The table as written. Raises msgspec.ValidationError when the file is wrong, at start."""
    text = (TENANTS / "rights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), RightsTable)


def allowed(roles: Iterable[str]) -> frozenset[str]:
    """All actions that these roles give together."""
    held = set(roles)
    return frozenset(right.action for right in table().right if held.intersection(right.roles))
