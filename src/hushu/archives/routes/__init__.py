"""Pages of archives, by noun."""

from hushu.archives.routes import (
    appraisals,
    browser,
    classes,
    counter,
    grants,
    handing_in,
    holds,
    intake,
    items,
    lists,
    loans,
    reports,
    retention,
    viewer,
    volumes,
)

ROUTES = (
    *browser.ROUTES, *volumes.ROUTES, *items.ROUTES, *viewer.ROUTES, *intake.ROUTES, *handing_in.ROUTES, *retention.ROUTES,
    *holds.ROUTES, *classes.ROUTES, *appraisals.ROUTES, *lists.ROUTES, *loans.ROUTES, *counter.ROUTES, *grants.ROUTES,
    *reports.ROUTES,
)  # fmt: skip
