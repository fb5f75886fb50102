"""Files as answers: attachments, or shown in a box that can do nothing (T20)."""

from urllib.parse import quote
from uuid import UUID

from litestar import Response

from hushu.foundation.files.kinds import JPEG, KNOWN, OTHER, PDF, PNG, shows
from hushu.foundation.files.names import file_name
from hushu.foundation.files.rows import bytes_of, facts

SHOWN = frozenset({PDF, PNG, JPEG})
# Beside the house's own policy, and both hold: no script, no form, no origin of ours, whatever the bytes are.
SANDBOX = "sandbox; default-src 'none'"


async def serve(file_id: UUID, *, inline: bool = False) -> Response[bytes]:
    """The file as an answer: an attachment, or shown in the browser when its own bytes say PDF, PNG or JPEG.

    Raises NotHere, Erased or Damaged.
    """
    kept = await facts(file_id)
    data = await bytes_of(kept)
    shown = inline and kept.media_type in SHOWN and shows(data, kept.media_type)
    return attachment(kept.name, data, kept.media_type, shown="inline" if shown else "attachment")


def attachment(
    name: str, data: bytes, media_type: str, *, shown: str = "attachment"
) -> Response[bytes]:
    """Bytes under a name; the headers every answer carries forbid the browser to guess another type (T20)."""
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file_name(name), safe='')}"
    }
    if shown == "inline":
        headers["Content-Security-Policy"] = SANDBOX
    return Response(data, media_type=media_type if media_type in KNOWN else OTHER, headers=headers)
