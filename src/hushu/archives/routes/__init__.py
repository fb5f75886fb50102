"""Pages of archives, by noun."""

from hushu.archives.routes import (
    appraisals,
    browser,
    classes,
    holds,
    items,
    lists,
    retention,
    volumes,
)

ROUTES = (
    *browser.ROUTES, *volumes.ROUTES, *items.ROUTES, *retention.ROUTES, *holds.ROUTES, *classes.ROUTES, *appraisals.ROUTES,
    *lists.ROUTES,
)  # fmt: skip
