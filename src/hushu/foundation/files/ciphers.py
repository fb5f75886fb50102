"""How a file is sealed: AES-256-GCM under a random key of its own, so that two equal files have nothing in common.

The sealed file is nonce, ciphertext, tag. Text taken from a file is sealed under a key derived from the file's, so that
it dies with it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from hushu.foundation.files.disk import PIECE, pieces
from hushu.foundation.files.faults import Damaged

KEY, NONCE, TAG = 32, 12, 16
TEXT = b"hushu text of a file"


def new_key() -> bytes:
    """A key for one file and no other."""
    return os.urandom(KEY)


def sealed(data: bytes, key: bytes) -> Iterator[bytes]:
    """The sealed bytes, part by part."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce = os.urandom(NONCE)
    work = Cipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    yield nonce
    for piece in pieces(data):
        yield work.update(piece)
    yield work.finalize() + work.tag


def opened(file: Path, key: bytes) -> bytes:
    """The plain bytes. Raises Damaged when one byte is not as it was sealed, OSError when it cannot be read."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    left = file.stat().st_size - NONCE - TAG
    if left < 0:
        raise Damaged(file.name)
    with file.open("rb") as source:
        work = Cipher(algorithms.AES(key), modes.GCM(source.read(NONCE))).decryptor()
        parts = []
        while left and (part := source.read(min(PIECE, left))):
            parts.append(work.update(part))
            left -= len(part)
        try:
            work.finalize_with_tag(source.read(TAG))
        except (InvalidTag, ValueError) as fault:
            raise Damaged(file.name) from fault
    return b"".join(parts)


def sealed_text(text: str, key: bytes, of: bytes) -> bytes:
    """Words from a file, under a key that only the file's own key gives."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_text_key(key)).encrypt(nonce, text.encode(), of)


def opened_text(data: bytes, key: bytes, of: bytes) -> str:
    """The words. Raises Damaged when they are not as they were sealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_text_key(key)).decrypt(data[:NONCE], data[NONCE:], of).decode()
    except (InvalidTag, ValueError) as fault:
        raise Damaged("text") from fault


def _text_key(key: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    return HKDFExpand(algorithm=hashes.SHA256(), length=KEY, info=TEXT).derive(key)
