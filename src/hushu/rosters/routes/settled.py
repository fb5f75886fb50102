"""What is settled for rosters: days of the property, holidays handed over, shifts and needs (ROST-1, ROST-2, ROST-4)."""

from datetime import date
from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.calendar import arranged
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters import commands
from hushu.rosters.commands import NeedFacts, ShiftFacts
from hushu.rosters.face import by_month
from hushu.rosters.forms import DaysForm, HandingForm, NeedForm, ShiftForm, YearForm, YearQuery
from hushu.rosters.queries.days import coming_festivals, year_days
from hushu.rosters.queries.shifts import settled
from hushu.rosters.words import DAY_KINDS


@get("/rosters/calendar", "rosters.read")
async def calendar_page(request: Web) -> Answer:
    """A year's days with what the property entered; also after a refusal."""
    year = read_query(request, YearQuery).year or clock.today().year
    days, own, years = await year_days(year)
    country = arranged(year)
    return page(
        request, "rosters/calendar.html", year=year, months=by_month(days), own=own, kinds=DAY_KINDS,
        may_edit=here().may("rosters.edit"),
        entered=next((one for one in years if one.year == year), None), announced=bool(country and country.announced),
        choices=[(key, translate(words)) for key, words in DAY_KINDS.items()],
    )  # fmt: skip


@post("/rosters/calendar", "rosters.edit", again=calendar_page)
async def enter(request: Web) -> Answer:
    """Days that are other here, or newly announced."""
    form = await read(request, DaysForm)
    await commands.enter_days(form.first, form.last, form.kind, form.name)
    return go(request, at(f"/rosters/calendar?year={form.first.year}"))


@post("/rosters/calendar/{day:date}/removal", "rosters.edit", again=calendar_page)
async def forget(request: Web, day: date) -> Answer:
    """The day goes by the country's arrangement again."""
    await read(request, NothingForm)
    await commands.forget_day(day)
    return go(request, at(f"/rosters/calendar?year={day.year}"))


@post("/rosters/calendar/announcement", "rosters.edit", again=calendar_page)
async def announce(request: Web) -> Answer:
    """The year stands as announced."""
    form = await read(request, YearForm)
    await commands.announce_year(form.year)
    return go(request, at(f"/rosters/calendar?year={form.year}"))


@get("/rosters/holidays", "rosters.read")
async def holidays_page(request: Web) -> Answer:
    """The holidays to come and their rosters; also after a refusal."""
    return page(
        request, "rosters/holidays.html", holidays=await coming_festivals(), today=clock.today(),
        may_edit=here().may("rosters.edit")
    )  # fmt: skip


@post("/rosters/holidays", "rosters.edit", again=holidays_page)
async def hand_over(request: Web) -> Answer:
    """A holiday's roster went to the personnel office."""
    form = await read(request, HandingForm)
    await commands.hand_holiday(form.first, form.receiver)
    return go(request, at("/rosters/holidays"))


@get("/rosters/shifts", "rosters.edit")
async def shifts_page(request: Web) -> Answer:
    """Shifts and needs; also after a refusal."""
    found = await settled()
    return page(
        request, "rosters/settled.html", settled=found, kinds=DAY_KINDS, posts=[(one.key, one.name) for one in found.posts],
        choices=[(one.key, f"{one.letter} {one.name}") for one in found.shifts],
        shifts={one.key: one for one in found.shifts}, days=[(key, translate(words)) for key, words in DAY_KINDS.items()],
    )  # fmt: skip


@post("/rosters/shifts", "rosters.edit", again=shifts_page)
async def add_shift(request: Web) -> Answer:
    """A new shift."""
    await commands.keep_shift(_facts(await read(request, ShiftForm)))
    return go(request, at("/rosters/shifts"))


@post("/rosters/shifts/{shift:uuid}", "rosters.edit", again=shifts_page)
async def change_shift(request: Web, shift: UUID) -> Answer:
    """Another letter, name or time for what is planned from now on."""
    await commands.keep_shift(_facts(await read(request, ShiftForm)), shift)
    return go(request, at("/rosters/shifts"))


@post("/rosters/shifts/{shift:uuid}/retirement", "rosters.edit", again=shifts_page)
async def retire_shift(request: Web, shift: UUID) -> Answer:
    """Planned no more."""
    await read(request, NothingForm)
    await commands.retire_shift(shift)
    return go(request, at("/rosters/shifts"))


@post("/rosters/teams/{team:uuid}/needs", "rosters.edit", again=shifts_page)
async def add_need(request: Web, team: UUID) -> Answer:
    """How many are needed."""
    form = await read(request, NeedForm)
    facts = NeedFacts(
        form.post, form.least, form.kinds, form.shift, form.since, form.until, form.senior
    )
    await commands.add_need(team, facts)
    return go(request, at("/rosters/shifts"))


@post("/rosters/needs/{need:uuid}/removal", "rosters.edit", again=shifts_page)
async def drop_need(request: Web, need: UUID) -> Answer:
    """Needed no more."""
    await read(request, NothingForm)
    await commands.drop_need(need)
    return go(request, at("/rosters/shifts"))


def _facts(form: ShiftForm) -> ShiftFacts:
    begins, ends = (
        moment.replace(second=0, microsecond=0, tzinfo=None) for moment in (form.begins, form.ends)
    )
    return ShiftFacts(form.letter, form.name, begins, ends, form.unpaid, form.night)


ROUTES = (
    calendar_page, enter, forget, announce, holidays_page, hand_over,
    shifts_page, add_shift, change_shift, retire_shift, add_need, drop_need,
)  # fmt: skip
