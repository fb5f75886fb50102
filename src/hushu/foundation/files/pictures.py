"""Pictures are never passed on as they came: they are drawn anew (T18)."""

import io

from hushu.foundation.files.kinds import JPEG, PNG, sniffed
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

MOST_PIXELS = 8_000_000


def picture(data: bytes, *, field: str = "file", most_pixels: int = MOST_PIXELS) -> bytes:
    """The picture drawn anew as PNG: no hidden data, no more pixels than allowed (T18). Raises Refused."""
    from PIL import Image, UnidentifiedImageError  # when a picture comes

    sniffed(data, frozenset({PNG, JPEG}), field=field)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > most_pixels:
                raise Refused(
                    field, N_("This picture is too large. Make it smaller and try again.")
                )
            drawn = io.BytesIO()
            opened.convert("RGBA").save(drawn, "PNG", optimize=True)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as fault:
        raise Refused(
            field, N_("This picture cannot be read. Save it as PNG or JPEG and try again.")
        ) from fault
    return drawn.getvalue()
