"""Pages of archives, by noun."""

from hushu.archives.routes import (
    appraisals,
    browser,
    classes,
    handing_in,
    holds,
    intake,
    items,
    lists,
    retention,
    viewer,
    volumes,
)

ROUTES = (
    *browser.ROUTES, *volumes.ROUTES, *items.ROUTES, *viewer.ROUTES, *intake.ROUTES, *handing_in.ROUTES, *retention.ROUTES,
    *holds.ROUTES, *classes.ROUTES, *appraisals.ROUTES, *lists.ROUTES,
)  # fmt: skip
