"""The manifest of archives."""

from hushu.archives import commands
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
        ),
    ),
    rights=(
        "archives.read", "archives.file", "archives.classes", "archives.places", "archives.check", "archives.borrow",
        "archives.lend", "archives.grant", "archives.hold", "archives.appraise", "archives.destroy", "archives.print",
        "archives.export", "archives.figures",
    ),
    unpack=commands.unpack_archives,
)  # fmt: skip
