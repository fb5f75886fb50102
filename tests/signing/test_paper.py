"""The signed PDF and the public check: what was signed can be proven, and nothing else passes for it."""

import asyncio
import hashlib
import io
import random

import msgspec
import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from hushu.foundation import files
from hushu.signing.checking import work
from hushu.signing.commands.stamps import identity
from hushu.signing.routes.verify import PublicPaper, judge
from hushu.signing.verdicts import Task, Verdict
from signing.helpers import deed, person, start, state
from world import TOWER, House, text

FLIPS = 120
MANY_FLIPS = 1500


async def judged(pdf: bytes, certificate: bytes) -> Verdict:
    """The checking child's own code, in a thread instead of the child."""

    def now() -> Verdict:
        return msgspec.msgpack.decode(
            work(msgspec.msgpack.encode(Task(pdf, certificate))), type=Verdict
        )

    return await asyncio.to_thread(now)


async def agreed(house: House) -> object:
    """A paper signed by everybody, printed and stamped."""
    paper = await start(house)
    await deed(await house.sign_in("harbour.supervisor"), paper, 1, opinion="情况属实")
    await deed(await house.sign_in("harbour.manager"), paper, 2)
    assert await state(house, paper) == "agreed"
    await house.work()
    return paper


async def filed(house: House, paper: object) -> tuple[bytes, bytes]:
    """The filed PDF and the property's certificate."""
    async with house.at(TOWER):
        file = await house_value("select file from signing_paper where id = $1", paper)
        return await files.read(file), (await identity()).certificate


async def house_value(sql: str, *args: object) -> object:
    from hushu.foundation import database

    return await database.value(sql, *args)


@pytest.mark.req("SIGN-2", "SIGN-4", "T33")
@pytest.mark.parametrize("flips", [FLIPS, pytest.param(MANY_FLIPS, marks=pytest.mark.nightly)])
async def test_every_signer_has_a_pades_signature_and_no_changed_bit_is_accepted(
    house: House, flips: int
) -> None:
    paper = await agreed(house)
    pdf, certificate = await filed(house, paper)
    hashes = [
        r["hash"]
        for r in await house.rows(
            TOWER,
            "select encode(hash, 'hex') as hash from signing_entry where paper = $1 order by no",
            paper,
        )
    ]
    good = await judged(pdf, certificate)
    assert good.intact
    assert len(good.reasons) == len(hashes) == 3
    assert all(h in reason for h, reason in zip(hashes, good.reasons, strict=True))
    public = await public_paper(house, paper)
    assert judge(good, hashlib.sha256(pdf).hexdigest(), public) == "same"
    reader = PdfFileReader(io.BytesIO(pdf))
    _, first, second, rest = list(reader.embedded_signatures[-1].byte_range)
    signed = [*range(first), *range(second, second + rest)]
    chance = random.Random(33)
    accepted = []
    for place in chance.sample(signed, flips):
        bad = bytearray(pdf)
        bad[place] ^= 1 << chance.randrange(8)
        found = await judged(bytes(bad), certificate)
        if found.intact or judge(found, hashlib.sha256(bad).hexdigest(), public) == "same":
            accepted.append(place)
    assert accepted == []


async def public_paper(house: House, paper: object) -> PublicPaper:
    """What the public page knows of the paper."""
    code = await house.value(TOWER, "select code from signing_paper where id = $1", paper)
    said = await house.value(TOWER, "select signing_public($1)::text", code)
    return msgspec.json.decode(said, type=PublicPaper)


@pytest.mark.req("SIGN-2", "T33")
async def test_what_is_appended_after_the_signatures_is_never_taken_for_the_paper(
    house: House,
) -> None:
    paper = await agreed(house)
    pdf, certificate = await filed(house, paper)
    code = await house.value(TOWER, "select code from signing_paper where id = $1", paper)
    visitor = await house.visitor()
    shadow = _shadowed(pdf)
    assert not (await judged(shadow, certificate)).intact
    assert not (await judged(pdf + b"\n% more", certificate)).intact
    said = {}
    for name, data in {
        "original": pdf,
        "shadow": shadow,
        "cut": pdf[:-40],
        "other": b"%PDF-1.7 nothing",
    }.items():
        answer = await visitor.client.post(
            f"/verify/{code}", files={"file": ("a.pdf", data, "application/pdf")}
        )
        assert answer.status_code == 200
        said[name] = next(
            w
            for w in ("是这份文件。", "文件被改动过。", "不是这份文件。")
            if f"<strong>{w}" in answer.text
        )
    assert said["original"] == "是这份文件。"
    assert {said["shadow"], said["cut"], said["other"]} <= {"文件被改动过。", "不是这份文件。"}


