"""The year's report: numbers per class, also for headquarters (ARCH-51)."""

from hushu.archives.forms import YearForm, YearQuery
from hushu.archives.printing import figures
from hushu.archives.queries.figures import first_year, year_figures
from hushu.foundation import clock, papers
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/archives/figures", "archives.figures")
async def show(request: Web) -> Answer:
    """One year."""
    today = clock.today().year
    year = read_query(request, YearQuery).year or today
    years = range(today, min(await first_year(), year, today) - 1, -1)
    return page(
        request, "archives/figures.html", year=year, years=[(one, one) for one in years],
        rows=figures.cells(await year_figures(year)), columns=figures.COLUMNS,
    )  # fmt: skip


@post("/archives/figures/papers", "archives.figures")
async def ask(request: Web) -> Answer:
    """The same on paper or as a spreadsheet."""
    form = await read(request, YearForm)
    title = translate(N_("Archives: report of %(year)s"), year=form.year)
    made = await papers.ask("archives.year", title, year=form.year, form=form.output)
    return go(request, at(f"/papers/{made}"))


ROUTES = (show, ask)
