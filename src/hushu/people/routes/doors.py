"""The door: signing in, the one-time code, a new password, signing out (PPL-5)."""

from urllib.parse import quote

from hushu.foundation import database
from hushu.foundation.account import account_get, account_post, acting, owner
from hushu.foundation.forms import read
from hushu.foundation.received import clean
from hushu.foundation.sessions import give, take_away, token_in
from hushu.foundation.web import Answer, Web, go, page, public_get, public_post
from hushu.people.commands.own import set_own_password
from hushu.people.forms import CodeForm, PasswordForm, SignInForm
from hushu.people.signing_in import (
    Begun,
    caller,
    end_session,
    home_of,
    knock,
    pass_code,
    renew_session,
)


@public_get("/sign-in")
async def sign_in_page(request: Web) -> Answer:
    """The door; also after a wrong password."""
    return page(request, "people/sign_in.html", next=next_of(request))


@public_post("/sign-in", again=sign_in_page)
async def sign_in(request: Web) -> Answer:
    """Name and password open the first property one works at, or where one came from."""
    form = await read(request, SignInForm)
    return await enter(
        request, await knock(form.username, form.password, caller(request)), form.next
    )


@account_get("/sign-in/code", "code")
async def code_page(request: Web) -> Answer:
    """The second question, for accounts with one-time codes; also after a wrong one."""
    return page(request, "people/code.html", next=next_of(request))


@account_post("/sign-in/code", "code", again=code_page)
async def send_code(request: Web) -> Answer:
    """The right code opens what the password alone did not."""
    who = owner(request)
    form = await read(request, CodeForm)
    async with acting(request):
        begun = await pass_code(who.account, who.totp_secret, form.code, caller(request))
    return await enter(request, begun, form.next)


@account_get("/password", "password", "open")
async def password_page(request: Web) -> Answer:
    """A new password: asked for after a temporary one, or wanted; also after a refusal."""
    return page(request, "people/password.html", who=owner(request), next=next_of(request))


@account_post("/password", "password", "open", again=password_page)
async def set_password(request: Web) -> Answer:
    """The new password counts at once; everywhere else one is signed out."""
    who = owner(request)
    form = await read(request, PasswordForm)
    async with acting(request):
        await set_own_password(who, form.password, form.new_password, form.repeat)
        begun = await renew_session(caller(request))
    return await enter(request, begun, form.next)


@public_post("/sign-out")
async def sign_out(request: Web) -> Answer:
    """Ends the session here and in the database."""
    async with database.transaction():
        await end_session(token_in(request))
    answer = go(request, "/sign-in")
    take_away(answer)
    return answer


async def enter(request: Web, begun: Begun, wanted: str) -> Answer:
    """The new session's token, and on to what is asked next or where one wanted to go (T14)."""
    to = safe_next(wanted)
    asked = {"code": "/sign-in/code", "password": "/password"}.get(begun.stage)
    if asked:
        to = f"{asked}?next={quote(to)}" if to else asked
    elif not to:
        async with database.transaction():
            to = await home_of(begun.token)
    answer = go(request, to)
    give(answer, begun.token)
    return answer


def next_of(request: Web) -> str:
    """Where one wanted to go before the door was shown."""
    return safe_next(clean(request.query_params.get("next", "")))


def safe_next(path: str) -> str:
    """Only a path of our own is gone to after signing in."""
    ours = path.startswith(("/p/", "/c/", "/account"))
    return path if ours and "//" not in path and "\\" not in path and path.isprintable() else ""


ROUTES = (
    sign_in_page,
    sign_in,
    code_page,
    send_code,
    password_page,
    set_password,
    sign_out,
)
