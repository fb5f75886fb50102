"""What happens elsewhere opens files and starts terms here: moved in, moved out, left, superseded, closed (ARCH-40, PREM-4).

Heard twice it counts once.
"""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.house import for_the_house
from hushu.archives.commands.volumes import Cover, open_volume, shut
from hushu.archives.events import VolumeOpened
from hushu.foundation import clock, database, live
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.people.events import PersonLeft
from hushu.premises.events import HouseholdCame, HouseholdLeft

HOUSEHOLDS = "households"  # the class of the pack
FILE_OF = N_("%(place)s %(name)s: household file")
HAS_FILE = "select 1 from archive_volume where household = $1 limit 1"
TO_CLOSE = """select id, edition from archive_volume
               where household = $1 and trigger = 'moved_out' and state = 'open' and items > 0 order by id for no key update"""
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


async def household_came(fact: HouseholdCame) -> None:
    """Whoever moves in has a file from that day on, where the property keeps files of households."""
    async with for_the_house():
        its = await queries.class_of(HOUSEHOLDS)
        if its is None or await database.value(HAS_FILE, fact.household):
            return
        with speaking(DEFAULT):
            title = translate(FILE_OF, place=fact.place, name=fact.name)
        await open_volume(
            Cover(
                class_id=its.id, year=fact.on.year, title=title, unit=fact.unit, household=fact.household
            )
        )  # fmt: skip


async def household_left(fact: HouseholdLeft) -> None:
    """The household's volumes count from its moving out, and what is in them is closed; an empty one is never closed."""
    await begin_terms_of("moved_out", fact.on, Whose(household=fact.household))
    async with for_the_house():
        for record in await database.connection().fetch(TO_CLOSE, fact.household):
            await shut(record["id"], fact.on, record["edition"])


async def person_left(fact: PersonLeft) -> None:
    """The person's volumes count from the leaving."""
    await begin_terms_of("person_left", fact.on, Whose(person=fact.person))


async def volume_opened(fact: VolumeOpened) -> None:
    """A volume whose place another took is superseded from today."""
    if fact.replaces is not None:
        await begin_terms_of("superseded", clock.today(), Whose(volume=fact.replaces))
