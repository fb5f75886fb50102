"""Pages of people and of signing in, one file a noun."""

from hushu.people.routes import (
    account,
    directory,
    doors,
    importing,
    leaving,
    me,
    on_call,
    posts,
    settings,
    switch,
)

INSIDE = (
    *directory.ROUTES,
    *importing.ROUTES,
    *leaving.ROUTES,
    *posts.ROUTES,
    *on_call.ROUTES,
    *switch.ROUTES,
    *me.ROUTES,
    *settings.ROUTES,
)
PUBLIC = (*doors.ROUTES, *account.ROUTES)
