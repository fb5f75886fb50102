"""Builds the Litestar application from MODULES."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import CacheControlHeader
from litestar.handlers import BaseRouteHandler
from litestar.static_files import create_static_files_router

from hushu.foundation import admin, database, faults, health, logs, metrics, papers_routes
from hushu.foundation.company import Console, must_have_company_right
from hushu.foundation.headers import Headers
from hushu.foundation.house import stand
from hushu.foundation.live_stream import live
from hushu.foundation.opened import here
from hushu.foundation.places import STATIC
from hushu.foundation.refusals import NotAllowed, NotHere
from hushu.foundation.settings import settings
from hushu.foundation.templating import static_mark
from hushu.foundation.tenancy import Tenancy
from hushu.foundation.translation import catalogue
from hushu.modules import MODULES

LARGEST_BODY = 25 * 1024 * 1024
YEAR = 365 * 24 * 3600


async def must_have_right(_: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Every route inside a property names the right it asks (T2). Async: Litestar sends plain guards to a thread."""
    if handler.opt.get("streams"):
        return
    if "right" not in handler.opt:  # what the framework answers by itself: OPTIONS
        raise NotHere
    if not here().may(handler.opt["right"]):
        raise NotAllowed


@asynccontextmanager
async def lifespan(_: Litestar) -> AsyncIterator[None]:
    """Database pool and words ready before the first request; then the collector leaves what stays alone."""
    url = settings().app_database_url
    if url is None:
        raise RuntimeError("no database: start with ./hushu up")
    logs.set_up("web", settings().log_level)
    await database.connect(url)
    catalogue("zh_CN")
    settle()
    try:
        yield
    finally:
        await database.disconnect()


def settle() -> None:
    """What is there now stays for as long as the process: the collector looks at the rest alone, often and cheaply."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 10)


def create_app() -> Litestar:
    """The application: public routes, the company's console, and everything inside a property."""
    stand(MODULES)
    return Litestar(
        route_handlers=[
            _inside(),
            _console(),
            *(route for module in MODULES for route in module.public),
            *health.ROUTES,
            *metrics.ROUTES,
            *admin.routes(),
            _static(),
        ],
        lifespan=[lifespan],
        middleware=[metrics.Measured, Headers],
        exception_handlers=faults.HANDLERS,
        openapi_config=None,
        compression_config=CompressionConfig(
            backend="brotli",
            brotli_quality=1,
            brotli_lgwin=18,  # 256 KiB of looking back: no page is longer, and the default takes 4 MiB for it
            brotli_gzip_fallback=True,
        ),
        request_max_body_size=LARGEST_BODY,
    )


def _inside() -> Router:
    """Everything inside a property, each route behind its right."""
    return Router(
        "/p/{property:str}",
        route_handlers=[
            live,
            *papers_routes.ROUTES,
            *(route for module in MODULES for route in module.routes),
        ],
        middleware=[Tenancy],
        guards=[must_have_right],
    )


def _console() -> Router:
    """The company's console."""
    return Router(
        "/c/{company:str}",
        route_handlers=[route for module in MODULES for route in module.company],
        middleware=[Console],
        guards=[must_have_company_right],
    )


def _static() -> Router:
    """Style, scripts and pictures, kept by browsers for good: their address names their content."""
    return create_static_files_router(
        f"/static/{static_mark()}",
        directories=[STATIC],
        cache_control=CacheControlHeader(public=True, max_age=YEAR, immutable=True),
        opt={"public": True},
        include_in_schema=False,
    )
