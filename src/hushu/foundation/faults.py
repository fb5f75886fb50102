"""What a person sees when a deed is refused, a thing is not there, or something broke: words, never a bare 500."""

import errno
from contextlib import suppress
from typing import Any

import asyncpg
import structlog
from litestar import Response
from litestar.connection import Request
from litestar.exceptions import HTTPException

from hushu.foundation.answers import door, error_page
from hushu.foundation.files.faults import Erased, NotStored
from hushu.foundation.refusals import Conflict, NotAllowed, NotHere, Refused, SignInFirst
from hushu.foundation.translation import N_, translate

log = structlog.get_logger()
Web = Request[Any, Any, Any]
BUSY = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.QueryCanceledError)
AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    OSError,
    TimeoutError,
)
FULL = {errno.ENOSPC, errno.EDQUOT}
UNFITTING = N_(
    "This does not fit what is stored, or somebody changed it a moment ago. Load the page again."
)
KNOWN = {400: 404, 401: 404, 403: 403, 404: 404, 405: 404, 413: 413, 503: 503}


def refused(request: Web, refusal: Refused) -> Response[Any]:
    """422 where no form can be shown again: the reason on a page, and as a toast under htmx."""
    words = " ".join(translate(reason, **values) for reason, values in refusal.errors.values())
    return _toast(error_page(request, 422, words=words), words)


def not_here(request: Web, _: NotHere) -> Response[Any]:
    """404, the same words for what is not there and what is not yours."""
    return error_page(request, 404)


def sign_in_first(request: Web, _: SignInFirst) -> Response[Any]:
    """To the door."""
    return door(request)


def not_allowed(request: Web, _: NotAllowed) -> Response[Any]:
    """403: known here, without this right."""
    return error_page(request, 403)


def conflict(request: Web, fault: Conflict) -> Response[Any]:
    """409: somebody else was first; nothing of this was written."""
    words = translate(fault.reason, **fault.values)
    return _toast(error_page(request, 409, words=words), words)


def http_fault(request: Web, fault: HTTPException) -> Response[Any]:
    """What the framework refuses, in our words."""
    return error_page(
        request, KNOWN.get(fault.status_code, 404 if fault.status_code < 500 else 500)
    )


def unfitting(request: Web, fault: asyncpg.PostgresError) -> Response[Any]:
    """409 where the database itself refused a deed that no rule of ours foresaw: nothing was written, and we hear of it."""
    log.error("refused_by_database", path=request.url.path, exc_info=fault)
    words = translate(UNFITTING)
    return _toast(error_page(request, 409, words=words), words)


def forbidden(request: Web, fault: asyncpg.PostgresError) -> Response[Any]:
    """403 where the database itself finds no proof for a deed that we let pass: nothing was written, and we hear of it."""
    log.error("forbidden_by_database", path=request.url.path, exc_info=fault)
    return error_page(request, 403)


def destroyed(request: Web, _: Erased) -> Response[Any]:
    """410: it was here and was destroyed on purpose; only its entry in the catalogue is left."""
    return error_page(request, 410)


def no_space(request: Web, fault: Exception) -> Response[Any]:
    """507: the disk takes nothing any more; nothing was kept and whoever runs the house hears of it (T29)."""
    with suppress(OSError):  # the log may lie on the same full disk
        log.critical("not_stored", path=request.url.path, exc_info=fault)
    return error_page(request, 507)


def broke(request: Web, fault: Exception) -> Response[Any]:
    """507 where no space is left, 503 while the database is busy or away, otherwise 500; all logged with what was asked."""
    if getattr(fault, "errno", 0) in FULL:
        return no_space(request, fault)
    status = 503 if isinstance(fault, BUSY + AWAY) else 500
    log.error("request_failed", status=status, path=request.url.path, exc_info=fault)
    return error_page(request, status)


def _toast(answer: Response[Any], words: str) -> Response[Any]:
    """The words also travel in a header, for pages that show a toast instead of the error page."""
    answer.headers["X-Hushu-Words"] = words.encode("unicode_escape").decode("ascii")
    return answer


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    NotHere: not_here,
    SignInFirst: sign_in_first,
    NotAllowed: not_allowed,
    Conflict: conflict,
    HTTPException: http_fault,
    Erased: destroyed,
    NotStored: no_space,
    asyncpg.DiskFullError: no_space,
    asyncpg.IntegrityConstraintViolationError: unfitting,
    asyncpg.DataError: unfitting,
    asyncpg.InsufficientPrivilegeError: forbidden,
    Exception: broke,
}
