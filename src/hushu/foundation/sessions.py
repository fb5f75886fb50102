"""The session cookie: a random token whose hash the database keeps; never an id that a browser proposes (T14)."""

import hashlib
import secrets
from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from hushu.foundation.settings import settings

SECONDS = 14 * 3600


def cookie_name() -> str:
    """`__Host-hushu` where the house is reached by https; a plain name on a desk without it."""
    return "__Host-hushu" if settings().origin.startswith("https://") else "hushu"


def raw_token(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The token as the browser sent it, or nothing."""
    return request.cookies.get(cookie_name(), "")[:128]


def token_in(request: ASGIConnection[Any, Any, Any, Any]) -> bytes | None:
    """The hash of the request's token, or None without one."""
    token = raw_token(request)
    return fingerprint(token) if token else None


def fingerprint(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def new_token() -> str:
    """A fresh token of 256 bits."""
    return secrets.token_urlsafe(32)


def give(response: Response[Any], token: str) -> None:
    """Puts the token into the browser."""
    _set(response, token, SECONDS)


def take_away(response: Response[Any]) -> None:
    """Removes the token from the browser."""
    _set(response, "", 0)


def _set(response: Response[Any], token: str, seconds: int) -> None:
    response.set_cookie(
        Cookie(
            key=cookie_name(),
            value=token,
            path="/",
            secure=settings().origin.startswith("https://"),
            httponly=True,
            samesite="lax",
            max_age=seconds,
        )
    )
