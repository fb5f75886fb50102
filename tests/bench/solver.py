"""Generated teams solved in their own process: seconds, what is missing, how near to the best (ROST-3). `python -m bench.solver`."""

import argparse
import asyncio
import json
import random
import sys
import time
from datetime import date, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from bench.report import machine
from hushu.foundation.calendar import month_days
from hushu.rosters.queries.proposals import patience
from hushu.rosters.rules.checks import HARD, findings
from hushu.rosters.rules.shapes import Member, Need, Norms, Shift
from hushu.rosters.solving import asking
from hushu.rosters.solving.question import FREE, Answer, Question, Record, Wish

SIZES = (10, 12, 15, 18, 24, 30, 36, 42, 50, 60)
MONTH = date(2027, 1, 1)
SHIFTS = [
    Shift("early", "早", "早班", hour(7), hour(15), unpaid=30),
    Shift("middle", "中", "中班", hour(15), hour(23), unpaid=30),
    Shift("night", "夜", "夜班", hour(23), hour(7), unpaid=30, night=True),
]
HEAD = """| people | cells | s, whole | missing | hard rules broken | objective | long run | best bound | over the long run | over the bound |
|---|---|---|---|---|---|---|---|---|---|"""


def team(people: int, seconds: float) -> Question:
    """A team with leave, seniors, wishes and an uneven past; about a fifth of it works in each day shift."""
    drawn, days = random.Random(people), month_days(MONTH)
    members = [_member(number, drawn, days) for number in range(people)]
    each = max(1, people // 5)
    needs = [
        Need("guard", each, shift="early", senior=True), Need("guard", each, shift="middle"),
        Need("guard", max(1, each // 2), shift="night", senior=people >= 15),
    ]  # fmt: skip
    records = {
        one.id: Record(drawn.randint(5, 12), drawn.randint(4, 14), drawn.randint(0, 3), drawn.randint(300, 380) * 60, 61)
        for one in members
    }  # fmt: skip
    wishes = [
        Wish(one.id, drawn.choice(days), drawn.choice([FREE, FREE, "early"])) for one in members for _ in range(3)
    ]  # fmt: skip
    return Question(
        days, members, SHIFTS, needs, Norms(), "Asia/Shanghai", {}, {"guard": "监控室"}, [], [], [], wishes, records, 61, seconds
    )  # fmt: skip


def _member(number: int, drawn: random.Random, days: list[date]) -> Member:
    first = days[number * 3 % 28]
    leave = ((first, first + timedelta(days=drawn.randint(0, 5))),) if number % 5 == 0 else ()
    return Member(
        UUID(int=number + 1),
        f"员工{number + 1}",
        frozenset({"guard"}),
        number % 4 == 0,
        leave=leave,
    )


async def solved(question: Question) -> tuple[Answer, float]:
    """The answer as the worker gets it, and the seconds until it is there, the start of the process with it."""

    async def on(_: asking.Told) -> bool:
        return False

    began = time.monotonic()
    answer = await asking.asked(question, on)
    return answer, time.monotonic() - began


async def row(people: int, runs: int, long: float) -> dict[str, Any]:
    """One team: the middle of several runs, and once with much more time."""
    size = people * len(month_days(MONTH))
    question = team(people, patience(size))
    tried = sorted([await solved(question) for _ in range(runs)], key=lambda one: one[0].objective)
    answer, seconds = tried[len(tried) // 2]
    plan = {(one.person, one.day): one.shift for one in answer.cells}
    found: dict[str, Any] = {
        "people": people, "cells": size, "seconds": round(max(took for _, took in tried), 1),
        "missing": max(sum(gap.missing for gap in one.gaps) for one, _ in tried),
        "hard": sum(one.key in HARD for one in findings(question.roster(plan))), "objective": answer.objective,
        "objectives": [one.objective for one, _ in tried], "bound": answer.bound, "took": round(seconds, 1),
    }  # fmt: skip
    if long:
        best, _ = await solved(msgspec.structs.replace(question, seconds=long))
        found |= {"long": best.objective, "bound": max(answer.bound, best.bound)}
    return found


def line(one: dict[str, Any]) -> str:
    """One row of the table."""
    long = one.get("long")
    over = f"{one['objective'] / long:.2f}" if long else "–"
    return (
        f"| {one['people']} | {one['cells']:,} | {one['seconds']} | {one['missing']} | {one['hard']} | {one['objective']:,.0f} | "
        f"{f'{long:,.0f}' if long else '–'} | {one['bound']:,.0f} | {over} | {one['objective'] / one['bound']:.2f} |"
    )


def run(
    sizes: tuple[int, ...], runs: int, long: float, target: Path | None = None
) -> list[dict[str, Any]]:
    """The table, printed as it grows."""
    print(
        f"{machine()}; {runs} runs each, the middle one counts, seconds are the longest; long run {long:g} s\n\n{HEAD}"
    )
    rows = []
    for people in sizes:
        rows.append(asyncio.run(row(people, runs, long)))
        print(line(rows[-1]), flush=True)
    if target:
        target.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="hushu bench solver")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--long",
        type=float,
        default=60.0,
        help="seconds of the run that the others are held against; 0 for none",
    )
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    sys.exit(0 if run(tuple(given.sizes), given.runs, given.long, given.json) else 1)