def _shadowed(pdf: bytes) -> bytes:
    """The paper with another page drawn over it in an appended revision."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 100, 100)])
    writer.mark_update(page.get_container_ref() if hasattr(page, "get_container_ref") else page)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.req("SIGN-2", "SIGN-4")
async def test_the_paper_shows_chain_code_and_what_kind_of_signature_it_is(house: House) -> None:
    paper = await agreed(house)
    pdf, _ = await filed(house, paper)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) >= 1
    code = await house.value(TOWER, "select code from signing_paper where id = $1", paper)
    visitor = await house.visitor()
    shown = await visitor.get(f"/verify/{code}")
    assert "记录完好" in text(shown)
    assert "可靠的电子签名" in text(shown)
    assert "未使用时间戳服务" in text(shown)
    assert "A座1203" not in shown.text  # the content stays with the paper
    assert (await visitor.get(f"/verify/{code[:-1]}x")).status_code == 404
    assert (await visitor.get(f"/verify/harbour-{'0' * 32}")).status_code == 404
    browser = await house.sign_in("harbour.reception1")
    served = await browser.get(f"/p/{TOWER}/signing/{paper}/file")
    assert served.content == pdf
    stranger = await house.sign_in("harbour.cashier")
    assert (await stranger.get(f"/p/{TOWER}/signing/{paper}/file")).status_code == 404


@pytest.mark.req("SIGN-2", "SIGN-10", "T33")
async def test_entries_cannot_be_changed_by_the_application_and_changes_by_the_owner_are_found(
    house: House,
) -> None:
    import asyncpg

    from hushu.foundation import database
    from hushu.signing import queries

    paper = await start(house)
    await deed(await house.sign_in("harbour.supervisor"), paper, 1)
    for sql in (
        "update signing_entry set opinion = 'x'", "delete from signing_entry",
        "update signing_paper set frozen = '{}'", "update signing_paper set last_no = 0", "delete from signing_paper",
        "update chain set name = 'x'", "update certificate set sealed_key = ''",
    ):  # fmt: skip
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with house.at(TOWER):
                await database.execute(sql)
    owner = await house.as_owner(TOWER)
    harms = {
        "update signing_entry set opinion = '不同意' where paper = $1 and no = 2": 2,
        "update signing_entry set signer_name = '别人' where paper = $1 and no = 1": 1,
        "update signing_entry set at = at - interval '1 day' where paper = $1 and no = 2": 2,
        "delete from signing_entry where paper = $1 and no = 1": 2,
        "delete from signing_entry where paper = $1 and no = 2": 2,
        "update signing_entry set no = case no when 1 then 12 else 11 end where paper = $1": 2,
        "update signing_paper set title = '别的' where id = $1": 0,
    }
    async with house.at(TOWER):
        assert await queries.broken_papers() == []
    found = {}
    for sql in harms:
        work = owner.transaction()
        await work.start()
        await owner.execute(sql, paper)
        found[sql] = await owner.fetchval("select signing_first_broken($1)", paper)
        await work.rollback()
    assert found == harms


@pytest.mark.req("SIGN-10", "T23")
async def test_a_crash_between_signature_and_pdf_ends_in_exactly_one_paper(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime, timedelta

    import time_machine

    from hushu.foundation.jobs import perform
    from hushu.signing import jobs

    paper = await start(house)
    await deed(await house.sign_in("harbour.supervisor"), paper, 1)
    await deed(await house.sign_in("harbour.manager"), paper, 2)
    real = jobs.keep_signed

    async def killed(*args: object, **named: object) -> None:
        await real(*args, **named)  # type: ignore[arg-type]
        raise RuntimeError("the worker died before its commit")

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "keep_signed", killed)
        await house.work()
    assert await house.value(TOWER, "select file from signing_paper where id = $1", paper) is None
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):
        await house.work()
        job = await house.value(TOWER, "select id from outbox where job = 'signing.paper'")
        again = await asyncio.gather(*(perform(house.properties[TOWER], job) for _ in range(3)))
    assert set(again) == {"skipped"}
    names = await house.rows(TOWER, "select id from file where name = '空调加时.pdf'")
    assert [names[0]["id"]] == [
        await house.value(TOWER, "select file from signing_paper where id = $1", paper)
    ]
    assert len(names) == 1


@pytest.mark.req("SIGN-4")
async def test_an_unreachable_timestamp_service_is_said_and_the_signature_holds(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hushu.foundation.settings import settings

    monkeypatch.setenv("HUSHU_TSA_URL", "http://127.0.0.1:9/tsa")
    settings.cache_clear()
    paper = await agreed(house)
    pdf, certificate = await filed(house, paper)
    assert (await judged(pdf, certificate)).intact
    assert (
        await house.value(TOWER, "select stamped from signing_paper where id = $1", paper) is False
    )


@pytest.mark.req("SIGN-4")
async def test_the_drawn_signature_stands_on_the_paper(house: House) -> None:
    import base64

    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGBA", (300, 100), (16, 42, 107, 255)).save(drawn, "PNG")
    supervisor = await house.sign_in("harbour.supervisor")
    data = "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()
    assert (
        await supervisor.post(f"/p/{TOWER}/signing/signature", {"drawing": data})
    ).status_code == 303
    assert (
        await supervisor.post(f"/p/{TOWER}/signing/signature", {"drawing": "nothing"})
    ).status_code == 422
    paper = await agreed(house)
    pdf, _ = await filed(house, paper)
    who = await person(house, "harbour.supervisor")
    pictures = await house.rows(
        TOWER, "select picture from signing_entry where paper = $1 and signer = $2", paper, who
    )
    assert [r["picture"] is not None for r in pictures] == [True]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [image for page in opened.pages for image in page.images.values()]
        assert any((image.Width, image.Height) == (300, 100) for image in images)
