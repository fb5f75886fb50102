"""Twenty thousand hostile requests: never a 500, never two seconds, nothing typed lost, no refusal silent, the trail whole (T22)."""

import functools
import html
import inspect
import os
import re
import sys
import traceback
import unicodedata
from collections import Counter
from typing import Any
from urllib.parse import unquote_plus

import msgspec
import pytest
import structlog

from house.asking import Answered, Request, ask, cookie
from house.hostile import METHODS, ODD_HEADERS, QUERIES, Fuzz
from house.pages import Form, crawl, forms_in
from house.routes import every_route
from hushu.foundation.web import SECRET_FIELDS
from world import RIVERSIDE, TOWER, Browser, House, application

SEED = int(os.environ.get("HUSHU_FUZZ_SEED", "20261122"))
SHARDS = 8
EACH = int(os.environ.get("HUSHU_FUZZ_EACH", "2500"))
SLOWEST = 2.0
CAST = (
    "manager",
    "manager",
    "manager",
    "reception1",
    "reception1",
    "control1",
    "gm",
    "clerk",
    "engineer",
)
WHY = re.compile(r'class="[^"]*(?:field-error|form-error|error-code)')
NEVER = {"", *SECRET_FIELDS}
Found = tuple[list[str], list[Form]]  # the addresses of pages, and one form of each shape on them
READS = re.compile(r"read(?:_query)?\(\s*request\s*,\s*(\w+)")
IDS = """select c.table_name from information_schema.columns c where c.column_name = 'id' and c.data_type = 'uuid'
  and c.table_schema = 'public' and exists (select 1 from information_schema.columns p
  where p.table_name = c.table_name and p.table_schema = 'public' and p.column_name = 'property')"""


@functools.cache
def declared_forms() -> dict[str, type[msgspec.Struct]]:
    """What each route's deed reads, found in its own source."""
    found: dict[str, type[msgspec.Struct]] = {}
    for route in application().routes:
        for handler in getattr(route, "route_handlers", []):
            if "POST" not in getattr(handler, "http_methods", ()):
                continue
            deed: Any = inspect.unwrap(handler.fn)
            for name in READS.findall(inspect.getsource(deed)):
                if inspect.isclass(kind := vars(sys.modules[deed.__module__]).get(name)):
                    found[route.path] = kind
    return found


@functools.cache
def asked_routes() -> tuple[Any, ...]:
    """Every route that is not a plain file."""
    return tuple(r for r in every_route() if not r["path"].startswith("/static"))


_found: list[Found] = []


async def found_pages(house: House) -> Found:
    """What two people find in the demo; every test's house begins with the same, so one walk serves all shards of a process."""
    if not _found:
        pages: dict[str, str] = {}
        for name in ("reception1", "manager"):
            pages |= await crawl(await house.sign_in(f"{TOWER}.{name}"), TOWER, strict=False)
        _found.append((list(pages), forms_in(pages)))
    return _found[0]


async def real_ids(house: House) -> dict[str, list[str]]:
    """A few ids of every table, some of them another property's."""
    owner = await house.owner()
    found: dict[str, list[str]] = {}
    for (table,) in await owner.fetch(IDS):
        for slug, most in ((TOWER, 6), (RIVERSIDE, 1)):
            rows = await house.rows(slug, f'select id from "{table}" order by id desc limit {most}')
            found.setdefault(table, []).extend(str(row[0]) for row in rows)
    return {table: ids for table, ids in found.items() if ids}


