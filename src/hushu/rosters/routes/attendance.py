"""Attendance: signing on and off, who is there, the month, what is corrected, what is reported (ROST-10)."""

from datetime import date
from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.forms import MonthForm, MonthQuery, NothingForm, read, read_query
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters import commands
from hushu.rosters.commands.attendance import meant
from hushu.rosters.face import days_of
from hushu.rosters.forms import CorrectionForm, ScannedForm, SigningForm
from hushu.rosters.queries.attendance import corrections, post_of, posts, today, worked
from hushu.rosters.queries.report import closing_day, report_of, standing
from hushu.rosters.rules.attendance import overtime_rate
from hushu.rosters.words import HOWS, LEAVES, OUTCOMES


@get("/attendance", "rosters.read")
async def index_page(request: Web) -> Answer:
    """Who is to be here now, and who is; signing at the shared desk. Also after a refusal."""
    found, now = await today(), clock.now()
    return page(
        request, "rosters/attendance.html", now=now, rows=[(one, one.judged(now)) for one in found], outcomes=OUTCOMES,
        people=sorted({(one.person, one.name) for one in found}, key=lambda one: one[1]), keeper=here().may("attendance.keep"),
        posts=await posts() if here().may("attendance.keep") else [], leaves=LEAVES, hows=HOWS,
    )  # fmt: skip


@post("/attendance/signing", "rosters.read", again=index_page)
async def sign(request: Web) -> Answer:
    """Somebody signs on or off at the shared desk, with their PIN."""
    form = await read(request, SigningForm)
    await commands.sign(form.deed, form.person, form.pin)
    return go(request, at("/attendance"))


@get("/attendance/posts/{code:str}", "rosters.read")
async def scanned_page(request: Web, code: str) -> Answer:
    """What the post's code opens on one's own phone; also after a refusal."""
    place = await post_of(code)
    return page(
        request,
        "rosters/scanned.html",
        place=place,
        meant=await meant(me(), clock.now()),
        now=clock.now(),
    )


@post("/attendance/posts/{code:str}/signing", "rosters.read", again=scanned_page)
async def sign_scanned(request: Web, code: str) -> Answer:
    """Whoever stands at the post signs on or off with their own phone."""
    form = await read(request, ScannedForm)
    await commands.sign(form.deed, me(), None, (await post_of(code)).team)
    return go(request, at(f"/attendance/posts/{code}"))


@post("/attendance/codes/{team:uuid}", "attendance.keep", again=index_page)
async def renew(request: Web, team: UUID) -> Answer:
    """The post gets a code, or a new one."""
    await read(request, NothingForm)
    await commands.renew_post(team)
    return go(request, at("/attendance#posts"))


@get("/attendance/month", "attendance.read")
async def month_page(request: Web) -> Answer:
    """The month's period: everybody's days and totals; also after a refusal."""
    asked = read_query(request, MonthQuery)
    first = asked.first if asked.month else _month_of(clock.today())
    found = await standing(first)
    return page(
        request, "rosters/attendance_month.html", month=first, days=days_of(found.kinds), totals=found.totals, leaves=LEAVES,
        report=await report_of(first), keeper=here().may("attendance.keep"), today=clock.today(), closes=list(found.kinds)[-1],
        rates={"work": overtime_rate("work"), "rest": overtime_rate("rest"), "statutory": overtime_rate("statutory")},
    )  # fmt: skip


def _month_of(day: date) -> date:
    """The month whose period holds that day: from the closing day on it is the next."""
    first = day.replace(day=1)
    return (
        first
        if day.day <= closing_day()
        else date(first.year + first.month // 12, first.month % 12 + 1, 1)
    )


@post("/attendance/reports", "attendance.keep", again=month_page)
async def report(request: Web) -> Answer:
    """The month is frozen and goes to its signers."""
    form = await read(request, MonthForm)
    return go(request, at(f"/signing/{await commands.send_report(form.first)}"))


@get("/attendance/people/{person:uuid}/{day:date}", "attendance.read")
async def day_page(request: Web, person: UUID, day: date) -> Answer:
    """One person's day: planned, worked, corrected; also after a refusal."""
    found = (await worked(day, day, person)).worked
    if not found:
        raise NotHere
    return page(
        request, "rosters/attendance_day.html", one=found[0], judged=found[0].judged(clock.now()), outcomes=OUTCOMES, hows=HOWS,
        corrections=await corrections(person, day), keeper=here().may("attendance.keep"), leaves=LEAVES,
    )  # fmt: skip


@post("/attendance/people/{person:uuid}/{day:date}/correction", "attendance.keep", again=day_page)
async def correct(request: Web, person: UUID, day: date) -> Answer:
    """The keeper says what really was."""
    form = await read(request, CorrectionForm)
    await commands.correct(person, day, form.on_at, form.off_at, form.reason)
    return go(request, at(f"/attendance/people/{person}/{day}"))


ROUTES = (
    index_page, sign, scanned_page, sign_scanned, renew, month_page, report, day_page, correct,
)  # fmt: skip
