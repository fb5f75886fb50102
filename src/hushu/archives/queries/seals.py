"""Sealed bags: what is in one, what is due to be, and who may open which (ARCH-22)."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.opened import setting
from hushu.foundation.refusals import NotHere

DAYS = 365  # from the closing of a volume to its sealing, unless the property says otherwise (`archive_seal_days`)


class Seal(msgspec.Struct, frozen=True):
    """A volume in its bag; `asked` the open wish to open it, `asked_state` how far that is."""

    id: UUID
    year: int
    no: int
    volume: UUID
    volume_number: str
    volume_title: str
    secrecy: int
    sealed_at: datetime
    sealed_by: str
    witness: str
    note: str
    opened_at: datetime | None
    opened_by: str
    asked: UUID | None
    asked_state: str
    asked_by: str
    reason: str
    paper: UUID | None

    @property
    def bag(self) -> str:
        """What stands on the bag."""
        return f"FD{self.year}-{self.no:03}"


class ToSeal(msgspec.Struct, frozen=True):
    """A volume that was closed long enough ago."""

    id: UUID
    number: str
    title: str
    closed_on: date
    box_path: str


class Unsealing(msgspec.Struct, frozen=True):
    """A wish to open a bag."""

    id: UUID
    seal: UUID
    volume: UUID
    reason: str
    asked_by: UUID
    state: str


SEAL = """select s.id, s.year, s.no, v.id, v.number, v.title, v.secrecy, s.sealed_at, p.name, coalesce(w.name, ''), s.note,
                 s.opened_at, coalesce(o.name, ''), u.id, coalesce(u.state, ''), coalesce(a.name, ''),
                 coalesce(u.reason, ''), u.paper
            from archive_seal s join archive_volume v on v.property = s.property and v.id = s.volume
            join person p on p.property = s.property and p.id = s.sealed_by
            left join person w on w.property = s.property and w.id = s.witness
            left join person o on o.property = s.property and o.id = s.opened_by
            left join archive_unsealing u on u.property = s.property
              and (u.id = s.unsealing or u.seal = s.id and u.state in ('asked', 'agreed'))
            left join person a on a.property = u.property and a.id = u.asked_by """
DUE = """from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
        where v.state = 'closed' and v.closed_on <= {until} and c.medium <> 'electronic'
          and not exists (select 1 from archive_seal s where s.volume = v.id)"""
TO_SEAL = f"""select v.id, v.number, v.title, v.closed_on, coalesce(archive_path(v.box), '') {DUE.format(until="$1")}
              order by v.closed_on, v.number limit $2"""
UNSEALING = """select u.id, u.seal, s.volume, u.reason, u.asked_by, u.state
                 from archive_unsealing u join archive_seal s on s.property = u.property and s.id = u.seal where u.id = $1"""


def closed_until() -> date:
    """Volumes closed until that day are due to be sealed."""
    return clock.today() - timedelta(days=int(setting("archive_seal_days", DAYS)))


async def to_seal(limit: int = 200) -> list[ToSeal]:
    """Volumes that are due to be sealed, longest closed first."""
    return await database.rows(ToSeal, TO_SEAL, closed_until(), limit)


async def seals(limit: int = 200) -> list[Seal]:
    """Bags that are closed, the newest first."""
    sql = SEAL + "where s.opened_at is null order by s.sealed_at desc, s.id desc limit $1"
    return await database.rows(Seal, sql, limit)


def seals_of(volume: UUID) -> Asked[Seal]:
    """Every bag a volume was ever in, newest first."""
    sql = SEAL + "where s.volume = $1 order by s.sealed_at desc, s.id desc"
    return Asked(Seal, sql, (volume,))


async def seal(seal_id: UUID, *, lock: bool = False) -> Seal:
    """One bag. Raises NotHere, also for that of a secret volume one may not know of."""
    sql = SEAL + "where s.id = $1" + (" for no key update of s" if lock else "")
    found = await database.row(Seal, sql, seal_id)
    if found is None:
        raise NotHere
    return found


async def is_sealed(volume: UUID) -> bool:
    """Whether the volume lies in a closed bag: nothing is taken from it and nothing put into it."""
    sql = "select exists (select 1 from archive_seal where volume = $1 and opened_at is null)"
    return bool(await database.value(sql, volume))


async def unsealing(unsealing_id: UUID) -> Unsealing:
    """A wish to open a bag. Raises NotHere."""
    found = await database.row(Unsealing, UNSEALING, unsealing_id)
    if found is None:
        raise NotHere
    return found
