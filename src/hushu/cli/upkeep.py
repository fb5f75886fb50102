"""Migrations, the demo, and lists for people and programs outside."""

import argparse
import asyncio
import json

import msgspec
from piccolo.apps.migrations.commands.forwards import run_forwards

from hushu.cli.inside import connected, services
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
    from hushu.signup.demo import create_all

    return connected(create_all(), app_url)


def show_world(*, as_json: bool) -> None:
    """The demo's people, as a table or as JSON."""
    from hushu.signup.demo import people

    everybody = people()
    if as_json:
        print(json.dumps(everybody, ensure_ascii=False, indent=1))
        return
    for person in everybody:
        print(
            f"{person['property']:<12} {person['username']:<28} {person['password']:<20} {person['pin']:<8} {person['post']}"
        )


def show_routes(*, as_json: bool) -> None:
    """Every route with methods, whether public, and the right it asks."""
    from hushu.cli.routes import every_route

    routes = every_route()
    if as_json:
        print(json.dumps(routes, ensure_ascii=False, indent=1))
        return
    for route in routes:
        print(
            f"{','.join(route['methods']):<12} {route['path']:<60} {'public' if route['public'] else route['right']}"
        )
