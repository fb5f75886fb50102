"""What bytes are, said by the bytes themselves and never by their name; nothing of them is unpacked (T20)."""

import io
import re
import zipfile

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF, PNG, JPEG, CSV = "application/pdf", "image/png", "image/jpeg", "text/csv"
TIFF, WEBP, TEXT, EML = "image/tiff", "image/webp", "text/plain", "message/rfc822"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
DOCX = f"{OFFICE}.wordprocessingml.document"
PPTX = f"{OFFICE}.presentationml.presentation"
XLS, DOC = "application/vnd.ms-excel", "application/msword"
OFD, ZIP = "application/ofd", "application/zip"
OTHER = "application/octet-stream"
KNOWN = frozenset(
    {PDF, PNG, JPEG, CSV, TIFF, WEBP, TEXT, EML, XLSX, DOCX, PPTX, XLS, DOC, OFD, ZIP}
)
SNIFFED = {
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".jfif": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".webp": WEBP,
}
# The member of an archive that says which kind of document it is.
MAIN_PARTS = {
    "xl/workbook.xml": XLSX,
    "word/document.xml": DOCX,
    "ppt/presentation.xml": PPTX,
    "OFD.xml": OFD,
}
ZIPPED, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_STREAM = "WordDocument".encode("utf-16-le")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKS = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[a-z!?/]|#!|%!)", re.IGNORECASE)
HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
LETTER = frozenset({b"from", b"date"})  # what no letter is without (RFC 5322, 3.6)
HEAD = 4096  # bytes: every format taken here says what it is at its beginning
LETTER_HEAD = 65_536  # the way a letter took can stand before who wrote it
LISTING = 1 << 20  # bytes at an archive's end in which its list must lie: some 10,000 members
MOST_UNPACKED = 1 << 30  # bytes an archive says it holds


def sniffed(data: bytes, allowed: frozenset[str], *, field: str = "file") -> str:
    """What the bytes themselves say they are, never what their name says. Raises Refused unless allowed."""
    found = _said_by(data) or _text_kind(data, allowed)
    if found not in allowed:
        raise Refused(
            field,
            N_(
                "A file of this kind cannot be taken here. Save it in one of the formats named and try again."
            ),
        )
    return found


def shows(data: bytes, media_type: str) -> bool:
    """Whether the bytes are of that kind by their own beginning."""
    return _said_by(data) == media_type


def _said_by(data: bytes) -> str:
    """The media type the bytes show, or nothing."""
    import puremagic  # its table of signatures is loaded when a file comes

    if data.startswith(ZIPPED):
        return _zipped_kind(data)
    if data.startswith(OLE):
        return DOC if WORD_STREAM in data else XLS
    try:
        ending = puremagic.from_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return ""
    return SNIFFED.get(ending, "")


def _zipped_kind(data: bytes) -> str:
    """Which document an archive is, by the list at its end alone; nothing for a list or a promise beyond measure."""
    try:
        # Only the end is shown: a list that does not fit into it is refused as no archive at all.
        with zipfile.ZipFile(io.BytesIO(data[-LISTING:])) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        return ""
    names = {member.filename for member in members}
    return next((kind for part, kind in MAIN_PARTS.items() if part in names), ZIP)


def _text_kind(data: bytes, allowed: frozenset[str]) -> str:
    """A letter, a table or plain words; nothing for what a browser or a shell would carry out, or nobody typed."""
    head = data[:HEAD]
    if not head or not _is_text(head) or MARKUP.match(_narrow(head)):
        return ""
    if EML in allowed and _is_letter(data[:LETTER_HEAD]):
        return EML
    return CSV if CSV in allowed else TEXT


def _is_text(head: bytes) -> bool:
    """Whether a person could have typed this: no control signs, or UTF-16 by its mark."""
    return head.startswith(MARKS) or not CONTROL.search(head)


def _narrow(head: bytes) -> bytes:
    """The same words in UTF-8, where two bytes made a sign."""
    return head.decode("utf-16", "ignore").encode() if head.startswith(MARKS) else head


def _is_letter(head: bytes) -> bool:
    """Whether it begins as a letter does: nothing but header lines, among them who wrote it and when."""
    lines = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].splitlines()
    own = [HEADER.match(line + b"\n") for line in lines if line[:1] not in (b" ", b"\t")]
    return all(own) and {found[1].lower() for found in own if found} >= LETTER
