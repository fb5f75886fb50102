"""A day's records, read and signed at the start of work (DUTY-7)."""

from datetime import date

from hushu.duty.commands.days import sign_day
from hushu.duty.forms import SightForm
from hushu.duty.queries.mine import unsigned_days
from hushu.duty.queries.records import of_day
from hushu.duty.rules.words import vocabulary
from hushu.foundation.calendar import DAY
from hushu.foundation.forms import EARLIEST_YEAR, LATEST_YEAR, read
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post


def _day(said: str) -> date:
    """The day of the address. Raises NotHere."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise NotHere from None
    if not EARLIEST_YEAR < day.year < LATEST_YEAR:
        raise NotHere
    return day


@get("/duty/days/{day:str}", "duty.read")
async def day_page(request: Web, day: str) -> Answer:
    """All records of a day; also after a refusal."""
    wanted = _day(day)
    found = await of_day(wanted)
    return page(
        request, "duty/day.html", day=wanted, records=found, before=wanted - DAY, after=wanted + DAY,
        unsigned=[one for one in found if not one.record.open and not one.record.seen_by],
        may_sign=here().may("duty.sign"), **vocabulary(),
    )  # fmt: skip


@get("/duty/days", "duty.read")
async def index(request: Web) -> Answer:
    """Which days wait for a signature."""
    return page(request, "duty/days.html", days=await unsigned_days())


@post("/duty/days/{day:str}", "duty.sign", again=day_page)
async def sign(request: Web, day: str) -> Answer:
    """Read and signed, all of them with one PIN."""
    form = await read(request, SightForm)
    wanted = _day(day)
    await sign_day(wanted, form.record, form.pin)
    return go(request, at(f"/duty/days/{wanted}"))


ROUTES = (index, day_page, sign)
