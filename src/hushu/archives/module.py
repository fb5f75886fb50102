"""The manifest of archives."""

from hushu.archives import commands, jobs, printing
from hushu.archives.events import VolumeOpened
from hushu.archives.routes import ROUTES
from hushu.archives.subjects import DESTRUCTION
from hushu.foundation.module import Daily, Entry, Module
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
    jobs={
        "archives.appraisal": jobs.begin_appraisal,
        commands.DUES: jobs.lay_dues,
        commands.CERTIFICATE: jobs.make_certificate,
    },
    daily=(Daily("archives.appraisal", hour=5),),
    listeners={
        PaperAgreed: (commands.paper_agreed,),
        PaperSealed: (commands.paper_sealed,),
        PaperRefused: (commands.paper_over,),
        PaperReturned: (commands.paper_over,),
        PaperWithdrawn: (commands.paper_over,),
        PersonLeft: (commands.person_left,),
        HouseholdLeft: (commands.household_left,),
        VolumeOpened: (commands.volume_opened,),
    },
    subjects=(DESTRUCTION,),
    papers={"archives.destruction_list": printing.list_paper},
    unpack=commands.unpack_archives,
)  # fmt: skip
