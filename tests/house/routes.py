"""Every route, with its places filled, for tests that ask all of them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from hushu.cli import routes
from world import application

NOBODY = UUID("01890000-0000-7000-8000-000000000000")
FILLED = {
    "uuid": str(NOBODY),
    "int": "1",
    "str": "nothing",
    "date": "2026-11-22",
    "path": "nothing",
}
PLACE = re.compile(r"\{(\w+):(\w+)\}")


@dataclass(frozen=True)
class Asked:
    """One method of one route."""

    method: str
    path: str
    right: str

    def url(self, slug: str, **values: str) -> str:
        """The route's address inside that property; other places are filled with what does not exist."""
        values = {"property": slug, **values}
        return PLACE.sub(lambda m: values.get(m[1], FILLED[m[2]]), self.path)

    @property
    def uuids(self) -> list[str]:
        """The names of the route's places that take an id."""
        return [name for name, kind in PLACE.findall(self.path) if kind == "uuid"]


@cache
def every_route() -> tuple[dict[str, Any], ...]:
    """Every route of the application that the tests ask."""
    return tuple(routes.every_route(application()))


@cache
def inside_routes() -> tuple[Asked, ...]:
    """Every method of every route inside a property."""
    return tuple(
        Asked(method, route["path"], route["right"])
        for route in every_route()
        if route["path"].startswith("/p/")
        for method in route["methods"]
        if method != "HEAD"
    )
