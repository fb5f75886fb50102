"""Month statistics (DESK-14)."""

from datetime import date

from hushu.desk.printing import month_book
from hushu.desk.queries.figures import month, next_month
from hushu.desk.routes.board import vocabulary
from hushu.foundation import clock, exports, papers
from hushu.foundation.forms import MonthQuery, read, read_query
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

HOURS = {str(hour): f"{hour:02d}:00" for hour in range(24)}


@get("/figures", "desk.figures")
async def show(request: Web) -> Answer:
    """A month of the log in numbers."""
    first = read_query(request, MonthQuery).first
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return page(
        request, "desk/figures.html", month=await month(first), before=before, after=next_month(first),
        this=clock.today().replace(day=1), hour_names=HOURS, **vocabulary(),
    )  # fmt: skip


@get("/figures/export.xlsx", "desk.figures")
async def export(request: Web) -> Answer:
    """The month's figures as a table."""
    first = read_query(request, MonthQuery).first
    return await exports.served(month_book(await month(first)), "xlsx", "figures", f"{first:%Y%m}")


@post("/figures/papers", "desk.figures")
async def print_month(request: Web) -> Answer:
    """Orders the month's figures on paper."""
    first = (await read(request, MonthQuery)).first
    title = translate(N_("Statistics of %(month)s"), month=f"{first:%Y-%m}")
    made = await papers.ask("desk.month", title, month=first.isoformat())
    return go(request, at(f"/papers/{made}"))


ROUTES = (show, export, print_month)
