"""A company signs up, a property is provisioned."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import database, packs
from hushu.foundation.house import modules
from hushu.foundation.opened import Opened
from hushu.foundation.tenancy import inside, opened_now
from hushu.people.commands import hire


class PropertyFacts(msgspec.Struct, kw_only=True):
    """What a property says of itself when it signs up (TEN-1)."""

    slug: str
    name: str
    kind: str
    address: str = ""
    bus_lines: str = ""
    metro_lines: str = ""
    directions: str = ""
    hotline: str = ""
    desk_opens: str = "08:00"
    desk_closes: str = "20:00"
    time_zone: str = "Asia/Shanghai"


async def provision(founder: UUID, facts: PropertyFacts) -> Opened:
    """Makes the property and unpacks its content pack; it stays open for the rest of the transaction (TEN-2)."""
    figures: dict[str, Any] = packs.figures(facts.kind)
    await database.value(
        "select create_property($1, $2, $3)",
        founder,
        msgspec.json.encode(facts).decode(),
        msgspec.json.encode(figures).decode(),
    )
    place = await opened_now(actor="sign-up", account=founder)
    async with inside(place):
        for module in modules():
            if module.unpack is not None:
                await module.unpack(facts.kind)
    return place


async def provision_with_manager(founder: UUID, facts: PropertyFacts, *, name: str, phone: str) -> Opened:
    """The property, with its founder as its first manager, so that the desk can be used at once."""
    place = await provision(founder, facts)
    async with inside(place):
        await hire(name, "manager", phone=phone, account=founder, roles=["manager", "receptionist"])
    return place
