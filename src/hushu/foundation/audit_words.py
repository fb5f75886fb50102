"""How an entry of the audit trail is put into words: names for tables and columns, personal data masked (PPL-8)."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation.filters import masked, moment
from hushu.foundation.rights import table
from hushu.foundation.translation import N_, translate

UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(?:Z|[+-]\d\d:?\d\d)")
NUMBER_SHAPE = re.compile(
    r"(?<![\d-])(?:\+?\d{17}[\dXx]|\+?\d{1,3}[- ]?1\d{10}|1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)"
)
PHONES = frozenset({"phone", "mobile", "caller_phone", "id_number", "contact"})
CODED = frozenset(
    {"kind", "state", "channel", "outcome", "register", "stage", "matter_kind", "step_deed"}
)
UNSAID = frozenset({"property", "id", "sort_key", "initials", "pack_hash"})
LONGEST = 400


class Change(msgspec.Struct, frozen=True):
    """One column of one entry; empty words where there was nothing."""

    name: str
    before: str
    after: str


def named(what: str, name: str) -> str:
    """The words of `table.person` or `column.phone` in the catalogues; otherwise the database's own name, readable."""
    key = f"{what}.{name}"
    words = translate(key)
    return name.replace("_", " ") if words == key else words


def uuids_in(*texts: str | None) -> set[UUID]:
    """Every id that an entry mentions."""
    return {UUID(found) for text in texts if text for found in UUID_SHAPE.findall(text)}


def changes(before: dict[str, Any], after: dict[str, Any], names: dict[str, str]) -> list[Change]:
    """Side by side what was and what is, without what says nothing to a person."""
    columns = [name for name in {**before, **after} if name not in UNSAID]
    shown = [
        Change(
            name=named("column", name),
            before=_words(name, before.get(name), names),
            after=_words(name, after.get(name), names),
        )
        for name in columns
    ]
    return [change for change in shown if change.before or change.after]


def _words(column: str, value: Any, names: dict[str, str]) -> str:
    """One value as a person reads it, with phones and identity numbers masked."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"))
    if isinstance(value, list):
        return "、".join(_words(column, part, names) for part in value)
    if isinstance(value, dict):
        return "；".join(f"{named('column', k)}：{_words(k, v, names)}" for k, v in value.items())
    return _text(column, str(value), names)


def _text(column: str, text: str, names: dict[str, str]) -> str:
    if column in PHONES:
        return masked(text)
    if UUID_SHAPE.fullmatch(text):
        return names.get(text, text[:8])
    if MOMENT_SHAPE.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    if column in ("roles", "company_roles"):
        return table().roles.get(text, text)
    if column in CODED:
        return named("value", text)
    hidden = NUMBER_SHAPE.sub(lambda found: masked(found.group()), text)
    return hidden if len(hidden) <= LONGEST else f"{hidden[:LONGEST]}…"
