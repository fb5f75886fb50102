"""The people page and one person's page (PPL-1, PPL-3, PPL-8)."""

from typing import Any
from uuid import UUID

from hushu.foundation import audit, rights
from hushu.foundation.filters import masked
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.sessions import give
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands import accounts, hiring
from hushu.people.commands.pictures import remove_signature, set_signature
from hushu.people.commands.revealing import reveal_phone
from hushu.people.forms import (
    AccountForm,
    LinkForm,
    PeopleFilter,
    PersonForm,
    RevealForm,
    SignatureForm,
)
from hushu.people.queries import directory
from hushu.people.queries.colleagues import colleagues, on_call_now
from hushu.people.signing_in import caller, renew_session


@get("/people", "people.read")
async def people_page(request: Web) -> Answer:
    """Who is who, reports to whom, post and roles, on call, on leave, here now."""
    wanted = read_query(request, PeopleFilter)
    lines = await directory.lines(
        wanted.q, post=wanted.post, role=wanted.role, closed=wanted.closed, after=wanted.after
    )
    posts = [(p.key, p.name) for p in await directory.posts()]
    context: dict[str, Any] = {
        "wanted": wanted,
        "lines": lines,
        "posts": posts,
        "roles": rights.table().roles,
    }
    more = lines[-1].id if len(lines) == directory.PAGE else None
    return page(request, "people/index.html", on_call=await on_call_now(), more=more, **context)


@get("/people/new", "people.edit")
async def show_new(request: Web) -> Answer:
    """The form, also after a refusal."""
    return page(request, "people/new.html", **await choices())


@post("/people", "people.edit", again=show_new)
async def create(request: Web) -> Answer:
    """Somebody new works here."""
    form = await read(request, PersonForm)
    made = await hiring.take_on(form)
    return go(request, at(f"/people/{made}"))


@get("/people/{person:uuid}", "people.read")
async def show_person(request: Web, person: UUID) -> Answer:
    """One person's page; also after a refusal."""
    return await _shown(request, person)


async def _shown(request: Web, person: UUID, password: str = "") -> Answer:
    """The page; after a deed that gives a password, with that, this once."""
    who = await directory.person(person)
    account = await directory.account_of(who.id)
    context = {"person": who, "account": account, "password": password}
    return page(request, "people/show.html", roles=rights.table().roles, **context)


@get("/people/{person:uuid}/history", "audit.read")
async def history_page(request: Web, person: UUID) -> Answer:
    """What was changed about a person, from the audit trail; the person's page fetches it when it is scrolled to."""
    who = await directory.person(person)
    return page(
        request, "people/history.html", person=who, entries=await audit.history("person", who.id)
    )


@get("/people/{person:uuid}/edit", "people.edit")
async def show_edit(request: Web, person: UUID) -> Answer:
    """The form, also after a refusal."""
    who = await directory.person(person)
    return page(request, "people/edit.html", person=who, **await choices())


@post("/people/{person:uuid}", "people.edit", again=show_edit)
async def edit(request: Web, person: UUID) -> Answer:
    """Changes a person; new roles ask for a new session, also one's own (T14)."""
    form = await read(request, PersonForm)
    other_roles = await hiring.edit(person, form)
    answer = go(request, at(f"/people/{person}"))
    if other_roles and person == me():
        begun = await renew_session(caller(request))
        give(answer, begun.token)
    return answer


@post("/people/{person:uuid}/account", "people.edit", again=show_person)
async def give_account(request: Web, person: UUID) -> Answer:
    """A user name and a temporary password, shown this once."""
    form = await read(request, AccountForm)
    return await _shown(request, person, await accounts.give_account(person, form.username))


@post("/people/{person:uuid}/account/link", "people.edit", again=show_person)
async def link_account(request: Web, person: UUID) -> Answer:
    """A colleague of the company enters here with the account they have."""
    form = await read(request, LinkForm)
    await accounts.link_account(person, form.existing)
    return go(request, at(f"/people/{person}"))


@post("/people/{person:uuid}/password", "people.edit", again=show_person)
async def reset_password(request: Web, person: UUID) -> Answer:
    """A new temporary password, shown this once; one-time codes off, PIN gone, sessions ended."""
    return await _shown(request, person, await accounts.reset_password(person))


@post("/people/{person:uuid}/sessions/end", "people.sessions", again=show_person)
async def end_sessions(request: Web, person: UUID) -> Answer:
    """Signs the person out of this property."""
    await accounts.sign_out_here(person)
    return go(request, at(f"/people/{person}"))


@post("/people/{person:uuid}/signature", "people.edit", again=show_person)
async def upload_signature(request: Web, person: UUID) -> Answer:
    """The scanned signature of a person."""
    form = await read(request, SignatureForm)
    await directory.person(person)
    await set_signature(person, await form.file.read())
    return go(request, at(f"/people/{person}"))


@post("/people/{person:uuid}/signature/end", "people.edit")
async def drop_signature(request: Web, person: UUID) -> Answer:
    """No picture any more."""
    await remove_signature(person)
    return go(request, at(f"/people/{person}"))


@post("/people/reveal", "personal.reveal")
async def reveal(request: Web) -> Answer:
    """A colleague's phone in full, for half a minute; that one looked is kept."""
    form = await read(request, RevealForm)
    phone = await reveal_phone(form.person)
    return page(request, "people/_phone.html", id=form.person, phone=phone, mask=masked(phone))


@get("/rights", "rights.read")
async def rights_page(request: Web) -> Answer:
    """The one table of roles and rights, for the manager to read and print (PPL-2)."""
    return page(request, "people/rights.html", table=rights.table())


async def choices() -> dict[str, Any]:
    """What a person's form offers."""
    return {
        "posts": [(p.id, p.name) for p in await directory.posts()],
        "colleagues": [(c.id, f"{c.name} · {c.post_name}") for c in await colleagues()],
        "roles": rights.table().roles,
    }


ROUTES = (
    people_page, show_new, create, show_person, history_page, show_edit, edit, give_account, link_account, reset_password,
    end_sessions, upload_signature, drop_signature, reveal, rights_page,
)  # fmt: skip
