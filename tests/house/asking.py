"""Requests as bytes, handed to the application as a server would: nothing tidies them on the way (T22).

Where thousands are asked, this is also the short way: a client of a library costs half as much again as the answer itself.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from hushu.foundation import sessions
from world import Browser, application

Header = tuple[bytes, bytes]
FORM: Header = (b"content-type", b"application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Request:
    """One request, small enough to be printed and sent again."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    pattern: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether somebody with a session asks."""
        return any(name == b"cookie" for name, _ in self.headers)

    def shown(self) -> str:
        """What a person needs to send it again."""
        kept = [(k, v[:120]) for k, v in self.headers if k != b"cookie"]
        return f"{self.method} {self.target[:300]!r} {kept} {self.body[:700]!r}"


@dataclass(frozen=True)
class Answered:
    """What came back, and how many seconds it took."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes
    seconds: float
    raised: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


async def ask(request: Request) -> Answered:
    """Sends it; an exception that leaves the application is an answer 599."""
    raw_path, _, query = request.target.partition(b"?")
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "method": request.method, "scheme": "http", "path": unquote(raw_path.decode("latin-1"), errors="replace"),
        "raw_path": raw_path, "query_string": query, "root_path": "", "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1:8000"), *request.headers], "server": ("127.0.0.1", 8000), "state": {},
    }  # fmt: skip
    inbox = [{"type": "http.request", "body": request.body, "more_body": False}]
    found: dict[str, Any] = {"status": 0, "headers": {}, "body": []}

    async def receive() -> dict[str, Any]:
        if inbox:
            return inbox.pop()
        await asyncio.sleep(0.05)  # whoever listens on is told that the caller has gone
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found["status"], found["headers"] = message["status"], dict(message["headers"])
        elif message["type"] == "http.response.body":
            found["body"].append(message.get("body", b""))

    started, raised = time.perf_counter(), ""
    try:
        await application()(scope, receive, send)  # type: ignore[arg-type]
    except Exception as fault:
        found["status"], raised = 599, repr(fault)
    seconds = time.perf_counter() - started
    return Answered(found["status"], found["headers"], b"".join(found["body"]), seconds, raised)


async def looked(browser: Browser, path: str) -> Answered:
    """What that person's browser is answered under an address."""
    return await ask(Request("GET", path.encode(), own(browser)))


async def sent(browser: Browser, path: str, form: Mapping[str, str], *more: Header) -> Answered:
    """What that person's browser is answered to a form, which carries what the form itself says and no more."""
    body = b"&".join(encoded(name) + b"=" + encoded(value) for name, value in form.items())
    return await ask(Request("POST", path.encode(), (*own(browser), FORM, *more), body))


def own(browser: Browser) -> tuple[Header, ...]:
    """The headers by which a browser is known: none for who is not signed in."""
    return (cookie(browser),) if browser.token else ()


def cookie(browser: Browser) -> tuple[bytes, bytes]:
    """The header that says who asks."""
    return b"cookie", f"{sessions.cookie_name()}={browser.token}".encode()


def encoded(text: str) -> bytes:
    """A form's value as a browser escapes it; lone surrogates go as the bytes they would be."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="").encode()
