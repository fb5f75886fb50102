"""The manifest of people."""

from hushu.foundation import audit
from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_
from hushu.people import routes
from hushu.people.commands.holding import blocks_leaving, hand_over
from hushu.people.commands.planning import plan_demo_nights
from hushu.people.commands.posts import unpack_posts
from hushu.people.search import search

GROUP = N_("Management")

MODULE = Module(
    name="people",
    title=N_("People"),
    routes=(*routes.INSIDE, *audit.ROUTES),
    public=routes.PUBLIC,
    navigation=(
        Entry(label=N_("People"), path="/people", icon="users", right="people.read", key="m", group=GROUP),
        Entry(label=N_("On call"), path="/on-call", icon="phone-call", right="people.read", group=GROUP),
        Entry(label=N_("Roles and rights"), path="/rights", icon="shield-lock", right="rights.read", group=GROUP),
        Entry(label=N_("Audit trail"), path="/audit", icon="history", right="audit.read", group=GROUP),
        Entry(label=N_("Settings"), path="/settings", icon="settings", right="settings.edit", group=GROUP),
    ),
    rights=(
        "property.enter", "settings.edit", "rights.read", "audit.read", "people.read", "people.edit",
        "people.import", "people.sessions", "personal.reveal", "on_call.plan",
    ),
    blocks_leaving=blocks_leaving,
    hand_over=hand_over,
    search=search,
    unpack=unpack_posts,
    demo=plan_demo_nights,
)  # fmt: skip
