"""The manifest of documents."""

from hushu.archives.events import ItemsDestroyed
from hushu.documents import commands, demo, jobs, printing
from hushu.documents.queries import mine
from hushu.documents.routes import PUBLIC, ROUTES
from hushu.documents.subjects import DOCUMENT
from hushu.foundation.module import Daily, Entry, Module
from hushu.foundation.translation import N_
from hushu.signing.events import (
    PaperAgreed,
    PaperNamed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)

MODULE = Module(
    name="documents",
    title=N_("Documents"),
    routes=ROUTES,
    public=PUBLIC,
    navigation=(
        Entry(
            label=N_("Documents"),
            path="/documents",
            icon="file-text",
            right="documents.read",
            key="w",
            group=N_("Records"),
            place=55,
            badge="badge-documents",
        ),
    ),
    rights=(
        "documents.read",
        "documents.draft",
        "documents.register",
        "documents.direct",
        "documents.deliver",
        "documents.print",
    ),
    jobs={"documents.paper": jobs.make_paper, "documents.remind": commands.remind},
    daily=(Daily("documents.remind", hour=9),),
    listeners={
        ItemsDestroyed: (commands.items_destroyed,),
        PaperAgreed: (commands.paper_agreed,),
        PaperNamed: (commands.paper_named,),
        PaperSealed: (commands.paper_sealed,),
        PaperRefused: (commands.paper_over,),
        PaperReturned: (commands.paper_over,),
        PaperWithdrawn: (commands.paper_over,),
    },
    papers={
        "documents.draft": printing.draft_paper,
        "documents.slip": printing.slip,
        "documents.register": printing.register_paper,
    },
    subjects=(DOCUMENT,),
    waiting=mine.waiting,
    badges={"badge-documents": mine.count},
    blocks_leaving=mine.blocks_leaving,
    hand_over=commands.hand_over,
    search=mine.search,
    demo=demo.lay,
)
