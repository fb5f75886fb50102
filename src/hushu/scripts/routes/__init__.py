"""Pages and pieces of scripts."""

from hushu.scripts.routes import desk, drafting, library, news

ROUTES = (*desk.ROUTES, *library.ROUTES, *drafting.ROUTES, *news.ROUTES)
