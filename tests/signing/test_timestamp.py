"""A timestamp service that works (RFC 3161 over HTTP): its token is in every signature, the paper says so, the check holds."""

import asyncio
import datetime as dt
import hashlib
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import keys, tsp, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hushu.foundation.settings import settings
from hushu.signing.routes.verify import judge
from pdfs import signs
from signing.test_paper import agreed, filed, judged, public_paper
from world import TOWER, House, text

DER = serialization.Encoding.DER


def authority() -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    """A time-stamping authority of its own: certificate for stamping and nothing else, and key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "本地时间戳服务")])
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    made = (
        certificates.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - day).not_valid_after(now + 365 * day)
        .add_extension(certificates.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return x509.Certificate.load(made.public_bytes(DER)), keys.PrivateKeyInfo.load(secret)


class Service:
    """A timestamp service that answers on this machine; `asked` counts its answers."""

    def __init__(self) -> None:
        self.certificate, key = authority()
        self.stamper, self.asked = DummyTimeStamper(self.certificate, key), 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}/tsa"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["content-type"] == "application/timestamp-query"
                body = self.rfile.read(int(self.headers["content-length"]))
                asked = tsp.TimeStampReq.load(body)
                answer = asyncio.run(service.stamper.async_request_tsa_response(asked)).dump()
                service.asked += 1
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service, named in the house's settings."""
    made = Service()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    monkeypatch.setenv("HUSHU_TSA_URL", made.address)
    settings.cache_clear()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.mark.req("SIGN-2", "SIGN-4")
async def test_every_signature_carries_a_valid_timestamp_and_the_paper_says_so(
    house: House, service: Service
) -> None:
    began = dt.datetime.now(dt.UTC).replace(microsecond=0)
    paper = await agreed(house)
    pdf, certificate = await filed(house, paper)
    roots = [x509.Certificate.load(certificate)]
    trusted = ValidationContext(trust_roots=roots, allow_fetching=False)
    stamps = ValidationContext(trust_roots=[service.certificate], allow_fetching=False)

    def checked() -> list[object]:
        return [
            validate_pdf_signature(
                one, signer_validation_context=trusted, ts_validation_context=stamps
            )
            for one in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        ]

    found = await asyncio.to_thread(checked)
    assert len(found) == 3
    assert service.asked >= len(found)
    for status in found:
        assert status.bottom_line
        stamp = status.timestamp_validity
        assert stamp is not None
        assert stamp.valid
        assert stamp.intact
        assert stamp.trusted
        assert began <= stamp.timestamp <= dt.datetime.now(dt.UTC)
    assert await house.value(TOWER, "select stamped from signing_paper where id = $1", paper)
    assert "已由外部时间戳服务加盖时间戳" in signs(pdf)
    code = await house.value(TOWER, "select code from signing_paper where id = $1", paper)
    assert "未使用时间戳服务" not in text(await (await house.visitor()).get(f"/verify/{code}"))


@pytest.mark.req("SIGN-2", "SIGN-4", "T33")
async def test_a_stamped_paper_passes_the_public_check_and_an_altered_one_does_not(
    house: House, service: Service
) -> None:
    paper = await agreed(house)
    assert service.asked
    pdf, certificate = await filed(house, paper)
    public = await public_paper(house, paper)
    good = await judged(pdf, certificate)
    assert judge(good, hashlib.sha256(pdf).hexdigest(), public) == "same"
    last = list(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures)[-1]
    first, length, rest, _ = last.byte_range
    for place in (first + length // 2, rest + 10):
        bad = bytearray(pdf)
        bad[place] ^= 1
        assert not (await judged(bytes(bad), certificate)).intact
