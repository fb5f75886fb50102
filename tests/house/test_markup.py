"""Sixty ways to smuggle markup in, through every text field of every form: words stay words (T11)."""

import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborNode

from house.asking import Answered, looked, sent
from house.pages import Form, attribute, crawl, filled, forms, forms_of, tree
from house.payloads import packed
from world import TOWER, Browser, House

LINKED = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data", "xlink:href")
SCHEME = re.compile(r"[\s\x00-\x20]*(javascript|vbscript|data\s*:\s*text)", re.IGNORECASE)
OF_FORMS = {"form", "submit", "reset", "elements", "length", "closest", "matches", "parentElement"}
EDITIONS = frozenset({"edition", "version"})
TAKEN = frozenset({200, 303})
LEFT = re.compile(r"sign-?out|sessions|closing|leaving|password|totp|locale|/switch")


async def store(browser: Browser, form: Form) -> int:
    """Sends the form with every payload in every field that takes words; how often it was taken in."""
    texts = {f.name: packed(min(f.longest or 200, 200)) for f in form.fields if f.typed}
    taken = 0
    for name, chunks in list(texts.items()):
        answer = await typed(browser, form, {name: chunks[0]})
        assert_words_only(form.action, answer.text)
        if answer.status not in TAKEN:
            del texts[name]  # a number, a phone, a code: not a field for words
    for number in range(max((len(chunks) for chunks in texts.values()), default=0)):
        words = {name: chunks[number % len(chunks)] for name, chunks in texts.items()}
        answer = await typed(browser, form, words)
        assert answer.status < 500, f"{form.action}: {words}"
        taken += answer.status in TAKEN
    return taken


async def typed(browser: Browser, form: Form, words: dict[str, str]) -> Answered:
    """The form with these words in it, as its page gives it now."""
    own = {"_csrf": browser.csrf, "_key": ""}
    given = filled(form) | await edition_of(browser, form) | words
    return await sent(browser, form.action, own | given)


async def edition_of(browser: Browser, form: Form) -> dict[str, str]:
    """The edition that the form's page gives now: what was taken in a moment ago has made the one before stale."""
    if not any(f.name in EDITIONS for f in form.fields):
        return {}
    page = await looked(browser, form.page)
    now = next((one for one in forms(form.page, page.text) if one.action == form.action), form)
    return {f.name: f.value for f in now.fields if f.name in EDITIONS}


def strange(html: str) -> Iterator[str]:
    """Whatever in the page can act and is not of our making."""
    for element in tree(html).traverse():
        tag = element.tag or ""
        if tag == "script" and not attribute(element, "src").startswith("/static/"):
            yield "script"
        if (
            "xss" in tag
            or tag in {"object", "embed", "base", "iframe", "style", "math"}
            or "srcdoc" in element.attributes
        ):
            yield tag
        yield from (f"{tag} {name}" for name in element.attributes if acts(name))
        yield from (f"{tag} {name}={value}" for name, value in leads(element))


def hides(html: str) -> list[str]:
    """Controls whose name hides what a form's own scripts ask of it: `name="form"` once stopped two buttons dead."""
    return [one for e in tree(html).css("form [name]") if (one := attribute(e, "name")) in OF_FORMS]


def acts(name: str) -> bool:
    """Whether an attribute of that name runs something."""
    return name.startswith(("on", "hx-on", "data-hx-on", "ws-", "sse-")) or "xss" in name


def leads(element: LexborNode) -> Iterator[tuple[str, str]]:
    """Addresses that lead somewhere else than to our own pages."""
    for name, given in element.attributes.items():
        value = given or ""
        if name in LINKED and (SCHEME.match(value) or "xss.example" in value.partition("?")[0]):
            yield name, value
        if name in {"hx-get", "hx-post"} and not value.startswith("/"):
            yield name, value


def assert_words_only(url: str, html: str) -> None:
    """Nothing of what was typed became an element or an attribute."""
    assert [what for what in strange(html)] == [], url  # noqa: C416
    assert hides(html) == [], url


@pytest.mark.req("T11")
async def test_typed_markup_stays_words_on_every_page(house: House) -> None:
    manager, desk = (
        await house.sign_in(f"{TOWER}.manager"),
        await house.sign_in(f"{TOWER}.reception1"),
    )
    taken: dict[str, int] = {}
    filled_in: set[object] = set()
    for browser in (manager, desk):
        for form in await forms_of(browser, TOWER, samples=1):
            if LEFT.search(form.action) or form.shape in filled_in:
                continue
            filled_in.add(form.shape)
            if any(f.typed for f in form.fields):
                taken[form.shape[0]] = taken.get(form.shape[0], 0) + await store(browser, form)
    print(taken)
    assert sum(taken.values()) > 300, taken
    term = next(count for shape, count in taken.items() if "/archives/terms/" in shape)
    assert term > len(packed(60)) / 2, "hardly a payload is kept where an edition is asked for"
    showing = 0
    for browser in (manager, desk):
        for url, html in (
            await crawl(browser, TOWER, samples=2 if browser is manager else 1)
        ).items():
            showing += "__xss" in html
            assert_words_only(url, html)
    assert showing > 20, "the payloads are hardly shown anywhere"


def test_the_check_itself_finds_what_it_looks_for() -> None:
    for page in (
        "<b onclick=1>", "<script>1</script>", "<a href=' JavaScript:1'>", "<b hx-get='//xss.example'>", "<iframe srcdoc=x>",
        "<svg><a xlink:href='javascript:1'>", "<b hx-on::load=1>", "<xss-element>", "<base href=/>",
    ):  # fmt: skip
        assert list(strange(page)), page
    assert hides('<form><button name="form">') == ["form"]
    assert not list(strange('<a href="/p/x" title="&lt;b onclick=1&gt;">javascript:1</a>'))
