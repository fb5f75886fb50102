"""Leaving: what blocks it, handing over to a named successor, closing, coming back (PPL-4)."""

from uuid import UUID

from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.hiring import close, obstacles, reopen
from hushu.people.forms import LeavingForm
from hushu.people.queries.colleagues import colleagues
from hushu.people.queries.directory import person as person_of


@get("/people/{person:uuid}/leaving", "people.edit")
async def show_leaving(request: Web, person: UUID) -> Answer:
    """The page, also after a refusal."""
    who = await person_of(person)
    others = [(c.id, f"{c.name} · {c.post_name}") for c in await colleagues() if c.id != who.id]
    return page(
        request, "people/leaving.html", person=who, obstacles=await obstacles(who.id), others=others
    )


@post("/people/{person:uuid}/leaving", "people.edit", again=show_leaving)
async def leave(request: Web, person: UUID) -> Answer:
    """Hands everything over when a successor is named, then closes; sessions end at once (T14)."""
    form = await read(request, LeavingForm)
    await close(person, form.reason, form.successor)
    return go(request, at(f"/people/{person}"))


@post("/people/{person:uuid}/return", "people.edit")
async def come_back(request: Web, person: UUID) -> Answer:
    """The person works here again."""
    await reopen(person)
    return go(request, at(f"/people/{person}"))


ROUTES = (show_leaving, leave, come_back)
