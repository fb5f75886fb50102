"""Pages of archives, by noun."""

from hushu.archives.routes import (
    appraisals,
    browser,
    catalogs,
    classes,
    counter,
    exports,
    figures,
    grants,
    handing_in,
    holds,
    intake,
    items,
    lists,
    loans,
    matters,
    places,
    reports,
    retention,
    seals,
    stocktakes,
    viewer,
    volumes,
)

ROUTES = (
    *appraisals.ROUTES, *browser.ROUTES, *catalogs.ROUTES, *classes.ROUTES, *counter.ROUTES, *exports.ROUTES,
    *figures.ROUTES, *grants.ROUTES, *handing_in.ROUTES, *holds.ROUTES, *intake.ROUTES, *items.ROUTES, *lists.ROUTES,
    *loans.ROUTES, *matters.ROUTES, *places.ROUTES, *reports.ROUTES, *retention.ROUTES, *seals.ROUTES,
    *stocktakes.ROUTES, *viewer.ROUTES, *volumes.ROUTES,
)  # fmt: skip
