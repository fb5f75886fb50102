"""PAdES: one signature per entry of the chain, by the property's certificate, in the order people signed (SIGN-4)."""

import asyncio
import io
from collections.abc import Sequence

import msgspec
import structlog
from asn1crypto import keys, x509  # type: ignore[import-untyped]
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
    """The PDF with all signatures, each an appended revision; for a thread of its own (0.15 s a signature)."""
    return asyncio.run(_sign(pdf, marks, identity, service))


async def _sign(
    pdf: bytes, marks: Sequence[Mark], identity: Identity, service: TimeStamper | None
) -> bytes:
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=keys.PrivateKeyInfo.load(identity.key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
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
