"""The desk page: the form that is always ready, the caller beside it, today's lines, what waits."""

from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from hushu.desk import rules
from hushu.desk.commands import NewLine, correct_line, write_line
from hushu.desk.commands.lines import note_call
from hushu.desk.forms import AdditionForm, CallerQuery, CallForm, LineForm
from hushu.desk.queries import board
from hushu.foundation import clock
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import here, setting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, locale_here, translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.premises.queries import Caller, recognise
from hushu.premises.rules import phone_key

SHORTEST_NUMBER = 7


def vocabulary() -> dict[str, Any]:
    """The labels of the desk's codes in the person's language, for every template of the desk."""
    return _vocabulary(locale_here())


@lru_cache(maxsize=4)
def _vocabulary(locale: str) -> dict[str, Any]:
    coded = {
        "kinds": rules.KINDS, "matter_kinds": rules.MATTER_KINDS, "outcomes": rules.OUTCOMES, "channels": rules.CHANNELS,
        "registers": rules.REGISTERS, "deeds": rules.DEEDS, "correctable": rules.CORRECTABLE,
    }  # fmt: skip
    return {
        name: {key: translate(text, locale) for key, text in words.items()}
        for name, words in coded.items()
    }


async def form_context() -> dict[str, Any]:
    """What the form needs: colleagues, hours, etiquette figures (DESK-6)."""
    ground = await board.ground()
    return {
        "ground": ground, "people": ground.people, "rings": setting("rings", 3), "now": clock.now(),
        "private_call": setting("private_call_minutes", 3), "private_visit": setting("private_visit_minutes", 10),
        "hangs_up_first": setting("customer_hangs_up_first", True),
    }  # fmt: skip


async def desk_page(request: Web) -> Answer:
    """The desk, also after a refusal."""
    if not here().may("desk.read"):
        return go(request, at("/inbox" if here().may("messages.read") else "/figures"))
    typed = request.scope["state"].get("typed", {})
    known = await _known(typed.get("phone", ""), typed.get("unit", ""))
    if (
        typed and request.headers.get("hx-request") == "true"
    ):  # refused: the form alone, the words beside it stay
        piece = page(request, "desk/_form.html", **await form_context(), **known, **vocabulary())
        piece.headers.update({"HX-Retarget": "#line-form", "HX-Reswap": "outerHTML"})
        return piece
    return page(
        request, "desk/desk.html", **await form_context(), **known, lines=await board.today(),
        waiting=await board.waiting(), **vocabulary(),
    )  # fmt: skip


@get("/", "property.enter")
async def home(request: Web) -> Answer:
    """The desk for those who work at it, the inbox for others here, the figures for readers of headquarters."""
    return await desk_page(request)


@get("/desk", "desk.read")
async def desk(request: Web) -> Answer:
    """The desk under its own name."""
    return await desk_page(request)


@get("/desk/board", "desk.read")
async def today_board(request: Web) -> Answer:
    """Today's lines and what waits, fetched again after every change."""
    return page(
        request,
        "desk/_board.html",
        lines=await board.today(),
        waiting=await board.waiting(),
        **vocabulary(),
    )


@get("/desk/caller", "desk.read")
async def caller(request: Web) -> Answer:
    """Who calls, as far as phone or room tell, with what to mind, last contacts and open matters (DESK-11)."""
    typed = read_query(request, CallerQuery)
    return page(
        request, "desk/_caller.html", **await _known(typed.phone, typed.unit), **vocabulary()
    )


async def _known(phone: str, unit: str) -> dict[str, Any]:
    """The caller's card: households, contacts, and whether somebody else has this call."""
    number = phone_key(phone)
    number = number if len(number) >= SHORTEST_NUMBER else ""
    if not number and not unit:
        return {"callers": [], "contacts": [], "busy": "", "number": "", "same_call": None}
    callers: list[Caller] = await recognise(phone=number, unit=unit)
    contacts = await board.contacts(
        number, list({one.label for one in callers} | ({unit} if unit else set()))
    )
    same = next((one for one in contacts if one.just_now and one.same_phone and not one.mine), None)
    busy = await board.on_the_line(number) if number and same is None else ""
    return {
        "callers": callers,
        "contacts": contacts,
        "busy": busy,
        "number": number,
        "same_call": same,
    }


@post("/desk/calls", "desk.write")
async def call(request: Web) -> Answer:
    """Says that this number is on my telephone, so that nobody writes the same call twice (DESK-16)."""
    await note_call((await read(request, CallForm)).phone)
    return page(request, "desk/_noted.html")


@post("/log", "desk.write", again=desk_page)
async def create(request: Web) -> Answer:
    """One line, one Enter (DESK-10, DESK-11)."""
    form = await read(request, LineForm)
    line = await write_line(NewLine(**msgspec.structs.asdict(form)))
    return update(
        request, "desk/create.update.html", to=at(f"/?saved={line}"), **await form_context(), **await _known("", ""),
        lines=await board.today(), waiting=await board.waiting(), saved=line, **vocabulary(),
    )  # fmt: skip


@post("/log/{line:uuid}/additions", "desk.correct")
async def add(request: Web, line: UUID) -> Answer:
    """Joins a call that somebody else has written: what I know is added to that line (DESK-16)."""
    form = await read(request, AdditionForm)
    await correct_line(line, "addition", form.matter, translate(N_("Heard in the same call")))
    return go(request, at(f"/log/{line}?joined=1"))


ROUTES = (home, desk, today_board, caller, call, create, add)
