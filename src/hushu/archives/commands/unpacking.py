"""The pack's classification becomes the property's own: three statements in all (TEN-2, ARCH-1)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.archives.rules.pack import Pack, PackClass
from hushu.foundation import clock, database, packs
from hushu.foundation.tables import new_id

TERMS = """
insert into archive_term (id, key, code, name, place, years, ours, pack_hash)
select id, key, code, name, place, years, ours, pack_hash from jsonb_to_recordset($1::jsonb)
    as r (id uuid, key text, code text, name text, place int, years int, ours boolean, pack_hash text)"""
CLASSES = """
insert into archive_class (id, key, parent, code, name, place, keeper, medium, term, trigger, secrecy, lending, loan_chain,
                           readers, originals_only, inks, ours, note, pack_hash, pack_edition)
select id, key, above, code, name, place, keeper, medium, term, trigger, secrecy, lending, loan_chain, readers, originals_only,
       inks, ours, note, pack_hash, $2 from jsonb_to_recordset($1::jsonb)
    as r (id uuid, key text, above uuid, code text, name text, place int, keeper text, medium text, term text, trigger text,
          secrecy smallint, lending text, loan_chain text, readers text[], originals_only boolean, inks text[],
          ours boolean, note text, pack_hash text)"""
# The general manager knows of everything; so does the secretary, who keeps it, until that is ended (H0 8.1.4).
GRANTS = """insert into archive_grant (id, role, given_at)
            select * from unnest($1::uuid[], array['general_manager', 'gm_secretary'], array[$2, $2]::timestamptz[])"""


async def unpack_archives(kind: str) -> None:
    """Lays the pack's terms and classes into the open property."""
    pack = packs.part(kind, "archives", Pack)
    terms = [_marked(term, place) for place, term in enumerate(pack.term)]
    await database.execute(TERMS, msgspec.json.encode(terms).decode())
    ids = {one.key: new_id() for one in pack.archive_class}
    classes = [_class(one, place, ids) for place, one in enumerate(pack.archive_class)]
    await database.execute(CLASSES, msgspec.json.encode(classes).decode(), packs.version(kind))
    await database.execute(GRANTS, [new_id(), new_id()], clock.now())


def _marked(item: msgspec.Struct, place: int) -> dict[str, Any]:
    mark = {"id": new_id(), "place": place, "pack_hash": packs.fingerprint(item)}
    return msgspec.structs.asdict(item) | mark


def _class(one: PackClass, place: int, ids: dict[str, UUID]) -> dict[str, Any]:
    return _marked(one, place) | {"id": ids[one.key], "above": ids.get(one.parent)}
