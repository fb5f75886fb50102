"""What the desk cannot answer goes to a named person with a promised time, and is never dropped (DESK-13)."""

from datetime import datetime
from uuid import UUID

from hushu.desk import rules
from hushu.desk.commands.steps import close_line, hold_line, somebody_here, step
from hushu.desk.events import MatterAnswered, MatterHanded
from hushu.desk.queries.line import ShownMatter
from hushu.desk.queries.line import matter as matter_of
from hushu.desk.tables import Matter
from hushu.foundation import clock, database, live, outbox
from hushu.foundation.events import emit
from hushu.foundation.filters import short_moment
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import superior

OPEN = "select id from matter where line = $1 and state = 'open' for update"


async def hand_to(line_id: UUID, person: UUID, promised_at: datetime, words: str = "") -> UUID:
    """Gives the line's question to a named person with a promised time; an open one changes hands. Raises Refused."""
    await somebody_here(person)
    rules.check_promise(promised_at, clock.now())
    await hold_line(line_id)
    held = await database.value(OPEN, line_id)
    made = UUID(str(held)) if held else new_id()
    if held:
        await database.execute(
            "update matter set owner = $2, promised_at = $3, handed_by = $4, handed_at = $5, overdue_at = null where id = $1",
            made, person, promised_at, me(), clock.now(),
        )  # fmt: skip
    else:
        await insert(Matter(id=made, line=line_id, owner=person, handed_by=me(), handed_at=clock.now(),
                            first_promised_at=promised_at, promised_at=promised_at))  # fmt: skip
    await database.execute(
        "update log_line set state = 'waiting' where id = $1 and state <> 'waiting'", line_id
    )
    await step("handed", line=line_id, matter=made, words=words, to_person=person)
    await _remind(made, promised_at)
    await emit(MatterHanded(made, line_id, person, promised_at))
    _changed()
    return made


async def pass_on(matter_id: UUID, person: UUID, promised_at: datetime, words: str) -> None:
    """The owner or the desk gives it to somebody else. Raises Refused, NotAllowed."""
    matter = await _mine(matter_id)
    await hand_to(matter.line, person, promised_at, words)


async def answer_matter(matter_id: UUID, answer: str) -> None:
    """The answer, which closes the matter and its line. Raises Conflict when it is answered already, NotAllowed."""
    matter = await _mine(matter_id)
    if not answer:
        raise Refused("answer", N_("Write the answer that the caller gets."))
    await database.execute(
        "update matter set state = 'answered', answer = $2, answered_by = $3, answered_at = $4 where id = $1",
        matter_id, answer, me(), clock.now(),
    )  # fmt: skip
    await step("answered", line=matter.line, matter=matter_id, words=answer)
    await close_line(matter.line)
    if matter.handed_by != me():
        await notify(
            matter.handed_by,
            "desk.answered",
            N_("Answered: %(words)s"),
            link=at(f"/matters/{matter_id}"),
            words=answer[:80],
        )
    await emit(MatterAnswered(matter_id, matter.line, me()))
    _changed()


async def promise_again(matter_id: UUID, promised_at: datetime | None, why: str) -> None:
    """A later promise, with its reason; the first one stays readable. Raises Refused, NotAllowed."""
    matter = await _mine(matter_id)
    promised = rules.check_promise(promised_at, clock.now())
    if not why:
        raise Refused("why", N_("Say why it takes longer; the caller will ask."))
    await database.execute(
        "update matter set promised_at = $2, overdue_at = null where id = $1",
        matter_id,
        promised,
    )
    await step(
        "promised_again",
        line=matter.line,
        matter=matter_id,
        words=f"{short_moment(promised)} {why}",
    )
    await _remind(matter_id, promised)
    _changed()


async def promise_passed(matter_id: UUID, promised_at: datetime) -> bool:
    """The promised time has come without an answer: the owner and the superior are told once; safe to run twice."""
    found = await database.connection().fetchrow(
        """update matter m set overdue_at = $2 from log_line l
            where m.id = $1 and l.property = m.property and l.id = m.line and m.state = 'open' and m.overdue_at is null
              and m.promised_at = $3 and m.promised_at <= $2 returning m.owner, m.line, l.matter""",
        matter_id, clock.now(), promised_at,
    )  # fmt: skip
    if found is None:
        return False
    await step("overdue", line=found["line"], matter=matter_id)
    above = await superior(found["owner"])
    for person in dict.fromkeys([found["owner"], *([above.id] if above else [])]):
        await notify(person, "desk.overdue", N_("The promised time has passed: %(words)s"), link=at(f"/matters/{matter_id}"),
                     due=promised_at, words=found["matter"][:60])  # fmt: skip
    _changed()
    return True


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """Gives all open matters and messages of somebody who leaves to the successor (PPL-4)."""
    for record in await database.connection().fetch(
        "select id, line from matter where owner = $1 and state = 'open'", leaver
    ):
        await database.execute(
            "update matter set owner = $2 where id = $1", record["id"], successor
        )
        await step("handed", line=record["line"], matter=record["id"], to_person=successor)
    moved = "update message set for_person = $2, read_at = null where for_person = $1 and done_at is null returning id, line"
    for record in await database.connection().fetch(moved, leaver, successor):
        await step("handed", line=record["line"], message=record["id"], to_person=successor)
    _changed()


async def _mine(matter_id: UUID) -> ShownMatter:
    """An open matter that this person may deal with (its owner, or the desk), held until the end of the transaction.

    Raises NotHere, NotAllowed, Conflict.
    """
    matter = await matter_of(matter_id)
    if matter.owner != me() and not here().may("desk.write"):
        raise NotAllowed
    await hold_line(matter.line)
    if await database.value("select state from matter where id = $1", matter_id) != "open":
        raise Conflict(N_("Somebody has answered this meanwhile. Load the page again."))
    return matter


async def _remind(matter_id: UUID, promised_at: datetime) -> None:
    when = promised_at.isoformat()
    once = f"desk.promise:{matter_id}:{when}"
    await outbox.send(
        "desk.promise_passed", due=promised_at, once=once, matter=str(matter_id), promised_at=when
    )


def _changed() -> None:
    live.changed("desk")
    live.changed("inbox")
