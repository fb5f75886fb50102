"""The property's own certificate: made once, its key kept sealed with a key derived from the deployment's secret (SIGN-4)."""

import datetime as dt
import os
from uuid import UUID

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID

from hushu.foundation.settings import settings

YEARS = 15
KEY_BITS = 3072  # every PDF reader checks RSA; 3072 bits hold for as long as such papers are kept
NONCE = 12


class Identity(msgspec.Struct, frozen=True):
    """A certificate and its key, both DER; the key never leaves the process unsealed."""

    certificate: bytes
    key: bytes


def make_identity(name: str, now: dt.datetime) -> Identity:
    """A self-signed certificate in the property's name, for signing documents and nothing else."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    plain = serialization.NoEncryption()
    return Identity(
        certificate.public_bytes(der),
        key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain),
    )


def seal(key: bytes, property_id: UUID) -> bytes:
    """The key, readable only with the deployment's secret and only as this property's."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_wrapping(property_id)).encrypt(nonce, key, property_id.bytes)


def unseal(sealed: bytes, property_id: UUID) -> bytes:
    """The key. Raises cryptography's InvalidTag when secret or property are others."""
    return AESGCM(_wrapping(property_id)).decrypt(sealed[:NONCE], sealed[NONCE:], property_id.bytes)


def _wrapping(property_id: UUID) -> bytes:
    derive = HKDF(
        algorithm=hashes.SHA256(),
        length=32,
        salt=property_id.bytes,
        info=b"hushu signing certificate",
    )
    return derive.derive(settings().secret.encode())
