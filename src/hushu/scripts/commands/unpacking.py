"""The pack's scripts become the property's own, in force at once as version 1 (TEN-2): two statements in all."""

from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, packs
from hushu.foundation.search import deep_text, terms
from hushu.foundation.tables import new_id
from hushu.scripts.rules.words import Pack, PackScript, Words, check

SCRIPTS = """
insert into script (id, key, title, situation, place, current, opening, terms, deep, pack_hash, pack_edition,
                    reviewed_on, created_at)
select id, key, title, situation, place, current, opening, terms, deep, pack_hash, $2, $3, $4
  from jsonb_to_recordset($1::jsonb) as r (id uuid, key text, title text, situation text, place int, current uuid,
       opening text, terms text, deep text, pack_hash text)"""
VERSIONS = """
insert into script_version (id, script, number, state, title, situation, channel, aliases, say, never, write_down, next_steps,
                            flow, source, pack_edition, changed_at, valid_from)
select r.current, r.id, 1, 'in_force', title, situation, channel, aliases, say, never, write_down, next_steps,
       flow, source, $2, $3, $3
  from jsonb_to_recordset($1::jsonb) as r (id uuid, current uuid, title text, situation text, channel text, aliases text[],
       say text, never text[], write_down text[], next_steps text[], flow jsonb, source text)"""


@lru_cache(maxsize=2000)
def search_columns(words: Words) -> dict[str, str]:
    """What a script is found by; the same words give the same, so a pack's pinyin is worked out once a process."""
    return {
        "opening": words.opening,
        "terms": terms((words.title, *words.aliases)),
        "deep": deep_text(words.say),
    }


async def unpack_scripts(kind: str) -> None:
    """Lays the pack's scripts into the open property."""
    scripts = packs.part(kind, "scripts", Pack).script
    rows = [_row(place, script) for place, script in enumerate(scripts)]
    body, edition, now = msgspec.json.encode(rows).decode(), packs.version(kind), clock.now()
    await database.execute(SCRIPTS, body, edition, clock.today(), now)
    await database.execute(VERSIONS, body, edition, now)


def _row(place: int, script: PackScript) -> dict[str, Any]:
    words = check(script.words)
    ids: dict[str, UUID] = {"id": new_id(), "current": new_id()}
    mark = {"place": place * 10, "pack_hash": packs.fingerprint(script)}
    return msgspec.structs.asdict(script) | search_columns(words) | ids | mark
