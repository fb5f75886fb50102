"""What a worker makes of archives: catalogs as PDF/A and as spreadsheets; it reads as the person who asked (ARCH-4, ARCH-30)."""

from uuid import UUID

import msgspec

from hushu.archives.printing import figures
from hushu.archives.printing.bags import export
from hushu.archives.printing.bringing_in import bring_in
from hushu.archives.printing.catalogs import COLUMNS, GATHER, TITLES, Kind, meta
from hushu.archives.queries.catalogs import Wish
from hushu.foundation import clock, files, papers, qr, registers, sheets
from hushu.foundation.gathered import Gathered
from hushu.foundation.opened import here
from hushu.foundation.papers import Sheet
from hushu.foundation.registers import Column, Register
from hushu.foundation.translation import DEFAULT, N_, speaking, translate


@papers.private
async def catalog(
    kind: Kind, form: str, class_id: str = "", year: int | None = None, volume: str = ""
) -> Sheet:
    """A catalog in that form: pdf or xlsx."""
    wish = Wish(
        class_id=UUID(class_id) if class_id else None, year=year, volume=UUID(volume) if volume else None
    )  # fmt: skip
    with speaking(DEFAULT):
        rows = await GATHER[kind](wish)
        said = await meta(kind, wish, rows.count)
        name = "-".join([translate(TITLES[kind]), f"{clock.today():%Y%m%d}"])
        query = "&".join(f"{k}={v}" for k, v in msgspec.structs.asdict(wish).items() if v)
        address = qr.address(f"/archives/catalogs?kind={kind}&{query}")
        return await written(
            form, TITLES[kind], name, COLUMNS[kind], rows, said, address.rstrip("&")
        )


@papers.private
async def year_report(year: int, form: str) -> Sheet:
    """The year's figures per class."""
    with speaking(DEFAULT):
        said = [translate(N_("Year %(year)s"), year=year)]
        name = f"{translate(figures.TITLE)}-{year}"
        address = qr.address(f"/archives/figures?year={year}")
        rows = await figures.gather(year)
        return await written(form, figures.TITLE, name, figures.COLUMNS, rows, said, address)


async def written(
    form: str, title: str, name: str, columns: tuple[Column, ...], rows: Gathered, said: list[str], address: str
) -> Sheet:  # fmt: skip
    """The rows under these columns, as a spreadsheet or as a register for the printer."""
    named = [msgspec.structs.replace(one, heading=translate(one.heading)) for one in columns]
    if form == "xlsx":
        book = sheets.Book(
            title=translate(title), headings=[one.heading for one in named], rows=rows
        )
        return Sheet(await sheets.written(book, "xlsx"), files.XLSX, f"{name}.xlsx")
    register = Register(
        title=translate(title), columns=named, meta=said, address=address, record_no=f"{here().slug}-{clock.today():%Y%m%d}"
    )  # fmt: skip
    return Sheet(await registers.pdf(register, _texts(rows)), files.PDF, f"{name}.pdf")


def _texts(rows: Gathered) -> list[bytes]:
    """The same rows with every cell a text, as paper takes them."""
    return [
        msgspec.msgpack.encode(
            [
                ["" if cell is None else str(cell) for cell in row]
                for row in msgspec.msgpack.decode(piece)
            ]
        )
        for piece in rows.pieces
    ]


PAPERS = {
    "archives.catalog": catalog,
    "archives.year": year_report,
    "archives.export": export,
    "archives.bring_in": bring_in,
}
