"""The inside of the reading child: PDF, Word, Excel, mail, plain text and pictures become text and small pictures."""

from collections.abc import Callable, Mapping

import msgspec

from hushu.archives.reading import pdf_pages, pictures, texts
from hushu.archives.reading.messages import Found, Task
from hushu.foundation import files
from hushu.foundation.confined import Failed
from hushu.foundation.confined_child import serve

READERS: Mapping[str, Callable[[bytes], Found]] = {
    files.PDF: pdf_pages.read,
    files.PNG: pictures.read,
    files.JPEG: pictures.read,
    files.TIFF: pictures.read,
    files.WEBP: pictures.read,
    files.XLSX: texts.from_workbook,
    files.XLS: texts.from_workbook,
    files.DOCX: texts.from_word,
    files.EML: texts.from_mail,
    files.TEXT: texts.from_plain,
    files.CSV: texts.from_plain,
}
DRAWERS: Mapping[str, Callable[[bytes, int, int], bytes]] = {
    files.PDF: pdf_pages.draw
} | dict.fromkeys((files.PNG, files.JPEG, files.TIFF, files.WEBP), pictures.draw)


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
