"""Practice: a situation, one's own words, then the words in force beside them (DESK-7)."""

from uuid import UUID

from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.scripts import commands, queries
from hushu.scripts.forms import FindForm, PracticeForm
from hushu.scripts.rules.practice import CLOSE
from hushu.scripts.rules.words import CHANNELS, SITUATIONS


@get("/scripts/practice", "scripts.practice")
async def show_practice(request: Web) -> Answer:
    """A situation; after a refusal, another one with what was typed."""
    situation = read_query(request, FindForm).situation
    exercise = await queries.exercise(situation if situation in SITUATIONS else "")
    return page(
        request, "scripts/practice.html", exercise=exercise, situation=situation, situations=SITUATIONS, channels=CHANNELS
    )  # fmt: skip


@post("/scripts/practice", "scripts.practice", again=show_practice)
async def answer(request: Web) -> Answer:
    """Keeps the answer and shows it beside the words in force."""
    form = await read(request, PracticeForm)
    return go(request, at(f"/scripts/practice/{await commands.practise(form.script, form.answer)}"))


@get("/scripts/practice/{practised:uuid}", "scripts.practice")
async def result(request: Web, practised: UUID) -> Answer:
    """One's own answer beside the words in force."""
    found = await queries.practised(practised)
    filled = queries.values(await queries.facts())
    return page(
        request, "scripts/practised.html", result=found, words=found.words, close=CLOSE, situations=SITUATIONS,
        spoken=lambda text: queries.spoken(text, filled),
    )  # fmt: skip


ROUTES = (show_practice, answer, result)
