"""Deeds on a colleague's account, done by their manager (PPL-5)."""

import secrets
from uuid import UUID

from hushu.foundation import database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import change
from hushu.foundation.translation import N_
from hushu.people.queries.directory import account_of, person
from hushu.people.rules import PIN_IS_NOT_ENOUGH, check_username
from hushu.people.secrets import hashed
from hushu.people.tables import Person

# No characters that are mistaken for each other when read aloud or copied from a screen.
SAYABLE = "abcdefghjkmnpqrstuvwxyz23456789"
HAS_ACCOUNT = N_("This person has an account already.")
USE_OTHER = N_("This user name is already in use here.")
ONES_OWN = N_("Change your own password on your account page, with the present one.")


def temporary_password() -> str:
    """Twelve sayable characters in groups of four: 59 bits, good for the first sign-in."""
    groups = ["".join(secrets.choice(SAYABLE) for _ in range(4)) for _ in range(3)]
    return "-".join(groups)


def signed_in_by_password() -> None:
    """A desk taken over by PIN does not hand out passwords. Raises Refused."""
    if here().shared_desk:
        raise Refused("", PIN_IS_NOT_ENOUGH)


async def make_account(username: str, password: str, name: str, *, temporary: bool = False) -> UUID:
    """An account whose name begins with the property's own, so that names tell nothing of others. Raises Refused."""
    lowered = check_username(username)
    if not lowered.startswith(f"{here().slug}."):
        raise Refused(
            "username", N_("A user name here begins with %(start)s"), start=f"{here().slug}."
        )
    made = await database.value(
        "select create_account($1, $2, $3, $4)", lowered, await hashed(password), name, temporary
    )
    if made is None:
        raise Refused("username", USE_OTHER)
    return UUID(str(made))


async def give_account(wanted: UUID, username: str) -> str:
    """Lets a person sign in; returns the temporary password, which is kept nowhere. Raises Refused."""
    signed_in_by_password()
    who = await person(wanted)
    if who.account is not None:
        raise Refused("username", HAS_ACCOUNT)
    password = temporary_password()
    account = await make_account(username, password, who.name, temporary=True)
    await change(Person, wanted, account=account)
    return password


async def link_account(wanted: UUID, username: str) -> None:
    """Lets a colleague of another property of the company enter here with the account they have. Raises Refused."""
    signed_in_by_password()
    if (await person(wanted)).account is not None:
        raise Refused("existing", HAS_ACCOUNT)
    account = await database.value("select colleague_account($1)", username.lower())
    if account is None:
        raise Refused("existing", N_("Nobody of your company has this user name."))
    if await database.value("select exists (select 1 from person where account = $1)", account):
        raise Refused("existing", USE_OTHER)
    await change(Person, wanted, account=account)


async def reset_password(wanted: UUID) -> str:
    """A new temporary password; one-time codes are off, the PIN is gone, every session ends. Raises Refused, NotHere."""
    await _may_be_reset(wanted)
    password = temporary_password()
    await database.value("select reset_account($1, $2)", wanted, await hashed(password))
    await change(Person, wanted, pin_hash="", pin_failures=0, pin_locked_until=None)
    return password


async def sign_out_here(wanted: UUID) -> None:
    """Signs the person out of this property; what the account opens elsewhere is not this manager's. Raises NotHere."""
    if await account_of(wanted) is None:
        raise NotHere
    await database.value("select sign_out_here($1)", wanted)


async def _may_be_reset(wanted: UUID) -> None:
    """A colleague's account that opens this property alone: otherwise its holder is more elsewhere than a manager here."""
    signed_in_by_password()
    if wanted == me():
        raise Refused("", ONES_OWN)
    account = await account_of(wanted)
    if account is None:
        raise NotHere
    if account.elsewhere:
        raise Refused(
            "",
            N_(
                "It also opens other places of the company. Once they have ended its access, it can be reset here."
            ),
        )
