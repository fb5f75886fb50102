"""Deeds on people: taken on, changed, closed, taken back (PPL-3, PPL-4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.filters import masked
from hushu.foundation.house import modules
from hushu.foundation.module import Obstacle
from hushu.foundation.pinyin import initials, sort_key
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.rights import table
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_
from hushu.people.commands.accounts import make_account, signed_in_by_password
from hushu.people.queries.colleagues import works_here
from hushu.people.queries.directory import person, post
from hushu.people.rules import phone_number
from hushu.people.secrets import hashed
from hushu.people.tables import Person, Post

if TYPE_CHECKING:
    from hushu.people.forms import PersonForm

LAST_MANAGER = N_(
    "This is the last person who may manage people here. Give another one this right first."
)


async def hire(  # noqa: PLR0913 (a person has that many sides; each has its name at the call)
    name: str, post_key: str, *, phone: str = "", username: str = "", password: str = "", pin: str = "",
    roles: Sequence[str] = (), account: UUID | None = None, superior: UUID | None = None,
) -> UUID:  # fmt: skip
    """Takes a person on at the open property; with user name and password they can sign in. Raises Refused."""
    found = await Post.select(Post.id, Post.roles).where(Post.key == post_key).first()
    if found is None:
        raise Refused("post", N_("Choose one of the posts of this property."))
    if username:
        account = await make_account(username, password, name)
    record = Person(
        id=new_id(), account=account, name=name, sort_key=sort_key(name), initials=" ".join(initials(name)),
        phone=phone_number(phone), post=found["id"], superior=superior, roles=list(roles) or found["roles"],
        pin_hash=await hashed(pin) if pin else "", created_at=clock.now(),
    )  # fmt: skip
    await insert(record)
    return UUID(str(record.id))


async def take_on(form: PersonForm) -> UUID:
    """A new person as the form says. Raises Refused."""
    await _check(form, None)
    chosen = await post(form.post)
    made = await hire(
        form.name, chosen.key, phone=form.phone, roles=form.roles, superior=form.superior
    )
    await change(Person, made, leave_from=form.leave_from, leave_until=form.leave_until)
    return made


async def edit(wanted: UUID, form: PersonForm) -> bool:
    """Changes a person; true when their roles changed, which ends their sessions (T14). Raises Refused.

    A phone that still shows its mask stays as it is.
    """
    before = await person(wanted)
    phone = before.phone if form.phone == masked(before.phone) else phone_number(form.phone)
    await _check(form, wanted)
    roles = sorted(set(form.roles))
    if roles != sorted(before.roles):
        signed_in_by_password()
    await change(
        Person, wanted, name=form.name, sort_key=sort_key(form.name), initials=" ".join(initials(form.name)),
        phone=phone, post=form.post, superior=form.superior,
        roles=before.roles if roles == sorted(before.roles) else roles,
        leave_from=form.leave_from, leave_until=form.leave_until,
    )  # fmt: skip
    await _somebody_manages("roles")
    return roles != sorted(before.roles)


async def obstacles(wanted: UUID) -> list[Obstacle]:
    """What holds a person here, asked of every module (PPL-4)."""
    found: list[Obstacle] = []
    for module in modules():
        if module.blocks_leaving is not None:
            found += await module.blocks_leaving(wanted)
    return found


async def hand_over_all(leaver: UUID, successor: UUID) -> None:
    """Gives everything a person holds to a named successor, module by module. Raises Refused."""
    if leaver == successor or not await works_here(successor):
        raise Refused("successor", N_("Choose somebody else who works here now."))
    for module in modules():
        if module.hand_over is not None:
            await module.hand_over(leaver, successor)


async def close(wanted: UUID, reason: str, successor: UUID | None = None) -> None:
    """The person leaves; with a successor everything is handed over first. Raises Refused while anything is held."""
    who = await person(wanted)
    if who.closed_at is not None:
        raise Refused("", N_("This person has left already."))
    if successor is not None:
        await hand_over_all(wanted, successor)
    held = await obstacles(wanted)
    if held:
        raise Refused(
            "",
            N_("Still open: %(what)s. Hand it over first."),
            what="、".join(o.title for o in held[:5]),
        )
    await change(Person, wanted, closed_at=clock.now(), closed_reason=reason)
    await _somebody_manages("")


async def reopen(wanted: UUID) -> None:
    """The person is back; their account opens the property again. Raises NotHere, Refused."""
    signed_in_by_password()
    if (await person(wanted)).closed_at is None:
        raise NotHere
    await change(Person, wanted, closed_at=None, closed_reason="")


async def _check(form: PersonForm, wanted: UUID | None) -> None:
    """Roles of the table, an end after the beginning, and no circle of superiors."""
    if set(form.roles) - set(table().roles):
        raise Refused("roles", N_("Choose roles of the rights table."))
    if form.leave_from and form.leave_until and form.leave_until < form.leave_from:
        raise Refused("leave_until", N_("The leave cannot end before it begins."))
    if (form.leave_from is None) != (form.leave_until is None):
        field = "leave_from" if form.leave_from is None else "leave_until"
        raise Refused(field, N_("A leave needs its first and its last day."))
    if form.superior is not None and not await works_here(form.superior):
        raise Refused("superior", N_("Choose one of the entries offered."))
    if form.superior is not None and await _stands_above(wanted, form.superior):
        raise Refused(
            "superior", N_("Nobody can be their own superior, not even round several corners.")
        )


async def _stands_above(wanted: UUID | None, superior: UUID) -> bool:
    """Whether `wanted` is the superior named or above them."""
    circle = """with recursive above as (
                  select id, superior from person where id = $1
                  union select p.id, p.superior from person p join above a on p.id = a.superior)
                select exists (select 1 from above where id = $2)"""
    return wanted is not None and bool(await database.value(circle, superior, wanted))


async def _somebody_manages(field: str) -> None:
    """After the deed somebody who can sign in still manages people here."""
    managers = [
        role for right in table().right if right.action == "people.edit" for role in right.roles
    ]
    left = """select exists (select 1 from person where closed_at is null and account is not null
                                                    and roles && $1::text[])"""
    if not await database.value(left, managers):
        raise Refused(field, LAST_MANAGER)
