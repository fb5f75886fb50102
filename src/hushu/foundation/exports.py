"""Tables as files that a browser keeps; beside `sheets`, whose reader is a process of its own and knows no web."""

from litestar import Response

from hushu.foundation import clock, files, sheets
from hushu.foundation.opened import here


async def served(
    book: sheets.Book, form: sheets.Format, name: str, of: str = ""
) -> Response[bytes]:
    """The table, named by what it is, whose it is and the day it was made, or the time it is of."""
    return await attached(book, form, f"{name}-{here().slug}-{of or f'{clock.today():%Y%m%d}'}")


async def attached(book: sheets.Book, form: sheets.Format, name: str) -> Response[bytes]:
    """The table as a download of that name."""
    return files.attachment(f"{name}.{form}", await sheets.written(book, form), sheets.MEDIA[form])
