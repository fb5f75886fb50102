"""What stands on the shelves is checked against the book; what differs becomes a matter (ARCH-23)."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.commands.matters import Raised, raise_matter
from hushu.archives.queries.stocktakes import (
    Line,
    Stocktake,
    differences,
    line,
    lines_of,
    stocktake,
    volume_of_code,
)
from hushu.archives.rules import stocktakes as rules
from hushu.archives.rules.stocktakes import GUARDS, Guard, matter_of
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.signing import commands as signing

OPEN = """insert into archive_stocktake (id, kind, period, place, due_on, opened_at, opened_by)
          values ($1, $2, $3, $4, $5, $6, $7)
          on conflict (property, kind, period) where kind <> 'own' do nothing returning id"""
# What was opened after the day of the check is not in it; at the year's opening also what stands nowhere.
OF = """from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
         where v.state <> 'destroyed' and v.opened_on <= $1 and (v.box is not null or $2 and c.medium <> 'electronic')
           and ($3::uuid is null or v.box in (with recursive below as (select $3::uuid as id
                 union all select p.id from archive_place p join below b on p.parent = b.id) select id from below))"""
ANY = f"select exists (select 1 {OF})"
LINES = f"insert into archive_stocktake_line (id, stocktake, volume, box) select gen_random_uuid(), $4, v.id, v.box {OF}"
TICK = """update archive_stocktake_line set verdict = $2, found_in = $3, remedy = $4, said = $5, by = $6, at = $7
           where id = $1 and (at is null or at <= $7)"""
ADD = """insert into archive_stocktake_line (id, stocktake, volume) values ($1, $2, $3)
         on conflict (property, stocktake, volume) do nothing"""
SIGN = """update archive_stocktake set signed_at = $2, signed_by = $3, sha256 = $4, guards = $5::jsonb, note = $6 where id = $1"""
SIGNED = N_("This check is signed. What is found now goes into the next one.")
NOT_LENT = N_("The book does not say that all of it is lent. Look for it, or say that it is missing.")  # fmt: skip
NOTHING = N_("Nothing stands there. Put volumes into its boxes first.")


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of a volume; `at`: when, which may be a while before it arrives here."""

    verdict: str
    at: datetime
    found_in: UUID | None = None
    remedy: str = ""
    said: str = ""


async def open_due() -> None:
    """Opens what the calendar asks for; what is open already stays as it is."""
    for one in rules.due(clock.today()):
        await _open(one.kind, one.period, None, one.due_on)


async def open_own(place: UUID, path: str) -> UUID:
    """A check between times, of one place. Raises Refused when nothing stands there."""
    made = await _open("own", path[:100], place, clock.today())
    if made is None:
        raise Refused("", NOTHING)
    return made


async def _open(kind: str, period: str, place: UUID | None, due_on: date) -> UUID | None:
    """The check with a line for every volume; None where it is there already, or would be empty."""
    if kind != "own" and await database.value(
        "select 1 from archive_stocktake where kind = $1 and period = $2", kind, period
    ):
        return None
    made, of = new_id(), (due_on, kind == "year", place)
    if not await database.value(ANY, *of):
        return None
    if (
        await database.value(OPEN, made, kind, period, place, due_on, clock.now(), here().person)
        is None
    ):
        return None
    await database.execute(LINES, *of, made)
    live.changed("archive-checks")
    live.changed("inbox")
    return made


async def tick(stocktake_id: UUID, line_id: UUID, found: Tick) -> Line:
    """Keeps what was found; the same once more changes nothing, an older word does not undo a newer one. Raises Conflict."""
    signed, known = await _signed(stocktake_id), await line(stocktake_id, line_id)
    if signed and known.verdict != "waiting":
        raise Conflict(SIGNED)
    verdict = rules.found(found.verdict, lent=known.lent)
    if verdict == "damaged" and not found.said:
        raise Refused("said", N_("Say what is damaged."))
    if verdict == "lent" and not known.lent:
        raise Refused("verdict", NOT_LENT)
    moment = min(found.at, clock.now())
    await database.execute(
        TICK, line_id, verdict, found.found_in if verdict == "misplaced" else None,
        found.remedy if verdict == "damaged" else "", known.loan if verdict == "lent" else found.said, me(), moment,
    )  # fmt: skip
    ticked = await line(stocktake_id, line_id)
    if signed:  # a secret volume, which whoever signed did not know of
        await _raise(stocktake_id, ticked)
    live.changed("archive-checks")
    return ticked


