"""Minutes as a subject of signing chains: who came, what was raised and decided, and the words of the recorder (MEET-3)."""

from uuid import UUID

from hushu.foundation.filters import clock_time, long_date
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.meetings.queries.meeting import Attendee, Whole, problems, whole
from hushu.meetings.queries.minutes import minutes_there
from hushu.meetings.rules.minutes import Answered, answers
from hushu.meetings.rules.words import ATTENDANCE
from hushu.signing.subjects import PaperContent, Section, Subject


async def paper(meeting: UUID) -> PaperContent:
    """The minutes as they are signed. Raises NotHere."""
    found, minutes = await whole(meeting), await minutes_there(meeting)
    with speaking(DEFAULT):
        parts = (
            (N_("Minutes"), minutes.words),
            (
                N_("Problems raised"),
                _numbered([_raised(one.words, one.raised_by) for one in found.problems]),
            ),
            (
                N_("Decisions"),
                _numbered(
                    [
                        _decided(one.words, one.owner_name, long_date(one.due))
                        for one in found.decisions
                    ]
                ),
            ),
        )
        sections = tuple(
            Section(heading=translate(name), text=text) for name, text in parts if text
        )
        return PaperContent(found.meeting.paper_title, (Section(facts=_facts(found)), *sections))


def _facts(found: Whole) -> tuple[tuple[str, str], ...]:
    _, m = translate, found.meeting
    said = [
        (_("Time"), f"{long_date(m.day)} {clock_time(m.starts_at)}"), (_("Place"), m.room), (_("In the chair"), m.chair_name),
        (_("Recorder"), m.recorder_name),
    ]  # fmt: skip
    for state in ("present", "late", "excused", "absent"):
        people = "、".join(_person(one) for one in found.attendees if one.state == state)
        said.append((_(ATTENDANCE[state]), people))
    return tuple((label, value) for label, value in said if value)


def _person(one: Attendee) -> str:
    return f"{one.name}（{one.reason}）" if one.reason else one.name


def _raised(words: str, by: str) -> str:
    return f"{words}（{by}）" if by else words


def _decided(words: str, owner: str, day: str) -> str:
    return translate(N_("%(words)s (%(owner)s, until %(day)s)"), words=words, owner=owner, day=day)


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{no}. {line}" for no, line in enumerate(lines, 1))


async def adds(meeting: UUID, deed: str) -> str:
    """The leader's answers, signed with the approval. Raises Refused while one is missing."""
    if deed != "approve":
        return ""
    with speaking(DEFAULT):
        return answers([Answered(one.words, one.answer) for one in await problems(meeting)])


def href(meeting: UUID) -> str:
    """Where the minutes are shown."""
    return f"/meetings/{meeting}/minutes"


MINUTES = Subject(key="minutes", title=N_("Minutes"), href=href, paper=paper, adds=adds)
