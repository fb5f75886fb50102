"""One's own account, whether one works at a property or for the company: one-time codes and sessions (PPL-5)."""

import re
from urllib.parse import urlsplit

from hushu.foundation import qr
from hushu.foundation.account import account_get, account_post, acting, owner
from hushu.foundation.forms import read
from hushu.foundation.one_time import enrolment, new_secret
from hushu.foundation.sessions import give
from hushu.foundation.web import Answer, Web, go, page
from hushu.people.commands.own import (
    end_own_session,
    own_account,
    own_sessions,
    set_own_locale,
    switch_totp_off,
    switch_totp_on,
)
from hushu.people.forms import LocaleForm, ProofForm, SessionForm, TotpForm
from hushu.people.routes.doors import safe_next
from hushu.people.signing_in import caller, renew_session

SECRET = re.compile("[A-Z2-7]{32}")


@account_get("/account")
async def account_page(request: Web) -> Answer:
    """Password, one-time codes, language and sessions of one's own account."""
    who = owner(request)
    async with acting(request):
        own, sessions = await own_account(), await own_sessions()
    back = f"/c/{who.company}/"
    return page(request, "people/account.html", who=who, own=own, sessions=sessions, back=back)


@account_get("/account/totp")
async def totp_page(request: Web) -> Answer:
    """The picture to scan, with a fresh secret; after a refusal the same one, so that it is scanned once."""
    who = owner(request)
    kept = request.scope["state"].get("typed", {}).get("secret", "")
    secret = kept if SECRET.fullmatch(kept) else new_secret()
    picture = qr.picture(enrolment(secret, who.username), border=3, light="white")
    return page(request, "people/totp.html", who=who, secret=secret, picture=picture)


@account_post("/account/totp", again=totp_page)
async def set_totp(request: Web) -> Answer:
    """On from now; the session gets a new token, all others end."""
    who = owner(request)
    form = await read(request, TotpForm)
    async with acting(request):
        await switch_totp_on(who, form.secret, form.code, form.password)
        begun = await renew_session(caller(request))
    answer = go(request, back_of(request))
    give(answer, begun.token)
    return answer


@account_get("/account/totp/end")
async def totp_end_page(request: Web) -> Answer:
    """Asks for the password before one-time codes are switched off; also after a wrong one."""
    return page(request, "people/totp_end.html")


@account_post("/account/totp/end", again=totp_end_page)
async def end_totp(request: Web) -> Answer:
    """Off from now."""
    who = owner(request)
    form = await read(request, ProofForm)
    async with acting(request):
        await switch_totp_off(who, form.password)
    return go(request, back_of(request))


@account_post("/account/sessions/end")
async def end_one(request: Web) -> Answer:
    """Ends one of one's own sessions, this one too."""
    form = await read(request, SessionForm)
    async with acting(request):
        await end_own_session(form.session)
    return go(request, back_of(request))


@account_post("/account/locale")
async def set_locale(request: Web) -> Answer:
    """The language of one's pages, from the next page on."""
    form = await read(request, LocaleForm)
    async with acting(request):
        await set_own_locale(form.locale)
    return go(request, back_of(request))


def back_of(request: Web) -> str:
    """The page the form stood on, when it is one of ours."""
    path = safe_next(urlsplit(request.headers.get("referer", "")).path)
    return path if path.startswith("/p/") else "/account"


ROUTES = (
    account_page,
    totp_page,
    set_totp,
    totp_end_page,
    end_totp,
    end_one,
    set_locale,
)
