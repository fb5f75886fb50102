"""What holds a handover (DUTY-2 to DUTY-4; H0 16.2.4), without a database."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.rosters.rules.shapes import MINUTE

Kind = Literal["incident", "unready", "nobody", "unfit", "other"]


class Item(msgspec.Struct, frozen=True):
    """Something that is handed over. label: what kind of thing it is, in words."""

    key: str
    label: str
    title: str
    detail: str = ""
    href: str = ""
    due: datetime | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What the incoming said to an item, and what they were answered."""

    key: str
    label: str
    title: str
    verdict: Literal["accepted", "query"]
    words: str
    answer: str
    person: str
    at: datetime
    answered_by: str
    answered_at: datetime | None

    @property
    def unanswered(self) -> bool:
        """Whether a question still waits for its answer."""
        return self.verdict == "query" and not self.answer


class Held(msgspec.Struct, frozen=True):
    """Why the handover cannot be, in words with their values, and where that is mended. keys: what exactly holds it."""

    kind: Kind
    words: str
    href: str
    values: dict[str, Any] = {}
    keys: tuple[str, ...] = ()

    def waived(self, keys: Collection[str]) -> bool:
        """Whether the manager has let all of it pass; that somebody fit takes over is never let pass."""
        return bool(self.keys) and all(one in keys for one in self.keys)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is judged: who comes, what was read, judged and counted, what is unfinished. Each with the key that names it."""

    came: bool
    unfit: str
    read: bool
    unseen: Sequence[str]
    questions: Sequence[str]
    uncounted: Sequence[tuple[str, str]]  # key, label
    unfinished: Sequence[tuple[str, str, str, str]]  # key, kind, words, way
    others: Sequence[tuple[str, str, str]]  # key, words, way
    here: str


UNFINISHED = {
    "emergency": N_("The emergency “%(words)s” is not finished."),
    "major": N_("The major event “%(words)s” is not finished."),
    "equipment": N_("Major equipment is being started or stopped: %(words)s."),
}
UNFIT = N_("%(name)s was declared not fit for duty, and no stand-in is found yet.")
NOBODY = N_("Nobody has come yet to take over.")
UNREAD = N_("The incoming person has not read the record yet.")
UNSEEN = N_("%(n)s matters have not been gone through.")
QUESTIONS = N_("%(n)s questions wait for an answer.")
UNCOUNTED = N_("Not counted yet: %(names)s.")
MANY_UNCOUNTED = N_("Not counted yet: %(names)s and others, %(n)s in all.")
EARLY = N_("A shift is taken over %(n)s minutes before its end at the earliest, from %(time)s on.")
MOST_NAMED = 5


def holds(found: Standing) -> list[Held]:
    """Everything that holds the handover, the gravest first."""
    held = [
        Held("incident", UNFINISHED[kind], way, {"words": words}, (key,))
        for key, kind, words, way in found.unfinished if kind in UNFINISHED
    ]  # fmt: skip
    held += [Held("other", words, way, keys=(key,)) for key, words, way in found.others]
    if found.unfit and not found.came:
        held.append(Held("unfit", UNFIT, found.here, {"name": found.unfit}))
    elif not found.came:
        held.append(Held("nobody", NOBODY, found.here))
    return held + list(_unready(found))


def _unready(found: Standing) -> Iterable[Held]:
    """What of the preparation is not complete."""
    if found.came and not found.read:
        yield Held("unready", UNREAD, found.here + "#last-record", keys=("unread",))
    if found.unseen:
        n = len(found.unseen)
        yield Held("unready", UNSEEN, found.here + "#items", {"n": n}, tuple(found.unseen))
    if found.questions:
        n = len(found.questions)
        yield Held("unready", QUESTIONS, found.here + "#items", {"n": n}, tuple(found.questions))
    if found.uncounted:
        keys, labels = zip(*found.uncounted, strict=True)
        names = "、".join(labels[:MOST_NAMED])
        words = MANY_UNCOUNTED if len(labels) > MOST_NAMED else UNCOUNTED
        said = {"names": names, "n": len(labels)}
        yield Held("unready", words, found.here + "#counts", said, keys)


def may_come(now: datetime, ends_at: datetime, early: timedelta, shown: str) -> None:
    """One comes a set time before the end, not hours. `shown`: the first moment as the clock shows it. Raises Refused."""
    if now < ends_at - early:
        raise Refused("", EARLY, n=early // MINUTE, time=shown)
