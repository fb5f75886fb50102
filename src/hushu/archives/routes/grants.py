"""Leave to know and read: given until a day, asked for, ended; and who has looked (ARCH-30)."""

from uuid import UUID

import msgspec

from hushu.archives import commands, queries
from hushu.archives.lending_forms import GrantForm, GrantQuery, ReasonForm, SayingForm
from hushu.archives.queries.grants import grants, wishes
from hushu.archives.queries.readings import all_readings
from hushu.archives.routes.items import show_item
from hushu.foundation import clock
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import me
from hushu.foundation.rights import table
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, named, page, post
from hushu.people.queries import colleagues


@get("/archives/grants", "archives.grant")
async def show_grants(request: Web) -> Answer:
    """What is asked for, who may read what, and who has looked lately."""
    return page(
        request, "archives/grants.html", wishes=await wishes(), grants=await grants(), looks=await all_readings(),
        roles=table().roles,
    )  # fmt: skip


@get("/archives/grants/new", "archives.grant")
async def new_page(request: Web) -> Answer:
    """The form of a leave: everything, a class, or the volume or item one came from; also after a refusal."""
    wanted = read_query(request, GrantQuery)
    item, volume = named(request, "item"), named(request, "volume")
    return page(
        request, "archives/new_grant.html", wanted=wanted, today=clock.today(),
        item=await queries.item(item) if item else None,
        volume=await queries.volume(volume) if volume else None,
        classes=[(one.id, f"{one.code} {one.name}") for one in await queries.classes()],
        people=[(one.id, f"{one.name} · {one.post_name}") for one in await colleagues() if one.id != me()],
    )  # fmt: skip


@post("/archives/grants", "archives.grant", again=new_page)
async def create(request: Web) -> Answer:
    """Gives leave."""
    form = await read(request, GrantForm)
    await commands.give_leave(commands.Granting(**msgspec.structs.asdict(form)))
    return go(request, at("/archives/grants"))


@post("/archives/grants/{grant:uuid}/ending", "archives.grant", again=show_grants)
async def end(request: Web, grant: UUID) -> Answer:
    """Ends a leave."""
    await read(request, NothingForm)
    await commands.end_grant(grant)
    return go(request, at("/archives/grants"))


@post("/archives/items/{item:uuid}/leave", "archives.borrow", again=show_item)
async def ask(request: Web, item: UUID) -> Answer:
    """Asks for leave to read it."""
    form = await read(request, ReasonForm)
    await commands.ask_leave(item, form.reason)
    return go(request, at(f"/archives/items/{item}"))


@post("/archives/wishes/{wish:uuid}/refusal", "archives.grant", again=show_grants)
async def refuse(request: Web, wish: UUID) -> Answer:
    """Does not give it."""
    form = await read(request, SayingForm)
    await commands.refuse_wish(wish, form.said)
    return go(request, at("/archives/grants"))


ROUTES = (show_grants, new_page, create, end, ask, refuse)
