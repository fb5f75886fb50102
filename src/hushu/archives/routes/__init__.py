"""Pages of archives, by noun."""

from hushu.archives.routes import browser, handing_in, intake, items, viewer, volumes

ROUTES = (
    *browser.ROUTES,
    *volumes.ROUTES,
    *items.ROUTES,
    *viewer.ROUTES,
    *intake.ROUTES,
    *handing_in.ROUTES,
)
