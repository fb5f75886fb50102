"""A register drawn page by page: heading on each, thick rules outside, thin ones within, rows never torn.

Measures are points; the origin is the page's lower left corner. The look is that of static/css/print/paper.css.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from hushu.foundation.registers import Job
from hushu.foundation.registers.faces import Face
from hushu.foundation.registers.sizes import FITTED, HIGHEST, MM, ORDINARY, SEVERAL, SHEETS
from hushu.foundation.registers.wrapping import wrapped

SIZE, SMALL, LEADING = 9.5, 8.5, 9.5 * 1.4
PAD, TIGHT = 1.5 * MM, 0.2 * MM
THICK, THIN, GREY, INK = 1.4, 0.5, 0.94, 0.15
BASE = 0.88  # of a sign's size: from the top of its box to the line it stands on
ABOVE_NOTES, NOTE_LEADING = 2 * MM, SMALL * 1.35
Line = tuple[str, int]
Cells = list[list[Line]]


class Pages:
    """Takes rows, gives the drawing of each page that is full."""

    def __init__(self, job: Job, plain: Face, bold: Face) -> None:
        self._job, self._plain, self._bold = job, plain, bold
        wide = job.register.landscape
        narrow, long = SHEETS[job.register.paper]
        self.width, self.height = (long, narrow) if wide else (narrow, long)
        self._left, self._right = (
            (14 * MM, self.width - 14 * MM) if wide else (18 * MM, self.width - 15 * MM)
        )
        self._bottom = (16 if wide else 18) * MM
        self._top = self.height - (20 if wide else 22) * MM
        self._columns = job.register.columns
        shares = [column.share for column in self._columns]
        self._edges = [self._left]
        for share in shares:
            self._edges.append(self._edges[-1] + share * (self._right - self._left) / sum(shares))
        self._dark = frozenset(job.register.dark)
        self._type = ORDINARY
        self._marks: list[str] = []
        self._rules: list[float] = []
        self.count = 0

    def drawn(self, rows: Iterator[Sequence[str]]) -> Iterator[bytes]:
        """The drawing of each page, the last one when the rows are at their end."""
        if self._job.register.fitted:
            rows = iter(self._fitted(list(rows)))
        top = y = self._begin()
        for row, font in chain(
            ((one, "F1") for one in rows), ((one, "F2") for one in self._job.register.feet)
        ):
            for cells, height in self._laid(row, font):
                if y - height < self._bottom:
                    yield self._end(top, y)
                    top = y = self._begin()
                    y = self._heading(y)
                elif top == y:
                    y = self._heading(y)
                y = self._row(cells, y, height, font, self._darkened(row))
        if top == y:
            y = self._heading(y)
        self._ruled(top, y)
        yield from self._noted(y)
        yield self._drawing()

    def foot(self, number: int) -> bytes:
        """The line under a page, made when it is known how many there are."""
        job, y = self._job, self._bottom - 2.5 * MM - SMALL
        left = " · ".join(part for part in (job.register.record_no, job.printed) if part)
        right = job.page_of.replace("{n}", str(number)).replace("{all}", str(self.count))
        at = self._right - self._plain.width(right) * SMALL / 1000
        return f"BT {self._said(left, self._left, y, SMALL)}\n{self._said(right, at, y, SMALL)} ET".encode()

    def _fitted(self, rows: list[Sequence[str]]) -> list[Sequence[str]]:
        """Chooses the largest type in which all stands on one page; what does not fit in the smallest takes several."""
        feet, notes = self._job.register.feet, self._notes()
        room = self._begin() - self._bottom
        room -= ABOVE_NOTES + len(notes) * NOTE_LEADING if notes else 0
        self.count = 0
        every = [*((one, "F1") for one in rows), *((one, "F2") for one in feet)]
        for kind in FITTED:
            self._type = kind
            spare = room - self._taken(every)
            if spare >= 0:
                least = min(kind.least + spare / max(1, len(every)), HIGHEST)
                self._type = msgspec.structs.replace(kind, least=least)
                return rows
        self._type = SEVERAL
        return rows

    def _taken(self, rows: Sequence[tuple[Sequence[str], str]]) -> float:
        """How high heading and rows are in the type that is set."""
        return self._height(self._headings()) + sum(
            height for row, font in rows for _, height in self._laid(row, font)
        )

    def _begin(self) -> float:
        """A new page with what stands above its table; gives where the table begins."""
        self.count += 1
        self._marks, self._rules = [], []
        return self._first_head() if self.count == 1 else self._later_head()

    def _later_head(self) -> float:
        y = self._top + 3 * MM
        title = self._job.register.title
        at = self._right - self._plain.width(title) * SMALL / 1000
        self._marks += [
            f"BT {self._said(self._job.property_name, self._left, y, SMALL)}",
            f"{self._said(title, at, y, SMALL)} ET",
            f".4 w {self._left:.2f} {y - 1 * MM - 1.5:.2f} m {self._right:.2f} {y - 1 * MM - 1.5:.2f} l S",
        ]
        return self._top

    def _first_head(self) -> float:
        job, y = self._job, self.height - 15 * MM
        middle = (self._left + self._right) / 2
        self._marks.append("BT")
        self._centred(job.property_name, middle, y - 11 * BASE, 11, self._plain, "F1", 0.08)
        self._centred(job.register.title, middle, y - 17 - 18 * BASE, 18, self._bold, "F2", 0.12)
        y -= 16 * MM if job.register.landscape else 18 * MM
        space = self._right - self._left - (22 * MM if job.code else 0)
        for line, _ in wrapped(self._plain, "　　".join(job.register.meta), space * 1000 / SIZE):
            y -= LEADING
            self._marks.append(self._coded(line, self._left, y + LEADING - SIZE * BASE, SIZE, "F1"))
        self._marks.append("ET")
        if job.code:
            self._qr()
        return y - 2.5 * MM

    def _qr(self) -> None:
        """The code in the upper right corner, each run of dark modules one bar, with its words under it."""
        code, side = self._job.code, 18 * MM
        step, x0, y0 = side / len(code), self._right - side, self.height - 12 * MM
        for row, modules in enumerate(code):
            y, at = y0 - (row + 1) * step, 0
            for run in modules.replace(b"\0", b" ").split(b" "):
                if run:
                    self._marks.append(
                        f"{x0 + at * step:.3f} {y:.3f} {len(run) * step:.3f} {step:.3f} re"
                    )
                at += len(run) + 1
        self._marks.append("f")
        words = self._job.code_words
        at_ = x0 + (side - self._plain.width(words) * 7 / 1000) / 2
        self._marks.append(f"BT {self._said(words, at_, y0 - side - 8, 7)} ET")

    def _headings(self) -> Cells:
        return [
            wrapped(self._bold, column.heading, self._room(n))
            for n, column in enumerate(self._columns)
        ]

    def _heading(self, y: float) -> float:
        cells = self._headings()
        return self._row(cells, y, self._height(cells), "F2", heading=True)

    def _laid(self, row: Sequence[str], font: str) -> Iterator[tuple[Cells, float]]:
        """The row's cells in lines; one that is higher than a page goes on in a second row."""
        face, type_ = (self._plain if font == "F1" else self._bold), self._type
        cells = [wrapped(face, cell, self._room(n)) if cell else [] for n, cell in enumerate(row)]
        most = int((self._top - self._bottom - 2 * type_.least) / type_.leading) - 3
        for at in range(0, max(1, *map(len, cells)), most):
            part = [cell[at : at + most] for cell in cells]
            yield part, self._height(part)

    def _darkened(self, row: Sequence[str]) -> frozenset[int]:
        """The cells of this row that stand white on black."""
        if not self._dark:
            return frozenset()
        return frozenset(
            n for n, cell in enumerate(row) if cell in self._dark and self._columns[n].tight
        )

    def _row(
        self, cells: Cells, y: float, height: float, font: str, dark: frozenset[int] = frozenset(), *,
        heading: bool = False,
    ) -> float:  # fmt: skip
        """Draws a row; gives where the next begins."""
        type_ = self._type
        self._ground(y, height, dark, grey=font == "F2")
        self._marks.append("BT")
        for n, lines in enumerate(cells):
            align = "mid" if heading else self._columns[n].align
            base = y - (height - len(lines) * type_.leading) / 2
            base -= (type_.leading - type_.size) / 2 + type_.size * BASE
            if n in dark:
                self._marks.append("1 g")
            for line, width in lines:
                self._marks.append(
                    self._coded(line, self._at(n, width, align), base, type_.size, font)
                )
                base -= type_.leading
            if n in dark:
                self._marks.append("0 g")
        self._marks.append("ET")
        self._rules.append(y - height)
        return y - height

    def _ground(self, y: float, height: float, dark: frozenset[int], *, grey: bool) -> None:
        """What lies behind a row's signs: the grey of headings and feet, of shaded columns, the black of dark cells."""
        if grey:
            self._filled(GREY, self._left, self._right, y, height)
        for n, column in enumerate(self._columns):
            if n in dark:
                self._filled(
                    INK, self._edges[n] + 0.8, self._edges[n + 1] - 0.8, y - 0.8, height - 1.6
                )
            elif column.shade < 1:
                self._filled(column.shade, self._edges[n], self._edges[n + 1], y, height)

    def _filled(self, grey: float, left: float, right: float, top: float, height: float) -> None:
        self._marks.append(
            f"{grey} g {left:.2f} {top - height:.2f} {right - left:.2f} {height:.2f} re f 0 g"
        )

    def _at(self, column: int, width: int, align: str) -> float:
        pad = self._pad(column)
        left, right = self._edges[column] + pad, self._edges[column + 1] - pad
        space = right - left - width * self._type.size / 1000
        return left + {"left": 0.0, "mid": space / 2, "right": space}[align]

    def _room(self, column: int) -> float:
        """What a column holds, in thousandths of its signs' size."""
        wide = self._edges[column + 1] - self._edges[column] - 2 * self._pad(column)
        return wide * 1000 / self._type.size

    def _pad(self, column: int) -> float:
        return TIGHT if self._columns[column].tight else PAD

    def _height(self, cells: Sequence[Sequence[Line]]) -> float:
        type_ = self._type
        return max(type_.least, max(map(len, cells), default=1) * type_.leading + 2 * type_.low)

    def _end(self, top: float, y: float) -> bytes:
        """The page's rules from top to bottom, and its drawing as a whole."""
        self._ruled(top, y)
        return self._drawing()

    def _ruled(self, top: float, y: float) -> None:
        """All rules, over whatever grey lies beside them."""
        self._marks.append(f"{THIN} w")
        for under in self._rules:
            self._marks.append(f"{self._left:.2f} {under:.2f} m {self._right:.2f} {under:.2f} l")
        for edge in self._edges[1:-1]:
            self._marks.append(f"{edge:.2f} {top:.2f} m {edge:.2f} {y:.2f} l")
        self._marks.append(
            f"S {THICK} w {self._left:.2f} {y:.2f} {self._right - self._left:.2f} {top - y:.2f} re S"
        )

    def _notes(self) -> list[Line]:
        most = (self._right - self._left) * 1000 / SMALL
        return [
            line for note in self._job.register.notes for line in wrapped(self._plain, note, most)
        ]

    def _noted(self, y: float) -> Iterator[bytes]:
        """The notes below the table; they go on on a further page where this one is full."""
        y -= ABOVE_NOTES
        for line, _ in self._notes():
            if y - NOTE_LEADING < self._bottom:
                yield self._drawing()
                y = self._begin() - ABOVE_NOTES
            self._marks.append(
                f"BT {self._coded(line, self._left, y - SMALL * BASE, SMALL, 'F1')} ET"
            )
            y -= NOTE_LEADING

    def _drawing(self) -> bytes:
        """The page as it stands, with the word across it."""
        across = self._job.register.across
        if across:
            size = min(150.0, self.width * 0.7 / len(across))
            at = (self.width - self._bold.width(across) * size / 1000) / 2
            word = self._coded(self._bold.coded(across), at, self.height / 2 - size / 3, size, "F2")
            self._marks.append(f"q 2 w .45 G BT 1 Tr {word} ET Q")
        return "\n".join(self._marks).encode()

    def _centred(
        self, words: str, middle: float, y: float, size: float, face: Face, font: str, apart: float
    ) -> None:  # fmt: skip
        width = face.width(words) * size / 1000 + apart * size * (len(words) - 1)
        self._marks.append(
            f"{apart * size:.3f} Tc {self._coded(face.coded(words), middle - width / 2, y, size, font)} 0 Tc"
        )

    def _said(self, words: str, x: float, y: float, size: float) -> str:
        return self._coded(self._plain.coded(words), x, y, size, "F1")

    @staticmethod
    def _coded(code: str, x: float, y: float, size: float, font: str) -> str:
        return f"/{font} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj"
