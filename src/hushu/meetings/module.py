"""The manifest of meetings."""

from hushu.archives.events import ItemsDestroyed
from hushu.foundation.module import Daily, Entry, Module
from hushu.foundation.translation import N_
from hushu.meetings import commands, demo, printing
from hushu.meetings.queries import mine
from hushu.meetings.routes import ROUTES
from hushu.meetings.subjects import MINUTES
from hushu.people.events import PersonLeft
from hushu.signing.events import (
    PaperAgreed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)

MODULE = Module(
    name="meetings",
    title=N_("Meetings"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Meetings"), "/meetings", "users-group", "meetings.read", key="m", group=N_("Desk"), place=58),
    ),
    rights=("meetings.read", "meetings.write", "meetings.manage"),
    jobs={"meetings.plan": commands.plan_due, "meetings.remind": commands.remind},
    daily=(Daily("meetings.plan", hour=0, minute=20), Daily("meetings.remind", hour=8)),
    listeners={
        ItemsDestroyed: (commands.items_destroyed,),
        PersonLeft: (commands.person_left,),
        PaperAgreed: (commands.paper_agreed,),
        PaperSealed: (commands.paper_sealed,),
        PaperRefused: (commands.paper_over,),
        PaperReturned: (commands.paper_over,),
        PaperWithdrawn: (commands.paper_over,),
    },
    papers={"meetings.minutes": printing.minutes_paper},
    subjects=(MINUTES,),
    waiting=mine.waiting,
    blocks_leaving=mine.blocks_leaving,
    hand_over=commands.hand_over,
    search=mine.search,
    unpack=commands.unpack_meetings,
    demo=demo.lay,
)  # fmt: skip
