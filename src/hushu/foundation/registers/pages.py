"""A register drawn page by page: heading on each, thick rules outside, thin ones within, rows never torn.

Measures are points; the origin is the page's lower left corner. The look is that of static/css/print/paper.css.
"""

from collections.abc import Iterator, Sequence

from hushu.foundation.registers import Job
from hushu.foundation.registers.faces import Face
from hushu.foundation.registers.wrapping import wrapped

MM = 72 / 25.4
A4 = (297 * MM, 210 * MM)
SIZE, SMALL, LEADING = 9.5, 8.5, 9.5 * 1.4
PAD, LOW, LEAST = 1.5 * MM, 1.1 * MM, 7 * MM
THICK, THIN, GREY = 1.4, 0.5, 0.94
BASE = 0.88  # of a sign's size: from the top of its box to the line it stands on
Line = tuple[str, int]


class Pages:
    """Takes rows, gives the drawing of each page that is full."""

    def __init__(self, job: Job, plain: Face, bold: Face) -> None:
        self._job, self._plain, self._bold = job, plain, bold
        wide = job.register.landscape
        self.width, self.height = A4 if wide else (A4[1], A4[0])
        self._left, self._right = (
            (14 * MM, self.width - 14 * MM) if wide else (18 * MM, self.width - 15 * MM)
        )
        self._bottom = (16 if wide else 18) * MM
        self._top = self.height - (20 if wide else 22) * MM
        shares = [column.share for column in job.register.columns]
        self._edges = [self._left]
        for share in shares:
            self._edges.append(self._edges[-1] + share * (self._right - self._left) / sum(shares))
        self._marks: list[str] = []
        self.count = 0

    def drawn(self, rows: Iterator[Sequence[str]]) -> Iterator[bytes]:
        """The drawing of each page, the last one when the rows are at their end."""
        top = y = self._begin()
        for row in rows:
            for cells, height in self._laid(row):
                if y - height < self._bottom:
                    yield self._end(top, y)
                    top = y = self._begin()
                    y = self._heading(y)
                elif top == y:
                    y = self._heading(y)
                y = self._row(cells, y, height, "F1")
        if top == y:
            y = self._heading(y)
        yield self._end(top, y)

    def foot(self, number: int) -> bytes:
        """The line under a page, made when it is known how many there are."""
        job, y = self._job, self._bottom - 2.5 * MM - SMALL
        left = " · ".join(part for part in (job.register.record_no, job.printed) if part)
        right = job.page_of.replace("{n}", str(number)).replace("{all}", str(self.count))
        at = self._right - self._plain.width(right) * SMALL / 1000
        return f"BT {self._said(left, self._left, y, SMALL)}\n{self._said(right, at, y, SMALL)} ET".encode()

    def _begin(self) -> float:
        """A new page with what stands above its table; gives where the table begins."""
        self.count += 1
        self._marks = []
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

    def _heading(self, y: float) -> float:
        cells = [
            wrapped(self._bold, column.heading, self._room(n))
            for n, column in enumerate(self._job.register.columns)
        ]
        height = self._height(cells)
        self._marks.append(
            f"{GREY} g {self._left:.2f} {y - height:.2f} {self._right - self._left:.2f} {height:.2f} re f 0 g"
        )
        return self._row(cells, y, height, "F2", heading=True)

    def _laid(self, row: Sequence[str]) -> Iterator[tuple[list[list[Line]], float]]:
        """The row's cells in lines; one that is higher than a page goes on in a second row."""
        cells = [
            wrapped(self._plain, cell, self._room(n)) if cell else [] for n, cell in enumerate(row)
        ]
        most = int((self._top - self._bottom - 2 * LEAST) / LEADING) - 3
        for at in range(0, max(1, *map(len, cells)), most):
            part = [cell[at : at + most] for cell in cells]
            yield part, self._height(part)

    def _row(
        self, cells: list[list[Line]], y: float, height: float, font: str, *, heading: bool = False
    ) -> float:  # fmt: skip
        """Draws a row and the rule under it; gives where the next begins."""
        self._marks.append("BT")
        for n, lines in enumerate(cells):
            align = "mid" if heading else self._job.register.columns[n].align
            base = y - (height - len(lines) * LEADING) / 2 - (LEADING - SIZE) / 2 - SIZE * BASE
            for line, width in lines:
                self._marks.append(self._coded(line, self._at(n, width, align), base, SIZE, font))
                base -= LEADING
        under = y - height
        self._marks.append(
            f"ET {THIN} w {self._left:.2f} {under:.2f} m {self._right:.2f} {under:.2f} l S"
        )
        return under

    def _at(self, column: int, width: int, align: str) -> float:
        left, right = self._edges[column] + PAD, self._edges[column + 1] - PAD
        space = right - left - width * SIZE / 1000
        return left + {"left": 0.0, "mid": space / 2, "right": space}[align]

    def _room(self, column: int) -> float:
        """What a column holds, in thousandths of its signs' size."""
        return (self._edges[column + 1] - self._edges[column] - 2 * PAD) * 1000 / SIZE

    @staticmethod
    def _height(cells: Sequence[Sequence[Line]]) -> float:
        return max(LEAST, max(map(len, cells), default=1) * LEADING + 2 * LOW)

    def _end(self, top: float, y: float) -> bytes:
        """The page's rules from top to bottom, and its drawing as a whole."""
        for edge in self._edges[1:-1]:
            self._marks.append(f"{edge:.2f} {top:.2f} m {edge:.2f} {y:.2f} l")
        self._marks.append(
            f"S {THICK} w {self._left:.2f} {y:.2f} {self._right - self._left:.2f} {top - y:.2f} re S"
        )
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
