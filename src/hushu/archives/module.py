"""The manifest of archives."""

from hushu.archives import commands, printing, queries
from hushu.archives.commands import reading_files
from hushu.archives.commands.sealed_papers import file_sealed
from hushu.archives.events import HarmReported, VolumeOpened
from hushu.archives.jobs import reading, retention
from hushu.archives.loan_paper import LOAN, slip
from hushu.archives.queries.intake import open_count
from hushu.archives.queries.waiting import blocks_leaving, waiting
from hushu.archives.routes import ROUTES
from hushu.archives.subjects import DESTRUCTION
from hushu.foundation import clock
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.people.events import PersonLeft
from hushu.premises.events import HouseholdLeft
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
        "archives.read": reading.read,
        "archives.recognise": reading.recognise,
        "archives.see": reading.see,
        "archives.lay": reading_files.lay_missing,
        "archives.appraisal": retention.begin_appraisal,
        commands.DUES: retention.lay_dues,
        commands.CERTIFICATE: retention.make_certificate,
        commands.REMIND: commands.remind,
    },
    daily=(
        Daily("archives.lay", hour=3),
        Daily("archives.appraisal", hour=5),
        Daily(commands.REMIND, hour=8, minute=30),
    ),
    waiting=waiting,
    badges={"badge-archives": open_count},
    blocks_leaving=blocks_leaving,
    hand_over=commands.hand_over,
    after_restore=reading_files.lay_missing,
    search=search,
    listeners={
        PaperAgreed: (commands.paper_agreed, commands.loan_agreed),
        PaperSealed: (file_sealed, commands.paper_sealed),
        PaperRefused: (commands.paper_over, commands.loan_over),
        PaperReturned: (commands.paper_over, commands.loan_over),
        PaperWithdrawn: (commands.paper_over, commands.loan_over),
        PersonLeft: (commands.person_left,),
        HouseholdLeft: (commands.household_left,),
        VolumeOpened: (commands.volume_opened,),
        HarmReported: (commands.hold_harmed,),
    },
    subjects=(DESTRUCTION, LOAN),
    papers={"archives.destruction_list": printing.list_paper, "archives.loan_slip": slip},
    unpack=commands.unpack_archives,
)  # fmt: skip