async def scan(stocktake_id: UUID, code: str, box: UUID | None, at: datetime) -> Line:
    """A code read at a box: in its place where the book says so, else in a wrong one. Raises Refused for a code unknown here."""
    volume = await volume_of_code(code)
    if volume is None:
        raise Refused(
            "code", N_("Nothing has this code here. Scan the label once more, or type its number.")
        )
    await _signed(stocktake_id)
    await database.execute(ADD, new_id(), stocktake_id, volume)
    sql = "select id from archive_stocktake_line where stocktake = $1 and volume = $2"
    known = await line(stocktake_id, await database.value(sql, stocktake_id, volume))
    in_place = box is None or known.box == box
    found = Tick(
        verdict="seen" if in_place else "misplaced", found_in=None if in_place else box, at=at
    )
    return await tick(stocktake_id, known.id, found)


async def sign(stocktake_id: UUID, *, guards: Mapping[str, Guard], note: str, pin: str) -> None:
    """The checker signs what was found; every difference and every protection that does not hold becomes a matter."""
    await database.value("select id from archive_stocktake where id = $1 for update", stocktake_id)
    found = await stocktake(stocktake_id)
    if found.signed_at is not None:
        raise Conflict(N_("This check is signed already. Please load the page again."))
    if found.waiting:
        raise Refused("", N_("%(n)s volumes have not been looked at yet."), n=found.waiting)
    for key in GUARDS:
        if key not in guards:
            raise Refused("guard", N_("Say of each of the seven protections whether it holds."))
        if not guards[key].fine and not guards[key].said:
            raise Refused("guard", N_("Say what is wrong with each protection that does not hold."))
    await signing.confirm(pin)
    body = msgspec.json.encode(dict(guards)).decode()
    await database.execute(
        SIGN, stocktake_id, clock.now(), me(), await _hash(stocktake_id), body, note
    )
    await _follow(found, guards)
    live.changed("archive-checks")
    live.changed("inbox")


async def _follow(found: Stocktake, guards: Mapping[str, Guard]) -> None:
    for one in await differences(found.id):
        await _raise(found.id, one)
    for key, guard in guards.items():
        if not guard.fine:
            words = f"{translate(GUARDS[key])}：{guard.said}"
            await raise_matter(
                Raised(kind="protection", words=words, stocktake=found.id, owner=me())
            )


async def _raise(stocktake_id: UUID, one: Line) -> None:
    kind = matter_of(one.verdict, one.remedy)
    if not kind:
        return
    where = one.found_path or one.box_path
    words = "：".join(
        part for part in (translate(rules.VERDICTS[one.verdict]), where, one.said) if part
    )
    await raise_matter(
        Raised(kind=kind, words=words, volume=one.volume, stocktake=stocktake_id, owner=me())
    )


async def _hash(stocktake_id: UUID) -> str:
    """SHA-256 over every line as it is signed."""
    lines = [
        (one.number, one.box_path, one.verdict, one.found_path, one.said, one.by)
        for one in await lines_of(stocktake_id)
    ]
    return hashlib.sha256(msgspec.json.encode(lines)).hexdigest()


async def _signed(stocktake_id: UUID) -> bool:
    """Whether the check is signed; it is not while somebody ticks. Raises NotHere."""
    sql = "select id, signed_at is not null from archive_stocktake where id = $1 for share"
    found = await database.connection().fetchrow(sql, stocktake_id)
    if found is None:
        raise NotHere
    return bool(found[1])
