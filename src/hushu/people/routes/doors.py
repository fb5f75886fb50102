"""The door: signing in, the one-time code, a new password, signing out (PPL-5)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from hushu.foundation import database
from hushu.foundation.csrf import token_matches
from hushu.foundation.forms import clean, read
from hushu.foundation.received import form_of
from hushu.foundation.refusals import NotAllowed
from hushu.foundation.sessions import give, take_away, token_in
from hushu.foundation.web import Answer, Web, go, page, public_get, public_post
from hushu.people.commands.own import set_own_password
from hushu.people.forms import CodeForm, PasswordForm, SignInForm
from hushu.people.signing_in import (
    Standing,
    begin_session,
    check_code,
    end_session,
    knock,
    places_of,
    standing,
)


@public_get("/sign-in")
async def sign_in_page(request: Web) -> Answer:
    """The door."""
    return await show_sign_in(request)


async def show_sign_in(request: Web) -> Answer:
    """The door, also after a wrong password."""
    return page(request, "people/sign_in.html", next=next_of(request))


@public_post("/sign-in", again=show_sign_in)
async def sign_in(request: Web) -> Answer:
    """Name and password open the first property one works at, or where one came from."""
    form = await read(request, SignInForm)
    found = await knock(form.username, form.password, address_of(request))
    return await enter(request, found.id, found.stage, found.company, form.next)


@public_get("/sign-in/code")
async def code_page(request: Web) -> Answer:
    """The second question, for accounts with one-time codes."""
    return await show_code(request)


async def show_code(request: Web) -> Answer:
    """The second question, also after a wrong code."""
    if await at_stage(request, "code") is None:
        return go(request, "/sign-in")
    return page(request, "people/code.html", next=next_of(request))


@public_post("/sign-in/code", again=show_code)
async def send_code(request: Web) -> Answer:
    """The right code opens what the password alone did not."""
    who = await at_stage(request, "code")
    if who is None:
        return go(request, "/sign-in")
    must_be_own(request, await form_of(request))
    form = await read(request, CodeForm)
    async with database.transaction():
        await check_code(who.account, who.totp_secret, form.code)
    return await enter(
        request, who.account, "password" if who.must_change else "open", who.company, form.next
    )


@public_get("/password")
async def password_page(request: Web) -> Answer:
    """A new password: asked for after a temporary one, or wanted."""
    return await show_password(request)


async def show_password(request: Web) -> Answer:
    """The form, also after a refusal."""
    who = await at_stage(request, "password", "open")
    if who is None:
        return go(request, "/sign-in")
    return page(request, "people/password.html", who=who, next=next_of(request))


@public_post("/password", again=show_password)
async def set_password(request: Web) -> Answer:
    """The new password counts at once; everywhere else one is signed out."""
    who = await at_stage(request, "password", "open")
    if who is None:
        return go(request, "/sign-in")
    must_be_own(request, await form_of(request))
    form = await read(request, PasswordForm)
    async with database.transaction():
        await set_own_password(who, form.password, form.new_password, form.repeat)
    return await enter(request, who.account, "open", who.company, form.next)


@public_post("/sign-out")
async def sign_out(request: Web) -> Answer:
    """Ends the session here and in the database."""
    async with database.transaction():
        await end_session(token_in(request))
    answer = go(request, "/sign-in")
    take_away(answer)
    return answer


async def enter(request: Web, who: UUID, stage: str, company: str, wanted: str) -> Answer:
    """A new session in place of the old one, and on to what is asked next or where one wanted to go (T14)."""
    async with database.transaction():
        await end_session(token_in(request))
        token = await begin_session(who, address_of(request), agent_of(request), stage=stage)
        places = await places_of(who)
    home = f"/p/{places[0].slug}/" if places else f"/c/{company}/"
    to = safe_next(wanted)
    asked = {"code": "/sign-in/code", "password": "/password"}.get(stage)
    if asked:
        to = f"{asked}?next={quote(to)}" if to else asked
    answer = go(request, to or home)
    give(answer, token)
    return answer


async def at_stage(request: Web, *stages: str) -> Standing | None:
    """Who stands at the door, when their session is at one of these stages."""
    async with database.transaction():
        who = await standing(token_in(request))
    return who if who and who.stage in stages else None


def must_be_own(request: Web, form: Mapping[str, Any]) -> None:
    """Outside of a property too, a form counts only from this session's own page (T13)."""
    sent = request.headers.get("x-csrf-token") or str(form.get("_csrf", ""))
    if not token_matches(request, sent):
        raise NotAllowed


def next_of(request: Web) -> str:
    """Where one wanted to go before the door was shown."""
    return safe_next(clean(request.query_params.get("next", "")))


def safe_next(path: str) -> str:
    """Only a path of our own is gone to after signing in."""
    ours = path.startswith(("/p/", "/c/", "/account"))
    return path if ours and "//" not in path and "\\" not in path and path.isprintable() else ""


def address_of(request: Web) -> str:
    """Where the request really comes from; what it says of itself in headers counts for nothing (T15)."""
    return request.client.host if request.client else ""


def agent_of(request: Web) -> str:
    """The browser's name of itself."""
    return clean(request.headers.get("user-agent", ""))


ROUTES = (
    sign_in_page,
    sign_in,
    code_page,
    send_code,
    password_page,
    set_password,
    sign_out,
)
