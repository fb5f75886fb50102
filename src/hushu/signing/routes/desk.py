"""What signing is set up with: deputies, chain definitions, one's drawn signature (SIGN-1, SIGN-3, SIGN-4)."""

import base64
import binascii
from uuid import UUID

import msgspec

from hushu.foundation import files
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.pictures import set_signature
from hushu.people.queries import colleagues
from hushu.signing import commands, queries
from hushu.signing.forms import ChainForm, DeputyForm, SignatureForm
from hushu.signing.queries.setup import choices, deputies, my_signature
from hushu.signing.rules import StepPlan
from hushu.signing.words import DEEDS, NEEDS, REFUSALS

PNG = "data:image/png;base64,"
STEP_DEEDS = ("check", "countersign", "approve", "read", "handle", "take_over", "file")


@get("/signing/deputies", "signing.read")
async def deputies_page(request: Web) -> Answer:
    """Who signs for me while I am away, and for whom I do."""
    people = [(p.id, f"{p.name} · {p.post_name}") for p in await colleagues() if p.id != me()]
    return page(request, "signing/deputies.html", lines=await deputies(), people=people)


@post("/signing/deputies", "signing.sign", again=deputies_page)
async def name_deputy(request: Web) -> Answer:
    """From a day to a day somebody signs for me."""
    form = await read(request, DeputyForm)
    await commands.name_deputy(form.deputy, form.starts_on, form.ends_on)
    return go(request, at("/signing/deputies"))


@post("/signing/deputies/{deputy:uuid}/ending", "signing.sign", again=deputies_page)
async def end_deputy(request: Web, deputy: UUID) -> Answer:
    """I am back."""
    await read(request, NothingForm)
    await commands.end_deputy(deputy)
    return go(request, at("/signing/deputies"))


@get("/signing/chains", "signing.read")
async def chains_page(request: Web) -> Answer:
    """Every chain in force: who signs what, in which order, in what time."""
    people = await queries.staff()
    lines = [
        (c, [(s, queries.who_words(s.who, people)) for s in c.steps])
        for c in await queries.chains()
    ]
    return page(request, "signing/chains.html", lines=lines, deeds=DEEDS, needs=NEEDS)


@get("/signing/chains/{key:str}", "settings.edit")
async def chain_page(request: Web, key: str) -> Answer:
    """One chain to change; also after a refusal."""
    found = await queries.chain_in_force(key)
    who = await choices(s.who for s in found.steps)
    return page(
        request, "signing/chain.html", definition=found, who=who, deeds=[(d, DEEDS[d]) for d in STEP_DEEDS],
        refusals=REFUSALS.items(), needs=NEEDS.items(),
    )  # fmt: skip


@post("/signing/chains/{key:str}", "settings.edit", again=chain_page)
async def change_chain(request: Web, key: str) -> Answer:
    """A new edition; papers on their way keep theirs."""
    form = await read(request, ChainForm)
    await commands.edit_chain(
        key, form.edition, form.name, _steps(form), may_approve=form.may_approve
    )
    return go(request, at("/signing/chains"))


def _steps(form: ChainForm) -> list[StepPlan]:
    columns = (form.deed, form.who, form.need, form.hours, form.refused, form.beside)
    if len({len(column) for column in columns}) != 1:
        raise Refused(
            "steps", N_("A line of the table is incomplete. Please fill in every field of it.")
        )
    found = []
    for no, (deed, who, need, hours, refused, beside) in enumerate(zip(*columns, strict=True), 1):
        if who == "-":
            continue
        # A trailing question mark in the form alone: the people named on the paper may be left out.
        raw = {"deed": deed, "who": who.removesuffix("?"), "need": need, "hours": hours, "refused": refused,
               "beside": beside == "yes", "each": beside == "each", "optional": who.endswith("?")}  # fmt: skip
        try:
            found.append(msgspec.convert(raw, StepPlan, strict=False))
        except msgspec.ValidationError as fault:
            raise Refused(
                "steps", N_("Step %(no)s cannot be read. Please check it."), no=no
            ) from fault
    return found


@get("/signing/signature", "signing.read")
async def signature_page(request: Web) -> Answer:
    """My signature's picture, drawn with finger or mouse."""
    return page(request, "signing/signature.html", has=await my_signature() is not None)


@post("/signing/signature", "signing.sign", again=signature_page)
async def draw_signature(request: Web) -> Answer:
    """Keeps the drawing; papers signed from now on show it."""
    form = await read(request, SignatureForm)
    if not form.drawing.startswith(PNG):
        raise Refused("drawing", N_("Please draw your signature first."))
    try:
        data = base64.b64decode(form.drawing.removeprefix(PNG), validate=True)
    except binascii.Error as fault:
        raise Refused("drawing", N_("Please draw your signature first.")) from fault
    await set_signature(me(), data)
    return go(request, at("/signing/signature"))


@get("/signing/signature/picture", "signing.read")
async def signature_picture() -> Answer:
    """My own picture. Raises NotHere where there is none."""
    found = await my_signature()
    if found is None:
        raise NotHere
    return await files.serve(found)


ROUTES = (deputies_page, name_deputy, end_deputy, chains_page, chain_page, change_chain, signature_page, draw_signature,
          signature_picture)  # fmt: skip
