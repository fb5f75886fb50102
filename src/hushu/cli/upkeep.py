"""Migrations, the demo, and lists for people and programs outside."""

import argparse
import asyncio
import json
from collections.abc import Callable
from typing import Any

import msgspec
from piccolo.apps.migrations.commands.forwards import run_forwards

from hushu.cli.inside import alone, connected, services
from hushu.foundation import database
from hushu.foundation.rights import table


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """`--json` for programs."""
    if name in {"world", "routes"}:
        sub.add_argument("--json", action="store_true", help="for programs")


def run(options: argparse.Namespace) -> int:
    """One of the small commands."""
    match options.command:
        case "migrate":
            with services() as found:
                migrate(found.owner_url)
        case "demo":
            with services() as found:
                create_demo(found.app_url)
        case "world":
            show_world(as_json=options.json)
        case "routes":
            show_routes(as_json=options.json)
        case "rights":
            print(msgspec.json.format(msgspec.json.encode(table())).decode())
    return 0


def migrate(owner_url: str) -> None:
    """Brings the database to this version. Raises SystemExit with the reason when a step fails."""
    database.engine.config = {"dsn": owner_url}
    asyncio.run(run_forwards("hushu"))


def create_demo(app_url: str) -> bool:
    """Creates the demo companies where there are none; true when it did."""
    from hushu.signup import demo_world

    async def stands() -> bool:
        async with database.transaction():
            return await demo_world.stands()

    if alone(stands(), app_url):
        return False
    from hushu.signup.demo import create_all

    return connected(create_all(), app_url)


def show_world(*, as_json: bool) -> None:
    """The demo's people, as a table or as JSON."""
    from hushu.signup.demo_world import people

    row = "{property:<12} {username:<28} {password:<20} {pin:<8} {post}"
    _show(people(), row.format_map, as_json=as_json)


def show_routes(*, as_json: bool) -> None:
    """Every route with methods, whether public, and the right it asks."""
    from hushu.app import create_app
    from hushu.cli.routes import every_route

    def row(route: dict[str, Any]) -> str:
        asks = "public" if route["public"] else route["right"]
        return f"{','.join(route['methods']):<12} {route['path']:<60} {asks}"

    _show(every_route(create_app()), row, as_json=as_json)


def _show(
    things: list[dict[str, Any]], row: Callable[[dict[str, Any]], str], *, as_json: bool
) -> None:
    """As JSON for programs, for people a row each."""
    if as_json:
        print(json.dumps(things, ensure_ascii=False, indent=1))
        return
    for thing in things:
        print(row(thing))
