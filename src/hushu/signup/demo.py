"""The demo: two companies, three properties, every post filled; made by the same deeds as a real one."""

from uuid import UUID

from hushu.foundation import database
from hushu.foundation.house import modules
from hushu.foundation.opened import Opened
from hushu.foundation.tenancy import inside
from hushu.people.commands import hire
from hushu.people.rules import phone_number
from hushu.people.secrets import hashed
from hushu.signup.commands import PropertyFacts, provision
from hushu.signup.demo_world import Firm, Place, password_of, pin_of, stands, world


async def create_all() -> bool:
    """Creates what the demo lacks; true when anything was made. All or nothing."""
    async with database.transaction():
        if await stands():
            return False
        for firm in world().company:
            await _create_company(firm)
    return True


async def _create_company(firm: Firm) -> None:
    founder_name = firm.admin.username
    await database.value(
        "select create_company($1, $2, $3, $4, $5, $6)",
        firm.slug, firm.name, phone_number(firm.admin.phone), founder_name,
        await hashed(password_of(founder_name)), firm.admin.name,
    )  # fmt: skip
    founder: UUID = await database.value("select id from account_by_username($1)", founder_name)
    opened = {place.slug: await _create_property(founder, place) for place in firm.property}
    for place in firm.property:
        await _share_people(place, opened)
        async with inside(opened[place.slug]):
            for module in modules():
                if module.demo is not None:
                    await module.demo(place.slug)


async def _create_property(founder: UUID, place: Place) -> Opened:
    facts = PropertyFacts(
        slug=place.slug, name=place.name, kind=place.kind, address=place.address, hotline=place.hotline,
        bus_lines="、".join(place.bus_lines), metro_lines="、".join(place.metro_lines), directions=place.directions,
        desk_opens=place.desk_opens, desk_closes=place.desk_closes,
    )  # fmt: skip
    opened = await provision(founder, facts)
    async with inside(opened):
        for person in place.person:
            await hire(
                person.name, person.post, phone=person.phone, username=person.username,
                password=password_of(person.username), pin=pin_of(person.username),
            )  # fmt: skip
        await _set_superiors()
    return opened


async def _set_superiors() -> None:
    """Everybody reports to the first holder of the post that theirs reports to."""
    await database.execute(
        """update person p set superior = (
             select b.id from post mine join person b on b.post = mine.reports_to
              where mine.id = p.post and b.id <> p.id order by b.created_at, b.id limit 1)"""
    )


async def _share_people(place: Place, opened: dict[str, Opened]) -> None:
    """People who also work at another property of the company get a person there, under the same account."""
    for person in place.person:
        for slug in person.also_in:
            account = await database.value(
                "select id from account_by_username($1)", person.username
            )
            async with inside(opened[slug]):
                await hire(
                    person.name,
                    person.post,
                    phone=person.phone,
                    account=account,
                    pin=pin_of(person.username),
                )
