"""What a form sent, as text; bytes that are none are refused in words instead of breaking the page (T22)."""

import re
import unicodedata
from typing import Any

from litestar.connection import Request
from litestar.datastructures import FormMultiDict

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
OUR_FIELDS = frozenset({"_csrf", "_key", "_again"})  # what every form carries for the house itself
NO_TEXT = N_("This cannot be read. Please check what was typed.")


def clean(text: str) -> str:
    """What a person meant to type: composed, without unseen characters, without blanks around it (T22)."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", text)).replace("\r\n", "\n").strip()


async def form_of(request: Request[Any, Any, Any]) -> FormMultiDict:
    """The request's form. Raises Refused where a part is in no encoding that can be read (the framework would break)."""
    state = request.scope["state"]
    if state.get(
        "no_text"
    ):  # the body is read once; asked again, it would be missing instead of unreadable
        raise Refused("", NO_TEXT)
    try:
        return await request.form()
    except (UnicodeError, LookupError) as fault:
        state["no_text"] = True
        raise Refused("", NO_TEXT) from fault


async def words_of(request: Request[Any, Any, Any]) -> list[tuple[str, str]]:
    """What was typed as text, to be shown again; nothing where the form cannot be read."""
    try:
        form = await form_of(request)
    except Refused:
        return []
    return [(name, clean(value)) for name, value in form.multi_items() if isinstance(value, str)]
