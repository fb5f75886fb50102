"""Volumes are opened, described, closed (ARCH-3, ARCH-5)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.events import VolumeClosed, VolumeOpened
from hushu.archives.rules.filing import volume_number
from hushu.archives.rules.words import SECRET
from hushu.archives.tables import ArchiveVolume
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import here, me, setting
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_

CLOSED = N_("This volume is closed. Open a new one that goes on from it.")
CHANGED = N_("Somebody changed this volume a moment ago. Please load the page again.")


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What a new volume says of itself; term, trigger and secrecy None: as its class says."""

    class_id: UUID
    year: int
    title: str
    term: str | None = None
    trigger: str | None = None
    secrecy: int | None = None
    organisation: str = ""
    department: str = ""
    unit: UUID | None = None
    household: UUID | None = None
    person: UUID | None = None
    follows: UUID | None = None
    replaces: UUID | None = None


async def open_volume(cover: Cover) -> UUID:
    """A new volume with the next number of its class and year; secret ones count apart (ARCH-3, ARCH-30)."""
    its = await queries.archive_class(cover.class_id)
    term = await queries.term(cover.term or its.term)
    secrecy = max(its.secrecy, cover.secrecy or 0)
    no = await next_number(
        f"archive {its.code}{' secret' if secrecy == SECRET else ''}", cover.year
    )
    number = volume_number(
        setting("fonds", ""), its.code, cover.year, term.code, no, secret=secrecy == SECRET
    )
    made = ArchiveVolume(
        id=new_id(), archive_class=its.id, year=cover.year, no=no, number=number, title=cover.title, term=term.key,
        trigger=cover.trigger or its.trigger, secrecy=secrecy, organisation=cover.organisation, department=cover.department,
        unit=cover.unit, household=cover.household, person=cover.person, follows=cover.follows, replaces=cover.replaces,
        opened_on=clock.today(), opened_by=here().person,
    )  # fmt: skip
    await insert(made)
    await emit(VolumeOpened(made.id, cover.replaces))
    live.changed("archives")
    return made.id


async def close_volume(
    volume_id: UUID, *, note: str, checked_by: UUID | None, edition: int
) -> None:
    """Closes it with its note (备考表); terms that count from the closing begin today. Raises Conflict, Refused."""
    found = await queries.volume(volume_id, lock=True)
    if found.edition != edition:
        raise Conflict(CHANGED)
    if found.state != "open":
        raise Refused("", CLOSED)
    if checked_by == me():
        raise Refused("checked_by", N_("Somebody else checks the volume."))
    if found.items == 0:
        raise Refused("", N_("An empty volume is not closed. File something in it first."))
    await shut(volume_id, clock.today(), edition, note=note, checked_by=checked_by)


async def shut(
    volume_id: UUID, on: date, edition: int, *, note: str = "", checked_by: UUID | None = None
) -> None:
    """What closing comes to, by a person or by rule: nothing more goes in, and terms that count from it begin."""
    await change(
        ArchiveVolume, volume_id, state="closed", closed_on=on, closed_by=here().person, note=note, checked_by=checked_by,
        edition=edition + 1,
    )  # fmt: skip
    await lay_dues(volume_id)
    await emit(VolumeClosed(volume_id))
    live.changed("archives")


async def begin_terms(volume_id: UUID, on: date) -> None:
    """What starts this volume's terms happened on that day: the contract ended, the household moved out. Raises Refused."""
    found = await queries.volume(volume_id, lock=True)
    if on > clock.today():
        raise Refused("on", N_("This day has not come yet."))
    if on < found.opened_on and found.first_on is not None and on < found.first_on:
        raise Refused("on", N_("The volume holds papers that are younger than this day."))
    await change(ArchiveVolume, volume_id, began_on=on, edition=found.edition + 1)
    await lay_dues(volume_id)
    live.changed("archives")


async def count_in(volume_id: UUID) -> None:
    """The cover's figures follow what is in it."""
    sql = """update archive_volume v set items = c.n, pages = c.pages, first_on = c.first, last_on = c.last
               from (select count(*) n, coalesce(sum(pages), 0) pages, min(dated) as first, max(dated) as last from archive_item
                      where volume = $1) c where v.id = $1"""
    await database.execute(sql, volume_id)
