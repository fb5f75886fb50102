"""The property's own certificate: made once, its key kept sealed with a key derived from the deployment's secret (SIGN-4)."""

import datetime as dt
from uuid import UUID

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from hushu.foundation import sealing

YEARS = 15
KEY_BITS = 3072  # every PDF reader checks RSA; 3072 bits hold for as long as such papers are kept
PURPOSE = b"hushu signing certificate"


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
    return sealing.seal(key, PURPOSE, property_id, property_id)


def unseal(sealed: bytes, property_id: UUID) -> bytes:
    """The key. Raises sealing.NotOpened when secret or property are others."""
    return sealing.unseal(sealed, PURPOSE, property_id, property_id)
