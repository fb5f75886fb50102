"""Thirty years of retention in the real house, with the clock moved, beside a plain model that counts every day (T35)."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from archives.ending import SIGNERS, no_cooling_off
from archives.shelf import acting, class_id, volume
from hushu.archives import commands
from hushu.archives.commands import Holding, Verdict
from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.volumes import count_in
from hushu.foundation import database
from hushu.foundation.tables import new_id
from hushu.signing import commands as signing
from world import TOWER, House, pin

DAY = timedelta(days=1)
TERMS = {"y1": 1, "y3": 3, "y5": 5}
INSERT = """insert into archive_item (id, volume, class, no, number, title, dated, secrecy, medium, term, trigger, filed_at)
            select n.id, $2, $3, n.no, $4 || n.no, '文件' || n.no, $5, 0, 'electronic', $6, $7, n.at
              from unnest($1::uuid[], $8::timestamptz[]) with ordinality as n (id, at, no)"""


def noon(day: date) -> datetime:
    """Midday at the property."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; from a leap day into a common year the day after its last of February."""
    wanted = (day.year + years, day.month, day.day)
    later = day
    while (later.year, later.month, later.day) < wanted:
        later += DAY
    return later


@dataclass
class Paper:
    """An item as the model knows it."""

    volume: UUID
    trigger: str
    years: int
    filed: date
    begun: date | None = None
    appraised: date | None = None
    wanted: bool = False  # appraised for destruction
    gone: date | None = None


@dataclass
class Model:
    """What ought to be, counted day by day."""

    papers: dict[UUID, Paper] = field(default_factory=dict)
    holds: list[tuple[UUID, date, list[date]]] = field(
        default_factory=list
    )  # on what, since, [until]

    def lying(self, item: UUID, day: date, *, closed_only: bool = False) -> bool:
        on = {item, self.papers[item].volume}
        return any(
            what in on and since <= day and (day < until[0] if until else not closed_only)
            for what, since, until in self.holds
        )

    def due(self, item: UUID) -> date | None:
        paper = self.papers[item]
        began = paper.appraised or (paper.filed if paper.trigger == "filing" else paper.begun)
        if began is None:
            return None
        end, day = years_on(began, paper.years), began
        if not any(what in (item, paper.volume) for what, _, _ in self.holds):
            return end
        while day < end:
            end += DAY * self.lying(item, day, closed_only=True)
            day += DAY
        return end

    def free(self, today: date) -> set[UUID]:
        return {
            one for one, paper in self.papers.items()
            if not paper.gone and not self.lying(one, today) and (end := self.due(one)) is not None and end <= today
        }  # fmt: skip


