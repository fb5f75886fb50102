"""Going through what is handed over, item by item, and counting what lies there (DUTY-2)."""

from collections.abc import Collection
from uuid import UUID

from hushu.custody.commands import report_missing
from hushu.custody.queries import Countable
from hushu.duty.commands.coming import NO_ONE, begun
from hushu.duty.commands.entries import TOPIC
from hushu.duty.queries.handover import Handover, Sheet, sheet
from hushu.foundation import clock, database, live
from hushu.foundation.refusals import NotAllowed, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import DEFAULT, N_, speaking

JUDGE = """insert into duty_item (id, handover, key, label, title, detail, verdict, words, person, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (property, handover, key) do update set verdict = excluded.verdict, words = excluded.words,
             person = excluded.person, at = excluded.at, answer = '', answered_by = null, answered_at = null
            where duty_item.verdict = 'accepted' and excluded.verdict = 'query'
               or duty_item.at < (select h.came_at from duty_handover h
                                   where h.property = excluded.property and h.id = excluded.handover)"""
ANSWER = """update duty_item set answer = $3, answered_by = $4, answered_at = $5
             where handover = $1 and key = $2 and verdict = 'query' and answer = ''"""
COUNT = """insert into duty_count (id, handover, thing, kind, label, expected, out, counted, words, person, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (property, handover, thing) do update set counted = excluded.counted, words = excluded.words,
             expected = excluded.expected, out = excluded.out, person = excluded.person, at = excluded.at"""
ASK = N_("Write what you want to know.")
ANSWERED = N_("This question is answered already.")
DIFFERS = N_(
    "%(label)s: %(expected)s should be there, %(counted)s were counted. Say what is known of the difference."
)
LONGEST_TITLE = 300


async def _between_two(wanted: UUID) -> tuple[Sheet, Handover]:
    """The sheet, for one of the two, once both are there; whoever types, it is the incoming who accepts, asks and counts.

    Raises NotHere, NotAllowed, Conflict, Refused.
    """
    _, handover = await begun(wanted)
    with speaking(DEFAULT):  # its titles are kept beside what is said to them
        found = await sheet(wanted)
    if not found.mine:
        raise NotAllowed
    if handover.incoming is None:
        raise Refused("", NO_ONE)
    return found, handover


async def accept(wanted: UUID, keys: Collection[str]) -> int:
    """The incoming takes these as they are; how many. One that was asked about keeps its question. Raises as above."""
    found, handover = await _between_two(wanted)
    chosen = [one for one in found.items if one.key in keys]
    if not chosen:
        raise NotHere
    for one in chosen:
        await _judge(handover, found, one.key, "accepted", "")
    live.changed(TOPIC)
    return len(chosen)


async def ask(wanted: UUID, key: str, words: str) -> None:
    """The incoming asks about an item. Raises as above."""
    found, handover = await _between_two(wanted)
    if not words:
        raise Refused("question", ASK)
    await _judge(handover, found, key, "query", words)
    live.changed(TOPIC)


async def _judge(handover: Handover, found: Sheet, key: str, verdict: str, words: str) -> None:
    item = next((one for one in found.items if one.key == key), None)
    if item is None:
        raise NotHere
    await database.execute(
        JUDGE, new_id(), handover.id, item.key, item.label, item.title[:LONGEST_TITLE], item.detail[:LONGEST_TITLE], verdict,
        words, handover.incoming, clock.now(),
    )  # fmt: skip


async def answer(wanted: UUID, key: str, words: str) -> None:
    """The outgoing answers a question. Raises NotHere, NotAllowed, Conflict, Refused."""
    found, handover = await _between_two(wanted)
    if not await database.execute(
        ANSWER, handover.id, key, words, found.record.person, clock.now()
    ):
        raise Refused("", ANSWERED)
    live.changed(TOPIC)


async def count(wanted: UUID, thing: UUID, counted: int, words: str) -> None:
    """Both count one thing; what is missing needs words, and its keeper hears of it. Raises as above."""
    found, handover = await _between_two(wanted)
    asked = next((one for one in found.things if one.id == thing), None)
    if asked is None:
        raise NotHere
    before = found.counts.get(thing)
    if before is not None and before.counted == counted == asked.expected:
        return  # counted so already; a difference has been reported
    if counted != asked.expected and not words:
        raise Refused("known", DIFFERS, label=asked.label, expected=asked.expected, counted=counted)
    if counted != asked.expected:
        await report_missing(thing, counted, words)
    await _keep(handover, asked, counted, words)
    live.changed(TOPIC)


async def count_rest(wanted: UUID, seen: Collection[str]) -> int:
    """What nobody has counted yet lies there as it should; how many things. Raises as above.

    `seen`: what the two were shown of them (`Countable.sight`); what came in or moved since then is still to be counted.
    """
    found, handover = await _between_two(wanted)
    chosen = [one for one in found.uncounted if one.sight in seen]
    for one in chosen:
        await _keep(handover, one, one.expected, "")
    live.changed(TOPIC)
    return len(chosen)


async def _keep(handover: Handover, one: Countable, counted: int, words: str) -> None:
    await database.execute(
        COUNT, new_id(), handover.id, one.id, one.kind, one.label, one.expected, one.out, counted, words, handover.incoming,
        clock.now(),
    )  # fmt: skip
