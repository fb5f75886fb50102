"""Checks the signatures of a PDF somebody dropped, in the confined child: any bytes may come (T18, T33)."""

import dataclasses
import io

import msgspec
from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from hushu.foundation.confined_child import serve
from hushu.signing.verdicts import Task, Verdict


def work(job: bytes) -> bytes:
    """The verdict as msgpack; whatever pyHanko raises counts as not intact."""
    task = msgspec.msgpack.decode(job, type=Task)
    try:
        verdict = checked(task)
    except Exception:  # broken, hostile or no PDF at all: none of it is an intact paper
        verdict = Verdict(False, [])
    return msgspec.msgpack.encode(verdict)


def checked(task: Task) -> Verdict:
    """The verdict. Raises whatever a PDF that is none provokes."""
    reader = PdfFileReader(io.BytesIO(task.pdf), strict=True)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(task.certificate)], allow_fetching=False
    )
    found = list(reader.embedded_regular_signatures)
    reasons = [str(one.sig_object.get("/Reason", "")) for one in found]
    # The last one covers most: where the bytes were altered it says so first, and the others need not be asked.
    for place, one in enumerate(reversed(found)):
        status = validate_pdf_signature(one, signer_validation_context=context)
        whole = place > 0 or status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        if not (whole and _holds(status)):
            return Verdict(False, reasons)
    return Verdict(bool(found), reasons)


def _holds(status: PdfSignatureStatus) -> bool:
    """pyHanko's judgement, but that a timestamp must be whole, not by an authority we know: the property's key is what counts."""
    stamp = status.timestamp_validity
    whole = stamp is None or (stamp.intact and stamp.valid)
    return whole and dataclasses.replace(status, timestamp_validity=None).bottom_line


if __name__ == "__main__":
    serve(work)
