"""A roster of 30 people and 31 days on A3: drawn by the house, beside the same grid laid out by WeasyPrint; CPU and memory."""

import json
import sys
from datetime import UTC, date, datetime, time
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

import msgspec

from bench.papers import measured
from hushu.foundation.calendar import day_of, month_days
from hushu.foundation.registers import Column, Job, Register
from hushu.foundation.registers.child import work
from hushu.rosters.rules.editions import Frozen, Somebody
from hushu.rosters.rules.shapes import Shift
from hushu.rosters.rules.table import written

DAYS = month_days(date(2026, 12, 1))
SHIFTS = [
    Shift("e", "早", "早班", time(7), time(15)),
    Shift("n", "夜", "夜班", time(23), time(7), night=True),
]


def plan(count: int) -> Frozen:
    """So many people, each with four days of five worked."""
    people = [Somebody(UUID(int=n), f"员工{n:02}", "前台") for n in range(1, count + 1)]
    cells = {
        one.id: {day: SHIFTS[(n + day.day) % 2].key for day in DAYS if (n + day.day) % 5}
        for n, one in enumerate(people)
    }
    return Frozen(people, SHIFTS, cells)


def order(count: int) -> bytes:
    """What the child is told of the sheet, its sums included."""
    kinds = {day: day_of(day) for day in DAYS}
    days = [
        Column(f"{day.day}\n{day:%a}", 6, "mid", tight=True, shade=0.9 if day.weekday() > 4 else 1)
        for day in DAYS
    ]
    sums = [Column(name, 9, "mid", tight=True) for name in ("工时", "夜班", "周末", "节假日")]
    register = Register(
        title="排班表",
        columns=[Column("姓名", 24), *days, *sums],
        fitted=True,
        paper="A3",
        dark=["夜"],
    )
    rows = written(plan(count), kinds)[:count]
    return msgspec.msgpack.encode(
        Job(
            register=register, property_name="澄港国际中心", printed="", page_of="第 {n} 页 共 {all} 页", code=[], code_words="",
            made_at=datetime.now(UTC), pieces=[msgspec.msgpack.encode(rows)],
        )
    )  # fmt: skip


def sheet(count: int) -> int:
    """The house's sheet; gives its number of bytes."""
    return len(work(order(count)))


def laid_out(count: int) -> int:
    """The floor: the same cells in HTML, ruled by CSS."""
    import weasyprint

    style = """@page{size:A3 landscape;margin:14mm} html{font-family:"Noto Sans CJK SC";font-size:9.5pt}
      table{width:100%;border-collapse:collapse;table-layout:fixed} td{border:.5pt solid;text-align:center}"""
    rows = written(plan(count), {day: day_of(day) for day in DAYS})[:count]
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    return len(
        weasyprint.HTML(string=f"<style>{style}</style><table>{cells}</table>").write_pdf() or b""
    )


def compared(count: int) -> dict[str, Any]:
    """Each in a process of its own, and the house's once its faces are found, as its child always has them."""
    times = []
    sheet(count)
    for _ in range(5):
        begun = perf_counter()
        sheet(count)
        times.append(perf_counter() - begun)
    return {
        "house, first of its process": measured("sheet", count, "rosters"), "house, from then on, s": median(times),
        "laid out as HTML": measured("laid_out", count, "rosters"),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(compared(int(sys.argv[1])), indent=1))
