"""Writing: a new script, a draft, its preview, and its way into signing (DESK-2, DESK-3)."""

from typing import Any
from uuid import UUID

from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.scripts import commands, queries
from hushu.scripts.forms import PreviewForm, ScriptForm
from hushu.scripts.rules.difference import changes
from hushu.scripts.rules.variables import VARIABLES, fault_in
from hushu.scripts.rules.words import CHANNELS, FIELDS, MOST_STEPS, SITUATIONS, STEPS, Words


def translated(choices: dict[str, str]) -> list[tuple[str, str]]:
    """A select's options in the person's language."""
    return [(key, translate(label)) for key, label in choices.items()]


CHOICES: dict[str, Any] = {
    "situations": SITUATIONS,
    "channels": CHANNELS,
    "steps": STEPS,
    "fields": FIELDS,
    "variables": VARIABLES,
    "most_steps": MOST_STEPS,
    "translated": translated,
}
EMPTY = Words(title="", situation="call_in", say="", channel="phone")


def _heard(typed: dict[str, str], words: Words, facts: queries.Facts) -> dict[str, Any]:
    """What stands in the form, as it will be heard."""
    say, never = typed.get("say", words.say), typed.get("never", "\n".join(words.never))
    filled = queries.values(facts)
    return {
        "say": queries.spoken(say, filled),
        "never": queries.spoken(never, filled),
        "fault": fault_in(say) or fault_in(never),
    }


@get("/scripts/new", "scripts.edit")
async def show_new(request: Web) -> Answer:
    """The form of a new script, also after a refusal."""
    heard = _heard(request.scope["state"].get("typed", {}), EMPTY, await queries.facts())
    return page(
        request, "scripts/new.html", words=EMPTY, edition=0, theirs=None, **heard, **CHOICES
    )


@post("/scripts", "scripts.edit", again=show_new)
async def create(request: Web) -> Answer:
    """A new script; its first draft waits to be sent to the signers."""
    script = await commands.begin_script((await read(request, ScriptForm)).words())
    return go(request, at(f"/scripts/{script}"))


@get("/scripts/{script:uuid}/draft", "scripts.edit")
async def show_draft(request: Web, script: UUID) -> Answer:
    """The draft, or the words in force to begin one from; after a refusal, where somebody was faster, their words stand
    beside (T27).
    """
    found, making = await queries.shown(script), await queries.in_making(script)
    typed = request.scope["state"].get("typed", {})
    words = (making or found).words
    overtaken = making is not None and typed and typed.get("edition", "0") != str(making.edition)
    return page(
        request, "scripts/draft.html", script=found, making=making, words=words,
        edition=making.edition if making else 0, theirs=making if overtaken else None,
        compared=changes(found.words, making.words) if overtaken and making else [],
        **_heard(typed, words, found.facts), **CHOICES,
    )  # fmt: skip


@post("/scripts/{script:uuid}/draft", "scripts.edit", again=show_draft)
async def save(request: Web, script: UUID) -> Answer:
    """Saves the draft."""
    form = await read(request, ScriptForm)
    await commands.save_draft(script, form.words(), form.edition)
    return go(request, at(f"/scripts/{script}"))


@post("/scripts/{script:uuid}/draft/discarding", "scripts.edit")
async def discard(request: Web, script: UUID) -> Answer:
    """Puts the draft away."""
    await commands.discard_draft(script)
    return go(request, at(f"/scripts/{script}"))


@post("/scripts/{script:uuid}/draft/submission", "scripts.edit")
async def submit(request: Web, script: UUID) -> Answer:
    """Sends the draft to its signers."""
    await commands.submit(script)
    return go(request, at(f"/scripts/{script}"))


@post("/scripts/{script:uuid}/retirement", "scripts.edit")
async def retire(request: Web, script: UUID) -> Answer:
    """Asks the signers to take the script out of use."""
    await commands.ask_retirement(script)
    return go(request, at(f"/scripts/{script}"))


@post("/scripts/preview", "scripts.edit")
async def preview(request: Web) -> Answer:
    """The words as they will be heard, while they are being typed."""
    form = await read(request, PreviewForm)
    heard = _heard({"say": form.say, "never": form.never}, EMPTY, await queries.facts())
    return update(request, "scripts/_preview.html", at("/scripts"), **heard)


ROUTES = (show_new, create, show_draft, save, discard, submit, retire, preview)
