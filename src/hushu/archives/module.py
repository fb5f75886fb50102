"""The manifest of archives."""

from uuid import UUID

from hushu.archives import commands, queries
from hushu.archives.commands import matters, reading_files, seals
from hushu.archives.commands.sealed_papers import erase_signed, file_sealed
from hushu.archives.events import HarmReported, ItemsDestroyed, VolumeOpened
from hushu.archives.jobs import checking, reading, retention
from hushu.archives.loan_paper import LOAN, slip
from hushu.archives.printing import destruction, labels, stocktakes
from hushu.archives.printing.papers import PAPERS
from hushu.archives.queries import matters as open_matters
from hushu.archives.queries import waiting as due
from hushu.archives.queries.intake import open_count
from hushu.archives.routes import ROUTES
from hushu.archives.subjects import DESTRUCTION, UNSEALING
from hushu.foundation import clock
from hushu.foundation.module import Daily, Entry, Module, Obstacle, Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.people.events import PersonLeft
from hushu.premises.events import HouseholdCame, HouseholdLeft
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


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Loans and reports, and matters of the archives (ARCH-35)."""
    return [*await due.blocks_leaving(person), *await open_matters.blocks_leaving(person)]


async def hand_over(leaver: UUID, heir: UUID) -> None:
    """What a successor can take on; papers in somebody's hands come back first."""
    await commands.hand_over(leaver, heir)
    await matters.hand_over(leaver, heir)


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
        Entry(  # the one door for headquarters, who see numbers only
            label=N_("Archive figures"),
            path="/archives/figures",
            icon="chart-bar",
            right="archives.figures",
            group=N_("Records"),
            place=80,
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
        "archives.check_files": checking.check_files,
        "archives.open_checks": checking.open_checks,
    },
    daily=(
        Daily("archives.lay", hour=3),
        Daily("archives.check_files", hour=3, minute=30),
        Daily("archives.appraisal", hour=5),
        Daily("archives.open_checks", hour=6),
        Daily(commands.REMIND, hour=8, minute=30),
    ),
    waiting=due.waiting,
    badges={"badge-archives": open_count},
    blocks_leaving=blocks_leaving,
    hand_over=hand_over,
    after_restore=reading_files.lay_missing,
    search=search,
    listeners={
        ItemsDestroyed: (erase_signed,),
        PaperAgreed: (commands.paper_agreed, commands.loan_agreed, seals.leave_given),
        PaperSealed: (file_sealed, commands.paper_sealed),
        PaperRefused: (commands.paper_over, commands.loan_over, seals.leave_over),
        PaperReturned: (commands.paper_over, commands.loan_over, seals.leave_over),
        PaperWithdrawn: (commands.paper_over, commands.loan_over, seals.leave_over),
        PersonLeft: (commands.person_left,),
        HouseholdCame: (commands.household_came,),
        HouseholdLeft: (commands.household_left,),
        VolumeOpened: (commands.volume_opened,),
        HarmReported: (commands.hold_harmed,),
    },
    subjects=(DESTRUCTION, LOAN, UNSEALING),
    papers={
        "archives.destruction_list": destruction.list_paper,
        "archives.loan_slip": slip,
        "archives.labels": labels.labels,
        "archives.boxes": labels.boxes,
        "archives.covers": labels.covers,
        "archives.stocktake": stocktakes.sheet,
        **PAPERS,
    },
    unpack=commands.unpack_archives,
)  # fmt: skip
