"""Reads about scripts: finding them at the desk, one script with its words filled in, its versions, the pack's news."""

from hushu.scripts.queries.finding import Found, find
from hushu.scripts.queries.library import PAGE, Due, Listed, due_for_review, library
from hushu.scripts.queries.pack_news import News, pack_news
from hushu.scripts.queries.practice import Exercise, Practised, exercise, practised
from hushu.scripts.queries.showing import (
    Context,
    Facts,
    Shown,
    Version,
    facts,
    in_making,
    shown,
    spoken,
    values,
    version,
    versions,
)

__all__ = [
    "PAGE",
    "Context",
    "Due",
    "Exercise",
    "Facts",
    "Found",
    "Listed",
    "News",
    "Practised",
    "Shown",
    "Version",
    "due_for_review",
    "exercise",
    "facts",
    "find",
    "in_making",
    "library",
    "pack_news",
    "practised",
    "shown",
    "spoken",
    "values",
    "version",
    "versions",
]
