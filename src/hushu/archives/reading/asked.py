"""The house's side of reading: who asks, how long it may take, and what is said when it cannot be done."""

import msgspec
import structlog

from hushu.archives.reading.messages import Found, Task
from hushu.foundation import files
from hushu.foundation.confined import Confined, Failed, Overrun
from hushu.foundation.translation import N_

log = structlog.get_logger()
REASONS = {
    "kind": N_("Files of this kind are kept as they are; what is in them is not read."),
    "locked": N_("This file is locked with a password, so nobody can find it by its text."),
    "large": N_("This file unpacks to too much to be read. It is kept as it is."),
    "page": N_("There is no such page."),
}
DRAWN = frozenset({files.PDF, files.PNG, files.JPEG, files.TIFF, files.WEBP})
UNREADABLE = N_("This file cannot be read. It is kept as it is; please check that it opens.")

_reader = Confined("hushu.archives.reading.child", seconds=40, memory=1500)
_viewer = Confined("hushu.archives.reading.child", seconds=15, memory=1500)
# ONNX maps its models and a good deal besides; what is really used stays near 700 MiB.
_eye = Confined("hushu.archives.reading.eye_child", seconds=120, memory=6000)


class Unreadable(Exception):
    """It cannot be read; `reason` is a message id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Page(msgspec.Struct, frozen=True):
    """One page drawn for the viewer."""

    data: bytes
    media_type: str = "image/jpeg"


async def read(data: bytes, media_type: str) -> Found:
    """What the file holds, without what has to be seen. Raises Unreadable."""
    return msgspec.msgpack.decode(await _asked(_reader, Task(data, media_type)), type=Found)


async def page_picture(data: bytes, media_type: str, page: int, width: int) -> Page:
    """One page as a picture. Raises Unreadable."""
    return Page(await _asked(_viewer, Task(data, media_type, page, width)))


async def see(picture: bytes) -> str:
    """The writing in a picture, line by line; empty where nothing can be made out in time."""
    try:
        lines = msgspec.msgpack.decode(await _eye.ask(picture), type=list[str])
    except (Failed, Overrun) as fault:
        log.warning("picture_not_read", why=repr(fault))
        return ""
    return "\n".join(lines)


async def _asked(child: Confined, task: Task) -> bytes:
    try:
        return await child.ask(msgspec.msgpack.encode(task))
    except Overrun as fault:
        raise Unreadable(REASONS["large"]) from fault
    except Failed as fault:
        log.info("file_not_read", why=str(fault))
        raise Unreadable(REASONS.get(str(fault), UNREADABLE)) from fault
