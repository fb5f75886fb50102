"""A PDF file written object after object into one buffer (ISO 32000, 7.5)."""

import io
import zlib


class Writer:
    """Objects get their numbers in order; one may be promised first and put later."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._places: list[int] = []

    def promise(self) -> int:
        """A number for an object that comes later."""
        self._places.append(0)
        return len(self._places)

    def put(self, body: bytes, number: int = 0) -> int:
        """An object's body under a new number or the one promised."""
        number = number or self.promise()
        self._places[number - 1] = self._out.tell()
        self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def stream(self, data: bytes, extra: bytes = b"", *, packed: bool = True) -> int:
        """A stream with what its dictionary says beside the length."""
        if packed:
            data, extra = zlib.compress(data, 6), extra + b"/Filter/FlateDecode"
        return self.put(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (extra, len(data), data))

    def finished(self, root: int, info: int, mark: bytes) -> bytes:
        """The whole file; `mark` identifies it (PDF/A wants one)."""
        at, count = self._out.tell(), len(self._places) + 1
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._out.write(b"".join(b"%010d 00000 n \n" % place for place in self._places))
        name = mark.hex().encode()
        self._out.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, root, info, name, name, at)
        )
        return self._out.getvalue()


def text(words: str) -> bytes:
    """A text of the file's own dictionaries."""
    return b"<" + ("\ufeff" + words).encode("utf-16-be").hex().encode() + b">"
