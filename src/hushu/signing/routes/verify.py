"""The public check: whoever holds a paper's code sees whether its record is intact, and can check the file itself (SIGN-2)."""

import base64
import hashlib
from datetime import datetime

import msgspec

from hushu.foundation.clock import zone
from hushu.foundation.confined import Confined, Failed, Overrun
from hushu.foundation.public_checks import held_file, record
from hushu.foundation.web import Answer, Web, page, public_get, public_post
from hushu.signing.verdicts import Task, Verdict
from hushu.signing.words import DEEDS, STATE_KINDS, STATES

_checker = Confined("hushu.signing.checking", seconds=30, memory=1024)


class PublicEntry(msgspec.Struct, frozen=True):
    """One deed, as the paper shows it."""

    no: int
    deed: str
    step_deed: str
    name: str
    post: str
    for_name: str
    to_name: str
    at: datetime
    hash: str


class PublicPaper(msgspec.Struct, frozen=True):
    """What the public page may say; broken: the first entry that does not hold. erased: its words are destroyed."""

    property: str
    time_zone: str
    title: str
    content_hash: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    broken: int | None
    sha256: str | None
    stamped: bool | None
    erased: bool
    certificate: str | None
    entries: list[PublicEntry]


async def _paper(code: str) -> PublicPaper:
    """The paper of that code. Raises NotHere."""
    return await record(PublicPaper, "signing_public", code)


async def _page(request: Web, code: str, verdict: str = "") -> Answer:
    paper = await _paper(code)
    moments = {entry.no: _moment(entry.at, paper.time_zone) for entry in paper.entries}
    return page(
        request, "signing/verify.html", paper=paper, code=code, verdict=verdict, moments=moments, deeds=DEEDS,
        states=STATES, kinds=STATE_KINDS,
    )  # fmt: skip


def _moment(at: datetime, time_zone: str) -> str:
    """The moment in the property's own time; no property is open on a public page."""
    return f"{at.astimezone(zone(time_zone)):%Y-%m-%d %H:%M}"


@public_get("/verify/{code:str}")
async def verify(request: Web, code: str) -> Answer:
    """Whether the record of this paper is intact."""
    return await _page(request, code)


@public_post("/verify/{code:str}", again=verify)
async def check_file(request: Web, code: str) -> Answer:
    """Whether this file is the paper, bit for bit, and its signatures hold."""
    paper = await _paper(code)
    return await _page(request, code, await _judged(await held_file(request), paper))


async def _judged(data: bytes, paper: PublicPaper) -> str:
    if paper.sha256 is None or paper.certificate is None:
        return "none"
    task = Task(data, base64.b64decode(paper.certificate))
    try:
        answer = await _checker.ask(msgspec.msgpack.encode(task))
        found = msgspec.msgpack.decode(answer, type=Verdict)
    except (Overrun, Failed):
        found = Verdict(False, [])
    return judge(found, hashlib.sha256(data).hexdigest(), paper)


def judge(found: Verdict, sha256: str, paper: PublicPaper) -> str:
    """same: the filed original. altered: our paper, but changed. other: not this paper's file."""
    if sha256 == paper.sha256 and found.intact and _binds(found, paper):
        return "same"
    ours = any(entry.hash in reason for entry in paper.entries for reason in found.reasons)
    return "altered" if ours or sha256 == paper.sha256 else "other"


def _binds(found: Verdict, paper: PublicPaper) -> bool:
    """Whether there is one signature for every signer's entry, each naming that entry's hash."""
    signed = [e for e in paper.entries if e.deed in {"start", "agree"}]
    return len(signed) == len(found.reasons) and all(
        e.hash in r for e, r in zip(signed, found.reasons, strict=True)
    )


PUBLIC = (verify, check_file)
