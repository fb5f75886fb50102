"""Reads about people, one file a noun; other modules import these names from here."""

from hushu.people.queries.colleagues import (
    Colleague,
    OnCallLeader,
    colleague,
    colleagues,
    holders,
    on_call_now,
    superior,
    with_role,
)

__all__ = [
    "Colleague",
    "OnCallLeader",
    "colleague",
    "colleagues",
    "holders",
    "on_call_now",
    "superior",
    "with_role",
]
