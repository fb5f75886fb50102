"""The manifest of archives."""

from hushu.archives import commands, jobs, queries
from hushu.archives.commands import reading_files
from hushu.archives.commands.sealed_papers import file_sealed
from hushu.archives.loan_paper import LOAN, slip
from hushu.archives.queries.intake import open_count
from hushu.archives.queries.waiting import blocks_leaving, waiting
from hushu.archives.routes import ROUTES
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
        "archives.read": jobs.read,
        "archives.recognise": jobs.recognise,
        "archives.see": jobs.see,
        "archives.lay": reading_files.lay_missing,
        commands.REMIND: commands.remind,
    },
    daily=(Daily("archives.lay", hour=3), Daily(commands.REMIND, hour=8, minute=30)),
    after_restore=reading_files.lay_missing,
    listeners={
        PaperSealed: (file_sealed,),
        PaperAgreed: (commands.loan_agreed,),
        PaperRefused: (commands.loan_over,),
        PaperReturned: (commands.loan_over,),
        PaperWithdrawn: (commands.loan_over,),
    },
    subjects=(LOAN,),
    papers={"archives.loan_slip": slip},
    waiting=waiting,
    badges={"badge-archives": open_count},
    blocks_leaving=blocks_leaving,
    hand_over=commands.hand_over,
    search=search,
    unpack=commands.unpack_archives,
)  # fmt: skip
