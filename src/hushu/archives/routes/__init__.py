"""Pages of archives, by noun."""

from hushu.archives.routes import browser, items, volumes

ROUTES = (*browser.ROUTES, *volumes.ROUTES, *items.ROUTES)
