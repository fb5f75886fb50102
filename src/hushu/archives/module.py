"""The manifest of archives."""

from hushu.archives import commands, jobs
from hushu.archives.commands import matters, seals
from hushu.archives.printing import labels, stocktakes
from hushu.archives.queries import handing_in
from hushu.archives.queries import matters as open_matters
from hushu.archives.queries import stocktakes as checks
from hushu.archives.queries.intake import open_count
from hushu.archives.routes import ROUTES
from hushu.archives.subjects import UNSEALING
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.translation import N_
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn


async def waiting() -> list[Waiting]:
    """What waits for the person who looks: papers to hand in or take over, checks, bags, matters."""
    return [*await handing_in.waiting(), *await checks.waiting()]


MODULE = Module(
    name="archives",
    title=N_("Archives"),
    routes=ROUTES,
    navigation=(
        Entry(
            label=N_("Archives"),
            path="/archives",
            icon="archive",
            right="archives.read",
            key="a",
            group=N_("Records"),
            badge="badge-archives",
        ),
    ),
    rights=(
        "archives.read", "archives.file", "archives.classes", "archives.places", "archives.check", "archives.borrow",
        "archives.lend", "archives.grant", "archives.hold", "archives.appraise", "archives.destroy", "archives.print",
        "archives.export", "archives.figures",
    ),
    jobs={
        "archives.read": jobs.read, "archives.recognise": jobs.recognise, "archives.see": jobs.see,
        "archives.check_files": jobs.check_files, "archives.open_checks": jobs.open_checks,
    },
    daily=(Daily("archives.check_files", hour=3, minute=30), Daily("archives.open_checks", hour=6)),
    listeners={
        PaperAgreed: (seals.leave_given,), PaperRefused: (seals.leave_over,), PaperReturned: (seals.leave_over,),
        PaperWithdrawn: (seals.leave_over,),
    },
    papers={
        "archives.labels": labels.labels, "archives.boxes": labels.boxes, "archives.covers": labels.covers,
        "archives.stocktake": stocktakes.sheet,
    },
    subjects=(UNSEALING,),
    waiting=waiting,
    blocks_leaving=open_matters.blocks_leaving,
    hand_over=matters.hand_over,
    badges={"badge-archives": open_count},
    unpack=commands.unpack_archives,
)  # fmt: skip
