"""The manifest of archives."""

from hushu.archives import commands, jobs, queries
from hushu.archives.commands import matters, reading_files, seals
from hushu.archives.commands.sealed_papers import file_sealed
from hushu.archives.printing import labels, stocktakes
from hushu.archives.queries import handing_in
from hushu.archives.queries import matters as open_matters
from hushu.archives.queries import stocktakes as checks
from hushu.archives.queries.intake import open_count
from hushu.archives.routes import ROUTES
from hushu.archives.subjects import UNSEALING
from hushu.foundation import clock
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.signing.events import (
    PaperAgreed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)


async def waiting() -> list[Waiting]:
    """What waits for the person who looks: papers to hand in or take over, checks, bags, matters."""
    return [*await handing_in.waiting(), *await checks.waiting()]


async def search(q: str) -> list[Waiting]:
    """What the one search box finds among what is filed."""
    return [
        Waiting(
            kind="archive",
            title=one.shown_title,
            href=at(f"/archives/items/{one.id}"),
            at=clock.now(),
            detail=one.number,
        )
        for one in await queries.search(queries.Search(q=q), 5)
    ]


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
        "archives.lay": reading_files.lay_missing, "archives.check_files": jobs.check_files,
        "archives.open_checks": jobs.open_checks,
    },
    daily=(
        Daily("archives.lay", hour=3), Daily("archives.check_files", hour=3, minute=30), Daily("archives.open_checks", hour=6),
    ),
    listeners={
        PaperSealed: (file_sealed,), PaperAgreed: (seals.leave_given,), PaperRefused: (seals.leave_over,),
        PaperReturned: (seals.leave_over,), PaperWithdrawn: (seals.leave_over,),
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
    after_restore=reading_files.lay_missing,
    search=search,
    unpack=commands.unpack_archives,
)  # fmt: skip
