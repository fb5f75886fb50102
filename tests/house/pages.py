"""What a person can reach: pages by their links, and the forms on them, read by a real HTML parser."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from house.routes import Asked, inside_routes
from moment import SHANGHAI
from world import Browser

TAGS = re.compile(r"<([a-z]+)\b([^>]*)>")
ADDRESSES = re.compile(r"""(?:href|hx-get|src|data-src)="([^"]+)\"""")
CONTROLS = "input, textarea, select"
SAMPLES = 3


@dataclass(frozen=True)
class Field:
    """One field of a form as the page offers it."""

    name: str
    kind: str
    value: str
    options: tuple[str, ...] = ()
    longest: int = 0
    required: bool = False

    @property
    def typed(self) -> bool:
        """Whether a person types text into it."""
        return self.kind in {"text", "textarea", "search", "tel", "email", "url"}


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes and what it asks."""

    page: str
    action: str
    fields: tuple[Field, ...]
    multipart: bool = False

    @property
    def shape(self) -> tuple[str, frozenset[str]]:
        """The same for forms that differ only in which thing they are about."""
        return pattern_of(self.action), frozenset(f.name for f in self.fields)


def tree(html: str) -> LexborNode:
    """The page as a browser would build it."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return root


def attribute(element: LexborNode, name: str, otherwise: str = "") -> str:
    """The attribute's value; one that stands without a value is empty."""
    return element.attributes.get(name, otherwise) or ""


def pattern_of(path: str) -> str:
    """The route's pattern that this address belongs to."""
    return _pattern_of(path.partition("?")[0])


@cache
def _pattern_of(path: str) -> str:
    for pattern, expression in _PATTERNS:
        if expression.fullmatch(path):
            return pattern
    return path


def _expression(pattern: str) -> re.Pattern[str]:
    kinds = {"uuid": r"[0-9a-f-]{36}", "int": r"-?\d+", "date": r"\d{4}-\d\d-\d\d", "path": ".*"}
    parts = re.split(r"\{(\w+):(\w+)\}", pattern)
    made = re.escape(parts[0])
    for kind, after in zip(parts[2::3], parts[3::3], strict=True):
        made += kinds.get(kind, "[^/]+") + re.escape(after)
    return re.compile(made.rstrip("/") + "/?")


_PATTERNS = [
    (route.path, _expression(route.path))
    for route in sorted(inside_routes(), key=lambda r: (r.path.count("{"), -len(r.path)))
]


def links(page: str, text: str) -> Iterator[str]:
    """Every address of ours that the page leads to by looking; found without building the page, there are many."""
    for tag, attributes in TAGS.findall(text):
        if tag in {"script", "link", "img", "use"}:
            continue
        for value in ADDRESSES.findall(attributes):
            target = urljoin(page, unescape(value)).partition("#")[0]
            if not urlsplit(target).netloc and target.startswith("/"):
                yield target


def forms(page: str, text: str) -> Iterator[Form]:
    """Every form of the page that changes something."""
    html = tree(text)
    for element in html.css("form"):
        posted = attribute(element, "hx-post")
        if attribute(element, "method", "get").lower() != "post" and not posted:
            continue
        action = urljoin(page, posted or attribute(element, "action") or page)
        fields = tuple(_fields(_controls(element, html)))
        yield Form(page, action, fields, "multipart" in attribute(element, "enctype"))


def _controls(form: LexborNode, html: LexborNode) -> Iterator[LexborNode]:
    yield from form.css(CONTROLS)
    if name := attribute(form, "id"):
        yield from (e for e in html.css(CONTROLS) if attribute(e, "form") == name)


def _fields(controls: Iterable[LexborNode]) -> Iterator[Field]:
    choices: dict[str, list[str]] = {}
    for control in controls:
        name = attribute(control, "name")
        if not name or name in {"_csrf", "_key"}:
            continue
        longest = int(attribute(control, "maxlength") or 0)
        required = "required" in control.attributes
        kind = attribute(control, "type", "text").lower() if control.tag == "input" else control.tag
        if kind in {"radio", "checkbox"}:
            chosen = choices.setdefault(f"{kind} {name}", [])
            chosen.insert(
                0 if "checked" in control.attributes else len(chosen),
                attribute(control, "value", "on"),
            )
        elif kind == "select":
            options = tuple(attribute(o, "value", o.text()) for o in control.css("option"))
            yield Field(name, kind, next((o for o in options if o), ""), options, 0, required)
        elif kind != "submit":
            value = attribute(control, "value") if control.tag == "input" else control.text()
            yield Field(name, kind, value.removeprefix("\n"), (), longest, required)
    for key, values in choices.items():
        kind, name = key.split(" ", 1)
        yield Field(name, kind, values[0], tuple(values))


async def crawl(
    browser: Browser, slug: str, *, samples: int = SAMPLES, most: int = 400, strict: bool = True
) -> dict[str, str]:
    """Every page of the property this person reaches by links or by knowing the address; few of each kind."""
    waiting = [f"/p/{slug}/", "/me"] + [
        route.url(slug) for route in inside_routes() if route.method == "GET" and _plain(route)
    ]
    seen: dict[str, int] = {}
    found: dict[str, str] = {}
    asked: set[str] = set()
    while waiting and len(found) < most:
        url = waiting.pop(0)
        kind = pattern_of(url)
        if url in asked or seen.get(kind, 0) >= samples or not _ours(url, slug):
            continue
        asked.add(url)
        seen[kind] = seen.get(kind, 0) + 1
        answer = await browser.get(url)
        if strict and answer.status_code >= 500:
            raise AssertionError(f"{browser.username}: GET {url} answered {answer.status_code}")
        if answer.status_code == 200 and "text/html" in answer.headers.get("content-type", ""):
            found[url] = answer.text
            waiting += links(url, answer.text)
        elif "location" in answer.headers:
            waiting.append(answer.headers["location"])
    return found


def _plain(route: Asked) -> bool:
    return route.path.count("{") == 1 and not route.path.endswith("/live")


def _ours(url: str, slug: str) -> bool:
    path = url.partition("?")[0]
    return (path.startswith((f"/p/{slug}/", "/me")) or path == f"/p/{slug}") and not path.endswith(
        "/live"
    )


async def forms_of(browser: Browser, slug: str, *, samples: int = SAMPLES) -> list[Form]:
    """One form of each shape that this person finds in the property."""
    return forms_in(await crawl(browser, slug, samples=samples))


def forms_in(pages: dict[str, str]) -> list[Form]:
    """One form of each shape on these pages."""
    found: dict[tuple[str, frozenset[str]], Form] = {}
    for page, html in pages.items():
        for form in forms(page, html):
            found.setdefault(form.shape, form)
    return list(found.values())


def filled(form: Form) -> dict[str, str]:
    """The form as a willing person would send it: what the page offers, and a plausible word where it offers nothing."""
    return {f.name: f.value or _plausible(f) for f in form.fields if f.kind != "file"}


def _plausible(field: Field) -> str:
    later = datetime.now(SHANGHAI) + timedelta(
        hours=20 if "end" in field.name or "until" in field.name else 3
    )
    guess = {
        "date": f"{later:%Y-%m-%d}", "time": "09:30", "datetime-local": f"{later:%Y-%m-%dT%H:%M}", "number": "3", "month": "2026-11",
        "tel": "13912345678", "email": "a@example.com", "password": "correct horse battery 户枢",
    }.get(field.kind)  # fmt: skip
    if guess:
        return guess
    if "phone" in field.name or "hotline" in field.name:
        return "13912345678"
    return "试填" if field.kind in {"text", "textarea", "search", "hidden"} else ""
