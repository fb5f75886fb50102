"""Our own Postgres: made once, started on a unix socket, furnished with roles and one database."""

import hashlib
import hmac
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from hushu.foundation.services.child import Child, ServiceError, wait_until_gone
from hushu.foundation.services.lodging import Lodging
from hushu.foundation.services.sql import (
    CREATE_DATABASE,
    EXTENSIONS,
    LEAKPROOF,
    ROLES,
    run_sql,
    set_roles,
)
from hushu.foundation.settings import kept_secret

SUPERUSER = "postgres"
DATABASE = "hushu"
_FURNISHED = "furnished-1"
_DURABLE = ("wal_compression=on", "max_wal_size=512MB")
# A vacuum of its own would hold a test's database that is to be dropped; nothing lives long enough to need one.
_FAST = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_wal_size=2GB",
    "autovacuum=off",
)
_ALWAYS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=100",
    "shared_buffers=128MB",
    "jit=off",  # pages of fifty rows never earn a compilation back
    "random_page_cost=1.1",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_line_prefix=%m [%p] %u@%d ",
    "log_checkpoints=off",
    "cluster_name=hushu",
)


def answers(lodging: Lodging) -> bool:
    """Does it take connections now? False while it starts, recovers or shuts down."""
    command = [str(lodging.postgres / "pg_isready"), "-q", "-t", "1", "-h", str(lodging.sockets)]
    return subprocess.run(command, check=False).returncode == 0


def start(lodging: Lodging, *, fast: bool) -> Child:
    """Start it, made first when this data folder has none."""
    cluster = _cluster(lodging, fast=fast)
    wait_until_gone(cluster / "postmaster.pid", "postgres")
    command = [str(lodging.postgres / "postgres"), "-D", str(cluster)]
    command += ["-c", f"unix_socket_directories={lodging.sockets}"]
    for setting in (*_ALWAYS, *(_FAST if fast else _DURABLE)):
        command += ["-c", setting]
    return Child(
        "Postgres",
        command,
        answers=lambda: answers(lodging),
        lodging=lodging,
        stop_with=(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL),
    )


def furnish(lodging: Lodging) -> None:
    """Roles, extensions and the database; repeatable, and skipped once it is all there."""
    done = lodging.server / _FURNISHED
    if done.exists():
        return
    psql, admin = lodging.postgres / "psql", _url(lodging, SUPERUSER, "postgres")
    run_sql(psql, _url(lodging, SUPERUSER, "template1"), EXTENSIONS + LEAKPROOF)
    run_sql(psql, admin, set_roles({role: _password(lodging, role) for role in ROLES}))
    run_sql(psql, admin, CREATE_DATABASE)
    done.touch()


def role_urls(lodging: Lodging) -> tuple[str, str, str]:
    """Owner, app, platform."""
    owner, app, platform = (_url(lodging, role, DATABASE) for role in ROLES)
    return owner, app, platform


def superuser_url(lodging: Lodging, database: str = DATABASE) -> str:
    """For backup and restore, which must see every row; nothing that serves a page uses it."""
    return _url(lodging, SUPERUSER, database)


def _cluster(lodging: Lodging, *, fast: bool) -> Path:
    """The cluster's folder, made beside its final place so that half a one never counts."""
    cluster = lodging.server / "postgres"
    if cluster.exists():
        _refuse_other_version(lodging, cluster)
        return cluster
    building = lodging.server / "postgres.new"
    shutil.rmtree(building, ignore_errors=True)
    handle, name = tempfile.mkstemp(prefix="hushu-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(_password(lodging, SUPERUSER))
        if lodging.account:
            lodging.account.owns(Path(name))
        command = [str(lodging.postgres / "initdb"), "-D", str(building), "-U", SUPERUSER, "-k"]
        command += ["--auth=scram-sha-256", f"--pwfile={name}", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--builtin-locale=C.UTF-8"]
        arguments = lodging.account.process_arguments() if lodging.account else {}
        result = subprocess.run(
            [*command, *(["--no-sync"] if fast else [])],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            **arguments,
        )
    finally:
        Path(name).unlink(missing_ok=True)
    if result.returncode:
        raise ServiceError(f"无法建立数据库：\n{result.stderr.strip()[-1500:]}")
    building.rename(cluster)
    return cluster


def _refuse_other_version(lodging: Lodging, cluster: Path) -> None:
    found = (cluster / "PG_VERSION").read_text().strip()
    result = subprocess.run(
        [str(lodging.postgres / "postgres"), "-V"], check=True, capture_output=True, text=True
    )
    ours = result.stdout.split()[2].split(".")[0]
    if found != ours:
        raise ServiceError(
            f"数据目录由 Postgres {found} 建立，本版自带 {ours}："
            "请用旧版 ./hushu backup 备份，再用本版 ./hushu restore 恢复到新目录。"
        )


def _password(lodging: Lodging, role: str) -> str:
    master = kept_secret(lodging.data, "postgres")
    return hmac.new(master.encode(), role.encode(), hashlib.sha256).hexdigest()


def _url(lodging: Lodging, role: str, database: str) -> str:
    return f"postgresql://{role}:{_password(lodging, role)}@/{database}?host={lodging.sockets}"
