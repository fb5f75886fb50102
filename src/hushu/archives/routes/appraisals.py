"""The appraisal of a year, volume by volume (ARCH-42)."""

from itertools import groupby
from uuid import UUID

from hushu.archives import commands, queries
from hushu.archives.commands import Verdict
from hushu.archives.forms import AppraisalQuery, OpinionForm
from hushu.archives.routes.retention import workbench
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post

RIGHT = "archives.appraise"
MOST = 300


@get("/archives/appraisals/{appraisal:uuid}", RIGHT)
async def show_appraisal(request: Web, appraisal: UUID) -> Answer:
    """What waits for a word, by class and volume; the most urgent question first: what did I not yet speak on."""
    found = await queries.appraisal(appraisal)
    wanted = read_query(request, AppraisalQuery)
    rows = await queries.entries(found.id, wanted.class_id, decided=wanted.decided, limit=MOST)
    volumes = [list(group) for _, group in groupby(rows, key=lambda row: row.volume)]
    return page(
        request, "archives/appraisal.html", appraisal=found, volumes=volumes, classes=await queries.classes_of(found.id),
        wanted=wanted, terms=[(t.key, t.name) for t in await queries.terms()], full=len(rows) == MOST,
        shown=[(one.id, f"{one.code} {one.name}（{one.open}）") for one in await queries.classes_of(found.id)],
    )  # fmt: skip


@post("/archives/appraisals/collection", RIGHT, again=workbench)
async def collect(request: Web) -> Answer:
    """Puts what is due into this year's appraisal."""
    await commands.collect()
    return go(request, at(f"/archives/appraisals/{(await queries.appraisals())[0].id}"))


@post("/archives/appraisals/{appraisal:uuid}/opinions", RIGHT, again=show_appraisal)
async def speak(request: Web, appraisal: UUID) -> Answer:
    """The acting person's word on what was ticked."""
    form = await read(request, OpinionForm)
    verdict = Verdict(destroy=form.verdict == "destroy", term=form.term, reason=form.reason)
    await commands.appraise(appraisal, verdict, entries=form.entries, volumes=form.volumes)
    return go(request, at(f"/archives/appraisals/{appraisal}"))


ROUTES = (collect, show_appraisal, speak)
