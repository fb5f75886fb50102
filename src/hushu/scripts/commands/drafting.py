"""Drafts: one at a time a script, and nobody's words are lost when two people write at once (DESK-3, T27).

A draft keeps the source of the wording it is made from: where the words come from is ours to know, not to be typed.
"""

from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.scripts.queries import in_making
from hushu.scripts.rules.words import Words, check

SCRIPT = """
insert into script (id, key, title, situation, place, opening, terms, deep, created_at)
values ($1, $2, $3, $4, (select coalesce(max(place), 0) + 10 from script), $5, $6, $7, $8)"""
DRAFT = """
insert into script_version (id, script, number, state, ends, title, situation, channel, aliases, say, never, write_down,
                            next_steps, flow, source, pack_edition, author, changed_at)
select $1, $2, (select coalesce(max(number), 0) + 1 from script_version where script = $2), 'draft', $6, w.title, w.situation,
       w.channel, w.aliases, w.say, w.never, w.write_down, w.next_steps, w.flow,
       coalesce(nullif(w.source, ''),
                (select source from script_version where script = $2 order by number desc limit 1), ''), $7, $4, $5
  from jsonb_to_record($3::jsonb) as w (title text, situation text, channel text, aliases text[], say text, never text[],
       write_down text[], next_steps text[], flow jsonb, source text)
 where exists (select from script where id = $2)
on conflict (property, script) where state in ('draft', 'signing') do nothing"""
CHANGE = """
update script_version v set title = w.title, situation = w.situation, channel = w.channel, aliases = w.aliases, say = w.say,
       never = w.never, write_down = w.write_down, next_steps = w.next_steps, flow = w.flow,
       pack_edition = null, author = $3, changed_at = $4, edition = v.edition + 1
  from jsonb_to_record($5::jsonb) as w (title text, situation text, channel text, aliases text[], say text, never text[],
       write_down text[], next_steps text[], flow jsonb)
 where v.script = $1 and v.state = 'draft' and v.edition = $2 and not v.ends"""
OVERTAKEN = N_(
    "Somebody else saved this draft while you were writing. Your words are kept here, theirs are shown beside; "
    "take over what you need and save again."
)
BEING_SIGNED = N_(
    "This script is being signed. Withdraw it from signing first, or wait until it is decided."
)


async def begin_script(words: Words) -> UUID:
    """A new script with its first draft; the desk sees it once it is signed. Raises Refused."""
    check(words)
    script = new_id()
    await database.execute(
        SCRIPT,
        script,
        f"own-{script.hex[-12:]}",
        words.title,
        words.situation,
        "",
        "\n",
        "",
        clock.now(),
    )
    await add_draft(script, words)
    return script


async def add_draft(
    script: UUID, words: Words, *, ends: bool = False, pack_edition: int | None = None
) -> UUID:
    """A new draft. Raises Conflict where one is in the making already, NotHere where there is no such script."""
    made = new_id()
    body = msgspec.json.encode(words).decode()
    if await database.execute(
        DRAFT, made, script, body, here().person, clock.now(), ends, pack_edition
    ):
        return made
    if await in_making(script) is None:
        raise NotHere
    raise Conflict(N_("A draft of this script is open already. Finish or discard it first."))


async def save_draft(script: UUID, words: Words, edition: int) -> None:
    """Saves the words over the draft that was read as `edition` (0: there was none). Raises Refused, NotHere."""
    check(words)
    try:
        if edition == 0:
            await add_draft(script, words)
            return
    except Conflict:
        raise Refused("", await _why_not(script)) from None
    body = msgspec.json.encode(words).decode()
    if not await database.execute(CHANGE, script, edition, here().person, clock.now(), body):
        raise Refused("", await _why_not(script))


async def _why_not(script: UUID) -> str:
    found = await in_making(script)
    if found is not None and (found.state == "signing" or found.ends):
        return BEING_SIGNED
    if found is None:
        return N_(
            "The draft was discarded or put in force meanwhile. Your words are kept here; save again for a new draft."
        )
    return OVERTAKEN


async def discard_draft(script: UUID) -> None:
    """Puts the draft away; it stays readable. A script that never was in force goes with it. Raises Conflict, NotHere."""
    put_away = "update script_version set state = 'discarded', changed_at = $2 where script = $1 and state = 'draft'"
    if not await database.execute(put_away, script, clock.now()):
        raise Conflict(N_("There is no draft to discard."))
    await database.execute(
        "update script set retired_at = $2 where id = $1 and current is null", script, clock.now()
    )
