"""Questions to the solver made of few people and few days, for tests."""

from collections.abc import Sequence
from datetime import date

from hushu.rosters.rules.shapes import Member, Need, Norms
from hushu.rosters.solving.question import Answer, Place, Progress, Question, Record, Standing, Wish
from hushu.rosters.solving.search import Search
from rosters.plans import DAY, DECEMBER, LETTERS, SHIFTS, member

EARLY, NIGHT = Need("receptionist", 1, shift="early"), Need("receptionist", 1, shift="night")


def question(
    *rows: str,
    members: Sequence[Member] = (),
    needs: Sequence[Need] = (EARLY,),
    kept: Sequence[Place] = (),
    wishes: Sequence[Wish] = (),
    records: dict[int, Record] | None = None,
    before: Sequence[Standing] = (),
    days: int = 10,
    first: date = DECEMBER,
    **norms: int,
) -> Question:
    """The first days of a month, planned as these letters say; a dot is a free day."""
    people = list(members) or [member(n) for n in range(1, len(rows) + 1)]
    plan = [
        Standing(one.id, first + n * DAY, LETTERS[letter])
        for one, row in zip(people, rows, strict=False)
        for n, letter in enumerate(row)
        if letter != "."
    ]
    return Question(
        [first + n * DAY for n in range(days)], people, list(SHIFTS.values()), list(needs), Norms(**norms), "Asia/Shanghai", {},
        {"receptionist": "前台接待"}, [*plan, *before], list(kept), [], list(wishes),
        {member(n).id: one for n, one in (records or {}).items()}, seconds=4.0,
    )  # fmt: skip


def solved(asked: Question, told: list[Progress] | None = None) -> tuple[Answer, dict[Place, str]]:
    """The answer, and the plan that it makes together with what stands outside of the month."""
    answer = Search(asked, (told if told is not None else []).append).answer()
    outside = {(one.person, one.day): one.shift for one in asked.plan if one.day not in asked.days}
    return answer, outside | {(one.person, one.day): one.shift for one in answer.cells}


def shown(plan: dict[Place, str], asked: Question) -> list[str]:
    """The plan as rows of letters."""
    return [
        "".join(SHIFTS[key].letter if (key := plan.get((one.id, day), "")) else "." for day in asked.days)
        for one in asked.members
    ]  # fmt: skip
