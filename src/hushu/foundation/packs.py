"""Content packs: what a kind of property begins with, read from `tenants/<kind>/<part>.toml` (TEN-2, TEN-3)."""

import hashlib
import tomllib
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from hushu.foundation.places import TENANTS

P = TypeVar("P")
KINDS = ("office_tower", "residential", "mixed")


@lru_cache(maxsize=64)
def _raw(kind: str, part: str) -> dict[str, Any]:
    """One file of a pack; a mixed property takes the office tower's file where it has none of its own."""
    file = TENANTS / kind / f"{part}.toml"
    if not file.is_file() and kind == "mixed":
        file = TENANTS / "office_tower" / f"{part}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def part(kind: str, name: str, shape: type[P]) -> P:
    """A part of the pack of that kind. Raises msgspec.ValidationError when the file is wrong."""
    return msgspec.convert(_raw(kind, name), shape)


def figures(kind: str) -> dict[str, Any]:
    """The settings a property of that kind begins with."""
    found: dict[str, Any] = _raw(kind, "pack").get("settings", {})
    return {name: str(value) if not isinstance(value, bool | int | float | str | list) else value
            for name, value in found.items()}  # fmt: skip


def version(kind: str) -> int:
    """The edition of the pack."""
    return int(_raw(kind, "pack").get("version", 1))


def fingerprint(item: Any) -> str:
    """A mark of an item's wording, by which a newer pack sees whether the property changed its own copy."""
    return hashlib.sha256(msgspec.json.encode(item, order="deterministic")).hexdigest()[:16]
