"""The manifest of desk."""

from hushu.desk import demo, jobs, printing
from hushu.desk.commands import matters
from hushu.desk.queries import handover, mine
from hushu.desk.routes import ROUTES
from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_

MODULE = Module(
    name="desk",
    title=N_("Desk"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Desk"), "/", "headset", "desk.read", key="d", group=N_("Desk"), place=10),
        Entry(N_("Log"), "/log", "notebook", "desk.read", key="l", group=N_("Desk"), place=30),
        Entry(N_("Morning handover"), "/morning", "sun", "desk.morning", key="n", group=N_("Desk"), place=60),
        Entry(N_("Figures"), "/figures", "chart-histogram", "desk.figures", key="f", group=N_("Desk"), place=70),
    ),
    rights=(
        "desk.read", "desk.write", "desk.correct", "desk.night", "desk.morning", "desk.print", "desk.figures", "messages.read",
        "messages.write",
    ),
    jobs={"desk.message_unread": jobs.message_unread, "desk.promise_passed": jobs.promise_due},
    papers={"desk.day": printing.day_register, "desk.month": printing.month_statistics},
    waiting=mine.waiting,
    blocks_leaving=mine.blocks_leaving,
    hand_over=matters.hand_over,
    open_matters=handover.open_matters,
    blocks_handover=handover.blocks_handover,
    search=mine.search,
    demo=demo.lay,
)  # fmt: skip
