"""The table and the JSON of a run."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """A page's figures beside its tuned twin's."""

    page: str
    real: dict[str, float]
    tuned: dict[str, float]
    statements: int

    @property
    def ratio(self) -> float:
        """CPU a request, app and database together, as a multiple of the tuned page's."""
        return cpu(self.real) / cpu(self.tuned)

    def line(self) -> str:
        """One row of the table."""
        r, t = self.real, self.tuned
        return (
            f"| {self.page} | {r['bytes']:,.0f} | {self.statements} | {r['cpu_app']:.2f} + {r['cpu_database']:.2f} | "
            f"{t['cpu_app']:.2f} + {t['cpu_database']:.2f} | **{self.ratio:.2f}** | {r['rate_1']:.0f} | {r['rate_16']:.0f} | "
            f"{t['rate_16']:.0f} | {r['p50']:.1f} / {r['p95']:.1f} / {r['p99']:.1f} | {r['failed']:.0f} |"
        )


@dataclass(frozen=True)
class Report:
    """The run in words and in figures."""

    text: str
    figures: dict[str, Any]


HEAD = """| page | bytes | statements | CPU ms, app + db | tuned page | ratio | req/s, 1 | req/s, 16 | tuned, 16 | p50 / p95 / p99 ms | failed |
|---|---|---|---|---|---|---|---|---|---|---|"""


def cpu(figures: dict[str, float]) -> float:
    """CPU a request in ms, both sides."""
    return figures["cpu_app"] + figures["cpu_database"]


def machine() -> str:
    """What the figures were measured on."""
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())  # fmt: skip
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}, CPython {platform.python_version()}"


def table(
    where: str, rows: list[Row], few: dict[str, float], many: dict[str, float], memory: float
) -> Report:
    """Everything a reader needs to judge the run."""
    growth = [
        f"| {name} | {few[name]:.3f} | {many[name]:.3f} | {many[name] / few[name]:.2f} |"
        for name in many
    ]
    text = "\n".join([
        "", where, "", HEAD, *(row.line() for row in rows), "",
        "| SQL alone, ms | 3 properties | all properties | growth |", "|---|---|---|---|", *growth, "",
        f"Two web workers and their parent: {memory:.0f} MiB (proportional set size, after the run)", "",
    ])  # fmt: skip
    figures = {
        "machine": where, "memory_mib": memory, "sql_few": few, "sql_many": many,
        "pages": {row.page: {"real": row.real, "tuned": row.tuned, "ratio": row.ratio, "statements": row.statements} for row in rows},
    }  # fmt: skip
    return Report(text, figures)
