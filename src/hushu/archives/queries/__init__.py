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
from hushu.archives.queries.places import box_of, where_items
from hushu.archives.queries.seals import is_sealed
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
    "ClassRow",
    "ItemDetail",
    "ItemRow",
    "Leaf",
    "Search",
    "Tie",
    "VolumeFilter",
    "VolumeRow",
    "archive_class", "box_of",
    "class_of_key",
    "classes",
    "is_sealed",
    "item",
    "item_of_source",
    "items_of",
    "leaves",
    "open_volumes",
    "search",
    "term",
    "terms",
    "ties",
    "volume",
    "volumes",
    "where_items",
    "years",
]  # fmt: skip
