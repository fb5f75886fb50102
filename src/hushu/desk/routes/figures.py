"""Month statistics (DESK-14)."""

from datetime import date

from litestar import Response

from hushu.desk.forms import MonthQuery
from hushu.desk.printing import month_book
from hushu.desk.queries.figures import month, next_month
from hushu.desk.routes.board import vocabulary
from hushu.foundation import clock, papers, sheets
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

HOURS = {str(hour): f"{hour:02d}:00" for hour in range(24)}


def _first(wanted: MonthQuery) -> date:
    return (
        date.fromisoformat(f"{wanted.month}-01") if wanted.month else clock.today().replace(day=1)
    )


@get("/figures", "desk.figures")
async def show(request: Web) -> Answer:
    """A month of the log in numbers."""
    first = _first(read_query(request, MonthQuery))
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return page(
        request, "desk/figures.html", month=await month(first), before=before, after=next_month(first),
        this=clock.today().replace(day=1), hour_names=HOURS, **vocabulary(),
    )  # fmt: skip


@get("/figures/export.xlsx", "desk.figures")
async def export(request: Web) -> Answer:
    """The month's figures as a table."""
    first = _first(read_query(request, MonthQuery))
    data = await sheets.written(month_book(await month(first)), "xlsx")
    name = f"figures-{here().slug}-{first:%Y%m}.xlsx"
    return Response(
        data,
        media_type=sheets.MEDIA["xlsx"],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@post("/figures/papers", "desk.figures")
async def print_month(request: Web) -> Answer:
    """Orders the month's figures on paper."""
    first = _first(await read(request, MonthQuery))
    title = translate(N_("Statistics of %(month)s"), month=f"{first:%Y-%m}")
    made = await papers.ask("desk.month", title, month=first.isoformat())
    return go(request, at(f"/papers/{made}"))


ROUTES = (show, export, print_month)