class Life:
    """One property's archive over the years; `more` papers are filed a year."""

    def __init__(self, house: House, more: int, seed: int) -> None:
        self.house, self.more, self.random, self.model = house, more, random.Random(seed), Model()
        self.waiting: list[UUID] = []  # volumes whose trigger has not happened
        self.open: list[tuple[UUID, int]] = []  # holds that lie: their id, their place in the model

    def day_of(self, year: int) -> date:
        """Some day before December; often the last of February, and of leap years the 29th."""
        last = date(year, 3, 1) - DAY
        return (
            last
            if self.random.random() < 0.3
            else date(year, 1, 1) + DAY * self.random.randrange(325)
        )

    async def at(self, day: date, who: str, deed: Callable[[], Awaitable[object]]) -> object:
        with time_machine.travel(noon(day), tick=False):
            async with await acting(self.house, who):
                return await deed()

    async def file(self, year: int) -> None:
        """Three volumes of the year: counted from filing, from the closing, from a day that comes later."""
        its = await class_id(self.house, "cleaning")
        for trigger in ("filing", "volume_closed", "contract_end"):
            term = self.random.choice(sorted(TERMS))
            days = sorted(self.day_of(year) for _ in range(self.more // 3))
            with time_machine.travel(noon(days[0]), tick=False):
                into = await volume(
                    self.house,
                    "cleaning",
                    f"{year}{trigger}",
                    year=year,
                    term=term,
                    trigger=trigger,
                )
            ids = [new_id() for _ in days]

            async def lay(into: UUID = into, ids: list[UUID] = ids, days: list[date] = days, term: str = term,
                          trigger: str = trigger) -> None:  # fmt: skip
                moments = [noon(day) for day in days]
                await database.execute(
                    INSERT, ids, into, its, f"{into}-", days[0], term, trigger, moments
                )
                await count_in(into)
                await lay_dues(into)

            await self.at(days[-1], "harbour.clerk", lay)
            for one, day in zip(ids, days, strict=True):
                self.model.papers[one] = Paper(into, trigger, TERMS[term], day)
            self.waiting += [into] * (trigger != "filing")

    async def begin(self, year: int) -> None:
        """Some of what waits is closed or ends."""
        for into in [one for one in self.waiting if self.random.random() < 0.6]:
            day = date(year, 12, 1) - DAY * self.random.randrange(3)
            trigger = next(p.trigger for p in self.model.papers.values() if p.volume == into)

            async def deed(into: UUID = into, day: date = day, trigger: str = trigger) -> None:
                edition = await database.value(
                    "select edition from archive_volume where id = $1", into
                )
                if trigger == "volume_closed":
                    await commands.close_volume(into, note="", checked_by=None, edition=edition)
                else:
                    await commands.begin_terms(into, day)

            await self.at(day, "harbour.clerk", deed)
            self.waiting.remove(into)
            for paper in self.model.papers.values():
                if paper.volume == into:
                    paper.begun = day

    async def hold_and_lift(self, year: int) -> None:
        """Old holds are lifted, new ones placed on papers and volumes."""
        for hold, place in [one for one in self.open if self.random.random() < 0.5]:
            day = max(self.day_of(year), self.model.holds[place][1])
            await self.at(day, "harbour.gm", lambda hold=hold: commands.lift_hold(hold, "结束"))
            self.model.holds[place][2].append(day)
            self.open.remove((hold, place))
        kept = [
            one
            for one, paper in self.model.papers.items()
            if not paper.gone and paper.filed.year < year
        ]
        for one in self.random.sample(kept, min(len(kept), 6)):
            await self.hold(one, self.day_of(year), whole=self.random.random() < 0.2)

    async def hold(self, item: UUID, day: date, *, whole: bool = False) -> None:
        on = self.model.papers[item].volume if whole else item
        given = Holding(reason="争议", volume=on) if whole else Holding(reason="争议", item=on)
        made = await self.at(day, "harbour.manager", lambda: commands.place_hold(given))
        self.open.append((UUID(str(made)), len(self.model.holds)))
        self.model.holds.append((on, day, []))

    async def appraise(self, day: date) -> None:
        """Everything due is collected; two speak, and some of it is kept for three years more."""
        fresh = {one for one in self.model.free(day) if not self.model.papers[one].wanted}
        await self.at(day, "harbour.clerk", commands.collect)
        sql = "select a.id, a.item from archive_appraised a where a.state = 'open'"
        entries = {r["item"]: r["id"] for r in await self.house.rows(TOWER, sql)}
        assert entries.keys() == fresh, day
        longer = {
            one for one in sorted(fresh)
            if self.random.random() < 0.2 and years_on(self.model.papers[one].appraised or day, 3) > day
        }  # fmt: skip
        year = (
            await self.house.rows(
                TOWER, "select id from archive_appraisal order by year desc limit 1"
            )
        )[0]["id"]
        keep, destroy = Verdict(destroy=False, term="y3", reason="仍有用"), Verdict(destroy=True)
        for who, kept in (("harbour.clerk", longer), ("harbour.supervisor", set())):
            for verdict, items in ((keep, kept), (destroy, fresh - kept)):
                chosen = [entries[one] for one in items]
                if chosen:
                    await self.at(
                        day, who, lambda v=verdict, c=chosen: commands.appraise(year, v, entries=c)
                    )
        for one in fresh:
            paper = self.model.papers[one]
            if one in longer:
                paper.years, paper.appraised = 3, paper.appraised or day
            paper.wanted = one not in longer

    async def destroy(self, day: date) -> None:
        """What is wanted is listed and signed; one paper is held meanwhile; then two witnesses."""
        listed = {one for one in self.model.free(day) if self.model.papers[one].wanted}
        if not listed:
            return
        made = await self.at(day, "harbour.clerk", lambda: commands.draw_up(secret=False))
        list_id = UUID(str(made))
        paper = await self.at(day, "harbour.clerk", lambda: commands.submit(list_id))
        unlucky = self.random.choice(sorted(listed))
        if len(listed) > 1:
            await self.hold(unlucky, day)
            listed.discard(unlucky)
        for step, post in enumerate(SIGNERS, 1):
            await self.at(day, f"harbour.{post}", lambda s=step, p=post: signing.agree(
                UUID(str(paper)), s, secret=pin(f"harbour.{p}"), again=True))  # fmt: skip
        for who in ("harbour.manager", "harbour.finance"):
            await self.at(day + DAY, who, lambda w=who: commands.witness(
                list_id, method="erased", place="机房", secret=pin(w)))  # fmt: skip
        assert not [one for one in listed if self.model.lying(one, day + DAY)]
        for one in listed:
            self.model.papers[one].gone = day + DAY

    async def compare(self) -> None:
        """Every paper is where the model says, and due when it says."""
        rows = await self.house.rows(
            TOWER, "select id, state, due_on from archive_item where source = ''"
        )
        found = {r["id"]: (r["state"], r["due_on"] if r["state"] == "kept" else None) for r in rows}
        expected: dict[UUID, tuple[str, date | None]] = {
            one: ("destroyed", None) if paper.gone else ("kept", self.model.due(one))
            for one, paper in self.model.papers.items()
        }
        assert found == expected


async def live(house: House, years: int, more: int, seed: int = 1) -> Model:
    """So many years, from 1996 on."""
    await no_cooling_off(house)
    life = Life(house, more, seed)
    for year in range(1996, 1996 + years):
        await life.file(year)
        await life.hold_and_lift(year)
        await life.begin(year)
        await life.appraise(date(year, 12, 10))
        await life.destroy(date(year, 12, 20))
        await life.compare()
    return life.model


@pytest.mark.req("ARCH-40", "ARCH-41", "ARCH-42", "T35")
async def test_eight_years_of_retention_are_those_of_a_plain_model(house: House) -> None:
    model = await live(house, 8, 30)
    assert sum(paper.gone is not None for paper in model.papers.values()) > 40


@pytest.mark.nightly
@pytest.mark.req("ARCH-40", "ARCH-41", "ARCH-42", "T35")
async def test_thirty_years_and_ten_thousand_papers_are_those_of_a_plain_model(
    house: House,
) -> None:
    model = await live(house, 30, 336)
    assert len(model.papers) > 10_000
    assert sum(paper.gone is not None for paper in model.papers.values()) > 5_000
