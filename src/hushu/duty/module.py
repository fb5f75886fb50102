"""The manifest of duty."""

from hushu.duty import demo, jobs, printing
from hushu.duty.commands.pack import unpack_duty
from hushu.duty.commands.reports import pass_on
from hushu.duty.queries import mine
from hushu.duty.routes import ROUTES
from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_

MODULE = Module(
    name="duty",
    title=N_("Duty"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Duty"), "/duty", "clipboard-list", "duty.read", key="u", group=N_("Desk"), place=50),
        Entry(N_("Duty records"), "/duty/days", "checks", "duty.sign", key="", group=N_("Desk"), place=52),
    ),
    rights=("duty.read", "duty.write", "duty.override", "duty.sign", "duty.order"),
    jobs={"duty.comes": jobs.comes, "duty.unrelieved": jobs.unrelieved, "duty.report_due": jobs.report_due},
    papers={
        "duty.record": printing.record_paper, "duty.handover": printing.handover_paper, "duty.report": printing.report_paper,
    },
    waiting=mine.waiting,
    blocks_leaving=mine.blocks_leaving,
    hand_over=pass_on,
    search=mine.search,
    unpack=unpack_duty,
    demo=demo.lay,
)  # fmt: skip
