"""The front page, sign-up, and what a property lets its headquarters read."""

from uuid import UUID

from hushu.foundation import database
from hushu.foundation.addresses import client_address
from hushu.foundation.forms import read, read_query
from hushu.foundation.received import form_of
from hushu.foundation.refusals import SignInFirst
from hushu.foundation.sessions import give, token_in
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post, public_get, public_post
from hushu.people.signing_in import caller, sign_in
from hushu.signup import commands, queries
from hushu.signup.forms import AccessForm, NameQuery, SignUpForm


@public_get("/")
async def front_page(request: Web) -> Answer:
    """What this is, for whoever comes by; those signed in go on to their place."""
    async with database.transaction():
        found = await queries.visitor(token_in(request) or b"")
    if found is not None and found.home:
        return go(request, found.home)
    return page(request, "signup/front.html", waiting=found is not None)


@public_get("/sign-up")
async def sign_up_page(request: Web) -> Answer:
    """The one form; also after a refusal."""
    return page(request, "signup/sign_up.html")


@public_post("/sign-up", again=sign_up_page)
async def sign_up(request: Web) -> Answer:
    """A company, its administrator and its first property; straight to the desk (TEN-2)."""
    form = await read(request, SignUpForm)
    founding = commands.Founding(
        company=form.company,
        name=form.name,
        phone=form.phone,
        username=form.username,
        password=form.password,
    )
    key, address = str((await form_of(request)).get("_key", "")), client_address(request)
    username, slug = await commands.sign_up(founding, form.facts(), key=key, address=address)
    begun = await sign_in(username, form.password, caller(request))
    if begun is None:
        raise SignInFirst
    answer = go(request, f"/p/{slug}/")
    give(answer, begun.token)
    return answer


@public_get("/sign-up/username")
async def suggested_username(request: Web) -> Answer:
    """The user name that fits the company's name, unless one was typed by hand."""
    asked = read_query(request, NameQuery)
    if asked.company and asked.username == asked.suggested_username:
        async with database.transaction():
            asked.username = await commands.suggest_username(asked.company)
        asked.suggested_username = asked.username
    return page(
        request,
        "signup/_username.html",
        username=asked.username,
        suggested=asked.suggested_username,
    )


@public_get("/sign-up/slug")
async def suggested_slug(request: Web) -> Answer:
    """The short name that fits the property's name, unless one was typed by hand."""
    asked = read_query(request, NameQuery)
    if asked.property_name and asked.slug == asked.suggested_slug:
        async with database.transaction():
            asked.slug = await commands.suggest_slug(asked.property_name)
        asked.suggested_slug = asked.slug
    return page(request, "signup/_slug.html", slug=asked.slug, suggested=asked.suggested_slug)


@post("/first-steps/dismissal", "settings.edit")
async def dismiss_first_steps(request: Web) -> Answer:
    """The first steps are done and not shown again."""
    await database.value("select forget_first_steps()")
    return go(request, at("/"))


@get("/headquarters-access", "settings.edit")
async def show_access(request: Web) -> Answer:
    """The list with its form, also after a refusal."""
    return page(request, "signup/headquarters_access.html", readers=await queries.readers())


@post("/headquarters-access", "settings.edit", again=show_access)
async def grant(request: Web) -> Answer:
    """Lets one named account read."""
    form = await read(request, AccessForm)
    await commands.grant_reading(form.username)
    return go(request, at("/headquarters-access"))


@post("/headquarters-access/{person:uuid}/withdrawal", "settings.edit")
async def withdraw(request: Web, person: UUID) -> Answer:
    """Ends a reader's access."""
    await commands.withdraw_reading(person)
    return go(request, at("/headquarters-access"))


INSIDE = (dismiss_first_steps, show_access, grant, withdraw)
PUBLIC = (front_page, sign_up_page, sign_up, suggested_username, suggested_slug)
