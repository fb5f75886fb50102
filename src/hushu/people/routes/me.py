"""My account inside a property: who I am here, my PIN, my signature (PPL-5)."""

from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.own import own_account, own_sessions, set_own_pin
from hushu.people.commands.pictures import remove_signature, set_signature
from hushu.people.forms import PinForm, SignatureForm
from hushu.people.queries.directory import person


@get("/me", "property.enter")
async def show_me(request: Web) -> Answer:
    """The page, also after a refusal."""
    who, own, sessions = await person(me()), await own_account(), await own_sessions()
    return page(request, "people/me.html", person=who, own=own, sessions=sessions)


@post("/me/pin", "property.enter", again=show_me)
async def set_pin(request: Web) -> Answer:
    """My PIN for the shared desk."""
    form = await read(request, PinForm)
    await set_own_pin(form.pin, form.repeat, form.password)
    return go(request, at("/me"))


@post("/me/signature", "property.enter", again=show_me)
async def upload_signature(request: Web) -> Answer:
    """The picture of my signature."""
    form = await read(request, SignatureForm)
    await set_signature(me(), await form.file.read())
    return go(request, at("/me"))


@post("/me/signature/end", "property.enter")
async def drop_signature(request: Web) -> Answer:
    """No picture any more."""
    await remove_signature(me())
    return go(request, at("/me"))


ROUTES = (show_me, set_pin, upload_signature, drop_signature)
