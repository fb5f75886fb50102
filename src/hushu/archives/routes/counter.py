"""The counter: find a loan by a few signs, tick what goes over it, the other confirms with their PIN (ARCH-31)."""

from uuid import UUID

from hushu.archives import commands
from hushu.archives.lending_forms import CounterQuery, CountForm
from hushu.archives.queries.loans import LoanFilter, loan, loans, papers
from hushu.archives.rules.words import CONDITIONS, LOAN_STATES, WAYS
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues

MOST = 40


@get("/archives/counter", "archives.lend")
async def index(request: Web) -> Answer:
    """What is to be handed out and what is out; a single hit opens at once with Enter."""
    q = read_query(request, CounterQuery).q
    handing = await loans(LoanFilter(view="handing", q=q), MOST)
    out = await loans(LoanFilter(view="out", q=q), MOST)
    if q and len(handing) + len(out) == 1 and request.headers.get("hx-request") != "true":
        return go(request, at(f"/archives/loans/{(handing + out)[0].id}/counter"))
    return page(request, "archives/counter.html", q=q, handing=handing, out=out, states=LOAN_STATES)


@get("/archives/loans/{loan_id:uuid}/counter", "archives.lend")
async def show_counter(request: Web, loan_id: UUID) -> Answer:
    """One loan at the counter; also after a refusal."""
    found = await loan(loan_id)
    people = [
        (one.id, f"{one.name} · {one.post_name}") for one in await colleagues() if one.id != me()
    ]
    return page(
        request, "archives/counting.html", loan=found, papers=await papers(found.id), people=people, ways=WAYS,
        states=LOAN_STATES, conditions=[(key, translate(words)) for key, words in CONDITIONS.items()],
    )  # fmt: skip


def counted(form: CountForm) -> list[commands.Counted]:
    """The ticked papers, each with the word both chose for its state."""
    said = dict(one.split("=", 1) for one in form.line if "=" in one)
    states = {line: said.get(str(line), "good") for line in form.ticked}
    return [
        commands.Counted(line, state if state in CONDITIONS else "good")
        for line, state in states.items()
    ]


@post("/archives/loans/{loan_id:uuid}/handing-out", "archives.lend", again=show_counter)
async def hand_out(request: Web, loan_id: UUID) -> Answer:
    """The ticked papers go to the borrower."""
    form = await read(request, CountForm)
    await commands.hand_out(loan_id, counted(form), words=form.words, pin=form.pin)
    return go(request, at(f"/archives/loans/{loan_id}"))


@post("/archives/loans/{loan_id:uuid}/taking-back", "archives.lend", again=show_counter)
async def take_back(request: Web, loan_id: UUID) -> Answer:
    """The ticked papers are back."""
    form = await read(request, CountForm)
    await commands.take_back(
        loan_id, counted(form), words=form.words, pin=form.pin, person=form.person
    )
    return go(request, at(f"/archives/loans/{loan_id}"))


ROUTES = (index, show_counter, hand_out, take_back)
