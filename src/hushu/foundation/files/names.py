"""Names of files, as safe on a disk as in a header."""

from hushu.foundation.received import clean


def file_name(name: str) -> str:
    """A name without folders and unseen signs, at most 120 characters."""
    last = clean(name).replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " ").strip(". ")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:8]}" if dot else last[:120] or "file"
