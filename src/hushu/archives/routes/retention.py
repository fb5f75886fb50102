"""The workbench of destruction, and the calendar of what falls due (ARCH-46)."""

from collections import Counter
from datetime import date
from itertools import groupby

from hushu.archives import queries
from hushu.archives.queries.appraisals import Falling
from hushu.archives.rules.retention import cooled_off
from hushu.archives.rules.words import HOLD_KINDS
from hushu.foundation import clock
from hushu.foundation.opened import here, setting
from hushu.foundation.web import Answer, Web, get, page

MONTHS = 12


@get("/archives/retention", "archives.read")
async def workbench(request: Web) -> Answer:
    """From due to certificate: how much stands at each step, and the next deed."""
    lists = await queries.destruction_lists()
    years = await queries.appraisals()
    states = Counter(one.state for one in lists)
    return page(
        request, "archives/retention.html", standing=await queries.standing(), appraisals=years, lists=lists, states=states,
        months=setting("cooling_off_months", 1), today=clock.today(), may=here().may,
        ready=[one for one in lists if one.state == "approved" and one.free_on and one.free_on <= clock.today()],
        unfiled=sum(one.state == "destroyed" and one.certificate is None for one in lists),
    )  # fmt: skip


@get("/archives/calendar", "archives.read")
async def calendar(request: Web) -> Answer:
    """What falls due in the next twelve months, by class and month; what is held, and why."""
    first = clock.today().replace(day=1)
    months = [cooled_off(first, n) for n in range(MONTHS)]
    falling = await queries.falling_due(cooled_off(first, MONTHS))
    rows = [
        _row(list(found), months) for _, found in groupby(falling, key=lambda one: one.class_id)
    ]
    return page(
        request, "archives/calendar.html", months=months, rows=rows, holds=await queries.holds(lifted=False), kinds=HOLD_KINDS,
        sums=[sum(row[1][n] for row in rows) for n in range(MONTHS + 1)],
    )  # fmt: skip


def _row(found: list[Falling], months: list[date]) -> tuple[Falling, list[int]]:
    """A class with its counts: already due, then month by month."""
    counts = {one.month: one.n for one in found}
    return found[0], [counts.get(None, 0), *(counts.get(month, 0) for month in months)]


ROUTES = (workbench, calendar)
