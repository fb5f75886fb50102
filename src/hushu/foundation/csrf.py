"""A form counts only when this house's own page sent it: token of the session and origin of the request (T13)."""

import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection, Request

from hushu.foundation.received import form_of
from hushu.foundation.sessions import raw_token, token_in
from hushu.foundation.settings import settings

SIZE = 16


def _secret(request: ASGIConnection[Any, Any, Any, Any]) -> bytes:
    """Derived from the session's token, so that another session's form is worth nothing."""
    return hashlib.sha256(b"csrf:" + raw_token(request).encode()).digest()[:SIZE]


def token_for(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The session's token under a new mask each time: compressing a page tells nothing of it."""
    mask = secrets.token_bytes(SIZE)
    return (mask + bytes(a ^ b for a, b in zip(mask, _secret(request), strict=True))).hex()


def token_matches(request: ASGIConnection[Any, Any, Any, Any], sent: str) -> bool:
    """Whether the token sent is this session's."""
    try:
        both = bytes.fromhex(sent)
    except ValueError:
        return False
    if len(both) != 2 * SIZE:
        return False
    plain = bytes(a ^ b for a, b in zip(both[:SIZE], both[SIZE:], strict=True))
    return hmac.compare_digest(plain, _secret(request))


def same_origin(request: Request[Any, Any, Any]) -> bool:
    """Whether the browser says that the request comes from our own pages; programs that say nothing pass here."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return origin == settings().origin or urlsplit(origin).netloc == request.headers.get("host", "")


async def own_form(request: Request[Any, Any, Any]) -> bool:
    """Whether this session's own page sent the form; without a session there is none whose form could be forged."""
    if not same_origin(request):
        return False
    form = await form_of(request)
    sent = request.headers.get("x-csrf-token") or str(form.get("_csrf", ""))
    return token_in(request) is None or token_matches(request, sent)
