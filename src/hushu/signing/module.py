"""The manifest of signing."""

from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_
from hushu.signing import jobs
from hushu.signing.commands import hand_over, obstacles, unpack_chains
from hushu.signing.queries import waiting_for_me
from hushu.signing.routes import desk, papers, verify

MODULE = Module(
    name="signing",
    title=N_("Signing"),
    routes=(*papers.ROUTES, *desk.ROUTES),
    public=verify.PUBLIC,
    navigation=(
        Entry(
            label=N_("Signing"),
            path="/signing",
            icon="writing-sign",
            right="signing.read",
            key="s",
            place=50,
        ),
    ),
    rights=("signing.read", "signing.sign", "signing.start", "settings.edit", "audit.read"),
    jobs={"signing.paper": jobs.make_paper, "signing.remind": jobs.remind},
    waiting=waiting_for_me,
    blocks_leaving=obstacles,
    hand_over=hand_over,
    unpack=unpack_chains,
)
