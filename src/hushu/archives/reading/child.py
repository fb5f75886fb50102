"""The inside of the reading child: PDF, Word, Excel, mail, plain text and pictures become text and small pictures."""

from collections.abc import Callable

import msgspec

from hushu.archives.reading import pdf_pages, pictures, texts
from hushu.archives.reading.messages import Found, Task
from hushu.foundation import files
from hushu.foundation.confined import Failed
from hushu.foundation.confined_child import serve

READERS: dict[str, Callable[[bytes], Found]] = {
    files.PDF: pdf_pages.read,
    files.PNG: pictures.read,
    files.JPEG: pictures.read,
    "image/tiff": pictures.read,
    "image/webp": pictures.read,
    files.XLSX: texts.from_workbook,
    files.XLS: texts.from_workbook,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": texts.from_word,
    "message/rfc822": texts.from_mail,
    "text/plain": texts.from_plain,
    files.CSV: texts.from_plain,
}
DRAWERS: dict[str, Callable[[bytes, int, int], bytes]] = {files.PDF: pdf_pages.draw} | dict.fromkeys(
    (files.PNG, files.JPEG, "image/tiff", "image/webp"), pictures.draw
)


def work(job: bytes) -> bytes:
    """The whole read as `Found`, or one page as a PNG. Raises Failed with `kind`, `locked` or `unreadable`."""
    task = msgspec.msgpack.decode(job, type=Task)
    if task.page:
        if task.media_type not in DRAWERS:
            raise Failed("kind")
        return DRAWERS[task.media_type](task.data, task.page, task.width)
    if task.media_type not in READERS:
        raise Failed("kind")
    return msgspec.msgpack.encode(READERS[task.media_type](task.data))


if __name__ == "__main__":
    serve(work)
