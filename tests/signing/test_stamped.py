"""Papers whose signatures carry a timestamp of an outside service (SIGN-4)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from hushu.signing.commands.stamps import identity
from hushu.signing.pades import Mark, sign
from signing.test_paper import agreed, filed, judged
from signing.test_shadows import CHANGES, changed, pages_alone
from world import TOWER, House

MARKS = [Mark(f"Step{n:02}", "闫䶮", f"{n} 同意", "澄港国际中心") for n in (1, 2)]


def service() -> DummyTimeStamper:
    """A timestamp service of one's own."""
    key, now = rsa.generate_private_key(public_exponent=65537, key_size=2048), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trial time")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    der = serialization.Encoding.DER
    plain = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return DummyTimeStamper(
        asn1.Certificate.load(made.public_bytes(der)), keys.PrivateKeyInfo.load(plain)
    )


@pytest.mark.req("SIGN-2", "SIGN-4", "T33")
async def test_a_paper_with_timestamps_passes_the_check_and_its_shadows_do_not(
    house: House,
) -> None:
    filed_pdf, certificate = await filed(house, await agreed(house))
    async with house.at(TOWER):
        own = await identity()
    pdf = await asyncio.to_thread(sign, pages_alone(filed_pdf), MARKS, own, service())
    verdict = await judged(pdf, certificate)
    assert (verdict.intact, len(verdict.reasons)) == (True, 2)
    shadows = [changed(pdf, change) for change in CHANGES] + [pdf + b"\n% more"]
    assert [(await judged(data, certificate)).intact for data in shadows] == [False] * len(shadows)
