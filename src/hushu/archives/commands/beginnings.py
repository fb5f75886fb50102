"""What happens elsewhere starts terms here: moved out, left, superseded, closed (ARCH-40). Heard twice it counts once."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.house import for_the_house
from hushu.archives.events import VolumeOpened
from hushu.foundation import clock, database, live
from hushu.people.events import PersonLeft
from hushu.premises.events import HouseholdLeft

BEGIN = """update archive_volume v set began_on = greatest($2, v.last_on), edition = v.edition + 1
            where v.trigger = $1 and v.began_on is null and v.state <> 'destroyed'
              and (v.household = $3 or v.person = $4 or v.id = $5
                   or ($6 <> '' and exists (select 1 from archive_item i
                                             where i.volume = v.id and i.source = $6 and i.source_id = $7)))
        returning v.id"""


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """Whose volumes begin their terms: a household's, a person's, one volume, or those that hold a record's papers."""

    household: UUID | None = None
    person: UUID | None = None
    volume: UUID | None = None
    source: str = ""
    source_id: UUID | None = None


async def begin_terms_of(trigger: str, on: date, whose: Whose) -> None:
    """The trigger happened on that day; volumes that wait for it begin their terms, those that have begun keep their day.

    A volume that holds a younger paper begins with the paper's day: a term never starts before what it keeps.
    """
    w = whose
    async with for_the_house():
        found = await database.connection().fetch(
            BEGIN, trigger, on, w.household, w.person, w.volume, w.source, w.source_id
        )
        for record in found:
            await lay_dues(record["id"])
    if found:
        live.changed("archives")


async def household_left(fact: HouseholdLeft) -> None:
    """The household's volumes count from its moving out."""
    await begin_terms_of("moved_out", fact.on, Whose(household=fact.household))


async def person_left(fact: PersonLeft) -> None:
    """The person's volumes count from the leaving."""
    await begin_terms_of("person_left", fact.on, Whose(person=fact.person))


async def volume_opened(fact: VolumeOpened) -> None:
    """A volume whose place another took is superseded from today."""
    if fact.replaces is not None:
        await begin_terms_of("superseded", clock.today(), Whose(volume=fact.replaces))
