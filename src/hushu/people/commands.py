"""Deeds on posts and people."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, packs
from hushu.foundation.opened import here
from hushu.foundation.pinyin import initials, sort_key
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.people.rules import check_username, phone_number
from hushu.people.secrets import hashed
from hushu.people.tables import Person, Post


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
            await Post.update({Post.reports_to: ids[post.reports_to]}).where(Post.id == ids[post.key])


async def hire(
    name: str, post_key: str, *, phone: str = "", username: str = "", password: str = "", pin: str = "",
    roles: Sequence[str] = (), account: UUID | None = None, superior: UUID | None = None,
) -> UUID:  # fmt: skip
    """Takes a person on at the open property; with user name and password they can sign in. Raises Refused."""
    post = await Post.select(Post.id, Post.roles).where(Post.key == post_key).first()
    if post is None:
        raise Refused("post", N_("Choose one of the posts of this property."))
    if username:
        account = await make_account(username, password, name)
    person = Person(
        id=new_id(), account=account, name=name, sort_key=sort_key(name), initials=" ".join(initials(name)),
        phone=phone_number(phone), post=post["id"], superior=superior, roles=list(roles) or post["roles"],
        pin_hash=await hashed(pin) if pin else "", created_at=clock.now(),
    )  # fmt: skip
    await insert(person)
    return UUID(str(person.id))


async def make_account(username: str, password: str, name: str, *, temporary: bool = False) -> UUID:
    """An account whose name begins with the property's own, so that names tell nothing of others. Raises Refused."""
    lowered = check_username(username)
    if not lowered.startswith(f"{here().slug}."):
        raise Refused("username", N_("A user name here begins with %(start)s"), start=f"{here().slug}.")
    made = await database.value(
        "select create_account($1, $2, $3, $4)", lowered, await hashed(password), name, temporary
    )
    if made is None:
        raise Refused("username", N_("This user name is already in use here."))
    return UUID(str(made))
