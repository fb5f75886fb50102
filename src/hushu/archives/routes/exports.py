"""Packages out and in (ARCH-50)."""

from datetime import timedelta

from hushu.archives import queries
from hushu.archives.forms import BagForm, ExportForm
from hushu.archives.queries.exporting import kept_back
from hushu.foundation import clock, files, papers
from hushu.foundation.forms import read
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotAllowed, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

LARGEST = 200 * 1024 * 1024
NO_ZIP = N_("Choose the .zip file that was exported.")


@get("/archives/exports", "archives.export")
async def show_page(request: Web) -> Answer:
    """What can be taken out, and the way in."""
    classes = [(one.id, f"{one.code} {one.name}") for one in await queries.classes()]
    return page(request, "archives/exports.html", classes=classes, kept_back=await kept_back(me()))


@post("/archives/exports", "archives.export", again=show_page)
async def ask(request: Web) -> Answer:
    """Has a package made by a worker."""
    form = await read(request, ExportForm)
    if form.volume:
        title = (await queries.volume(form.volume)).number
    elif form.class_id:
        title = (await queries.archive_class(form.class_id)).name
    else:
        title = translate(N_("the whole archives"))
    made = await papers.ask(
        "archives.export", translate(N_("Export: %(what)s"), what=title),
        class_id=str(form.class_id or ""), volume=str(form.volume or ""),
    )  # fmt: skip
    return go(request, at(f"/papers/{made}"))


@post("/archives/exports/bringing-in", "archives.classes", again=show_page, largest=LARGEST)
async def bring_in(request: Web) -> Answer:
    """Takes a package; a worker proves it and lays what is in it."""
    if not here().may("archives.file"):
        raise NotAllowed
    given = (await read(request, BagForm)).file
    data = await given.read()
    if data[:4] != b"PK\x03\x04":
        raise Refused("file", NO_ZIP)
    until = clock.now() + timedelta(days=1)
    kept = await files.keep(
        files.file_name(given.filename), data, files.ZIP, until=until, sealed=True
    )
    title = translate(N_("Brought in: %(name)s"), name=files.file_name(given.filename))
    return go(
        request, at(f"/papers/{await papers.ask('archives.bring_in', title, file=str(kept))}")
    )


ROUTES = (show_page, ask, bring_in)
