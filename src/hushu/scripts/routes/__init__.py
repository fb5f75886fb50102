"""Pages and pieces of scripts."""

from hushu.scripts.routes import desk, drafting, library, news, practice

ROUTES = (*desk.ROUTES, *library.ROUTES, *drafting.ROUTES, *news.ROUTES, *practice.ROUTES)
