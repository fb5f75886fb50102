"""Passwords and PINs are kept as argon2id, computed beside the event loop (PPL-5)."""

import asyncio
from base64 import b64decode

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import hash_secret

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What an unknown user name is checked against, so that known and unknown cost the same (T15).
NOBODY = HASHER.hash("nobody has this password")
NOBODY_SALTED, _, HASH = NOBODY.rpartition("$")


async def hashed(secret: str) -> str:
    """The secret's argon2id."""
    return await asyncio.to_thread(HASHER.hash, secret)


async def matches(kept: str, secret: str) -> bool:
    """Whether the secret is the one kept; an empty `kept` costs as much as a wrong secret."""
    return await asyncio.to_thread(_verify, kept or NOBODY, secret) and bool(kept)


async def proof(salted: str, secret: str) -> str:
    """The argon2id of a secret under an account's own salt and costs, for the database to compare; nobody's without one."""
    return await asyncio.to_thread(_computed, salted or f"{NOBODY_SALTED}$", secret)


def _verify(kept: str, secret: str) -> bool:
    try:
        return HASHER.verify(kept, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _computed(salted: str, secret: str) -> str:
    costs = extract_parameters(f"{salted}{HASH}")
    salt = b64decode(salted.split("$")[-2] + "==")
    return hash_secret(
        secret.encode(), salt, costs.time_cost, costs.memory_cost, costs.parallelism, costs.hash_len, costs.type, costs.version
    ).decode()  # fmt: skip