class Attack:
    """One shard: people of every kind, asking without end."""

    def __init__(self, house: House, seed: int, ids: dict[str, list[str]], found: Found) -> None:
        self.house, self.ends = house, Counter[int]()
        self.fuzz = Fuzz(seed, ids, *found, declared_forms())
        self.posts = [r["path"] for r in asked_routes() if "POST" in r["methods"]]
        self.gets = [
            r["path"]
            for r in asked_routes()
            if "GET" in r["methods"] and not r["path"].endswith("/live")
        ]
        self.people: list[Browser] = []
        self.faults: list[str] = []
        self.lost: list[str] = []
        self.silent: list[str] = []

    async def sign_in(self) -> None:
        """Everybody at the door again; who was closed meanwhile stays away."""
        self.people = [await self.house.visitor()]
        for name in (*(f"{TOWER}.{who}" for who in CAST), "cangyu.admin"):
            try:
                self.people.append(await self.house.sign_in(name))
            except (LookupError, TypeError, ValueError) as gone:
                print(f"{name} is gone: {gone!r}")

    def draw(self) -> Request:
        """The next request."""
        fuzz, who = (
            self.fuzz,
            self.fuzz.pick(self.people[1:] if self.fuzz.chance(0.95) else self.people[:1]),
        )
        own = [cookie(who)] if who.token else []
        draw = fuzz.random.random()
        if draw < 0.45 and fuzz.forms:
            form = fuzz.pick(fuzz.forms)
            return fuzz.post(
                form.shape[0],
                form.action.encode(),
                fuzz.pairs(form),
                own,
                who.csrf,
                multipart=form.multipart,
            )
        if draw < 0.7:
            path = fuzz.pick(self.posts)
            kind = fuzz.kinds.get(path)
            pairs = fuzz.declared(kind) if kind else fuzz.spoilt([("text", "试填")], None)
            return fuzz.post(
                path, fuzz.target(path, TOWER), pairs, own, who.csrf, multipart=fuzz.chance(0.1)
            )
        if draw < 0.97:
            path = fuzz.pick(self.gets)
            target = fuzz.target(path, TOWER)
            if fuzz.chance(0.6):
                target += b"?" + fuzz.pick(QUERIES)
            headers = own + ([fuzz.pick(ODD_HEADERS)] if fuzz.chance(0.3) else [])
            return Request("GET", target, tuple(headers), b"", path)
        path = fuzz.pick(self.gets + self.posts)
        return Request(fuzz.pick(METHODS), fuzz.target(path, TOWER), tuple(own), b"\xff", path)

    async def go(self, times: int) -> None:
        """Asks that often; what is wrong is gathered, so that one run shows all of it."""
        for number in range(times):
            if number % 125 == 0:
                await self.sign_in()
            request = self.draw()
            with structlog.testing.capture_logs() as logged:  # a traceback in colours takes seconds
                answered = await ask(request)
            self.ends[answered.status] += 1
            if request.signed_in and answered.headers.get(b"location", b"").startswith(b"/sign-in"):
                await self.sign_in()  # a session ended, as it should after some deeds
            if answered.status >= 500 or answered.status == 0:
                why = answered.raised or "".join(reason(entry) for entry in logged)
                self.faults.append(
                    f"{answered.status} {request.pattern}: {why}\n    {request.shown()}"
                )
            elif answered.seconds > SLOWEST and (await ask(request)).seconds > SLOWEST:
                self.faults.append(
                    f"{answered.seconds:.1f} s {request.pattern}\n    {request.shown()}"
                )
            elif answered.status == 422:
                self.lost += [
                    f"{request.pattern} {name}: {request.shown()}"
                    for name in lost_words(request, answered)
                ]
                if "<html" in answered.text and not WHY.search(answered.text):
                    self.silent.append(f"{request.pattern}: {request.shown()}")


def reason(entry: Any) -> str:
    """Where the exception of a log entry was raised, in two lines."""
    fault = entry.get("exc_info")
    if not isinstance(fault, BaseException):
        return ""
    places = [
        f"{f.filename.rpartition('/src/')[2]}:{f.lineno}"
        for f in traceback.extract_tb(fault.__traceback__)
    ]
    ours = [place for place in places if place.startswith("hushu")]
    return f"{fault!r:.300} at {ours[-2:]} {places[-1]}"


def lost_words(request: Request, answered: Answered) -> list[str]:
    """Fields whose typed words a refused form does not show again, where the page has such a field."""
    if dict(request.headers).get(b"content-type") != b"application/x-www-form-urlencoded":
        return []
    pairs = [tuple(part.partition("=")[::2]) for part in request.body.decode("latin-1").split("&")]
    names = Counter(name for name, _ in pairs)
    lost = []
    path = request.target.decode("latin-1").partition("?")[0]
    _, own, page = answered.text.partition(f' action="{path}"')
    if not own:  # the reason is shown by itself, there is no form
        return []
    page = page.partition("</form>")[0]
    for name, sent in pairs:
        value = unquote_plus(sent, errors="replace")
        if not value.strip().isprintable() or not value.strip() or names[name] > 1 or name in NEVER:
            continue
        shown = re.search(rf'<(textarea|input)\b[^>]*\bname="{re.escape(name)}"[^>]*>', page)
        if shown and not re.search(
            r'type="(password|hidden|checkbox|radio|file|submit|number)"', shown[0]
        ):
            after = page[shown.start() : shown.end() + 8 * len(value) + 50]
            if unicodedata.normalize("NFC", value).strip() not in html.unescape(after):
                lost.append(name)
    return lost


@pytest.mark.req("T22", "TEN-9")
@pytest.mark.parametrize("shard", range(SHARDS))
async def test_no_request_breaks_the_house(house: House, shard: int) -> None:
    attack = Attack(house, SEED + shard, await real_ids(house), await found_pages(house))
    await attack.go(EACH)
    print(
        f"seed {SEED + shard}: {dict(sorted(attack.ends.items()))}, {len(attack.fuzz.forms)} forms, {len(attack.fuzz.kinds)} declared"
    )
    assert not attack.faults, f"{len(attack.faults)} faults, among them:\n" + "\n".join(
        first_of_each(attack.faults)
    )
    assert not attack.silent, f"{len(attack.silent)} silent, among them:\n" + "\n".join(
        first_of_each(attack.silent)
    )
    assert not attack.lost, f"{len(attack.lost)} lost, among them:\n" + "\n".join(
        first_of_each(attack.lost)
    )
    reached = sum(times for status, times in attack.ends.items() if status in {200, 303, 409, 422})
    assert reached > EACH * 0.25, "most of it never came past the door"
    broken = await (await house.owner()).fetch(
        "select h.property, audit_first_broken(h.property) from audit_head h where audit_first_broken(h.property) is not null"
    )
    assert broken == []


def first_of_each(faults: list[str]) -> list[str]:
    """One fault of every route."""
    return list({fault.split("\n")[0].partition(":")[0]: fault for fault in faults}.values())[:25]
