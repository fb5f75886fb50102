"""How an entry of the audit trail is put into words: names for tables and columns, personal data masked (PPL-8)."""

import re
from datetime import datetime
from typing import Any

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
SECRETS = frozenset({"wecom_robot"})
# Columns whose values are codes of ours, and where their words stand.
CODED = {
    "kind": "value", "state": "value", "channel": "value", "outcome": "value", "register": "value", "stage": "value",
    "matter_kind": "value", "step_deed": "value", "field": "column", "subject": "table",
}  # fmt: skip
UNSAID = frozenset({"property", "id", "sort_key", "initials", "pack_hash", "source"})
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


def changes(before: dict[str, Any], after: dict[str, Any], names: dict[str, str]) -> list[Change]:
    """Side by side what was and what is, without what says nothing to a person."""
    before, after = _told_apart(before, after)
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


def _told_apart(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of what is a record within a record, only the parts that differ."""
    was, now = dict(before), dict(after)
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        if isinstance(old, dict) and isinstance(new, dict):
            was[name] = {k: v for k, v in old.items() if new.get(k) != v}
            now[name] = {k: v for k, v in new.items() if old.get(k) != v}
    return was, now


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
    if column in PHONES or column in SECRETS:
        return masked(text) if column in PHONES else f"…{text[-4:]}"
    if UUID_SHAPE.fullmatch(text):
        return names.get(text, f"…{text[-6:]}")
    if MOMENT_SHAPE.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    if column in ("roles", "company_roles"):
        return table().roles.get(text, text)
    if column in CODED:
        return named(CODED[column], text)
    hidden = NUMBER_SHAPE.sub(lambda found: masked(found.group()), text)
    return hidden if len(hidden) <= LONGEST else f"{hidden[:LONGEST]}…"
