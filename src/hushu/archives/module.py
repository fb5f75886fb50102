"""The manifest of archives."""

from hushu.archives import commands, jobs
from hushu.archives.loan_paper import LOAN, slip
from hushu.archives.queries import handing_in, lent
from hushu.archives.queries.intake import open_count
from hushu.archives.routes import ROUTES
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.translation import N_
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn


async def waiting() -> list[Waiting]:
    """What the archives ask of the person who looks: papers to hand in, loans, leave, reports."""
    return [*await handing_in.waiting(), *await lent.waiting()]


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
        commands.REMIND: commands.remind,
    },
    daily=(Daily(commands.REMIND, hour=8, minute=30),),
    listeners={
        PaperAgreed: (commands.loan_agreed,),
        PaperRefused: (commands.loan_over,),
        PaperReturned: (commands.loan_over,),
        PaperWithdrawn: (commands.loan_over,),
    },
    subjects=(LOAN,),
    papers={"archives.loan_slip": slip},
    waiting=waiting,
    badges={"badge-archives": open_count},
    blocks_leaving=lent.blocks_leaving,
    hand_over=commands.hand_over,
    unpack=commands.unpack_archives,
)  # fmt: skip
