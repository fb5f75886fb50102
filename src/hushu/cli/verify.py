"""`hushu verify`: every audit chain and every signature proven; exits 1 and names the first bad row (TEN-10, T32, T33)."""

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from hushu.cli.inside import connected, services
from hushu.foundation import database, keys_copy
from hushu.foundation.archive import BackupError
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened

STALE = """select count(*) from unnest($1::uuid[]) k (id)
            where not exists (select 1 from file f where f.id = k.id and f.erased_at is null)"""
READ = """select count(*), count(*) filter (where checked_at > now() - interval '31 days') from file
           where erased_at is null and expires_at is null"""
REALMS = """select distinct on (r.id) r.id, r.name, h.no, h.hash from (
    select id, name, 1 as place from property union all select id, name, 2 from company
    union all select property, '', 3 from audit_head union all select distinct property, '', 4 from audit) r (id, name, place)
  left join audit_head h on h.property = r.id order by r.id, r.place"""
PATIENCE = 3600
HOUSE = UUID(int=0)
Heads = dict[str, tuple[int, str]]


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """`--json` for programs."""
    sub.add_argument("--json", action="store_true", help="for programs")


def run(options: argparse.Namespace) -> int:
    """Says what holds and what does not; 1 when anything does not."""
    witness = settings().data / "audit-witness.json"
    with services() as found:
        seen = json.loads(witness.read_text()) if witness.is_file() else {}
        lines, heads = connected(prove(seen), found.owner_url)
    bad = [line for line in lines if not line["holds"]]
    if options.json:
        print(json.dumps(lines, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            print(f"{'OK ' if line['holds'] else 'BAD'}  {line['name']}: {line['words']}")
    if not bad:
        keep_witness(witness, {**seen, **heads})
    if bad:
        print(f"{bad[0]['name']}: {bad[0]['words']}", file=sys.stderr)
    return 1 if bad else 0


async def prove(seen: Heads) -> tuple[list[dict[str, Any]], Heads]:
    """One line a chain and one a property's signatures; and where each chain ends now. `seen`: where they ended when
    this was last asked, so that a chain rewritten as a whole, which nothing inside the database could show, is found."""
    async with database.transaction() as connection:
        await connection.execute("set local statement_timeout = 0")
        realms = await connection.fetch(REALMS)
        lines = [await _chain(connection, realm, seen) for realm in realms]
        places = await connection.fetch("select id, name from property order by name")
    known = {str(realm["id"]) for realm in realms}
    gone = "its audit trail is gone as a whole"
    lines += [
        {"name": r, "holds": False, "broken": 1, "words": gone} for r in seen if r not in known
    ]
    for place in places:
        lines += await _signatures(place["id"], place["name"])
        lines += await _bytes(place["id"], place["name"])
    lines += await _keys([place["id"] for place in places])
    return lines, {str(r["id"]): (r["no"], r["hash"].hex()) for r in realms if r["no"]}


async def _keys(places: list[UUID]) -> list[dict[str, Any]]:
    """Whether the keys file we know of still holds a key of a file that was destroyed (ARCH-44)."""
    file = keys_copy.remembered(settings().data)
    if file is None:
        return []
    if not file.exists():
        words = f"{file} is not here and was not checked; after a destruction write it anew with `hushu keys`"
        return [{"name": "keys", "holds": True, "broken": None, "words": words}]
    try:
        keys = keys_copy.opened(file, settings().secret).keys
    except BackupError as fault:
        return [{"name": "keys", "holds": False, "broken": str(file), "words": str(fault)}]
    stale = len([key for key in keys if key.property not in places])
    for place in places:
        async with opened(place, actor="verify"):
            stale += await database.value(STALE, [k.file for k in keys if k.property == place])
    if not stale:
        words = f"{file} holds {len(keys)} keys, none of a destroyed file"
        return [{"name": "keys", "holds": True, "broken": None, "words": words}]
    words = f"{file} still holds {stale} keys of destroyed files: write it anew with `hushu keys {file}`"
    return [{"name": "keys", "holds": False, "broken": str(file), "words": words}]


def keep_witness(file: Path, heads: Heads) -> None:
    """Writes down, outside the database, where the chains end; whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(heads))
    fresh.replace(file)


async def _chain(connection: Any, realm: Any, seen: Heads) -> dict[str, Any]:
    """Whether the chain holds by itself and still contains what the last run saw."""
    name = realm["name"] or ("house" if realm["id"] == HOUSE else str(realm["id"]))
    broken = await connection.fetchval(
        "select audit_first_broken($1)", realm["id"], timeout=PATIENCE
    )
    if broken is not None:
        return {
            "name": name,
            "holds": False,
            "broken": broken,
            "words": f"audit entry {broken} does not hold",
        }
    no, hash_ = seen.get(str(realm["id"]), (0, ""))
    if no:
        kept = await connection.fetchval(
            "select hash from audit where property = $1 and no = $2", realm["id"], no
        )
        if kept is None or kept.hex() != hash_:
            words = f"audit entry {no} is not the one the last check saw: the chain was rewritten"
            return {"name": name, "holds": False, "broken": no, "words": words}
    return {
        "name": name,
        "holds": True,
        "broken": None,
        "words": f"{realm['no'] or 0} audit entries hold",
    }


async def _signatures(place: UUID, name: str) -> list[dict[str, Any]]:
    """The papers of one property whose signatures or bytes do not hold."""
    try:
        broken_papers = importlib.import_module("hushu.signing.queries").broken_papers
    except (ImportError, AttributeError):
        return []
    async with opened(place, actor="verify"):
        broken = await broken_papers()
    if not broken:
        return [{"name": name, "holds": True, "broken": None, "words": "every signature holds"}]
    return [
        {
            "name": name,
            "holds": False,
            "broken": str(b.id),
            "words": f"signed paper “{b.title}” ({b.id}): {_what(b.entry)}",
        }
        for b in broken
    ]


async def _bytes(place: UUID, name: str) -> list[dict[str, Any]]:
    """What the rolling check of the property's files found: every file is read again within a month (ARCH-24)."""
    try:
        wrong_bytes = importlib.import_module("hushu.archives.queries.matters").wrong_bytes
    except (ImportError, AttributeError):
        return []
    async with opened(place, actor="verify"):
        damaged = await wrong_bytes()
        count, read = (await database.connection().fetch(READ))[0]
    if not damaged:
        words = f"{read} of {count} files read again within a month, none differs"
        return [{"name": name, "holds": True, "broken": None, "words": words}]
    return [
        {"name": name, "holds": False, "broken": one, "words": f"file of {one} is not as filed"}
        for one in damaged
    ]


def _what(entry: int) -> str:
    """What of a paper does not hold: an entry by its number, or its content."""
    return f"entry {entry} does not hold" if entry else "its content does not hold"
