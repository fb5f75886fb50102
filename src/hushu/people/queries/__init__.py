"""Reads about people, one file a noun; other modules import these names from here."""

from hushu.people.queries.colleagues import (
    AT_WORK,
    Colleague,
    OnCallLeader,
    colleague,
    colleagues,
    holders,
    leaders_on_call,
    on_call_now,
    superior,
    with_role,
    works_here,
)

__all__ = [
    "AT_WORK",
    "Colleague",
    "OnCallLeader",
    "colleague",
    "colleagues",
    "holders",
    "leaders_on_call",
    "on_call_now",
    "superior",
    "with_role",
    "works_here",
]
