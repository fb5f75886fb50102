"""Documents as people write, sign and issue them, for the tests of documents."""

import re
from typing import Any
from uuid import UUID, uuid4

from hushu.documents import commands
from hushu.documents.commands import Draft
from hushu.foundation.tenancy import opened
from hushu.signup.demo_world import people
from signing.helpers import person
from world import TOWER, Browser, House, pin


def notice(**more: Any) -> dict[str, Any]:
    """A notice as the form sends it."""
    return {
        "kind": "notice", "title": "关于冬季防冻检查的通知", "addressee": "各部门", "body": "现将有关事项通知如下。\n一、时间\n本周五前完成。",
        "copies": "", "urgency": "plain", "secrecy": "0", "change_note": "", "version": "0", **more,
    }  # fmt: skip


def contact(handler: UUID, **more: Any) -> dict[str, Any]:
    """A contact sheet as the form sends it."""
    return notice(kind="contact", title="关于电梯困人演练的联络", addressee="工程部", handler=str(handler), **more)  # fmt: skip


def arrived(**more: Any) -> dict[str, Any]:
    """A paper that came in, as the form sends it."""
    return {
        "sender": "区应急管理局", "title": "关于报送应急预案的通知", "their_no": f"应急〔2026〕{uuid4().hex[:6]}号", "urgency": "plain",
        "secrecy": "0", "words": "", **more,
    }  # fmt: skip


async def written(browser: Browser, **more: Any) -> str:
    """Keeps a draft by the form and gives its id."""
    return await begun(browser, notice(**more))


async def begun(browser: Browser, form: dict[str, Any]) -> str:
    """Keeps a draft of any kind."""
    answer = await browser.post(f"/p/{TOWER}/documents", form, key=uuid4().hex)
    assert answer.status_code == 303, answer.text[:3000]
    return re.findall(r"documents/([0-9a-f-]{36})", answer.headers["location"])[0]


async def deed(
    browser: Browser, document: object, what: str, form: dict[str, Any] | None = None
) -> Any:
    """Sends a form of a document's page."""
    return await browser.post(
        f"/p/{TOWER}/documents/{document}/{what}", form or {}, key=uuid4().hex
    )


async def signed(
    house: House, document: object, *, opinion: str = "已办理完毕，结果良好。"
) -> None:
    """Everybody the document waits for signs it, each in their own browser."""
    for _ in range(12):
        row = await waits(house, document)
        if row is None:
            return
        browser = await house.sign_in(row["username"])
        form = {"step": row["step"], "deed": "agree", "pin": pin(row["username"]), "opinion": opinion, "back_to": "drafter"}  # fmt: skip
        answer = await browser.post(
            f"/p/{TOWER}/signing/{row['paper']}/entries", form, key=uuid4().hex
        )
        assert answer.status_code in {200, 303}, answer.text[:3000]
    raise AssertionError("the chain does not end")


async def waits(house: House, document: object) -> Any:
    """The first seat the document's paper waits at with its holder's user name, or nothing."""
    rows = await house.rows(
        TOWER,
        """select s.paper, s.step, p.name from signing_seat s join document d on d.paper = s.paper
             join person p on p.id = s.person where d.id = $1 order by s.step limit 1""",
        UUID(str(document)),
    )
    if not rows:
        return None
    names = {p["name"]: p["username"] for p in people() if p["property"] == TOWER}
    return dict(rows[0]) | {"username": names[rows[0]["name"]]}


async def issued(house: House, username: str = "harbour.clerk", **more: Any) -> str:
    """A document that everybody has signed."""
    browser = await house.sign_in(username)
    document = await begun(browser, notice(**more))
    answer = await deed(browser, document, "submission")
    assert answer.status_code == 303, answer.text[:3000]
    await signed(house, document)
    return document


async def row(house: House, document: object) -> Any:
    """The document's row."""
    found = await house.rows(TOWER, "select * from document where id = $1", UUID(str(document)))
    return found[0]


async def quick(house: House, username: str = "harbour.clerk", **more: Any) -> tuple[UUID, UUID]:
    """A submitted contact sheet with its paper, made by the commands."""
    who, handler = await person(house, username), await person(house, "harbour.engineer")
    async with opened(house.properties[TOWER], actor=username, person=who):
        draft = Draft(
            kind="contact", title="关于查表的联络", body="请查表。", handler=handler, **more
        )
        made = await commands.begin(draft)
        return made, await commands.submit(made)
