"""The few statements a superuser owes the house, and a way to run them without a driver."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hushu.foundation.services.child import ServiceError

ROLES = ("hushu_owner", "hushu_app", "hushu_platform")
EXTENSIONS = "".join(
    f"CREATE EXTENSION IF NOT EXISTS {name};\n" for name in ("btree_gin", "btree_gist", "pg_trgm")
)
# Under row-level security an index is used only for operators that cannot leak a row.
LEAKPROOF = "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;\n"

CREATE_DATABASE = r"""
SELECT 'CREATE DATABASE hushu OWNER hushu_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'hushu')
\gexec
REVOKE ALL ON DATABASE hushu FROM PUBLIC;
GRANT CONNECT ON DATABASE hushu TO hushu_app, hushu_platform;
"""


def set_roles(passwords: Mapping[str, str]) -> str:
    """Create the roles that are missing and set every password; passwords are hexadecimal."""
    lines = []
    for role, password in passwords.items():
        lines.append(
            f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
        )
        attributes = "LOGIN CREATEDB" if role == ROLES[0] else "LOGIN"
        lines.append(f"ALTER ROLE {role} {attributes} PASSWORD '{password}';")
    return "\n".join(lines) + "\n"


def run_sql(psql: Path, url: str, statements: str) -> None:
    """Run a script and stop at its first error."""
    result = subprocess.run(
        [str(psql), "-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"],
        input=statements,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning", "PSQLRC": os.devnull},
    )
    if result.returncode:
        raise ServiceError(result.stderr.strip())
