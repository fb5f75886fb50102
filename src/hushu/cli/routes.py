"""Every route of the application, as outside checks want to know it."""

from typing import Any

from litestar import Litestar


def every_route(app: Litestar) -> list[dict[str, Any]]:
    """Path, methods, whether anybody may ask, and the right it asks otherwise."""
    found: list[dict[str, Any]] = []
    for route in app.routes:
        handlers = getattr(route, "route_handlers", None) or [getattr(route, "route_handler", None)]
        for handler in handlers:
            methods = sorted(getattr(handler, "http_methods", {"GET"}) - {"OPTIONS"})
            if not methods:
                continue
            opt = handler.opt
            found.append(
                {
                    "path": route.path,
                    "methods": methods,
                    "public": bool(opt.get("public")),
                    "right": opt.get("right", ""),
                }
            )
    return sorted(found, key=lambda r: (r["path"], r["methods"]))
