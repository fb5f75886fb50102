"""PAdES: one signature per entry of the chain, by the property's certificate, in the order people signed (SIGN-4)."""

import asyncio
import io
from collections.abc import Sequence

import msgspec
import structlog
from asn1crypto import x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hushu.foundation.settings import settings
from hushu.signing.sealing import Identity

PATIENCE = 5  # seconds for the timestamp service
log = structlog.get_logger()


class Mark(msgspec.Struct, frozen=True):
    """One signature to be put on. field: its name in the PDF; reason: what was done, with the entry's hash."""

    field: str
    signer: str
    reason: str
    place: str


class OwnKey(signers.Signer):
    """Signs by the property's RSA key, opened once a paper; pyHanko's own opens and checks it anew for each signature."""

    def __init__(self, identity: Identity) -> None:
        super().__init__(
            signing_cert=x509.Certificate.load(identity.certificate),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        # Made here and sealed against every change: checking its primes again takes 0.2 s and finds nothing.
        key = serialization.load_der_private_key(
            identity.key, None, unsafe_skip_rsa_key_validation=True
        )
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("a property signs by RSA")
        self._key = key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """The raw signature; one of the same length while pyHanko only asks how much room it needs."""
        if dry_run:
            return bytes(self._key.key_size // 8)
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return self._key.sign(data, PKCS1v15(), hashes.SHA256())


def timestamper() -> TimeStamper | None:
    """The timestamp service, or None where none is configured or it does not answer now: the signature holds without it."""
    url = settings().tsa_url
    if url is None:
        return None
    service = HTTPTimeStamper(str(url), timeout=PATIENCE)
    try:
        asyncio.run(service.async_dummy_response("sha256"))
    except Exception as fault:  # whatever an outside service does, papers are still made
        log.warning("timestamp_service_unreachable", fault=repr(fault))
        return None
    return service


def sign(
    pdf: bytes, marks: Sequence[Mark], identity: Identity, service: TimeStamper | None
) -> bytes:
    """The PDF with all signatures, each an appended revision; for a thread of its own (some 0.1 s a signature)."""
    return asyncio.run(_sign(pdf, marks, identity, service))


async def _sign(
    pdf: bytes, marks: Sequence[Mark], identity: Identity, service: TimeStamper | None
) -> bytes:
    signer = OwnKey(identity)
    for place, mark in enumerate(marks):
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        # The first one certifies the paper: after it only further signatures may be added.
        meta = signers.PdfSignatureMetadata(
            field_name=mark.field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=mark.reason,
            name=mark.signer, location=mark.place, certify=place == 0, docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        )  # fmt: skip
        signed = await signers.async_sign_pdf(writer, meta, signer=signer, timestamper=service)
        pdf = signed.getvalue()
    return pdf
