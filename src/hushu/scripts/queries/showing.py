"""One script: its words in force filled with the property's facts, its versions, its draft."""

from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.scripts.rules.variables import Piece, fill, greeting, promised
from hushu.scripts.rules.words import Words

WORDS = """jsonb_build_object('title', v.title, 'situation', v.situation, 'channel', v.channel, 'aliases', v.aliases,
  'say', v.say, 'never', v.never, 'write_down', v.write_down, 'next_steps', v.next_steps, 'flow', v.flow,
  'source', v.source)::text"""


class Worded(msgspec.Struct, frozen=True, dict=True):
    """Something that carries a wording."""

    words_json: str

    @cached_property
    def words(self) -> Words:
        """The wording."""
        return msgspec.json.decode(self.words_json, type=Words)


class Facts(msgspec.Struct, frozen=True):
    """What the property says of itself in its scripts."""

    property: str
    hotline: str
    address: str
    bus_lines: str
    metro_lines: str
    desk_opens: time
    desk_closes: time


class Context(msgspec.Struct, frozen=True):
    """What is known of the call so far."""

    caller: str = ""
    person: str = ""
    unit: str = ""
    promised: str = ""


class Shown(Worded, frozen=True, dict=True):
    """A script with the words in force, or, before any were, its newest; and the property's facts."""

    id: UUID
    key: str
    number: int
    state: str
    since: datetime | None
    author: str
    changed_at: datetime
    favourite: bool
    reviewed_on: date | None
    retired_at: datetime | None
    pack_edition: int | None
    place: str
    hotline: str
    address: str
    bus_lines: str
    metro_lines: str
    desk_opens: time
    desk_closes: time

    @property
    def facts(self) -> Facts:
        """The property's facts."""
        return Facts(
            self.place, self.hotline, self.address, self.bus_lines, self.metro_lines, self.desk_opens, self.desk_closes
        )  # fmt: skip


class Version(Worded, frozen=True, dict=True):
    """One wording with its state and dates."""

    id: UUID
    script: UUID
    number: int
    state: str
    ends: bool
    author: str
    changed_at: datetime
    edition: int
    pack_edition: int | None
    valid_from: datetime | None
    valid_until: datetime | None


FACTS = "f.name, f.hotline, f.address, f.bus_lines, f.metro_lines, f.desk_opens, f.desk_closes"
SHOWN = f"""
select {WORDS}, s.id, s.key, v.number, v.state, v.valid_from, coalesce(p.name, ''), v.changed_at, coalesce(h.favourite, false),
       s.reviewed_on, s.retired_at, v.pack_edition, {FACTS}
  from script s
  join script_version v on v.property = s.property and v.script = s.id and (v.id = s.current or s.current is null)
  left join person p on p.property = s.property and p.id = v.author
  left join script_habit h on h.property = s.property and h.script = s.id and h.person = $2
  cross join property_facts() f
 where s.id = $1 and (s.current is not null or not $3) order by v.number desc limit 1"""  # noqa: S608
VERSION = f"""
select {WORDS}, v.id, v.script, v.number, v.state, v.ends, coalesce(p.name, ''), v.changed_at, v.edition, v.pack_edition,
       v.valid_from, v.valid_until
  from script_version v left join person p on p.property = v.property and p.id = v.author """  # noqa: S608


async def shown(script: UUID, *, in_force: bool = False) -> Shown:
    """The script; with `in_force` only what the desk may say (DESK-3). Raises NotHere."""
    found = await database.row(Shown, SHOWN, script, here().person, in_force)
    if found is None:
        raise NotHere
    return found


async def versions(script: UUID) -> list[Version]:
    """Every wording the script ever had, newest first."""
    return await database.rows(
        Version, VERSION + "where v.script = $1 order by v.number desc", script
    )


async def version(version_id: UUID) -> Version:
    """One wording. Raises NotHere."""
    found = await database.row(Version, VERSION + "where v.id = $1", version_id)
    if found is None:
        raise NotHere
    return found


async def in_making(script: UUID) -> Version | None:
    """The draft, or what is being signed."""
    return await database.row(
        Version, VERSION + "where v.script = $1 and v.state in ('draft', 'signing')", script
    )


async def facts() -> Facts:
    """What the property says of itself."""
    found = await database.row(Facts, f"select {FACTS} from property_facts() f")  # noqa: S608
    if found is None:
        raise NotHere
    return found


def values(facts: Facts, known: Context | None = None) -> dict[str, str]:
    """Every variable's value now (DESK-2); empty where nothing is known yet."""
    now = clock.local(clock.now())
    known = known or Context()
    return {
        "property": facts.property,
        "hotline": facts.hotline,
        "address": facts.address,
        "bus_lines": facts.bus_lines,
        "metro_lines": facts.metro_lines,
        "desk_hours": f"{facts.desk_opens:%H:%M}至{facts.desk_closes:%H:%M}",
        "greeting": greeting(now),
        "me": here().person_name,
        "caller": known.caller,
        "person": known.person,
        "unit": known.unit,
        "promised": promised(known.promised, now),
    }


def spoken(text: str, filled: dict[str, str]) -> list[list[Piece]]:
    """A text line by line, each line cut at its variables."""
    return [fill(line, filled) for line in text.split("\n") if line.strip()]
