"""Long registers as PDF: pages drawn straight from rows in a confined child, in the look of the ruled A4 forms (ARCH-4).

A table of thousands of rows is the same few lines and runs of signs over and over; laying it out as HTML costs more than
ten times as much. What is claimed of the file is PDF/A-2u: faces embedded, every sign with its Unicode, colours that
depend on no device; it carries no tags for reading aloud, so it is not level A.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec
import segno
import structlog

from hushu.foundation import clock
from hushu.foundation.confined import Confined, Failed, Overrun
from hushu.foundation.filters import moment
from hushu.foundation.opened import here
from hushu.foundation.printing import BROKEN, REASONS, TOO_LONG, NotPrinted
from hushu.foundation.registers.sizes import Paper
from hushu.foundation.translation import DEFAULT, N_, speaking, translate

log = structlog.get_logger()
SECONDS, MEMORY = (
    180.0,
    768,
)  # MiB of address space: two faces are mapped, a hundred thousand rows take far less
Align = Literal["left", "mid", "right"]

_press = Confined("hushu.foundation.registers.child", seconds=SECONDS, memory=MEMORY)


class Column(msgspec.Struct, frozen=True):
    """A column; `share` of the width beside the shares of the others. lines: its cells may hold several lines.

    shade: the grey behind its cells, 1 is white; tight: hardly any room beside its signs, as for the days of a month.
    """

    heading: str
    share: float
    align: Align = "left"
    lines: bool = False
    shade: float = 1.0
    tight: bool = False


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around the rows. address: what its QR code leads to.

    dark: what stands white on black in tight columns, to be found without colours; feet: grey rows after all others;
    notes: lines below the table; across: a word in outlines over every page; fitted: set as small as one sheet asks for.
    """

    title: str
    columns: Sequence[Column]
    meta: Sequence[str] = ()
    record_no: str = ""
    address: str = ""
    landscape: bool = True
    paper: Paper = "A4"
    dark: Sequence[str] = ()
    feet: Sequence[Sequence[str]] = ()
    notes: Sequence[str] = ()
    across: str = ""
    fitted: bool = False


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A register as the child is told of it; `pieces` are packed lists of rows, each opened when its turn comes."""

    register: Register
    property_name: str
    printed: str
    page_of: str
    code: list[bytes]
    code_words: str
    made_at: datetime
    pieces: list[bytes]


async def pdf(register: Register, pieces: Iterable[bytes]) -> bytes:
    """The register as PDF/A-2u. pieces: lists of rows of texts, packed by msgpack. Raises NotPrinted."""
    with speaking(DEFAULT):
        job = Job(
            register=register, property_name=here().property_name, pieces=list(pieces), made_at=clock.now(),
            printed=f"{translate(N_('Printed'))} {moment(clock.now())}",
            page_of=translate(N_("Page %(n)s of %(all)s"), n="{n}", all="{all}"),
            code=_code(register.address), code_words=translate(N_("Scan for the record")),
        )  # fmt: skip
    try:
        return await _press.ask(msgspec.msgpack.encode(job))
    except Overrun as fault:
        log.warning("register_overrun")
        raise NotPrinted(TOO_LONG) from fault
    except Failed as fault:
        log.warning("register_failed", why=str(fault))
        raise NotPrinted(REASONS.get(str(fault), BROKEN)) from fault


def _code(address: str) -> list[bytes]:
    """The QR code's modules, row by row."""
    if not address:
        return []
    return [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
