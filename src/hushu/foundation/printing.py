"""Printing: a template becomes a PDF in a confined child process; what cannot be printed is said politely (T16, T17)."""

import re
from typing import Any

import msgspec
import structlog

from hushu.foundation import clock
from hushu.foundation.confined import Confined, Failed, Overrun
from hushu.foundation.filters import moment
from hushu.foundation.opened import opened_or_none
from hushu.foundation.templating import render
from hushu.foundation.translation import DEFAULT, N_, speaking

log = structlog.get_logger()
SECONDS = 60.0
MEMORY = 1536  # MiB of address space: fonts are mapped, what is really used stays near 150
DEEPEST = 24
LARGEST = 8_000_000
NESTED = re.compile(r"<(/?)table\b", re.IGNORECASE)
REASONS = {
    "nesting": N_("The paper is nested too deeply to be printed."),
    "memory": N_("The paper is too large to be printed. Choose a shorter period."),
    "pages": N_("The paper is too long to be printed. Choose a shorter period."),
}
TOO_LONG = N_("Printing took too long. Choose a shorter period and try again.")
BROKEN = N_("This paper could not be printed. Please tell the administrator.")

_press = Confined("hushu.foundation.printing_child", seconds=SECONDS, memory=MEMORY)


class NotPrinted(Exception):
    """The paper cannot be made; `reason` is a message id that says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def pdf(template: str, /, **context: Any) -> bytes:
    """The template as PDF in Chinese, with the property and the moment of printing at hand. Raises NotPrinted."""
    with speaking(DEFAULT):
        shared = {"me": opened_or_none(), "locale": DEFAULT, "printed_at": moment(clock.now())}
        html = render(template, shared | context)
    return await html_to_pdf(html)


async def html_to_pdf(html: str, *, identifier: str = "", pdf_variant: str = "") -> bytes:
    """The page as PDF. Raises NotPrinted."""
    if len(html) > LARGEST:
        raise NotPrinted(REASONS["memory"])
    if _depth(html) > DEEPEST:
        raise NotPrinted(REASONS["nesting"])
    job = {"html": html, "identifier": identifier, "pdf_variant": pdf_variant}
    try:
        return await _press.ask(msgspec.msgpack.encode(job))
    except Overrun as fault:
        log.warning("printing_overrun")
        raise NotPrinted(TOO_LONG) from fault
    except Failed as fault:
        log.warning("printing_failed", why=str(fault))
        raise NotPrinted(REASONS.get(str(fault), BROKEN)) from fault


def _depth(html: str) -> int:
    """How deeply tables stand in tables."""
    depth = deepest = 0
    for closing in NESTED.findall(html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest
