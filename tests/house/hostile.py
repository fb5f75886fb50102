"""Hostile input for the fuzzing test: values, bodies, headers and addresses, all drawn from one seed (T22)."""

import json
import random
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from house.asking import Request, encoded
from house.pages import Form, filled, pattern_of
from house.payloads import SHORT
from house.routes import NOBODY, PLACE

TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff王", "\ud83d", "\u202e\u2066倒\u2069", "👩‍👩‍👧‍👦🇨🇳", "𠮷㛃䶮𬱖", "e\u0301" * 50,
    "王" * 10_000, "x" * 10_000, "\u0300" * 3_000, "9" * 25, "9" * 5_000, "-1", "0", "-0", "1e309", "NaN", "Infinity",
    "2147483648", "9223372036854775808", "-9223372036854775809", "1.5", "٣", "²½", "１２３", "0x10", "1_000", "true", "null",
    "0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-13-01", "10000-01-01", "0001-01-01T00:00",
    "9999-12-31T23:59", "2026-11-22T24:00", "2026-11-22T09:30+14:00", "9999-12-31T23:59-12:00", "25:61", "24:00", "-1:00",
    "09:30:00.1234567", "2026-W48", "20261122", "%s %(x)s %(n)d {0} {{7*7}} ${x}", "{property} {unknown} {", "}{", "{}",
    "' or 1=1 --", "\\", "\\u0000", "../../etc/passwd", "/p/riverside/", "//elsewhere.example", "\r\nX-Evil: 1", "\t\v\f",
    str(NOBODY), str(NOBODY).upper(), str(NOBODY).replace("-", ""), "{" + str(NOBODY) + "}", "[]", '{"a": 1}', "(1,2)",
    "\ufeff", "\u2028", "\ufffe\uffff", "ﷺ" * 60, "İıſß", "%00", "%", "%zz", "+86 139 1234 5678", "１３９１２３４５６７８", "=1+1", "@x",
    *SHORT[::7],
)  # fmt: skip
SEGMENTS = (
    b"", b"%00", b"%ff", b"%ed%a0%80", b"%zz", b"..", b"%2e%2e%2f", b"%2F", b"-1", b"9" * 30, b"0001-01-01", b"9999-12-31",
    b"2026-02-30", b"null", b"%F0%9F%91%A9", quote("王" * 600).encode(), b"a" * 4000, b";x=1", b"%0d%0aX:1", str(NOBODY).encode(),
)  # fmt: skip
QUERIES = (
    b"%ff=%fe", b"=", b"&&&", b"a=%zz", b"%00=%00", b"q=%ed%a0%80", b"page=-1", b"limit=99999999999999999999", b"day=0001-01-01",
    b"day=9999-12-31", b"from=9999-12-31&to=0001-01-01", b"a[]=1&a[]=2", b"q=" + b"%E7%8E%8B" * 1500, b";;;", b"?", b"q=%00",
)  # fmt: skip
ODD_HEADERS = (
    (b"hx-request", b"true"), (b"hx-request", b"\xff"), (b"hx-target", b"#" + b"x" * 500), (b"hx-current-url", b"javascript:1"),
    (b"hx-current-url", b"http://[::bad/\xff"), (b"hx-trigger", b"\xe7\x8e\x8b"), (b"hx-boosted", b"true"), (b"range", b"bytes=9-1"),
    (b"accept-language", b"\xff,zz;q=nan,*"), (b"accept-language", b"en"), (b"if-none-match", b'"x'), (b"accept", b"application/json"),
    (b"x-forwarded-for", b"1.2.3.4, \xff"), (b"x-form-key", b"\xff\xfe"), (b"cookie", b"a=\xff; ;;=; hushu"), (b"expect", b"100-continue"),
    (b"accept-encoding", b"br;q=x, gzip"), (b"if-modified-since", b"yesterday"), (b"content-length", b"-5"),
)  # fmt: skip
KEYS = ("", "x" * 10_000, "\x00", "同一个", "\ud800", "' or 1=1", "replayed")
NAMES = ("id", "property", "__proto__", "王", "a[0]", "\x00", "", "state", "x" * 3000)
METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW")
Pairs = list[tuple[str, str]]


