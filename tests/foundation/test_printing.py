"""Printing: nothing but our own files enters a paper, rare names print, and hostile pages fail politely."""

import gzip
import io
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import msgspec
import pikepdf
import pytest

from hushu.foundation import printing
from hushu.foundation.confined import Confined, Overrun
from hushu.foundation.printing import NotPrinted, html_to_pdf
from hushu.foundation.ruled import ruled, width, wrapped
from hushu.foundation.templating import environment
from pdfs import words

CANARY = "CANARY7f3a"
RARE = "㛃䶮𬱖昇堃喆犇垚彧"


class Sink(BaseHTTPRequestHandler):
    """Counts whoever calls; redirects to a file where it is asked to."""

    hits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answers everything with the canary."""
        self.hits.append(self.path)
        self.send_response(302 if "redirect" in self.path else 200)
        if "redirect" in self.path:
            self.send_header("Location", self.path.split("to=")[1])
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def sink() -> Iterator[str]:
    """A server on this machine that nobody should call."""
    Sink.hits = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def vectors(web: str, folder: Path) -> list[str]:
    """Every way a page may ask for something that is not its own."""
    (folder / "c.txt").write_text(CANARY)
    (folder / "c.css").write_text(f'body::after{{content:"{CANARY}"}}')
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30"><text y="20">{CANARY}</text></svg>'
    (folder / "c.svg").write_text(drawing)
    (folder / "c.svgz").write_bytes(gzip.compress(drawing.encode()))
    file = folder.as_uri()
    nested = quote(f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" '
                   f'height="30"><image xlink:href="{file}/c.svg" width="99" height="30"/><image href="{web}/n" '
                   f'width="9" height="9"/></svg>')  # fmt: skip
    entity = quote(f'<!DOCTYPE s [<!ENTITY x SYSTEM "{file}/c.txt">]><svg xmlns="http://www.w3.org/2000/svg" '
                   f'width="99" height="30"><text y="20">&x;</text></svg>')  # fmt: skip
    up = "../" * 12
    both = [
        ask.format(at=at)
        for at in (f"{file}/c.svg", f"{web}/x.svg")
        for ask in (
            '<img src="{at}">', '<object data="{at}" type="image/svg+xml"></object>', '<embed src="{at}">',
            '<div style="background:url({at})">x</div>', '<ul style="list-style-image:url({at})"><li>x</ul>',
            '<p style="content:url({at})">x</p>', '<style>p::before{{content:url({at})}}</style><p>x',
            '<style>@page{{background:url({at})}}</style>', '<div style="border-image:url({at}) 3;border:3px solid">x</div>',
            '<link rel="attachment" href="{at}">', '<a rel="attachment" href="{at}">x</a>',
            '<svg width="99" height="30"><image href="{at}" width="99" height="30"/></svg>',
            '<svg width="99" height="30"><use href="{at}#a"/></svg>', '<base href="{at}"><img src="x.svg">',
        )
    ]  # fmt: skip
    sheets = [
        ask.format(at=at)
        for at in (f"{file}/c.css", f"{web}/c.css")
        for ask in (
            '<link rel="stylesheet" href="{at}">', '<style>@import url({at});</style>',
            '<link rel="stylesheet" href="data:text/css,@import%20url({at});">',
            '<style>@font-face{{font-family:x;src:url({at})}}p{{font-family:x}}</style><p>x',
        )
    ]  # fmt: skip
    paths = [f"{up}{folder}/c.svg", f"/static/{up}{folder}/c.svg", f"/static/img/%2e%2e/%2e%2e{folder}/c.svg",
             f"/static/css/print/..%2f..%2f..%2f..{folder}/c.svg", f"//{web[7:]}/p", f"{file}/c.svgz",
             f"{web}/redirect?to={file}/c.svg", "/etc/hostname", f"FILE://{folder}/c.svg", f"hushu:{folder}/c.svg",
             "/static/js/app.js", f"data:image/svg+xml,{nested}", f"data:image/svg+xml,{entity}"]  # fmt: skip
    return [*both, *sheets, *(f'<img src="{path}">' for path in paths)]


def every_byte(pdf: bytes) -> bytes:
    """The file with every stream unpacked."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return made.getvalue()


def fonts_of(pdf: bytes) -> str:
    """The fonts of the file, a line each, as poppler tells them."""
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.req("T16")
async def test_no_vector_reaches_a_file_or_the_network(sink: str, tmp_path: Path) -> None:
    tried = vectors(sink, tmp_path)
    assert len(tried) >= 40
    for vector in tried:
        pdf = await html_to_pdf(f"<html><body>{vector}<p>printed</body></html>")
        assert CANARY.encode() not in every_byte(pdf), vector
        assert CANARY not in words(pdf), vector
    assert Sink.hits == []


