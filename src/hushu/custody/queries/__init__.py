"""Reads about things in custody, one file a noun; other modules import these names from here."""

from hushu.custody.queries.counting import Countable, countables
from hushu.custody.queries.things import Thing, find, thing

__all__ = ["Countable", "Thing", "countables", "find", "thing"]
