"""Pages of archives, by noun."""

from hushu.archives.routes import browser, counter, grants, items, loans, reports, volumes

ROUTES = (
    *browser.ROUTES,
    *volumes.ROUTES,
    *items.ROUTES,
    *loans.ROUTES,
    *counter.ROUTES,
    *grants.ROUTES,
    *reports.ROUTES,
)
