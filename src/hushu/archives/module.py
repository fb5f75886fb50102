"""The manifest of archives."""

from hushu.archives import commands
from hushu.archives.loan_paper import LOAN, slip
from hushu.archives.queries import lent
from hushu.archives.routes import ROUTES
from hushu.foundation.module import Daily, Entry, Module
from hushu.foundation.translation import N_
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

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
        ),
    ),
    rights=(
        "archives.read", "archives.file", "archives.classes", "archives.places", "archives.check", "archives.borrow",
        "archives.lend", "archives.grant", "archives.hold", "archives.appraise", "archives.destroy", "archives.print",
        "archives.export", "archives.figures",
    ),
    jobs={commands.REMIND: commands.remind},
    daily=(Daily(commands.REMIND, hour=8, minute=30),),
    listeners={
        PaperAgreed: (commands.loan_agreed,),
        PaperRefused: (commands.loan_over,),
        PaperReturned: (commands.loan_over,),
        PaperWithdrawn: (commands.loan_over,),
    },
    subjects=(LOAN,),
    papers={"archives.loan_slip": slip},
    waiting=lent.waiting,
    blocks_leaving=lent.blocks_leaving,
    hand_over=commands.hand_over,
    unpack=commands.unpack_archives,
)  # fmt: skip
