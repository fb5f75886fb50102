"""A draft goes into signing; what the signers decide comes back as a fact (DESK-3)."""

from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.refusals import Conflict, NotHere
from hushu.foundation.translation import N_
from hushu.scripts.commands.drafting import add_draft
from hushu.scripts.commands.unpacking import search_columns
from hushu.scripts.events import ScriptInForce, ScriptRetired
from hushu.scripts.queries import Version, in_making, shown, version
from hushu.scripts.rules.paper import title_of
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

CHAIN, SUBJECT = "script_in_force", "script"
Over = PaperRefused | PaperReturned | PaperWithdrawn
STATE = "update script_version set state = $2 where id = $1 and state = $3"
RETIRE_OLD = """update script_version set state = 'retired', valid_until = $2 where script = $1 and state = 'in_force'"""
ENTER = "update script_version set state = 'in_force', valid_from = $2 where id = $1 and state = 'signing'"
FOLLOW = """
update script set current = $2, title = $3, situation = $4, opening = $5, terms = $6, deep = $7, reviewed_on = $8,
       retired_at = null where id = $1"""
END = "update script_version set state = 'retired', valid_from = null, valid_until = $2 where id = $1 and state = 'signing'"


async def submit(script: UUID) -> UUID:
    """Sends the draft to its signers; gives the paper. Raises Conflict when there is no draft to send."""
    draft = await in_making(script)
    if draft is None or draft.state != "draft":
        raise Conflict(N_("There is no draft to send. Somebody may have sent it a moment ago."))
    return await _send(draft)


async def ask_retirement(script: UUID) -> UUID:
    """Asks the signers to take the script out of use. Raises NotHere, Conflict when a draft is open."""
    found = await shown(script, in_force=True)
    return await _send(await version(await add_draft(script, found.words, ends=True)))


async def _send(draft: Version) -> UUID:
    await database.execute(STATE, draft.id, "signing", "draft")
    live.changed("scripts")
    return await signing.start(
        CHAIN, subject=SUBJECT, subject_id=draft.id, title=title_of(draft.words, ends=draft.ends),
        content={"number": draft.number, "ends": draft.ends, **msgspec.to_builtins(draft.words)},
    )  # fmt: skip


async def paper_agreed(fact: PaperAgreed) -> None:
    """Every signature is there: the version is in force from now, the one before it until now."""
    if fact.subject != SUBJECT:
        return
    signed = await version(fact.subject_id)
    if signed.state != "signing":
        return
    now = clock.now()
    await database.execute(RETIRE_OLD, signed.script, now)
    if signed.ends:
        await database.execute(END, signed.id, now)
        await database.execute(
            "update script set current = null, retired_at = $2 where id = $1", signed.script, now
        )
        await emit(ScriptRetired(signed.script, signed.id))
    else:
        await _put_in_force(signed)
    live.changed("scripts")


async def _put_in_force(signed: Version) -> None:
    await database.execute(ENTER, signed.id, clock.now())
    words, today = signed.words, clock.today()
    found = search_columns(words)
    await database.execute(
        FOLLOW, signed.script, signed.id, words.title, words.situation, found["opening"], found["terms"], found["deep"], today
    )  # fmt: skip
    await emit(ScriptInForce(signed.script, signed.id))


async def paper_over(fact: Over) -> None:
    """Refused, given back to the drafter or withdrawn: a draft again; a wish to retire the script is over."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    try:
        back = await version(fact.subject_id)
    except NotHere:
        return
    await database.execute(STATE, back.id, "discarded" if back.ends else "draft", "signing")
    live.changed("scripts")
