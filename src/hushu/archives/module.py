"""The manifest of archives."""

from hushu.archives import commands, jobs
from hushu.archives.printing.papers import PAPERS
from hushu.archives.queries.handing_in import waiting
from hushu.archives.queries.intake import open_count
from hushu.archives.routes import ROUTES
from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_

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
    jobs={"archives.read": jobs.read, "archives.recognise": jobs.recognise, "archives.see": jobs.see},
    papers=PAPERS,
    waiting=waiting,
    badges={"badge-archives": open_count},
    unpack=commands.unpack_archives,
)  # fmt: skip