class Fuzz:
    """Draws one request after another."""

    def __init__(
        self,
        seed: int,
        known: dict[str, list[str]],
        pages: list[str],
        forms: list[Form],
        kinds: dict[str, type[msgspec.Struct]],
    ) -> None:
        """`known`: real ids by table; `pages`, `forms`: what people find; `kinds`: what each route's form declares."""
        self.random = random.Random(seed)
        self.known, self.forms, self.kinds = known, forms, kinds
        self.everything = [identity for ids in known.values() for identity in ids]
        self.addresses: dict[str, list[str]] = {}
        for address in [*pages, *(form.action for form in self.forms)]:
            self.addresses.setdefault(pattern_of(address), []).append(address.partition("?")[0])

    def chance(self, share: float) -> bool:
        """True that often."""
        return self.random.random() < share

    def pick(self, things: Sequence[Any]) -> Any:
        """One of them."""
        return self.random.choice(things)

    def target(self, pattern: str, slug: str) -> bytes:
        """The address of a route, its places filled with what is real, what is foreign and what is nonsense."""
        if pattern in self.addresses and self.chance(0.6):
            return quote(self.pick(self.addresses[pattern])).encode()

        def place(match: re.Match[str]) -> str:
            if match[1] == "property":
                return slug if self.chance(0.97) else "no-such-place"
            if self.chance(0.06):
                return self.pick(SEGMENTS).decode("latin-1")
            return quote(self.value(match[1], match[2]), safe="")

        return PLACE.sub(place, pattern).encode("latin-1")

    def value(self, name: str, kind: str) -> str:
        """Something that may well exist."""
        if kind == "uuid":
            near = [
                i
                for table, ids in self.known.items()
                if name.removesuffix("_id") in table
                for i in ids
            ]
            return str(self.pick(near if near and self.chance(0.8) else self.everything))
        choices = {
            "int": ["0", "1", "2026", "-1"],
            "date": ["2026-11-22", "2026-11-23", "9999-12-31"],
        }
        return str(self.pick(choices.get(kind, ["nothing", "day", "2026-11", "log", "1", "phone"])))

    def pairs(self, form: Form) -> Pairs:
        """The form, honestly filled, then spoilt in a few places."""
        return self.spoilt(list(filled(form).items()), form)

    def declared(self, kind: type[msgspec.Struct]) -> Pairs:
        """A form filled from its declaration alone."""
        honest = [(f.encode_name, self._honest(f)) for f in msgspec.structs.fields(kind)]
        return self.spoilt(honest, None)

    def _honest(self, field: msgspec.structs.FieldInfo) -> str:
        said = repr(field.type)
        literals = re.findall(r"Literal\[(.+?)\]", said)
        if literals:
            return str(self.pick(re.findall(r"'([^']*)'", literals[0]) or ["1"]))
        for mark, name in (
            ("UUID", "uuid"),
            ("datetime.datetime", "moment"),
            ("datetime.date", "date"),
            ("int", "int"),
        ):
            if mark in said:
                return "2026-11-22T09:30" if name == "moment" else self.value(field.name, name)
        if "phone" in field.name:
            return "13912345678"
        return str(self.pick(["试填", "早上好，{property}", "A-1203", "09:30", "1", "2026-11-22"]))

    def spoilt(self, honest: Pairs, form: Form | None) -> Pairs:
        """Hostile values, missing, doubled and invented fields."""
        pairs = list(honest)
        for _ in range(self.pick((0, 1, 1, 1, 2, 3))):
            if not pairs:
                break
            place = self.random.randrange(len(pairs))
            match self.random.randrange(10):
                case 0:
                    pairs.pop(place)
                case 1:
                    pairs.append((pairs[place][0], self.pick(TEXTS)))
                case 2:
                    pairs[place] = (pairs[place][0], str(self.pick(self.everything)))
                case _:
                    pairs[place] = (pairs[place][0], self.pick(TEXTS))
        if self.chance(0.08):
            pairs.append((self.pick(NAMES), self.pick(TEXTS)))
        if form is not None and self.chance(0.3):
            pairs += [
                (f.name, self.pick(f.options))
                for f in form.fields
                if f.options and self.chance(0.5)
            ]
        return pairs

    def post(
        self,
        pattern: str,
        target: bytes,
        pairs: Pairs,
        own: list[tuple[bytes, bytes]],
        csrf: str,
        *,
        multipart: bool,
    ) -> Request:
        """The pairs under one encoding or another, mostly a right one."""
        headers = list(own)
        if self.chance(0.96):
            headers.append((b"x-csrf-token", csrf.encode()))
        if self.chance(0.5):
            headers.append((b"hx-request", b"true"))
        if self.chance(0.2):
            headers.append(self.pick(ODD_HEADERS))
        if self.chance(0.25):
            pairs = [*pairs, ("_key", self.pick(KEYS))]
        kind, body = self.body(pairs, multipart=multipart)
        if kind:
            headers.append((b"content-type", kind))
        return Request("POST", target, tuple(headers), body, pattern)

    def body(self, pairs: Pairs, *, multipart: bool) -> tuple[bytes, bytes]:
        """The content type and the bytes."""
        draw = self.random.random()
        if draw < (0.25 if multipart else 0.8):
            plain = b"&".join(encoded(k) + b"=" + encoded(v) for k, v in pairs)
            if self.chance(0.05):
                plain += self.pick(
                    (
                        b"&%ff=%fe",
                        b"&a=%zz",
                        b"&=",
                        b"&%00",
                        b"&a=%ed%a0%80",
                        b"\xff\xfe",
                        b"&" * 50,
                    )
                )
            return b"application/x-www-form-urlencoded", plain
        if draw < 0.9:
            return self.parts(pairs)
        if draw < 0.95:
            said = (
                json.dumps(dict(pairs))
                if self.chance(0.5)
                else self.pick(('{"a":', "[" * 3000, "null", '"\\ud800"', "1e999"))
            )
            return b"application/json", said.encode("utf-8", "surrogatepass")
        plain = b"&".join(encoded(k) + b"=" + encoded(v) for k, v in pairs)
        odd = (
            b"",
            b"text/plain",
            b"application/xml",
            b"multipart/form-data",
            b"\xff",
            b"application/msgpack",
            b"application/x-www-form-urlencoded; charset=utf-16",
        )
        return self.pick(odd), plain

    def parts(self, pairs: Pairs) -> tuple[bytes, bytes]:
        """Multipart, whole or with a broken boundary."""
        mark = b"----house"
        lines = [
            b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
            % (
                mark,
                k.encode("utf-8", "replace").replace(b'"', b"%22"),
                v.encode("utf-8", "surrogatepass"),
            )
            for k, v in pairs
        ]
        name = self.pick((b"file", b"sheet", b"upload"))
        lines.append(
            b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="%b"\r\nContent-Type: text/csv\r\n\r\n%b\r\n'
            % (mark, name, self.pick((b"a.csv", b"../a.xlsx", b"\xff", b"")), self.pick(SHEETS))
        )
        body = b"".join(lines) + b"--%b--\r\n" % mark
        kind = b"multipart/form-data; boundary=" + mark
        broken = self.random.randrange(14)
        if broken == 0:
            body = body[: len(body) // 2]
        elif broken == 1:
            kind = b"multipart/form-data; boundary="
        elif broken == 2:
            kind = b"multipart/form-data; boundary=" + b"x" * 300
        elif broken == 3:
            body = body.replace(b"\r\n\r\n", b"\n", 1)
        elif broken == 4:
            body = body.replace(b"form-data", b"\xff\xfe", 1)
        return kind, body


SHEETS = (
    b"", b"a,b\n1,2\n", "姓名,电话\n王五,13912345678\n".encode(), b"PK\x03\x04" + b"\x00" * 60, b"\xff\xfe\x00", b'"' * 500, b",\n" * 400,
    "楼栋,单元,房号\n".encode("gb18030"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 200, b"%PDF-1.4", b"=cmd|' /C calc'!A0\n",
)  # fmt: skip
