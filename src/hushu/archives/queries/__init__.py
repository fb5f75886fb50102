"""Reads of archives, by noun: classes, volumes, items, what is found."""

from hushu.archives.queries.classes import (
    ClassRow,
    archive_class,
    class_of_key,
    classes,
    term,
    terms,
)
from hushu.archives.queries.finding import Search, search
from hushu.archives.queries.items import (
    ItemDetail,
    ItemRow,
    Leaf,
    item,
    item_of_source,
    items_of,
    leaves,
)
from hushu.archives.queries.volumes import (
    Tie,
    VolumeFilter,
    VolumeRow,
    open_volumes,
    ties,
    volume,
    volumes,
    years,
)

__all__ = [
    "ClassRow", "ItemDetail", "ItemRow", "Leaf", "Search", "Tie", "VolumeFilter", "VolumeRow", "archive_class", "class_of_key",
    "classes", "item", "item_of_source", "items_of", "leaves", "open_volumes", "search", "term", "terms", "ties", "volume",
    "volumes", "years",
]  # fmt: skip
