"""The archive browser: what is there, found by any two characters, by class, date and place (ARCH-10)."""

import msgspec

from hushu.archives import queries
from hushu.archives.forms import FindFilters
from hushu.archives.rules.words import ITEM_STATES, SECRECY
from hushu.foundation.forms import read_query
from hushu.foundation.web import Answer, Web, get, page

PAGE = 50


@get("/archives", "archives.read")
async def index(request: Web) -> Answer:
    """Items, newest first; the tree beside them narrows to a class."""
    wanted = read_query(request, FindFilters)
    found = await queries.search(queries.Search(**msgspec.structs.asdict(wanted)), PAGE + 1)
    more = wanted.link(after=str(found[PAGE - 1].id)) if len(found) > PAGE else ""
    tree = await queries.classes()
    where = await queries.where_items([one.id for one in found[:PAGE]])
    return page(
        request, "archives/index.html", rows=found[:PAGE], where=where, more=more, wanted=wanted, link=wanted.link(), tree=tree,
        chosen=next((one for one in tree if one.id == wanted.class_id), None), secrecy=SECRECY, states=ITEM_STATES,
    )  # fmt: skip


ROUTES = (index,)
