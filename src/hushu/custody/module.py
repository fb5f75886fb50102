"""The manifest of custody."""

from hushu.custody import commands, demo, jobs, printing, queries
from hushu.custody.queries import waiting as due
from hushu.custody.queries.matters import open_matters
from hushu.custody.routes import ROUTES
from hushu.custody.rules import KINDS
from hushu.foundation import clock
from hushu.foundation.module import Daily, Entry, Module, Waiting
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


async def search(q: str) -> list[Waiting]:
    """What the one search box finds among keys, radios and equipment."""
    if not here().may("custody.read"):
        return []
    return [
        Waiting(
            kind=due.CUSTODY,
            title=f"{one.no} {one.label}",
            href=at(f"/custody/things/{one.id}"),
            at=clock.now(),
            detail=one.name or translate(KINDS[one.kind]),
            key=str(one.id),
        )
        for one in await queries.find(q)
    ]


MODULE = Module(
    name="custody",
    title=N_("Keys and radios"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Keys and radios"), "/custody", "key", "custody.read", key="k", group=N_("Desk"), place=50),
    ),
    rights=("custody.read", "custody.lend", "custody.edit", "custody.inspect", "custody.answer"),
    jobs={commands.DUE: jobs.due, commands.ACCOUNT: jobs.account, "custody.remind": jobs.remind},
    daily=(Daily("custody.remind", hour=8),),
    papers={
        "custody.sheet": printing.key_sheet,
        "custody.labels": printing.labels,
        "custody.label": printing.one_label,
        "custody.register": printing.loans,
    },
    waiting=due.waiting,
    blocks_leaving=due.blocks_leaving,
    open_matters=open_matters,
    search=search,
    unpack=commands.unpack_things,
    demo=demo.lay,
)  # fmt: skip
