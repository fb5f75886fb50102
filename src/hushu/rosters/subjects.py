"""What signers see of rosters and leave: frozen with the paper."""

from uuid import UUID

from hushu.foundation.calendar import month_days
from hushu.foundation.translation import N_, translate
from hushu.rosters.commands.editions import SUBJECT, title_of
from hushu.rosters.commands.leave import SUBJECT as LEAVE_SUBJECT
from hushu.rosters.commands.leave import title_of as leave_title
from hushu.rosters.commands.reporting import SUBJECT as ATTENDANCE_SUBJECT
from hushu.rosters.commands.reporting import title_of as report_title
from hushu.rosters.queries.editions import editions, leaf, plan_of
from hushu.rosters.queries.leave import leave
from hushu.rosters.queries.planned import planned_for
from hushu.rosters.queries.report import report
from hushu.rosters.rules.editions import FREE, Frozen, differences, lines
from hushu.rosters.rules.report import Total
from hushu.rosters.words import LEAVES
from hushu.signing.subjects import PaperContent, Section, Subject


async def edition_paper(edition_id: UUID) -> PaperContent:
    """The month as it is signed: every person's days, and what differs from the edition in force. Raises NotHere."""
    found = await leaf(edition_id)
    one, plan = found.edition, found.plan
    facts = [
        (translate("Team"), one.team_name), (translate("Month"), f"{one.month:%Y-%m}"), (translate("Edition"), one.label),
        (translate("Shifts planned"), str(sum(map(len, plan.cells.values())))),
        (translate("Why it is changed"), one.reason), (translate("What does not fit"), one.exceptions),
    ]  # fmt: skip
    days = month_days(one.month)
    rows = Section(translate("Who works when"), facts=tuple(lines(plan, days)))
    shifts = Section(
        translate("Shifts"),
        facts=tuple((f"{s.letter} {s.name}", f"{s.begins:%H:%M}–{s.ends:%H:%M}") for s in plan.shifts),
    )  # fmt: skip
    head = Section(facts=tuple((name, words) for name, words in facts if words))
    return PaperContent(
        title=await title_of(edition_id),
        sections=(head, *await _changed(one.roster, found.plan), rows, shifts),
    )


async def _changed(roster: UUID, plan: Frozen) -> tuple[Section, ...]:
    before = next((one for one in await editions(roster) if one.state == "in_force"), None)
    if before is None:
        return ()
    told = [
        (f"{one.name} {one.day:%m-%d}", f"{one.was or FREE} → {one.now or FREE}")
        for one in differences(await plan_of(before.id), plan)
    ]
    return (
        Section(
            translate(N_("Changed since %(edition)s"), edition=before.label), facts=tuple(told)
        ),
    )


def edition_href(edition_id: UUID) -> str:
    """Where the edition is shown."""
    return f"/rosters/editions/{edition_id}"


EDITION = Subject(key=SUBJECT, title=N_("Duty roster"), href=edition_href, paper=edition_paper)


async def leave_paper(leave_id: UUID) -> PaperContent:
    """What is asked for, and which shifts in force it touches. Raises NotHere."""
    one = await leave(leave_id)
    facts = [
        (translate("Person"), one.name), (translate("Kind"), translate(LEAVES[one.kind])),
        (translate("Dates"), f"{one.first:%Y-%m-%d} – {one.last:%Y-%m-%d} ({(one.last - one.first).days + 1})"),
        (translate("Reason"), one.words),
        (translate("Doctor's certificate"), translate("handed in") if one.certificate else ""),
    ]  # fmt: skip
    shifts = await planned_for(one.person, one.first, one.last)
    touched = tuple((f"{s.day:%m-%d}", f"{s.letter} {s.shift_name}") for s in shifts)
    head = Section(facts=tuple((name, words) for name, words in facts if words))
    return PaperContent(
        title=leave_title(one), sections=(head, Section(translate("Shifts that need a stand-in"), facts=touched))
    )  # fmt: skip


def leave_href(_: UUID) -> str:
    """Where leave is shown."""
    return "/shifts/leave"


LEAVE = Subject(key=LEAVE_SUBJECT, title=N_("Leave"), href=leave_href, paper=leave_paper)


async def attendance_paper(report_id: UUID) -> PaperContent:
    """The month's totals, a line a person, and their days. Raises NotHere."""
    one = await report(report_id)
    head = Section(facts=((translate("Period"), f"{one.first:%Y-%m-%d} – {one.last:%Y-%m-%d}"),))
    totals = tuple((f"{t.name} {t.post}", _figures(t)) for t in one.totals)
    days = tuple(
        (t.name, " ".join(f"{day:%d}{sign}" for day, sign in t.signs.items())) for t in one.totals
    )
    return PaperContent(
        title=report_title(one),
        sections=(
            head,
            Section(translate("Totals"), facts=totals),
            Section(translate("Dates"), facts=days),
        ),
    )


def _figures(one: Total) -> str:
    words = translate(
        N_("%(shifts)s shifts, %(hours)s h; late %(late)s, left early %(early)s, absent %(absent)s"),
        shifts=one.shifts, hours=f"{one.worked / 60:.1f}", late=one.late, early=one.early, absent=one.absent,
    )  # fmt: skip
    over = one.over_work + one.over_rest + one.over_statutory
    leave = "、".join(f"{translate(LEAVES[kind])} {n}" for kind, n in one.leave.items())
    more = [translate(N_("%(hours)s h over"), hours=f"{over / 60:.1f}")] if over else []
    return "；".join([words, *more, *([leave] if leave else [])])


def attendance_href(_: UUID) -> str:
    """Where attendance is shown."""
    return "/attendance/month"


ATTENDANCE = Subject(
    key=ATTENDANCE_SUBJECT, title=N_("Attendance"), href=attendance_href, paper=attendance_paper
)
