"""`hushu bag FILE --property SLUG`: brings an exported package of archives into a property (ARCH-50)."""

import argparse
import asyncio
import sys
from pathlib import Path
from uuid import UUID

import asyncpg

from hushu.archives.commands.bringing_in import Brought, bring_in
from hushu.cli.inside import connected, services
from hushu.foundation.refusals import Refused
from hushu.foundation.tenancy import opened
from hushu.foundation.translation import translate


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """The package and where it goes."""
    sub.add_argument("file", type=Path, help="the .zip that was exported")
    sub.add_argument("--property", required=True, help="the property's short name in its address")


def run(options: argparse.Namespace) -> int:
    """Everything in the package, or nothing and a sentence why."""
    with services() as found:
        try:
            place = asyncio.run(_property(options.property, found.platform_url))
            came = connected(_into(place, options.file), found.app_url)
        except Refused as fault:
            words, values = next(iter(fault.errors.values()))
            print(f"户枢 · {translate(words, **values)}", file=sys.stderr)
            return 1
        except LookupError:
            print(f"户枢 · 没有名为 {options.property} 的项目。", file=sys.stderr)
            return 1
    print(f"已导入：{len(came.volumes)} 卷，{came.items} 件，{came.files} 个原件，逐一核对一致。")
    for one in came.left:
        print(f"未导入：{one.number}（{one.about}）{one.why}")
    return 0


async def _property(slug: str, platform_url: str) -> UUID:
    """Raises LookupError when there is none of that name."""
    connection = await asyncpg.connect(platform_url)
    try:
        found = await connection.fetchval("select id from property_slugs() where slug = $1", slug)
    finally:
        await connection.close()
    if found is None:
        raise LookupError(slug)
    return UUID(str(found))


async def _into(place: UUID, package: Path) -> Brought:
    async with opened(place, actor="hushu bag"):
        return await bring_in(package)
