"""Archives beside their floors: finding, pages, filing, long catalogs (ARCH-4, ARCH-10). `python -m bench.archives --items 100000`."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from bench import papers, shelves
from bench.fill import fill
from bench.floors import timed
from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate
from hushu.foundation.services.lodging import lodge
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings

TWO = "梯困"
UNWALLED = """select item, dated from archive_text where property = $1 and grams @> array['梯困']
               order by dated desc, item desc limit 51"""


@contextmanager
def house() -> Iterator[Any]:
    """A house of its own, with the demo in it."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="hushu-bench-", ignore_cleanup_errors=True)
            )
        )
        folder.chmod(0o711)
        os.environ |= {
            "HUSHU_DATA": str(folder),
            "HUSHU_ORIGIN": "http://127.0.0.1:8753",
            "HUSHU_PORT": "8753",
        }
        settings.cache_clear()
        found = stack.enter_context(services())
        migrate(found.owner_url)
        create_demo(found.app_url)
        yield found, superuser_url(lodge(folder))


async def finding(app_url: str, superuser: str, place: str) -> dict[str, float]:
    """Milliseconds of a search for two characters: the house's statement behind its walls, and the same index condition bare."""
    floor = await asyncpg.connect(superuser, server_settings={"jit": "off"})
    walled = await asyncpg.connect(app_url, server_settings={"jit": "off"})
    try:
        bare = await timed(floor, UNWALLED, place)
        async with walled.transaction():
            real = await shelves.searched(walled, place, TWO)
    finally:
        await floor.close()
        await walled.close()
    return {"bare": bare, "house": real, "ratio": real / bare}


def run(properties: int, items: int, large: int) -> dict[str, Any]:
    """Everything, in one house, one after the other."""
    figures: dict[str, Any] = {"properties": properties, "items": items, "large": large}
    with house() as (found, superuser):
        place = asyncio.run(shelves.filled(superuser, large, ["harbour"]))
        figures["find, one property"] = asyncio.run(finding(found.app_url, superuser, place))
        began = time.monotonic()
        asyncio.run(fill(superuser, properties, {"property": "p.id"}, 0, []))
        asyncio.run(shelves.filled(superuser, max(1, items // max(properties, 1)), None))
        figures["filled in s"] = round(time.monotonic() - began, 1)
        figures["find, all properties"] = asyncio.run(finding(found.app_url, superuser, place))
        figures["filing"] = asyncio.run(shelves.filing(found.app_url, UUID(place)))
        figures["catalog of 2,000 rows"] = papers.compared(2000)
        figures["the pages of as many rows"] = papers.measured("drawn", large)
        figures["catalog of the large property"] = asyncio.run(
            shelves.catalog(found.app_url, UUID(place))
        )
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="hushu bench archives")
    parser.add_argument("--properties", type=int, default=100)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--large", type=int, default=20_000)
    given = parser.parse_args()
    json.dump(
        run(given.properties, given.items, given.large), sys.stdout, indent=1, ensure_ascii=False
    )
    print()
