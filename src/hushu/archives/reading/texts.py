"""What carries its text in itself: Word, Excel, mail, plain text."""

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import docx
from docx.opc.exceptions import PackageNotFoundError
from python_calamine import CalamineWorkbook

from hushu.archives.reading.messages import Found
from hushu.foundation.confined import Failed

LARGEST_UNPACKED, MOST_PARTS = 120_000_000, 2_000
MOST_SIGNS = 2_000_000
SIGNS_A_PAGE = 800  # of plain text on A4, for the count of pages
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.IGNORECASE | re.DOTALL)
ENCODINGS = ("utf-8-sig", "gb18030")


def _found(text: str, pages: int = 0) -> Found:
    text = text[:MOST_SIGNS]
    return Found(text, pages or max(1, -(-len(text) // SIGNS_A_PAGE)))


def look_before_unpacking(data: bytes) -> None:
    """What the archive says it unpacks to; one that lies meets the memory limit instead (T18)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise Failed("unreadable") from fault
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Failed("large")


def from_word(data: bytes) -> Found:
    """Paragraphs and tables in the order of the document."""
    look_before_unpacking(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as fault:
        raise Failed("unreadable") from fault
    return _found("\n".join(_words(document)))


def _words(document: "docx.document.Document") -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def from_workbook(data: bytes) -> Found:
    """Every sheet's cells, row by row."""
    if data.startswith(b"PK"):
        look_before_unpacking(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    lines: list[str] = []
    for name in book.sheet_names:
        lines.append(name)
        rows = book.get_sheet_by_name(name).to_python()
        lines += ("\t".join(str(cell) for cell in row if cell not in ("", None)) for row in rows)
    return _found("\n".join(line for line in lines if line), pages=len(book.sheet_names))


def from_mail(data: bytes) -> Found:
    """Subject, people, date, body and the names of what is attached."""
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise Failed("unreadable")
    heads = [
        f"{name}: {message[name]}"
        for name in ("Subject", "From", "To", "Cc", "Date")
        if message[name]
    ]
    attached = [part.get_filename() or "" for part in message.iter_attachments()]
    return _found("\n".join([*heads, "", _body(message), *attached]))


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError):
        text = decoded(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
    return MARKUP.sub(" ", text) if part.get_content_type() == "text/html" else text


def from_plain(data: bytes) -> Found:
    """The text as it is."""
    return _found(decoded(data))


def decoded(data: bytes) -> str:
    """UTF-16 by its mark, UTF-8 where it is valid, else what Chinese Windows writes. Raises Failed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Failed("unreadable")
