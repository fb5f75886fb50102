"""The organisation: posts as a tree with their people, and posts of the property's own (PPL-1)."""

from typing import Any
from uuid import UUID

from hushu.foundation import rights
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.posts import add_post, change_post
from hushu.people.forms import PostForm
from hushu.people.queries import directory


@get("/people/posts", "people.read")
async def tree_page(request: Web) -> Answer:
    """Who stands where."""
    return page(request, "people/posts.html", tree=await directory.tree())


async def show_form(request: Web) -> Answer:
    """The form, also after a refusal."""
    wanted = request.path_params.get("chosen")
    found = await directory.post(UUID(str(wanted))) if wanted else None
    others = [(p.id, p.name) for p in await directory.posts() if found is None or p.id != found.id]
    context: dict[str, Any] = {"post": found, "others": others, "roles": rights.table().roles}
    return page(request, "people/post.html", **context)


new_page = get("/people/posts/new", "people.edit")(show_form)
edit_page = get("/people/posts/{chosen:uuid}", "people.edit")(show_form)


@post("/people/posts", "people.edit", again=show_form)
async def create(request: Web) -> Answer:
    """A post more."""
    await add_post(await read(request, PostForm))
    return go(request, at("/people/posts"))


@post("/people/posts/{chosen:uuid}", "people.edit", again=show_form)
async def change(request: Web, chosen: UUID) -> Answer:
    """A post in the property's own words."""
    await directory.post(chosen)
    await change_post(chosen, await read(request, PostForm))
    return go(request, at("/people/posts"))


ROUTES = (tree_page, new_page, edit_page, create, change)
