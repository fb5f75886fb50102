"""What signers decide and archives destroy comes back as a fact (MEET-3).

The archives file the signed minutes by themselves, under the class that the pack names for `signed.minutes`.
"""

from uuid import UUID

from hushu.archives.events import ItemsDestroyed
from hushu.foundation import clock, database
from hushu.meetings.commands.common import changed
from hushu.meetings.commands.minutes import SUBJECT
from hushu.signing.events import (
    PaperAgreed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)

Over = PaperRefused | PaperReturned | PaperWithdrawn
AGREED = "update meeting_minutes set state = 'agreed' where meeting = $1 and state = 'signing'"
BACK = "update meeting_minutes set state = 'draft', version = version + 1 where meeting = $1 and state = 'signing'"
UNANSWERED = "update meeting_problem set answer = '', answered_by = null, answered_at = null where meeting = $1"
# A recorder who has left writes no more: the minutes wait for whoever leads until somebody is named.
PENLESS = """update meeting m set recorder = null from person p where p.property = m.property and p.id = m.recorder
              and p.closed_at is not null and m.id = $1"""
RECORD = "update meeting_minutes set record = $2 where meeting = $1 and record is null"
GONE = """update meeting_minutes set words = '', erased_at = $2 where paper = any ($1::uuid[]) and erased_at is null
          returning meeting"""
FORGET = (
    "delete from meeting_problem where meeting = $1",
    "delete from meeting_decision where meeting = $1 and state <> 'open'",
    "delete from meeting_matter where meeting = $1",
    "update meeting_step set words = '' where meeting = $1",
)


async def paper_agreed(fact: PaperAgreed) -> None:
    """Everybody has signed."""
    if fact.subject == SUBJECT:
        await database.execute(AGREED, fact.subject_id)
        changed()


async def paper_over(fact: Over) -> None:
    """Sent back, refused or taken back: the recorder writes again, and all sign what is changed anew."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    await database.execute(BACK, fact.subject_id)
    await database.execute(UNANSWERED, fact.subject_id)
    await database.execute(PENLESS, fact.subject_id)
    changed()


async def paper_sealed(fact: PaperSealed) -> None:
    """The signed PDF is kept."""
    if fact.subject == SUBJECT:
        await database.execute(RECORD, fact.subject_id, fact.file)
        changed()


async def items_destroyed(fact: ItemsDestroyed) -> None:
    """Minutes that the archives destroyed keep no words here either; that the meeting was held, and who came, stays known.

    What is still to be done keeps its words until it is closed (close_decision).
    """
    papers = [one for source, one in fact.sources if source == "signing_paper"]
    for (meeting,) in await database.connection().fetch(GONE, papers, clock.now()):
        await _forget(meeting)


async def _forget(meeting: UUID) -> None:
    for sql in FORGET:
        await database.execute(sql, meeting)
