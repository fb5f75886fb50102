"""The manifest of signup."""

from hushu.foundation.module import Entry, Module
from hushu.foundation.translation import N_
from hushu.signup.console import CONSOLE
from hushu.signup.routes import INSIDE, PUBLIC

MODULE = Module(
    name="signup",
    title="Sign-up",
    routes=INSIDE,
    public=PUBLIC,
    company=CONSOLE,
    navigation=(
        Entry(
            N_("Headquarters access"),
            "/headquarters-access",
            "building",
            "settings.edit",
            group=N_("Management"),
        ),
    ),
)
