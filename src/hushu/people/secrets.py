"""Passwords and PINs are kept as argon2id, computed beside the event loop (PPL-5)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What an unknown user name is checked against, so that known and unknown cost the same (T15).
NOBODY = HASHER.hash("nobody has this password")


async def hashed(secret: str) -> str:
    """The secret's argon2id."""
    return await asyncio.to_thread(HASHER.hash, secret)


async def matches(kept: str, secret: str) -> bool:
    """Whether the secret is the one kept; an empty `kept` costs as much as a wrong secret."""
    return await asyncio.to_thread(_verify, kept or NOBODY, secret) and bool(kept)


def _verify(kept: str, secret: str) -> bool:
    try:
        return HASHER.verify(kept, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False
