"""Pages of archives, by noun."""

from hushu.archives.routes import (
    browser,
    counter,
    grants,
    handing_in,
    intake,
    items,
    loans,
    reports,
    viewer,
    volumes,
)

ROUTES = (
    *browser.ROUTES,
    *volumes.ROUTES,
    *items.ROUTES,
    *viewer.ROUTES,
    *intake.ROUTES,
    *handing_in.ROUTES,
    *loans.ROUTES,
    *counter.ROUTES,
    *grants.ROUTES,
    *reports.ROUTES,
)
