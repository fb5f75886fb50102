"""What a form sent, as text; bytes that are none are refused in words instead of breaking the page (T22)."""

from typing import Any

from litestar.connection import Request
from litestar.datastructures import FormMultiDict

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

NO_TEXT = N_("This cannot be read. Please check what was typed.")


async def form_of(request: Request[Any, Any, Any]) -> FormMultiDict:
    """The request's form. Raises Refused where a part is in no encoding that can be read (the framework would break)."""
    try:
        return await request.form()
    except (UnicodeError, LookupError) as fault:
        raise Refused("", NO_TEXT) from fault


async def words_of(request: Request[Any, Any, Any]) -> list[tuple[str, str]]:
    """What was typed as text, to be shown again; nothing where the form cannot be read."""
    try:
        form = await form_of(request)
    except Refused:
        return []
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
