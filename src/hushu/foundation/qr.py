"""QR codes for printed papers: the record's address, as a picture inside the page."""

import segno


def picture(text: str) -> str:
    """A `data:` address of the code as SVG, with error correction enough for a folded paper."""
    made: str = segno.make(text, error="m", micro=False).svg_data_uri(border=0, scale=4)
    return made
