"""The property's own facts and figures, changed by its manager (TEN-1)."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import asyncpg
import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.people.commands.accounts import signed_in_by_password
from hushu.people.figures import FIGURES
from hushu.people.rules import phone_number

if TYPE_CHECKING:
    from hushu.people.forms import SettingsForm

SHORT_NUMBER = re.compile(r"(?:400|800)-?\d{3}-?\d{4}|\d{5,8}")


class Facts(msgspec.Struct, frozen=True):
    """What the property says of itself; the control room has the desk from its closing to its opening (TEN-1, DESK-15)."""

    name: str
    kind: str
    address: str
    bus_lines: str
    metro_lines: str
    directions: str
    hotline: str
    desk_opens: time
    desk_closes: time
    time_zone: str


async def facts() -> Facts:
    """The open property's own row."""
    found = await database.row(
        Facts,
        """select name, kind, address, bus_lines, metro_lines, directions, hotline, desk_opens, desk_closes, time_zone
             from property_facts()""",
    )
    if found is None:
        raise LookupError("no property is open")
    return found


async def change_settings(form: SettingsForm) -> None:
    """Facts and figures together, all or nothing; the form has a field for each figure. Raises Refused at the field."""
    signed_in_by_password()
    if form.time_zone not in available_timezones():
        raise Refused("time_zone", N_("Choose one of the entries offered."))
    if form.desk_closes <= form.desk_opens:
        raise Refused("desk_closes", N_("The desk closes after it opens."))
    typed: dict[str, Any] = {f.key: getattr(form, f.key) for f in FIGURES}
    said = {
        f.name: getattr(form, f.name) for f in msgspec.structs.fields(Facts) if f.name != "kind"
    }
    said |= {
        "desk_opens": f"{form.desk_opens:%H:%M}", "desk_closes": f"{form.desk_closes:%H:%M}",
        "hotline": hotline(form.hotline),
    }  # fmt: skip
    try:
        async with database.savepoint():
            await database.value(
                "select change_property($1, $2)",
                msgspec.json.encode(said).decode(),
                msgspec.json.encode(typed).decode(),
            )
    except asyncpg.UniqueViolationError as fault:
        raise Refused("name", N_("Your company has a property of this name already.")) from fault


def hotline(text: str) -> str:
    """A number callers can dial: also 400 numbers and short ones. Raises Refused."""
    return text if SHORT_NUMBER.fullmatch(text) else phone_number(text, "hotline")
