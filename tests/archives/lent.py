"""Loans asked for, approved and counted, as tests of lending do: by the same forms as people."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from archives.shelf import file, person, volume
from world import TOWER, Browser, House, pin

AT = f"/p/{TOWER}"


def in_days(days: int) -> str:
    """The day so many days from now, by the property's clock."""
    return ((datetime.now(UTC) + timedelta(hours=8)).date() + timedelta(days=days)).isoformat()


async def shelf(
    house: House,
    titles: tuple[str, ...] = ("电梯维修记录",),
    key: str = "public_repairs",
    **more: Any,
) -> tuple[UUID, list[UUID]]:
    """A volume with these items."""
    into = await volume(house, key, "维修记录卷")
    return into, [await file(house, into, title, **more) for title in titles]


async def asked(browser: Browser, into: UUID, items: list[UUID], **more: Any) -> Response:
    """The request form, sent."""
    form = {"volume": str(into), "items": [str(i) for i in items], "purpose": "核对维修合同", "way": "lend", "due_on": in_days(5)}  # fmt: skip
    return await browser.post(f"{AT}/archives/loans", form | more, key=uuid4().hex)


async def ask(house: House, username: str, into: UUID, items: list[UUID], **more: Any) -> UUID:
    """A loan that waits for approval."""
    answer = await asked(await house.sign_in(username), into, items, **more)
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].rpartition("/")[2])


KEEPERS = ("harbour.clerk", "harbour.manager")


async def approve(house: House, loan: UUID, *signers: str) -> None:
    """These signers agree one after another."""
    for username in signers or KEEPERS:
        await decide(house, loan, username, deed="agree")


async def decide(house: House, loan: UUID, username: str, **more: str) -> None:
    """The signer's deed at the step that waits for them."""
    sql = """select s.paper, s.step from signing_seat s join signing_paper p on p.id = s.paper
              where p.subject_id = $1 and s.person = $2"""
    seat = (await house.rows(TOWER, sql, loan, await person(house, username)))[0]
    data = {"step": str(seat["step"]), "pin": pin(username), "opinion": "", "back_to": "drafter"}
    signer = await house.sign_in(username)
    answer = await signer.post(
        f"{AT}/signing/{seat['paper']}/entries", data | more, key=uuid4().hex
    )
    assert answer.status_code == 303, answer.text


async def approved(house: House, username: str, into: UUID, items: list[UUID], **more: Any) -> UUID:
    """A loan that can be handed out."""
    loan = await ask(house, username, into, items, **more)
    await approve(house, loan)
    return loan


async def lines(house: House, loan: UUID) -> list[Any]:
    """The papers of a loan."""
    return await house.rows(
        TOWER, "select * from archive_loan_item where loan = $1 order by id", loan
    )


async def counting(
    house: House, loan: UUID, deed: str, *, keeper: str = "harbour.clerk", secret: str, only: tuple[UUID, ...] = (), **more: Any
) -> Response:  # fmt: skip
    """The counter's form: deed `handing-out` or `taking-back`, the other's PIN."""
    ticked = [str(row["id"]) for row in await lines(house, loan) if not only or row["item"] in only]
    clerk = await house.sign_in(keeper)
    form = {
        "ticked": ticked,
        "line": [f"{line}=good" for line in ticked],
        "words": "",
        "pin": secret,
    }
    return await clerk.post(f"{AT}/archives/loans/{loan}/{deed}", form | more, key=uuid4().hex)


async def out(house: House, username: str, into: UUID, items: list[UUID], **more: Any) -> UUID:
    """A loan in the borrower's hands."""
    loan = await approved(house, username, into, items, **more)
    answer = await counting(house, loan, "handing-out", secret=pin(username))
    assert answer.status_code == 303, answer.text
    return loan


async def state(house: House, loan: UUID) -> str:
    """Where the loan is."""
    return str(await house.value(TOWER, "select state from archive_loan where id = $1", loan))
