"""QR codes: the record's address as a picture inside the page, fetched from nowhere (T16)."""

import segno

from hushu.foundation.settings import settings
from hushu.foundation.templating import at


def picture(text: str, *, border: int = 0, light: str | None = None) -> str:
    """A `data:` address of the code as SVG, with error correction enough for a folded paper.

    Paper is light and has its margins; a screen says both: `border` in modules of the code, `light` a colour under it.
    """
    code = segno.make(text, error="m", micro=False)
    made: str = code.svg_data_uri(border=border, scale=4, light=light)
    return made


def outside(path: str) -> str:
    """A page of ours as anybody opens it from anywhere: `outside("/verify/1")` is `https://…/verify/1`."""
    return f"{settings().origin}{path}"


def address(path: str) -> str:
    """A page of the open property as anybody outside opens it: `address("/log")` is `https://…/p/harbour/log`."""
    return outside(at(path))


def page(path: str) -> str:
    """The code that opens this page of the property."""
    return picture(address(path))
