"""Sealing: bytes that only this deployment's secret opens, for one purpose, one property and one thing (SIGN-4, ARCH-44)."""

import os
from uuid import UUID

from hushu.foundation.settings import settings

NONCE = 12


class NotOpened(Exception):
    """The seal does not open: another secret, another purpose, or bytes that were changed."""


def seal(data: bytes, purpose: bytes, realm: UUID, of: UUID, *, secret: str = "") -> bytes:
    """The data, readable only with the deployment's secret and only as what it was sealed for."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # when something is sealed

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_wrapping(purpose, realm, secret)).encrypt(nonce, data, of.bytes)


def unseal(sealed: bytes, purpose: bytes, realm: UUID, of: UUID, *, secret: str = "") -> bytes:
    """What was sealed. Raises NotOpened when secret, purpose, property or thing are others."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_wrapping(purpose, realm, secret))
    try:
        return wrapping.decrypt(sealed[:NONCE], sealed[NONCE:], of.bytes)
    except (InvalidTag, ValueError) as fault:
        raise NotOpened(purpose.decode()) from fault


def _wrapping(purpose: bytes, realm: UUID, secret: str) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=realm.bytes, info=purpose)
    return derive.derive((secret or settings().secret).encode())
