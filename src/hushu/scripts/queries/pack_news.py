"""What a newer edition of the pack says differently, beside the property's own wording (TEN-3)."""

from uuid import UUID

import msgspec

from hushu.foundation import database, packs
from hushu.foundation.opened import here
from hushu.scripts.queries.showing import WORDS
from hushu.scripts.rules.difference import Change, changes
from hushu.scripts.rules.words import Pack, PackScript, Words

OWN = f"""
select s.key, s.id, s.pack_hash, v.number, v.pack_edition is not null, {WORDS},
       (select {WORDS} from script_version v where v.property = s.property and v.script = s.id and v.pack_edition is not null
         order by v.number desc limit 1),
       exists (select from script_version m where m.property = s.property and m.script = s.id and m.state in ('draft', 'signing'))
  from script s join script_version v on v.property = s.property and v.script = s.id and (v.id = s.current or s.current is null)
 where s.property = property_here() and s.key = any ($1) and s.pack_hash <> ''
 order by s.place, s.id, v.number desc"""  # noqa: S608


class Own(msgspec.Struct, frozen=True):
    """The property's copy of a pack's script; `pack_words` is what the pack said when it was copied."""

    key: str
    id: UUID
    pack_hash: str
    number: int
    untouched: bool
    words: str
    pack_words: str | None
    making: bool


class News(msgspec.Struct, frozen=True):
    """A script that the newer pack words differently, or has in addition (`id` is None then)."""

    key: str
    title: str
    situation: str
    id: UUID | None
    untouched: bool
    making: bool
    in_pack: list[Change]
    beside_own: list[Change]
    opening: str = ""


def pack_scripts() -> dict[str, PackScript]:
    """The scripts of the open property's pack as its files stand now."""
    return {script.key: script for script in packs.part(here().kind, "scripts", Pack).script}


async def pack_news() -> list[News]:
    """Everything the pack says differently from what was last taken or declined; own additions are left alone."""
    newest = pack_scripts()
    own: dict[str, Own] = {}
    for copy in await database.rows(Own, OWN, list(newest)):
        own.setdefault(copy.key, copy)
    return [
        _news(script, own.get(key))
        for key, script in newest.items()
        if key not in own or own[key].pack_hash != packs.fingerprint(script)
    ]


def _news(script: PackScript, own: Own | None) -> News:
    if own is None:
        return News(
            script.key, script.title, script.situation, None, True, False, [], [], script.opening
        )
    mine = msgspec.json.decode(own.words, type=Words)
    before = msgspec.json.decode(own.pack_words or own.words, type=Words)
    return News(
        script.key, script.title, script.situation, own.id, own.untouched, own.making,
        changes(before, script.words), changes(mine, script.words),
    )  # fmt: skip
