"""Many people do many things with one roster, in any order and two at a time: what must never be, never is (T27)."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from hushu.rosters.rules.editions import Frozen
from rosters.publishing import SHIFTS, day, one, planned, submit
from signing.helpers import deed
from world import TOWER, Browser, House, pin, text

CALM = {200, 303, 403, 404, 409, 422}
LETTERS = ("早", "中", "夜", ".")
STAFF = tuple(f"{TOWER}.control{n}" for n in range(1, 6))


class Walk:
    """A roster and the people around it; every act is one that a page of theirs offers."""

    def __init__(self, house: House, roster: str, seed: int) -> None:
        self.house, self.roster, self.dice = house, roster, random.Random(seed)
        self.browsers: dict[str, Browser] = {}
        self.people: dict[str, UUID] = {}
        self.answers: list[int] = []

    async def arrive(self) -> None:
        """Everybody signs in."""
        for name in (*STAFF, f"{TOWER}.supervisor", f"{TOWER}.manager", f"{TOWER}.clerk"):
            self.browsers[name] = await self.house.sign_in(name)
        self.people = {name: await one(self.house, n) for n, name in enumerate(STAFF, 1)}

    def somebody(self) -> Browser:
        """One of the control room."""
        return self.browsers[self.dice.choice(STAFF)]

    def some_day(self) -> date:
        """A day of the month; few, so that acts meet."""
        return day(self.dice.randint(5, 12))

    async def plan(self) -> Any:
        """The supervisor changes a day, knowing or not knowing what stands there."""
        who, on = self.people[self.dice.choice(STAFF)], self.some_day()
        sql = "select s.letter from roster_cell c join shift s on s.id = c.shift where c.person = $1 and c.day = $2"
        was = (await self.house.value(TOWER, sql, who, on)) or "."
        cell = f"{who} {on} {self.dice.choice(LETTERS)} {was if self.dice.random() < 0.9 else '早'}"
        return await self.browsers[f"{TOWER}.supervisor"].post(
            f"{self.roster}/cells", {"cell": [cell]}, key=uuid4().hex
        )

    async def submit(self) -> Any:
        """Sent to be signed."""
        return await submit(self.browsers[f"{TOWER}.supervisor"], self.roster, "人员调整")

    async def sign(self) -> Any:
        """Whoever has the turn signs, or gives it back."""
        sql = """select w.id, s.step from signing_seat s join signing_paper w on w.id = s.paper
                  where w.state = 'running' and w.subject in ('roster', 'leave') order by w.started_at, s.step"""
        waiting = await self.house.rows(TOWER, sql)
        if not waiting:
            return await self.submit()
        chosen = self.dice.choice(waiting)
        what = "agree" if self.dice.random() < 0.8 else "return"
        names = [f"{TOWER}.manager", f"{TOWER}.clerk", f"{TOWER}.supervisor"]
        answers = [
            await deed(self.browsers[name], chosen["id"], chosen["step"], what, opinion="请再核对")
            for name in names
        ]
        return min(answers, key=lambda answer: answer.status_code)

    async def ask(self) -> Any:
        """A swap, a stand-in, an open shift."""
        form = {"day": str(self.some_day()), "words": "有事"}
        if self.dice.random() < 0.7:
            form["taker"] = str(self.people[self.dice.choice(STAFF)])
        if self.dice.random() < 0.4:
            form["back_day"] = str(self.some_day())
        return await self.somebody().post(f"{SHIFTS}/changes", form, key=uuid4().hex)

    async def decide(self) -> Any:
        """Agreed, approved or refused, by the right one or another."""
        found = await self.house.rows(TOWER, "select id from shift_change order by id desc limit 4")
        if not found:
            return await self.ask()
        change = self.dice.choice(found)["id"]
        what = self.dice.choice(("agreement", "approval", "refusal"))
        who = self.browsers[f"{TOWER}.manager"] if what == "approval" else self.somebody()
        form = {
            "agreement": {},
            "approval": {"pin": pin(who.username), "why": "必要"},
            "refusal": {"why": "不便"},
        }[what]
        return await who.post(f"{SHIFTS}/changes/{change}/{what}", form, key=uuid4().hex)

    async def leave(self) -> Any:
        """Leave is asked for, or illness reported."""
        first = self.some_day()
        form = {
            "kind": self.dice.choice(("personal", "sick")),
            "first": str(first),
            "last": str(first),
            "words": "有事",
        }
        return await self.somebody().post(f"{SHIFTS}/leave", form, key=uuid4().hex)

    async def restore(self) -> Any:
        """Back to what counts."""
        return await self.browsers[f"{TOWER}.supervisor"].post(
            f"{self.roster}/restoration", key=uuid4().hex
        )

    async def step(self) -> None:
        """One act, or two at once."""
        acts: list[Callable[[], Awaitable[Any]]] = [
            self.plan, self.plan, self.submit, self.sign, self.sign, self.sign, self.ask, self.ask, self.decide, self.decide,
            self.leave, self.restore,
        ]  # fmt: skip
        chosen = [self.dice.choice(acts) for _ in range(1 + (self.dice.random() < 0.3))]
        for answer in await asyncio.gather(*(act() for act in chosen)):
            assert answer.status_code in CALM, text(answer)
            self.answers.append(answer.status_code)

    async def holds(self) -> None:
        """What must always be so, as the database has it."""
        number = UUID(self.roster.rsplit("/", 1)[1])
        editions = await self.house.rows(
            TOWER,
            "select id, number, state, plan::text as plan from roster_edition where roster = $1",
            number,
        )
        states = [row["state"] for row in editions]
        assert states.count("in_force") <= 1
        assert states.count("signing") <= 1
        numbers = [row["number"] for row in editions if row["state"] != "dropped"]
        assert sorted(numbers) == list(range(len(numbers))), "no number is left out or given twice"
        state = await self.house.value(TOWER, "select state from roster where id = $1", number)
        assert (state == "signing") == ("signing" in states)
        counting = next((row for row in editions if row["state"] == "in_force"), None)
        shifts = await self.house.rows(
            TOWER, "select s.person, s.day, k.key, s.edition from roster_shift s join shift k on k.id = s.shift where s.roster = $1", number
        )  # fmt: skip
        said = msgspec.json.decode(counting["plan"], type=Frozen).cells if counting else {}
        flat = {(person, on): key for person, days in said.items() for on, key in days.items()}
        assert {(row["person"], row["day"]): row["key"] for row in shifts} == flat, (
            "what counts is what was signed"
        )
        assert {row["edition"] for row in shifts} <= ({counting["id"]} if counting else set())
        wrong = await self.house.rows(
            TOWER, """select c.id from shift_change c where (c.state = 'granted') <> (c.edition is not null)
                         or (c.state in ('asked', 'agreed') and not exists
                              (select from roster_shift s where s.person = c.giver and s.day = c.day))""",
        )  # fmt: skip
        assert wrong == [], "what is under way is about a shift that counts"
        twice = """select 1 from leave_request a join leave_request b on a.person = b.person and a.id < b.id
                    where a.first <= b.last and b.first <= a.last
                      and a.state in ('asked', 'granted') and b.state in ('asked', 'granted')"""
        assert await self.house.rows(TOWER, twice) == [], "nobody is away twice at once"


@pytest.mark.req("T27", "ROST-6", "ROST-7", "ROST-11")
@pytest.mark.parametrize(
    ("seed", "steps"),
    [
        (1, 40),
        (2, 40),
        *(pytest.param(seed, 120, marks=pytest.mark.nightly) for seed in range(3, 23)),
    ],
)
async def test_editions_swaps_and_leave_keep_their_laws_whoever_does_what_when(
    house: House, seed: int, steps: int
) -> None:
    cells = [(1 + n % 5, on, LETTERS[(n + on) % 3]) for on in range(4, 14) for n in range(3)]
    _, roster = await planned(
        house, *{(who, on): (who, on, letter) for who, on, letter in cells}.values()
    )
    walk = Walk(house, roster, seed)
    await walk.arrive()
    await submit(walk.browsers[f"{TOWER}.supervisor"], roster)
    for _ in range(steps):
        await walk.step()
        await walk.holds()
    assert 303 in walk.answers
    assert {409, 422} & set(walk.answers), "some acts came too late or against a rule"
