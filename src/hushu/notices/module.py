"""The manifest of notices."""

from hushu.foundation.module import Daily, Entry, Module
from hushu.foundation.translation import N_
from hushu.notices import commands, jobs, queries, routes

MODULE = Module(
    name="notices",
    title=N_("Notices"),
    routes=routes.ROUTES,
    navigation=(
        Entry(
            label=N_("Inbox"),
            path="/inbox",
            icon="inbox",
            right="messages.read",
            key="i",
            place=20,
            group=N_("Desk"),
            badge="badge-inbox",
        ),
    ),
    rights=("messages.read", "settings.edit"),
    jobs={
        "notices.digest": jobs.send_digest,
        "notices.robot": jobs.send_card,
        "notices.remind": jobs.remind,
    },
    daily=(Daily("notices.remind", 8, 30),),
    badges={"badge-inbox": queries.pending},
    hand_over=commands.hand_over,
)
