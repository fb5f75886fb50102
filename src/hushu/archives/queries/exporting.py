"""What goes into an exported package: through the walls, and bytes only for who may read them (ARCH-50, ARCH-30)."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from hushu.archives.queries.catalogs import Wish
from hushu.archives.queries.readings import MAY
from hushu.archives.rules.bags import BagClass, BagHold, BagItem, BagLoan, BagTerm, BagVolume
from hushu.foundation import clock, database

WHERE = """($1::uuid is null or v.class = $1 or v.class in (select id from archive_class where parent = $1))
           and ($2::uuid is null or v.id = $2)"""
TERMS = "select key, code, name, place, years, ours from archive_term order by place, key"
CLASSES = """select c.key, coalesce(p.key, ''), c.code, c.name, c.place, c.keeper, c.medium, c.term, c.trigger, c.secrecy,
                    c.lending, c.loan_chain, c.readers, c.originals_only, c.inks, c.ours, c.note
               from archive_class c left join archive_class p on p.property = c.property and p.id = c.parent
              order by c.parent is not null, c.code, c.place"""
VOLUMES = f"""select v.number, c.key, v.year, v.no, v.title, v.term, v.trigger, v.secrecy, v.organisation, v.department,
                     coalesce(u.label, ''), v.state, v.opened_on, v.closed_on, v.note, coalesce(f.number, ''),
                     coalesce(r.number, ''), v.began_on
                from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
                left join unit u on u.property = v.property and u.id = v.unit
                left join archive_volume f on f.property = v.property and f.id = v.follows
                left join archive_volume r on r.property = v.property and r.id = v.replaces
               where {WHERE} order by v.number"""  # noqa: S608 (constants)
ITEMS = f"""select i.id, {MAY}, i.number, v.number, c.key, i.no, i.title, i.made_title, i.doc_no, i.author, i.dated, i.pages,
                   i.secrecy, i.original, i.medium, i.ink, i.remark, i.organisation, coalesce(u.label, ''), i.source, i.term,
                   i.trigger, i.began_on, i.due_on, i.sha256, i.state, i.filed_at, coalesce(w.name, i.filed_name),
                   i.destroyed_at, coalesce(w.account::text, '')
              from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume
              join archive_class c on c.property = i.property and c.id = i.class
              left join unit u on u.property = i.property and u.id = i.unit
              left join person w on w.property = i.property and w.id = i.filed_by, person p, (select $4::date as day) t
             where {WHERE} and p.id = $3 order by c.code, v.number, i.no"""  # noqa: S608 (constants)


def _who(alias: str, name: str = "''") -> str:
    """Somebody as a package names them."""
    return f"json_build_object('name', coalesce({alias}.name, {name}), 'account', coalesce({alias}.account::text, ''))"


def _when(alias: str, done: str, name: str = "''") -> str:
    return f"case when {done} is not null then {_who(alias, name)} end"


# What lies on things that are kept; a hold of which the reader may not know stays behind its wall.
HOLDS = f"""select json_build_object('type', 'hold', 'number', coalesce(i.number, v.number), 'of_item', i.id is not null,
              'kind', h.kind, 'reason', h.reason, 'seen_by', h.seen_by, 'placed_on', h.placed_on, 'placed_at', h.placed_at,
              'placed_by', {_who("p", "h.placed_name")}, 'lifted_on', h.lifted_on, 'lifted_at', h.lifted_at,
              'lifted_by', {_when("q", "h.lifted_at", "h.lifted_name")}, 'lift_reason', h.lift_reason)::text
              from archive_hold h left join archive_item i on i.property = h.property and i.id = h.item
              join archive_volume v on v.property = h.property and v.id = coalesce(h.volume, i.volume)
              left join person p on p.property = h.property and p.id = h.placed_by
              left join person q on q.property = h.property and q.id = h.lifted_by
             where {WHERE} and coalesce(i.state, v.state) <> 'destroyed' and (h.item is null or i.id is not null)
             order by h.placed_at, h.id"""  # noqa: S608 (constants)
LENT = f"""select json_agg(json_build_object('number', i.number, 'out_at', x.out_at, 'out_by', {_when("ob", "x.out_by")},
              'out_to', {_when("ot", "x.out_to")}, 'out_state', x.out_state, 'out_words', x.out_words, 'back_at', x.back_at,
              'back_by', {_when("bb", "x.back_by")}, 'back_from', {_when("bf", "x.back_from")}, 'back_state', x.back_state,
              'back_words', x.back_words, 'lost', x.lost) order by i.no)
              from archive_loan_item x join archive_item i on i.property = x.property and i.id = x.item
              left join person ob on ob.property = x.property and ob.id = x.out_by
              left join person ot on ot.property = x.property and ot.id = x.out_to
              left join person bb on bb.property = x.property and bb.id = x.back_by
              left join person bf on bf.property = x.property and bf.id = x.back_from where x.loan = l.id"""  # noqa: S608 (constants)
LOANS = f"""select json_build_object('type', 'loan', 'number', l.number, 'volume', v.number, 'kind', l.kind, 'way', l.way,
              'borrower', {_who("b")}, 'purpose', l.purpose, 'due_on', l.due_on, 'visitor', l.visitor, 'organisation',
              l.organisation, 'letter_no', l.letter_no, 'state', l.state, 'asked_at', l.asked_at, 'asked_by', {_who("a")},
              'decided_at', l.decided_at, 'ended_at', l.ended_at, 'said', l.said, 'items', coalesce(({LENT}), '[]'))::text
              from archive_loan l join archive_volume v on v.property = l.property and v.id = l.volume
              join person b on b.property = l.property and b.id = l.borrower
              join person a on a.property = l.property and a.id = l.asked_by
             where {WHERE} order by l.asked_at, l.id"""  # noqa: S608 (constants)
LEAVES = """select l.item, l.place, l.file, f.name, f.media_type, f.size, f.sha256
              from archive_leaf l join file f on f.property = l.property and f.id = l.file
             where l.item = any ($1::uuid[]) order by l.item, l.place"""
# What goes along as an entry only: known to the reader, kept, with originals, and not theirs to read.
KEPT_BACK = f"""select count(*) from archive_item i join archive_class c on c.property = i.property and c.id = i.class, person p,
                       (select $2::date as day) t
                 where p.id = $1 and i.state = 'kept' and not coalesce({MAY}, false)
                   and exists (select 1 from archive_leaf l where l.item = i.id)"""  # noqa: S608 (constants)
SIZE = f"""select coalesce(sum(f.size), 0), count(distinct i.id)
             from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume
             left join archive_leaf l on l.property = i.property and l.item = i.id
             left join file f on f.property = l.property and f.id = l.file and f.erased_at is null
            where {WHERE}"""  # noqa: S608 (constants)


class Readable(msgspec.Struct, frozen=True):
    """An item with whether its bytes go along."""

    id: UUID
    may_read: bool
    item: BagItem


class LeafRow(msgspec.Struct, frozen=True):
    """A file of an item."""

    item: UUID
    place: int
    file: UUID
    name: str
    media_type: str
    size: int
    sha256: str


async def size_of(wish: Wish) -> tuple[int, int]:
    """Bytes and items that an export would hold at most."""
    found = await database.connection().fetchrow(SIZE, wish.class_id, wish.volume)
    return int(found[0]), int(found[1])


async def kept_back(person: UUID) -> int:
    """Of how many items of the whole archives that person would take along an entry only."""
    return int(await database.value(KEPT_BACK, person, clock.today()))


async def terms() -> list[BagTerm]:
    """Every term."""
    return await database.rows(BagTerm, TERMS)


async def classes() -> list[BagClass]:
    """Every class, those above before those below."""
    return await database.rows(BagClass, CLASSES)


async def volumes(wish: Wish) -> list[BagVolume]:
    """The volumes asked for."""
    return await database.rows(BagVolume, VOLUMES, wish.class_id, wish.volume)


async def holds(wish: Wish) -> list[BagHold]:
    """What holds them, or held them."""
    found = await database.connection().fetch(HOLDS, wish.class_id, wish.volume)
    return [msgspec.json.decode(record[0], type=BagHold) for record in found]


async def loans(wish: Wish) -> list[BagLoan]:
    """Who borrowed of them."""
    found = await database.connection().fetch(LOANS, wish.class_id, wish.volume)
    return [msgspec.json.decode(record[0], type=BagLoan) for record in found]


async def items(wish: Wish, person: UUID) -> AsyncIterator[list[Readable]]:
    """The items asked for in pieces, in the order of the tree."""
    cursor = await database.connection().cursor(
        ITEMS, wish.class_id, wish.volume, person, clock.today()
    )
    while records := await cursor.fetch(200):
        yield [Readable(r[0], bool(r[1]), BagItem(*r[2:])) for r in records]


async def leaves(ids: list[UUID]) -> dict[UUID, list[LeafRow]]:
    """The files of these items."""
    found: dict[UUID, list[LeafRow]] = {}
    for leaf in await database.rows(LeafRow, LEAVES, ids):
        found.setdefault(leaf.item, []).append(leaf)
    return found
