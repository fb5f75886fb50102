"""The manifest of premises."""

from hushu.foundation import clock
from hushu.foundation.module import Entry, Module, Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.premises import demo, printing, queries, routes


async def search(q: str) -> list[Waiting]:
    """What the one search box finds among units and households."""
    return [
        Waiting(
            kind="household",
            title=f"{one.building} {one.label} {one.name}".strip(),
            href=at(
                f"/premises/households/{one.household}"
                if one.household
                else f"/premises/units/{one.unit}"
            ),
            at=clock.now(),
            detail=one.contact,
            key=str(one.household or one.unit),
        )
        for one in await queries.find(q)
    ]


MODULE = Module(
    name="premises",
    title=N_("Premises"),
    routes=routes.ROUTES,
    navigation=(
        Entry(
            label=N_("Units and households"),
            path="/premises",
            icon="building-community",
            right="premises.read",
            key="p",
            group=N_("Records"),
        ),
    ),
    rights=("premises.read", "premises.edit", "premises.import"),
    papers={"premises.register": printing.register},
    search=search,
    demo=demo.fill,
)
