"""The manifest of rosters."""

from hushu.foundation.module import Daily, Entry, Module
from hushu.foundation.translation import N_
from hushu.people.events import PersonLeft
from hushu.rosters import commands, demo, jobs
from hushu.rosters.commands import editions, feeds, leave, leaving, reporting
from hushu.rosters.events import RosterInForce
from hushu.rosters.printing import PAPERS
from hushu.rosters.queries import mine
from hushu.rosters.routes import PUBLIC, ROUTES
from hushu.rosters.subjects import ATTENDANCE, EDITION, LEAVE
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

MODULE = Module(
    name="rosters",
    title=N_("Rosters"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Rosters"), "/rosters", "calendar", "rosters.read", key="r", group=N_("Desk"), place=55),
        Entry(N_("My shifts"), "/shifts", "calendar-event", "rosters.read", key="j", group=N_("Desk"), place=56),
        Entry(N_("Attendance"), "/attendance", "user-check", "rosters.read", key="k", group=N_("Desk"), place=57),
    ),
    rights=("rosters.read", "rosters.edit", "attendance.read", "attendance.keep"),
    public=PUBLIC,
    papers=PAPERS,
    jobs={
        "rosters.absences": leave.note_absences,
        "rosters.solve": jobs.solve, "rosters.remind": commands.remind, "rosters.tomorrow": commands.remind_tomorrow,
    },
    daily=(Daily("rosters.absences", hour=0, minute=5), Daily("rosters.remind", hour=9), Daily("rosters.tomorrow", hour=18)),
    listeners={
        PaperAgreed: (editions.paper_agreed, leave.paper_agreed, reporting.paper_agreed),
        PaperRefused: (editions.paper_over, leave.paper_over, reporting.paper_over),
        PaperReturned: (editions.paper_over, leave.paper_over, reporting.paper_over),
        PaperWithdrawn: (editions.paper_over, leave.paper_over, reporting.paper_over),
        PersonLeft: (feeds.person_left, leaving.person_left),
        RosterInForce: (commands.recheck_changes,),
    },
    subjects=(EDITION, LEAVE, ATTENDANCE),
    waiting=mine.waiting,
    unpack=commands.unpack_rosters,
    demo=demo.lay,
)  # fmt: skip
