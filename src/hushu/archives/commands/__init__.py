"""Deeds of archives, by noun: filing, volumes, the pack's classification."""

from hushu.archives.commands.filing import Filing, Produced, file_item, file_produced
from hushu.archives.commands.unpacking import unpack_archives
from hushu.archives.commands.volumes import Cover, begin_terms, close_volume, open_volume

__all__ = [
    "Cover",
    "Filing",
    "Produced",
    "begin_terms",
    "close_volume",
    "file_item",
    "file_produced",
    "open_volume",
    "unpack_archives",
]
