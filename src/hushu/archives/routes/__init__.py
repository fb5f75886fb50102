"""Pages of archives, by noun."""

from hushu.archives.routes import (
    browser,
    catalogs,
    exports,
    figures,
    handing_in,
    intake,
    items,
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
    *catalogs.ROUTES,
    *figures.ROUTES,
    *exports.ROUTES,
)
