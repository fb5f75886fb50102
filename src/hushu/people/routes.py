"""Pages of people and of signing in."""

from hushu.foundation import database
from hushu.foundation.forms import read
from hushu.foundation import rights
from hushu.foundation.refusals import Refused
from hushu.foundation.sessions import give, take_away, token_in
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, get, go, page, public_get, public_post
from hushu.people.forms import SignInForm
from hushu.people.signing_in import begin_session, entrance, places_of


@public_get("/sign-in")
async def sign_in_page(request: Web) -> Answer:
    """The door."""
    return await show_sign_in(request)


async def show_sign_in(request: Web) -> Answer:
    """The door, also after a wrong password."""
    return page(request, "people/sign_in.html", next=safe_next(request.query_params.get("next", "")))


@public_post("/sign-in", again=show_sign_in)
async def sign_in(request: Web) -> Answer:
    """Name and password open the first property one works at, or where one came from."""
    form = await read(request, SignInForm)
    async with database.transaction():
        found = await entrance(form.username, form.password)
        if found is None:
            raise Refused("password", N_("User name and password do not fit together."))
        address = request.client.host if request.client else ""
        token = await begin_session(found.id, address, request.headers.get("user-agent", ""))
        places = await places_of(found.id)
    home = f"/p/{places[0].slug}/" if places else f"/c/{found.company}/"
    answer = go(request, safe_next(form.next) or home)
    give(answer, token)
    return answer


def safe_next(path: str) -> str:
    """Only a path of our own is gone to after signing in."""
    return path if path.startswith(("/p/", "/c/")) and "//" not in path and "\\" not in path else ""


@public_post("/sign-out")
async def sign_out(request: Web) -> Answer:
    """Ends the session here and in the database."""
    async with database.transaction():
        await database.value("select end_session($1)", token_in(request) or b"")
    answer = go(request, "/sign-in")
    take_away(answer)
    return answer


@get("/rights", "rights.read")
async def rights_page(request: Web) -> Answer:
    """The one table of roles and rights, for the manager to read and print (PPL-2)."""
    return page(request, "people/rights.html", table=rights.table())
