"""The manifest of rosters."""

from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_
from hushu.rosters import demo
from hushu.rosters.commands import unpack_rosters
from hushu.rosters.routes import ROUTES

MODULE = Module(
    name="rosters",
    title=N_("Rosters"),
    routes=ROUTES,
    navigation=(
        Entry(N_("Rosters"), "/rosters", "calendar", "rosters.read", key="r", group=N_("Desk"), place=55),
    ),
    rights=("rosters.read", "rosters.edit"),
    unpack=unpack_rosters,
    demo=demo.lay,
)  # fmt: skip
