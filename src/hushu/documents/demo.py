"""The demo's documents in every state, from `tenants/demo/documents.toml`: written, signed and handled by its people."""

import tomllib
from functools import lru_cache
from uuid import UUID

import msgspec

from hushu.documents import commands
from hushu.documents.commands import Arrived, Draft, Treatment
from hushu.foundation import clock
from hushu.foundation.opened import me
from hushu.foundation.places import TENANTS
from hushu.foundation.tenancy import acting_as
from hushu.people.queries import Colleague, colleague, colleagues
from hushu.signing import rules
from hushu.signing.commands.papers import enter, keep, take


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A document of ours; people by the key of their post."""

    property: str
    kind: str
    by: str
    title: str
    body: str
    end: str
    addressee: str = ""
    urgency: str = "plain"
    secrecy: int = 0
    handler: str = ""
    readers: list[str] = []
    confirmed: list[str] = []
    copies_to: list[str] = []
    next_edition: str = ""
    sent_to: str = ""
    answer: str = ""


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """A document that came in."""

    property: str
    sender: str
    title: str
    end: str
    their_no: str = ""
    urgency: str = "plain"
    words: str = ""
    treatment: str = "handle"
    proposal: str = ""
    handler: str = ""
    readers: list[str] = []
    result: str = ""
    reason: str = ""


class DemoDocuments(msgspec.Struct, frozen=True):
    """All documents of the demo."""

    written: list[Written]
    arrived: list[Came]


Cast = dict[str, Colleague]
INSTRUCTION = "请按拟办意见办理，按时报送。"


@lru_cache(maxsize=1)
def _all() -> DemoDocuments:
    text = (TENANTS / "demo" / "documents.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), DemoDocuments)


async def lay(slug: str) -> None:
    """Lays that property's documents, each by the person who would have done it."""
    cast: Cast = {}
    for one in await colleagues():
        cast.setdefault(one.post_key, one)
    for written in _all().written:
        if written.property == slug and written.by in cast:
            await _write(written, cast)
    for came in _all().arrived:
        if came.property == slug and "gm_secretary" in cast:
            await _register(came, cast)


def _ids(posts: list[str], cast: Cast) -> tuple[UUID, ...]:
    return tuple(cast[post].id for post in posts if post in cast)


async def _write(new: Written, cast: Cast) -> None:
    draft = Draft(
        kind=new.kind, title=new.title, body=new.body, addressee=new.addressee, urgency=new.urgency, secrecy=new.secrecy,
        handler=cast[new.handler].id if new.handler else None, readers=_ids(new.readers, cast),
    )  # fmt: skip
    async with acting_as(cast[new.by]):
        made = await commands.begin(draft)
        if new.end == "draft":
            return
        paper = await commands.submit(made)
    if new.end == "signing":
        return
    await _sign_all(paper)
    await _follow(made, new, cast)


async def _follow(made: UUID, new: Written, cast: Cast) -> None:
    """What became of an issued document."""
    for post in new.confirmed:
        async with acting_as(cast[post]):
            await commands.confirm(made, "")
    async with acting_as(cast.get("clerk", cast[new.by])):
        for person in (cast[post] for post in new.copies_to):
            await commands.send_copy(made, "hand", "", to_person=person.id, controlled=True)
        if new.sent_to:
            await commands.send_copy(made, "courier", new.sent_to)
    if new.answer:
        async with acting_as(cast[new.handler]):
            await commands.answer(made, new.answer)
    if new.next_edition:
        await _renew(made, new, cast)


async def _renew(made: UUID, new: Written, cast: Cast) -> None:
    async with acting_as(cast[new.by]):
        later = await commands.begin_edition(made, whole=False)
        draft = Draft(
            kind=new.kind, title=new.title, body=f"{new.body}\n{new.next_edition}", addressee=new.addressee,
            readers=_ids(new.readers, cast), change_note=new.next_edition,
        )  # fmt: skip
        await commands.save(later, draft, 1)
        paper = await commands.submit(later)
    await _sign_all(paper)


async def _register(new: Came, cast: Cast) -> None:
    async with acting_as(cast["gm_secretary"]):
        arrived = Arrived(
            sender=new.sender, title=new.title, their_no=new.their_no, urgency=new.urgency, words=new.words, pages=2
        )  # fmt: skip
        made = await commands.register(arrived, [])
        if new.end == "received":
            return
        if new.end == "returned":
            await commands.give_back(made, new.reason)
            return
        wanted = Treatment(
            treatment=new.treatment, proposal=new.proposal, handler=cast[new.handler].id, readers=_ids(new.readers, cast)
        )  # fmt: skip
        paper = await commands.accept(made, wanted)
    if new.end == "closed":
        await _sign_all(paper, new.result)
    else:
        await _sign(paper, INSTRUCTION)
        async with acting_as(cast["gm_secretary"]):
            await commands.move(made, cast[new.readers[0]].id)


async def _sign_all(paper: UUID, result: str = "") -> None:
    """Everybody the paper waits for agrees, until it is done."""
    while await _sign(paper, result):
        pass


async def _sign(paper: UUID, opinion: str = "") -> bool:
    """The next signer agrees; whether anybody was waited for."""
    held = await take(paper)
    step = next(iter(held.chain.open), None)
    if step is None:
        return False
    signer = await colleague(next(seat.person for seat in step.seats if seat.state == "waiting"))
    async with acting_as(signer):
        turn = rules.turn_at(held.chain, me(), step.key, held.row.standing_in)
        chain = rules.agree(held.chain, turn, me(), held.staff, clock.now(), again=True)
        words = {"approve": INSTRUCTION if opinion else "", "handle": opinion}.get(step.deed, "")
        await enter(held, "agree", signer=me(), turn=turn, opinion=words)
        await keep(held, chain)
    return True
