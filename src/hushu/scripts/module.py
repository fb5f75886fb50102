"""The manifest of scripts."""

from hushu.foundation import clock
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.scripts import commands, queries
from hushu.scripts.routes import ROUTES
from hushu.scripts.subjects import SCRIPT
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn


async def search(q: str) -> list[Waiting]:
    """What the one search box finds among the scripts in force."""
    return [
        Waiting(
            kind="script",
            title=one.title,
            href=at(f"/scripts/{one.id}"),
            at=clock.now(),
            detail=one.opening,
        )
        for one in await queries.find(q, limit=5)
    ]


MODULE = Module(
    name="scripts",
    title=N_("Scripts"),
    routes=ROUTES,
    navigation=(
        Entry(
            label=N_("Scripts"),
            path="/scripts",
            icon="messages",
            right="scripts.read",
            key="h",
            place=40,
        ),
    ),
    rights=("scripts.read", "scripts.edit", "scripts.practice"),
    jobs={"scripts.review": commands.remind_of_review},
    daily=(Daily("scripts.review", hour=9),),
    listeners={
        PaperAgreed: (commands.paper_agreed,),
        PaperRefused: (commands.paper_over,),
        PaperReturned: (commands.paper_over,),
        PaperWithdrawn: (commands.paper_over,),
    },
    subjects=(SCRIPT,),
    unpack=commands.unpack_scripts,
    search=search,
)
