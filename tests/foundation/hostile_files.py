"""A hundred files that want to be something else: pages, programs, bombs and disguises."""

import io
import itertools
import struct
import zipfile
from collections.abc import Iterator

from PIL import Image

SCRIPT = b"<script>fetch('/p/harbour/people')</script>"
PAGES = (
    b"<!doctype html><html><body>" + SCRIPT,
    b"<html>" + SCRIPT,
    b"\xef\xbb\xbf \r\n<HTML>" + SCRIPT,
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></x>",
    b"<?php system($_GET['c']); ?>",
    b"<!--" + SCRIPT,
    b"#!/bin/sh\nrm -rf /\n",
    b"%!PS\n(x) run",
    b"\xff\xfe" + "<script>alert(1)</script>".encode("utf-16-le"),
)
PROGRAMS = (
    b"MZ\x90\x00\x03" + b"\x00" * 60,
    b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
    b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    b"dex\n035\x00" + b"\x00" * 30,
    b"GIF89a" + b"\x01\x00" * 20 + SCRIPT,
    b"BM" + b"\x00" * 60 + SCRIPT,
    b"CWS\x09" + b"\x00" * 30,
    b"Rar!\x1a\x07\x01\x00" + b"\x00" * 30,
    b"7z\xbc\xaf\x27\x1c" + b"\x00" * 30,
    b"\x1f\x8b\x08\x00" + b"\x00" * 30,
)
ENDINGS = ("pdf", "png", "html")


def picture(form: str = "PNG") -> bytes:
    """A small real picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, form)
    return drawn.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """An archive of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def bomb() -> bytes:
    """An archive that says it holds more than a gigabyte."""
    made = bytearray(zipped(("word/document.xml", b"x")))
    entry = made.index(b"PK\x01\x02")
    made[entry + 24 : entry + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(made)


def long_list() -> bytes:
    """An archive whose list of members is longer than anybody's."""
    return zipped(*((f"{number:0100d}", b"") for number in range(9_000)))


def disguises() -> Iterator[tuple[str, bytes]]:
    """What begins as one thing and ends as another."""
    real = {"png": picture(), "jpg": picture("JPEG"), "pdf": b"%PDF-1.7\n1 0 obj\n"}
    for (ending, head), page in itertools.product(real.items(), PAGES[:6]):
        yield f"polyglot.{ending}", head + page
    yield from (("a.docx", bomb()), ("a.docx", long_list()), ("a.docx", b"PK\x03\x04cut"))
    yield "a.zip", zipped(("../../../etc/cron.d/x", b"* * * * * root sh"), ("C:\\x", b""))
    yield "a.docx", zipped(("word/document.xml", b"<x/>"))[:-30]
    yield "a.eml", b"From: a\r\nDate: b\r\nContent-Type: text/html\r\n\r\n" + SCRIPT
    yield "a.csv", b"=cmd|' /C calc'!A0,=HYPERLINK(\"http://x\")\n"
    yield "..\\..\\windows\\a.txt", b"words"
    yield "a.txt\r\nSet-Cookie: x=1", b"words"
    yield "\u202egpj.exe", b"MZ" + b"\x00" * 40
    yield "a" * 4000 + ".pdf", b"%PDF-1.7\n"
    yield "empty.pdf", b""


def corpus() -> list[tuple[str, bytes]]:
    """All of them, by name and bytes."""
    return [
        *((f"../../{number}.{ending}", data) for number, data in enumerate(PAGES + PROGRAMS) for ending in ENDINGS),
        *disguises(),
        *((f"noise.{ending}", bytes([14 + number]) * 50) for number, ending in enumerate(ENDINGS * 4)),
    ]  # fmt: skip
