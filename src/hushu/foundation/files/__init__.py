"""Files: bytes lie in the store under their SHA-256, a row says what they are; a row implies the bytes (T20, T28).

`keep` stores, `read` and `serve` give back, `erase` destroys; `sniffed` and `picture` look at what comes from outside.
"""

from hushu.foundation.files.checking import check_next
from hushu.foundation.files.disk import ORPHAN_AGE, store
from hushu.foundation.files.faults import Damaged, Erased, NoKey, NotStored
from hushu.foundation.files.kinds import (
    CSV,
    DOC,
    DOCX,
    EML,
    JPEG,
    KNOWN,
    OFD,
    OTHER,
    PDF,
    PNG,
    PPTX,
    TEXT,
    TIFF,
    WEBP,
    XLS,
    XLSX,
    ZIP,
    sniffed,
)
from hushu.foundation.files.names import file_name
from hushu.foundation.files.pictures import MOST_PIXELS, picture
from hushu.foundation.files.rows import (
    Kept,
    erase,
    facts,
    forget,
    keep,
    read,
    seal_text,
    sweep,
    unseal_text,
    waits_for,
)
from hushu.foundation.files.serving import attachment, serve

SWEEP = "files.sweep"

__all__ = [
    "CSV",
    "DOC",
    "DOCX",
    "EML",
    "JPEG",
    "KNOWN",
    "MOST_PIXELS",
    "OFD",
    "ORPHAN_AGE",
    "OTHER",
    "PDF",
    "PNG",
    "PPTX",
    "SWEEP",
    "TEXT",
    "TIFF",
    "WEBP",
    "XLS",
    "XLSX",
    "ZIP",
    "Damaged",
    "Erased",
    "Kept",
    "NoKey",
    "NotStored",
    "attachment",
    "check_next",
    "erase",
    "facts",
    "file_name",
    "forget",
    "keep",
    "picture",
    "read",
    "seal_text",
    "serve",
    "sniffed",
    "store",
    "sweep",
    "unseal_text",
    "waits_for",
]
