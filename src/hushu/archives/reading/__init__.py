"""Reading what is filed: text, pages and a small picture of it, in confined children that may die of a hostile file (T18)."""

from hushu.archives.reading.asked import DRAWN, Page, Unreadable, page_picture, read, see
from hushu.archives.reading.messages import Found

__all__ = ["DRAWN", "Found", "Page", "Unreadable", "page_picture", "read", "see"]
