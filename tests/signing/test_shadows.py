"""Shadow attacks: whatever is laid over, put into or appended to a signed paper, it is not taken for intact (T33)."""

import asyncio
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from asn1crypto import keys, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hushu.signing.sealing import make_identity
from signing.test_paper import agreed, filed, judged
from world import House

Change = Callable[[IncrementalPdfFileWriter], None]
BOX = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 600, 800)])
INK = b"1 1 1 rg 0 0 600 800 re f"


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0]


def _reference(writer: IncrementalPdfFileWriter) -> generic.IndirectObject:
    return writer.root["/Pages"]["/Kids"].raw_get(0)


def smaller_page(writer: IncrementalPdfFileWriter) -> None:
    """Most of the page is cut off."""
    page = _page(writer)
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 90, 90)])
    writer.update_container(page)


def overlay(writer: IncrementalPdfFileWriter) -> None:
    """A note over the text."""
    note = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
        pdf_name("/Rect"): BOX, pdf_name("/Contents"): generic.TextStringObject("同意"),
        pdf_name("/F"): generic.NumberObject(4),
    })  # fmt: skip
    writer.register_annotation(_reference(writer), writer.add_object(note))


def other_content(writer: IncrementalPdfFileWriter) -> None:
    """The page's own drawing is replaced."""
    page = _page(writer)
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=INK))
    writer.update_container(page)


def other_page(writer: IncrementalPdfFileWriter) -> None:
    """Another page object stands in the first one's place."""
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): BOX, pdf_name("/Parent"): writer.root.raw_get("/Pages"),
        pdf_name("/Contents"): writer.add_object(generic.StreamObject(stream_data=INK)),
    })  # fmt: skip
    pages["/Kids"][0] = writer.add_object(page)
    writer.update_container(pages["/Kids"])


def form_field(writer: IncrementalPdfFileWriter) -> None:
    """A text field with words of its own, as forms have them."""
    field = writer.add_object(generic.DictionaryObject({
        pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.TextStringObject("opinion"),
        pdf_name("/V"): generic.TextStringObject("同意"), pdf_name("/Type"): pdf_name("/Annot"),
        pdf_name("/Subtype"): pdf_name("/Widget"), pdf_name("/Rect"): BOX, pdf_name("/P"): _reference(writer),
    }))  # fmt: skip
    writer.register_annotation(_reference(writer), field)
    form = writer.root["/AcroForm"]
    form["/Fields"].append(field)
    writer.update_container(form["/Fields"])


def empty_signature_field(writer: IncrementalPdfFileWriter) -> None:
    """A place for one more signature, visible over the text."""
    fields.append_signature_field(writer, fields.SigFieldSpec("Extra", box=(0, 0, 600, 800)))


CHANGES = (smaller_page, overlay, other_content, other_page, form_field, empty_signature_field)


def changed(pdf: bytes, change: Change) -> bytes:
    """The file with the change in an appended revision; what was signed is still there, bit for bit."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    made = out.getvalue()
    assert made.startswith(pdf)
    assert len(made) > len(pdf)
    return made


def foreign(pdf: bytes) -> bytes:
    """One more signature, by a certificate of the same name that somebody else made."""
    other = make_identity("澄港国际中心", datetime.now(UTC))
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(other.certificate),
        signing_key=keys.PrivateKeyInfo.load(other.key),
        cert_registry=SimpleCertificateStore(),
    )
    meta = signers.PdfSignatureMetadata(field_name="Step99", name="闫䶮", reason="3 同意")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    return signers.sign_pdf(writer, meta, signer=signer).getvalue()


@pytest.mark.req("SIGN-2", "SIGN-4", "T33")
async def test_every_steps_signature_holds_and_no_shadow_is_accepted(house: House) -> None:
    pdf, certificate = await filed(house, await agreed(house))
    said = await asyncio.to_thread(bottom_lines, pdf, certificate)
    assert [line for _, line in said] == [True] * 3
    assert [name for name, _ in said] == ["Step01", "Step02", "Step03"]
    assert (await judged(pdf, certificate)).intact
    shadows = {change.__name__: changed(pdf, change) for change in CHANGES}
    shadows["foreign"] = await asyncio.to_thread(foreign, pdf)
    shadows["text"] = pdf + b"\n% agreed to everything\n"
    shadows["cut to the first signer"] = pdf[: end_of_first(pdf)]
    accepted = [name for name, data in shadows.items() if binds(await judged(data, certificate))]
    assert accepted == []


def binds(verdict: object) -> bool:
    """Whether the file would pass for the whole paper of three signers."""
    return bool(getattr(verdict, "intact", False)) and len(getattr(verdict, "reasons", [])) == 3


def bottom_lines(pdf: bytes, certificate: bytes) -> list[tuple[str, bool]]:
    """What pyHanko says of each signature, as any validating reader would."""
    context = ValidationContext(trust_roots=[x509.Certificate.load(certificate)])
    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return [
        (str(one.field_name), validate_pdf_signature(one, signer_validation_context=context).bottom_line)
        for one in found
    ]  # fmt: skip


def end_of_first(pdf: bytes) -> int:
    """Where the first signer's revision ends."""
    first = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[0]
    _, _, second, rest = first.byte_range
    return int(second + rest)


def pages_alone(pdf: bytes) -> bytes:
    """The printed paper as it was before anybody's signature was put on it."""
    end = b"%%EOF\n"
    return pdf[: pdf.index(end) + len(end)]
