"""Terms and classes, changed by the property itself (ARCH-1, ARCH-40)."""

from uuid import UUID

import msgspec

from hushu.archives import commands, queries
from hushu.archives.forms import ClassForm, TermChangeForm, TermForm
from hushu.archives.routes.volumes import words
from hushu.archives.rules.words import INKS, LENDING, MEDIA, SECRECY, TRIGGERS
from hushu.foundation.forms import read
from hushu.foundation.rights import table
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries.directory import posts

RIGHT = "archives.classes"


@get("/archives/terms", "archives.read")
async def show_terms(request: Web) -> Answer:
    """Every term and every class, with what they say."""
    return page(
        request, "archives/terms.html", terms=await queries.term_rows(), classes=await queries.classes(), triggers=TRIGGERS,
        secrecy=SECRECY, lending=LENDING,
    )  # fmt: skip


@post("/archives/terms", RIGHT, again=show_terms)
async def add(request: Web) -> Answer:
    """A new term of our own."""
    form = await read(request, TermForm)
    await commands.add_term(form.name, form.mark, form.years)
    return go(request, at("/archives/terms"))


@post("/archives/terms/{term:uuid}", RIGHT, again=show_terms)
async def change_term(request: Web, term: UUID) -> Answer:
    """An own term, changed."""
    form = await read(request, TermChangeForm)
    await commands.change_term(term, name=form.name, years=form.years, edition=form.edition)
    return go(request, at("/archives/terms"))


@get("/archives/classes/{class_id:uuid}", RIGHT)
async def show_class(request: Web, class_id: UUID) -> Answer:
    """A class's form."""
    found = await queries.archive_class(class_id)
    return page(
        request, "archives/class.html", one=found, terms=[(t.key, t.name) for t in await queries.terms()],
        keepers=[(p.key, p.name) for p in await posts()], roles=list(table().roles.items()), inks=words(INKS),
        media=words(MEDIA), triggers=words(TRIGGERS), lending=words(LENDING),
        secrecy=[(key, translate(text)) for key, text in SECRECY.items()],
    )  # fmt: skip


@post("/archives/classes/{class_id:uuid}", RIGHT, again=show_class)
async def change(request: Web, class_id: UUID) -> Answer:
    """Changes a class."""
    given = msgspec.structs.asdict(await read(request, ClassForm))
    edition = given.pop("edition")
    given |= {"readers": tuple(given["readers"]), "inks": tuple(given["inks"])}
    await commands.change_class(class_id, commands.ClassChange(**given), edition)
    return go(request, at("/archives/terms"))


ROUTES = (show_terms, add, change_term, show_class, change)