@pytest.mark.req("T16")
def test_the_vectors_are_real_for_a_press_without_our_walls(sink: str, tmp_path: Path) -> None:
    import weasyprint

    leaked = 0
    for vector in vectors(sink, tmp_path)[:36]:
        pdf = weasyprint.HTML(
            string=f"<html><body>{vector}<p>x</body></html>", base_url="file:///"
        ).write_pdf()
        leaked += CANARY.encode() in every_byte(pdf)
    assert leaked >= 2  # attachments; drawn text is there as glyphs only
    assert len(Sink.hits) >= 12


@pytest.mark.req("SIGN-4", "T16")
async def test_rare_name_characters_print_in_both_faces() -> None:
    page = environment().from_string(
        """<html lang="zh-CN"><head><link rel="stylesheet" href="{{ asset('css/print/paper.css') }}"></head>
        <body class="portrait"><p>{{ rare }}</p></body><body></html>"""
    )
    for kind in ("portrait", "letter"):
        pdf = await html_to_pdf(page.render(rare=RARE).replace("portrait", kind))
        assert RARE in words(pdf)
        fonts = fonts_of(pdf)
        assert "CJK" in fonts
        assert all(
            line.split()[-5] == "yes" for line in fonts.splitlines()[2:]
        )  # every face is embedded


@pytest.mark.req("T17")
async def test_hostile_pages_fail_politely_and_the_next_one_prints() -> None:
    nested = "<table><tr><td>" * 60
    divs = "<div style='display:flex'>" * 600
    laughs = quote('<!DOCTYPE s [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>')  # fmt: skip
    with pytest.raises(NotPrinted, match="nested too deeply"):
        await html_to_pdf(nested)
    with pytest.raises(NotPrinted):
        await html_to_pdf(divs)
    with pytest.raises(NotPrinted, match="too large"):
        await html_to_pdf("x" * 9_000_000)
    assert (await html_to_pdf(f'<img src="data:image/svg+xml,{laughs}">')).startswith(b"%PDF")
    assert (await html_to_pdf("<p>after")).startswith(b"%PDF")


def killing(press: Confined) -> bytes:
    """A long job whose child is ended from outside meanwhile, as the kernel does for want of memory."""
    child = press._child
    assert child is not None
    threading.Timer(0.3, child.kill).start()
    return msgspec.msgpack.encode({"html": "<tr><td>x<td>y" * 20_000})


@pytest.mark.req("T17")
async def test_a_press_that_takes_too_long_or_too_much_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = Confined("hushu.foundation.printing_child", seconds=2.5, memory=printing.MEMORY)
    monkeypatch.setattr(printing, "_press", slow)
    try:
        assert (await html_to_pdf("<p>warm")).startswith(b"%PDF")
        started = time.monotonic()
        with pytest.raises(NotPrinted, match="took too long"):
            await html_to_pdf("<tr><td>x<td>y<td>z" * 60_000)
        assert time.monotonic() - started < 20
        assert (await html_to_pdf("<p>again")).startswith(b"%PDF")
        with pytest.raises(Overrun):
            await slow.ask(killing(slow))
        assert (await html_to_pdf("<p>and again")).startswith(b"%PDF")
    finally:
        slow.close()


@pytest.mark.req("DESK-16")
async def test_a_long_register_prints_every_row_in_order_with_its_heading_on_every_page() -> None:
    widths = [8, 20, 60]
    rows = [[str(n), "01-0302", f"{RARE}“来电”——约12°C；±2·ABC。" * 2] for n in range(200)]
    page = environment().from_string(
        """{% import "partials/paper.html" as paper %}<html lang="zh-CN"><head>
        <link rel="stylesheet" href="{{ asset('css/print/paper.css') }}"></head><body class="portrait">
        {{ paper.run_table(head, widths, rows) }}</body></html>"""
    )
    head = ruled(widths, [["序号", "房号", "内容"]])[0]
    pdf = await html_to_pdf(page.render(head=head, widths=widths, rows=ruled(widths, rows)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    text = words(pdf)
    numbers = [int(line.split()[0]) for line in text.splitlines() if "01-0302" in line]
    assert numbers == list(range(200))
    assert text.count("序号") == pages > 3


@pytest.mark.req("DESK-16")
def test_wrapping_loses_nothing_and_keeps_to_its_column() -> None:
    text = "咨询空调，约下午三点前回复。ABC-123 “好”——谢谢㛃䶮𬱖\n第二行"
    for places in range(4, 40):
        lines = wrapped(text, places)
        assert "".join(lines) == text.replace("\n", "")
        assert max(sum(map(width, line)) for line in lines) <= places + 1
