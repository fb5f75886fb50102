"""The pieces the desk fetches while the phone rings: the list, the card, the guided call (DESK-4, DESK-5)."""

from typing import Any
from uuid import UUID

from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, page, post, update
from hushu.scripts import commands, queries
from hushu.scripts.forms import CallForm, FindForm, StarForm
from hushu.scripts.rules.variables import filled_text
from hushu.scripts.rules.words import FIELDS, SITUATIONS, STEPS


@get("/scripts/find", "scripts.read")
async def find(request: Web) -> Answer:
    """The nine best answers to what is typed, each one key away."""
    asked = read_query(request, FindForm)
    found = await queries.find(asked.q, asked.situation)
    filled = queries.values(await queries.facts())
    return page(
        request, "scripts/_found.html", found=found, situations=SITUATIONS, q=asked.q,
        said=lambda text: filled_text(text, filled),
    )  # fmt: skip


@get("/scripts/{script:uuid}/card", "scripts.read")
async def card(request: Web, script: UUID) -> Answer:
    """The words in force, filled with what is known of the call."""
    return page(request, "scripts/_card.html", **await _spoken(request, script))


@get("/scripts/{script:uuid}/flow", "scripts.read")
async def flow(request: Web, script: UUID) -> Answer:
    """The guided call, step by step."""
    return page(
        request, "scripts/_flow.html", **await _spoken(request, script), steps=STEPS, fields=FIELDS
    )


async def _spoken(request: Web, script: UUID) -> dict[str, Any]:
    """A script in force, and how to fill its texts. Raises NotHere."""
    found = await queries.shown(script, in_force=True)
    call = read_query(request, CallForm)
    known = queries.Context(call.caller, call.person, call.unit, call.promised)
    filled = queries.values(found.facts, known)
    return {
        "script": found,
        "words": found.words,
        "spoken": lambda text: queries.spoken(text, filled),
    }


@post("/scripts/{script:uuid}/use", "scripts.read")
async def use(request: Web, script: UUID) -> Answer:
    """The words were opened to be said: they come up first next time."""
    await commands.count_use(script)
    return update(request, "scripts/_nothing.html", at(f"/scripts/{script}"))


@post("/scripts/{script:uuid}/favourite", "scripts.read")
async def favourite(request: Web, script: UUID) -> Answer:
    """The star, on or off."""
    on = (await read(request, StarForm)).on
    await commands.star(script, on)
    return update(request, "scripts/_star.html", at(f"/scripts/{script}"), script_id=script, on=on)


ROUTES = (find, card, flow, use, favourite)
