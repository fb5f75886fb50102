"""Photos and scans: turned upright, made small, read by the eye for pictures afterwards."""

import io

from PIL import Image, ImageOps, ImageSequence

from hushu.archives.reading.messages import Found
from hushu.foundation.confined import Failed

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
MOST_PIXELS = 50_000_000
MOST_FRAMES = 40
SIGHT = 1600  # pixels of the longer side: the eye reads 10 point print from it
THUMB = 360


def opened(data: bytes) -> Image.Image:
    """The picture, not yet unpacked. Raises Failed `large` or `unreadable`."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        raise Failed("unreadable") from fault
    if image.width * image.height > MOST_PIXELS:
        raise Failed("large")
    return image


def small(image: Image.Image, longer: int) -> Image.Image:
    """Upright, in colour, no side longer than that."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGBA")
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright, mask=upright.getchannel("A"))
        upright = ground
    upright.thumbnail((longer, longer))
    return upright


def jpeg(image: Image.Image, quality: int = 80) -> bytes:
    """The picture's bytes."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def read(data: bytes) -> Found:
    """Its frames as blind pages."""
    image = opened(data)
    frames = getattr(image, "n_frames", 1)
    pages = []
    for place, frame in enumerate(ImageSequence.Iterator(image)):
        if place >= MOST_FRAMES:
            break
        pages.append(jpeg(small(frame.copy(), SIGHT)))
    with Image.open(io.BytesIO(pages[0])) as first:
        thumb = jpeg(small(first, THUMB), 70)
    return Found("", frames, thumb, tuple(pages), max(0, frames - MOST_FRAMES))


def draw(data: bytes, page: int, width: int) -> bytes:
    """One frame for the viewer, as JPEG."""
    image = opened(data)
    try:
        image.seek(page - 1)
    except EOFError as fault:
        raise Failed("page") from fault
    return jpeg(small(image.copy(), width))
