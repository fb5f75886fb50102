"""Pages of archives, by noun."""

from hushu.archives.routes import (
    browser,
    handing_in,
    intake,
    items,
    matters,
    places,
    seals,
    stocktakes,
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
    *places.ROUTES,
    *seals.ROUTES,
    *stocktakes.ROUTES,
    *matters.ROUTES,
)
