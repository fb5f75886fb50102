"""The library, one script with its history, one wording with what changed."""

from uuid import UUID

from hushu.foundation.forms import read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.scripts import commands, queries
from hushu.scripts.commands.reviewing import review_before
from hushu.scripts.forms import LibraryFilter
from hushu.scripts.queries import PAGE, Listed
from hushu.scripts.queries.library import FIRST
from hushu.scripts.rules.difference import changes
from hushu.scripts.rules.variables import VARIABLES, filled_text
from hushu.scripts.rules.words import CHANNELS, FIELDS, SITUATIONS, STEPS
from hushu.signing.queries import chain_of

SHOWS = frozenset({"", "mine", "making", "due", "retired"})


@get("/scripts", "scripts.read")
async def library(request: Web) -> Answer:
    """Every script by situation."""
    asked = read_query(request, LibraryFilter)
    show = asked.show if asked.show in SHOWS else ""
    listed = await queries.library(
        asked.q, asked.situation, show, review_before=review_before(), after=_place(asked.after)
    )
    more = f"{listed[PAGE - 1].place}.{listed[PAGE - 1].id}" if len(listed) > PAGE else ""
    filled = queries.values(await queries.facts())
    return page(
        request, "scripts/library.html", said=lambda text: filled_text(text, filled),
        groups=_grouped(listed[:PAGE]), more=more, asked=asked, show=show,
        situations=SITUATIONS,
    )  # fmt: skip


def _grouped(listed: list[Listed]) -> list[tuple[str, list[Listed]]]:
    """The lines under their situations, in the order they come."""
    groups: dict[str, list[Listed]] = {}
    for line in listed:
        groups.setdefault(line.situation, []).append(line)
    return list(groups.items())


def _place(after: str) -> tuple[int, UUID]:
    """Where the last page ended; a link that cannot be read opens the first."""
    place, _, identity = after.partition(".")
    try:
        return int(place[:8]), UUID(identity)
    except ValueError:
        return -1, FIRST


@get("/scripts/{script:uuid}", "scripts.read")
async def show(request: Web, script: UUID) -> Answer:
    """The words in force, what is in the making, and every wording there was."""
    found, history = await queries.shown(script), await queries.versions(script)
    making = next((v for v in history if v.state in ("draft", "signing")), None)
    chain = await chain_of("script", making.id) if making else None
    filled = queries.values(found.facts)
    compared = (
        changes(found.words, making.words) if making and making.number != found.number else []
    )
    return page(
        request, "scripts/show.html", script=found, words=found.words, history=history, making=making,
        compared=compared, chain=chain,
        spoken=lambda text: queries.spoken(text, filled), due=bool(found.reviewed_on and found.reviewed_on < review_before()),
        situations=SITUATIONS, channels=CHANNELS, steps=STEPS, fields=FIELDS, variables=VARIABLES,
    )  # fmt: skip


@get("/scripts/versions/{version:uuid}", "scripts.read")
async def version(request: Web, version: UUID) -> Answer:
    """One wording with its dates, and what it changed against the one before; signed papers lead here."""
    found = await queries.version(version)
    history = await queries.versions(found.script)
    older = next((v for v in history if v.number < found.number and v.valid_from), None)
    newer = next((v for v in reversed(history) if v.number > found.number), None)
    return page(
        request, "scripts/version.html", version=found, words=found.words, older=older, newer=newer,
        chain=await chain_of("script", version), spoken=lambda text: queries.spoken(text, {}),
        compared=changes(older.words, found.words) if older else [],
        situations=SITUATIONS, channels=CHANNELS, steps=STEPS, fields=FIELDS,
    )  # fmt: skip


@post("/scripts/{script:uuid}/review", "scripts.edit")
async def review(request: Web, script: UUID) -> Answer:
    """The words were looked at and stay."""
    await commands.reviewed(script)
    return go(request, at(f"/scripts/{script}"))


ROUTES = (library, show, version, review)
