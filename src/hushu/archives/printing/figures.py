"""The year's report as cells (ARCH-51)."""

from hushu.archives.queries.figures import FIGURES, ClassFigures, year_figures
from hushu.foundation.gathered import Cell, Gathered
from hushu.foundation.registers import Column
from hushu.foundation.translation import N_, translate

TITLE = N_("Archives: report of the year")
NAMES: dict[str, str] = {
    "volumes": N_("Volumes held"),
    "held": N_("Items held"),
    "filed": N_("Filed in the year"),
    "lent": N_("Lent in the year"),
    "overdue": N_("Overdue loans"),
    "damaged": N_("Damaged"),
    "destroyed": N_("Destroyed in the year"),
}
COLUMNS = (
    Column(N_("Class"), 10), Column(N_("Name of the class"), 34), *(Column(NAMES[key], 14, "right") for key in FIGURES),
)  # fmt: skip


def cells(found: list[ClassFigures]) -> list[list[Cell]]:
    """A row a class, then all of them together."""
    rows: list[list[Cell]] = [
        [one.code, one.name, *(one.numbers[key] for key in FIGURES)] for one in found
    ]
    total = [sum(one.numbers[key] for one in found) for key in FIGURES]
    return [*rows, [translate(N_("All together")), "", *total]] if rows else rows


async def gather(year: int) -> Gathered:
    """The report's rows."""
    made = Gathered()
    made.add(cells(await year_figures(year)))
    return made
