"""Reads of archives, by noun: classes, volumes, items, what is found."""

from hushu.archives.queries.appraisals import (
    Appraisal,
    EntryRow,
    appraisal,
    appraisals,
    classes_of,
    entries,
    falling_due,
    standing,
)
from hushu.archives.queries.classes import (
    ClassRow,
    archive_class,
    class_of,
    class_of_key,
    classes,
    term,
    term_rows,
    terms,
)
from hushu.archives.queries.finding import Search, search
from hushu.archives.queries.holds import HoldRow, hold, holds, holds_on
from hushu.archives.queries.items import (
    ItemDetail,
    ItemRow,
    Leaf,
    item,
    item_of_source,
    items_of,
    leaves,
)
from hushu.archives.queries.lists import (
    DestructionList,
    ListRow,
    agreed_paper,
    code_of,
    destruction_list,
    destruction_lists,
    frozen_rows,
    list_of,
    list_rows,
    witnesses,
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
    "Appraisal", "ClassRow", "DestructionList", "EntryRow", "HoldRow", "ItemDetail", "ItemRow", "Leaf", "ListRow",
    "Search", "Tie", "VolumeFilter", "VolumeRow", "agreed_paper", "appraisal", "appraisals", "archive_class",
    "box_of", "class_of", "class_of_key", "classes", "classes_of", "code_of", "destruction_list", "destruction_lists", "entries",
    "falling_due", "frozen_rows", "hold", "holds", "holds_on", "is_sealed", "item", "item_of_source", "items_of",
    "leaves", "list_of", "list_rows", "open_volumes", "search", "standing", "term", "term_rows", "terms", "ties",
    "volume", "volumes", "where_items", "witnesses", "years",
]  # fmt: skip
