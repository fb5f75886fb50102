"""Logs: one JSON line an event on standard output, with the request's id and without personal data."""

import logging
import re
import secrets
import sys
from contextvars import ContextVar
from typing import Any

import structlog
from litestar.types import Scope

LONG_NUMBER = re.compile(r"\d{7,}")
DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
CHATTER = ("dramatiq", "apprise", "asyncio", "weasyprint", "fontTools", "pyhanko")
_scope: ContextVar[Scope | None] = ContextVar("request_scope", default=None)


def set_up(process: str, level: str = "info") -> None:
    """Lays the logs of this process; other libraries' lines take the same form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _with_request,
        structlog.processors.format_exc_info,
        without_numbers,
    ]
    shown = structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=False)
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, shown],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in CHATTER:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


def enter_request(scope: Scope) -> None:
    """Names the request for what is logged in it; its id is only made when something is."""
    _scope.set(scope)


def request_id() -> str:
    """The id of the request at hand, as the proxy gave it or our own; empty outside of one."""
    scope = _scope.get()
    if scope is None:
        return ""
    state: dict[str, Any] = scope["state"]
    if "request_id" not in state:
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        state["request_id"] = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    return str(state["request_id"])


def redacted(words: str) -> str:
    """The words without what could name a person: phone and identity numbers, and a database's row details."""
    return LONG_NUMBER.sub("***", DETAIL.sub("DETAIL: ***", words))


def without_numbers(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """The event with every text in it redacted, but for times and our own ids."""
    for key, value in event.items():
        if key not in ("at", "request_id", "property", "message") and isinstance(value, str):
            event[key] = redacted(value)
    return event


def _with_request(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    if found := request_id():
        event["request_id"] = found
    return event
