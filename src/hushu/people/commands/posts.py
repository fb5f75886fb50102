"""Deeds on posts: laid by the pack, added and changed by the property (PPL-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from hushu.foundation import database, packs
from hushu.foundation.refusals import Refused
from hushu.foundation.rights import table
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_
from hushu.people.tables import Post

if TYPE_CHECKING:
    from hushu.people.forms import PostForm


class PackPost(msgspec.Struct):
    """A post as a pack writes it."""

    key: str
    name: str
    roles: list[str]
    reports_to: str = ""
    duties: list[str] = []
    source: str = ""


class PackPosts(msgspec.Struct):
    """All posts of a pack."""

    post: list[PackPost]


async def unpack_posts(kind: str) -> None:
    """Lays the pack's posts and reporting lines into the open property (TEN-2, PPL-1)."""
    posts = packs.part(kind, "posts", PackPosts).post
    ids = {post.key: new_id() for post in posts}
    rows = [
        Post(
            id=ids[post.key], key=post.key, name=post.name, roles=post.roles, duties=post.duties,
            place=place, pack_hash=packs.fingerprint(post),
        )
        for place, post in enumerate(posts)
    ]  # fmt: skip
    await Post.insert(*rows)
    for post in posts:
        if post.reports_to:
            await Post.update({Post.reports_to: ids[post.reports_to]}).where(
                Post.id == ids[post.key]
            )


async def add_post(form: PostForm) -> UUID:
    """A post of the property's own. Raises Refused."""
    await _check(form, None)
    made = new_id()
    last = await database.value("select coalesce(max(place), 0) + 1 from post")
    record = Post(
        id=made, key=f"own_{made.hex[-12:]}", name=form.name, reports_to=form.reports_to, roles=form.roles,
        duties=form.duties.splitlines(), place=last,
    )  # fmt: skip
    await insert(record)
    return made


async def change_post(post: UUID, form: PostForm) -> None:
    """The property's own wording of a post; those who hold it keep the roles they have. Raises Refused."""
    await _check(form, post)
    duties = [line.strip() for line in form.duties.splitlines() if line.strip()]
    await change(
        Post, post, name=form.name, reports_to=form.reports_to, roles=form.roles, duties=duties
    )


async def _check(form: PostForm, post: UUID | None) -> None:
    """No two posts of a name, roles of the rights table only, and no circle above."""
    taken = "select exists (select 1 from post where name = $1 and id is distinct from $2)"
    if await database.value(taken, form.name, post):
        raise Refused("name", N_("There is already a post of this name."))
    if set(form.roles) - set(table().roles):
        raise Refused("roles", N_("Choose roles of the rights table."))
    exists = "select exists (select 1 from post where id = $1)"
    if form.reports_to and not await database.value(exists, form.reports_to):
        raise Refused("reports_to", N_("Choose one of the entries offered."))
    circle = """with recursive above as (
                  select id, reports_to from post where id = $1
                  union select p.id, p.reports_to from post p join above a on p.id = a.reports_to)
                select exists (select 1 from above where id = $2)"""
    if form.reports_to and post and await database.value(circle, form.reports_to, post):
        raise Refused("reports_to", N_("A post cannot stand below itself."))
