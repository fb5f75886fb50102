"""Starting papers and signing them, as tests of signing do."""

from typing import Any
from uuid import UUID, uuid4

from hushu.foundation.tenancy import opened
from hushu.signing import commands, queries
from world import TOWER, Browser, House, pin


async def person(house: House, username: str, slug: str = TOWER) -> UUID:
    """That person's id."""
    found = await house.rows(
        slug,
        "select p.id from person p, account_by_username($1) a where p.account = a.id",
        username,
    )
    return UUID(str(found[0]["id"]))


async def start(
    house: House,
    drafter: str = "harbour.reception1",
    chain: str = "script_in_force",
    title: str = "空调加时",
) -> UUID:
    """A paper on its way."""
    who = await person(house, drafter)
    async with opened(house.properties[TOWER], actor=drafter, person=who):
        return await commands.start(
            chain, subject="memo", subject_id=uuid4(), title=title, content={"unit": "A座1203"}
        )


async def as_person(house: House, username: str) -> Any:
    """Opens the property as that person."""
    return opened(house.properties[TOWER], actor=username, person=await person(house, username))


async def deed(browser: Browser, paper: UUID, step: int, what: str = "agree", **more: Any) -> Any:
    """Sends the deed form as the page does."""
    data = {
        "step": step,
        "deed": what,
        "pin": pin(browser.username),
        "opinion": "",
        "back_to": "drafter",
    }
    return await browser.post(f"/p/{TOWER}/signing/{paper}/entries", data | more)


async def state(house: House, paper: UUID) -> str:
    """Where the paper is."""
    return str(await house.value(TOWER, "select state from signing_paper where id = $1", paper))


async def deeds(house: House, paper: UUID) -> list[tuple[str, str]]:
    """All entries: deed and signer's name."""
    async with house.at(TOWER):
        return [(e.deed, e.signer_name) for e in await queries.entries(paper)]
