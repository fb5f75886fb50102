"""Jinja: one environment, autoescape always on, undefined names are faults."""

import hashlib
from functools import lru_cache
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hushu.foundation import filters
from hushu.foundation.opened import here
from hushu.foundation.places import STATIC, TEMPLATES
from hushu.foundation.translation import translate


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of pages and printed papers."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals |= {"_": translate, "at": at, "asset": asset, "dom_id": dom_id}
    made.filters |= filters.FILTERS
    return made


def render(template: str, context: dict[str, Any]) -> str:
    """The template filled in. Raises jinja2 errors, which are faults of ours."""
    return environment().get_template(template).render(context)


def at(path: str = "") -> str:
    """The URL of a path inside the open property: `at("/log")` is `/p/harbour/log`."""
    return f"/p/{here().slug}{path}"


@lru_cache(maxsize=1)
def static_mark() -> str:
    """A mark of all static files together: they import each other, so they are kept and renewed together."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(STATIC)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=512)
def asset(path: str) -> str:
    """A static file's URL with the mark in it, so that browsers may keep it for good."""
    return f"/static/{static_mark()}/{path}"


def dom_id(thing: Any, suffix: str = "") -> str:
    """The id of a thing's element: its kind, its id, and which part (`line_0197_clock`)."""
    name = type(thing).__name__.lower()
    identity = thing.id if isinstance(getattr(thing, "id", None), UUID | int | str) else thing
    return f"{name}_{identity}{'_' if suffix else ''}{suffix}"
