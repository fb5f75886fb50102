"""Minutes: written by the recorder, sent round to all who came, answered by the leader (MEET-3)."""

from collections.abc import Mapping
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import MEANWHILE, changed, hold_to_write
from hushu.meetings.queries.meeting import Whole, problems, whole
from hushu.meetings.queries.minutes import minutes_there
from hushu.meetings.rules.minutes import check_ready, readers
from hushu.people.queries import holders
from hushu.signing import commands as signing
from hushu.signing import queries as papers
from hushu.signing.rules import ANSWERING, StepPlan

CHAIN, SUBJECT = "meeting_minutes", "minutes"
WRITE = """insert into meeting_minutes (id, meeting, words, written_by, written_at) values ($1, $2, $3, $4, $5)
           on conflict (property, meeting) do nothing returning id"""
REWRITE = """update meeting_minutes set words = $3, written_by = $4, written_at = $5, version = version + 1
              where meeting = $1 and version = $2 and state = 'draft'"""
AWAY = "update meeting_minutes set state = 'signing', paper = $2 where meeting = $1 and state = 'draft'"
ANSWER = """update meeting_problem set answer = $3, answered_by = $4, answered_at = $5
             where meeting = $1 and id = $2 and answer <> $3"""
ROUND = N_("These minutes are on their round already. Follow them on this page.")


async def save(meeting: UUID, version: int, words: str) -> None:
    """Keeps the minutes as written, over the version looked at (0: none). Raises Conflict, NotAllowed, Refused."""
    await hold_to_write(meeting, "open", "ended")
    if version:
        kept = await database.execute(REWRITE, meeting, version, words, me(), clock.now())
    else:
        kept = bool(await database.value(WRITE, new_id(), meeting, words, me(), clock.now()))
    if not kept:
        raise Conflict(MEANWHILE)
    changed()


async def submit(meeting: UUID) -> UUID:
    """Sends the minutes round; gives the paper. A chain of the property's own is followed as it is.

    Raises Refused, Conflict, NotAllowed, NotHere.
    """
    await hold_to_write(meeting, "ended")
    minutes = await minutes_there(meeting, lock=True)
    if minutes.state != "draft":
        raise Conflict(ROUND)
    found = await whole(meeting)
    unnoted = [one.name for one in found.attendees if one.state == "expected"]
    check_ready(minutes.words, found.came, unnoted)
    await signing.ensure_chain(CHAIN)
    paper = await signing.start(
        CHAIN, subject=SUBJECT, subject_id=meeting, title=found.meeting.paper_title, content=_content(found, minutes.words),
        named=await _named(found),
    )  # fmt: skip
    await database.execute(AWAY, meeting, paper)
    changed()
    return paper


async def _named(found: Whole) -> dict[str, tuple[UUID, ...]]:
    """Who reads and signs: all who came, but for the drafter and those who surely check or approve (MEET-3)."""
    steps = (await papers.chain_in_force(CHAIN)).steps
    anyway = [one.id for post in _posts(steps) for one in await holders(post)]
    named = readers(found.came, me(), anyway)
    return {"attendees": named} if named else {}


def _posts(steps: list[StepPlan]) -> list[str]:
    """The posts all of whose holders answer for the minutes in this chain; where any may, the others still have to read."""
    return [
        one.who.removeprefix("post:")
        for one in steps
        if one.deed in ANSWERING and one.need == "all" and one.who.startswith("post:")
    ]


def _content(found: Whole, words: str) -> dict[str, object]:
    """What is signed, value by value."""
    return {
        "meeting": found.meeting.id, "day": found.meeting.day, "words": words,
        "attendance": [[one.person, one.state, one.reason] for one in found.attendees],
        "problems": [one.words for one in found.problems],
        "decisions": [[one.words, one.owner, one.due] for one in found.decisions],
    }  # fmt: skip


async def answer(
    meeting: UUID, given: Mapping[UUID, str], pin: str, *, again: bool = False
) -> None:
    """Whoever approves answers the problems and signs (MEET-3). Raises Refused, Conflict, NotAllowed, NotHere."""
    minutes = await minutes_there(meeting, lock=True)
    if minutes.state != "signing" or minutes.paper is None:
        raise Conflict(MEANWHILE)
    turn = await my_approval(minutes.paper)
    if turn is None:
        raise NotAllowed
    known = {one.id for one in await problems(meeting)}
    if set(given) - known:
        raise Refused("answer", N_("Choose one of the entries offered."))
    for problem, words in given.items():
        if words:
            await database.execute(ANSWER, meeting, problem, words, me(), clock.now())
    await signing.agree(minutes.paper, turn, secret=pin, again=again)
    changed()


async def my_approval(paper: UUID) -> int | None:
    """The step at which the acting person approves this paper now, or None."""
    found = await papers.paper_row(paper)
    view = papers.view(found, [], await papers.staff())
    approving = {step.key for step in found.chain.open if step.deed == "approve"}
    return next((turn.step for turn in view.my_turns if turn.step in approving), None)
