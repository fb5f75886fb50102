"""Packages out and in: what comes back is what went out, to the last number and byte, or nothing is."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from archives import ending, lent
from archives.shelf import PDF, acting, file, person, volume
from archives.test_catalogs import made
from archives.test_destruction import due_papers
from hushu.archives import commands
from hushu.cli import bags as command
from hushu.foundation import clock, database, papers
from world import GARDEN, TOWER, House, pin, text

OUT = f"/p/{TOWER}/archives/exports"
COMPARED = {
    "terms": "select key, code, name, place, years, ours from archive_term order by key",
    "classes": """select c.key, p.key as parent, c.code, c.name, c.place, c.keeper, c.medium, c.term, c.trigger, c.secrecy,
                         c.lending, c.loan_chain, c.readers, c.originals_only, c.inks, c.ours, c.note
                    from archive_class c left join archive_class p on p.id = c.parent order by c.key""",
    "volumes": """select v.number, c.key as class, v.year, v.no, v.title, v.term, v.trigger, v.secrecy, v.organisation, v.department,
                         v.state, v.opened_on, v.closed_on, v.note, f.number as follows, v.items, v.pages, v.first_on, v.last_on
                    from archive_volume v join archive_class c on c.id = v.class
                    left join archive_volume f on f.id = v.follows order by v.number""",
    "items": """select i.number, v.number as volume, c.key as class, i.no, i.title, i.made_title, i.doc_no, i.author, i.dated, i.pages,
                       i.secrecy, i.original, i.medium, i.ink, i.remark, i.organisation, i.term, i.trigger, i.began_on, i.due_on,
                       i.sha256, i.state, i.filed_at, i.destroyed_at
                  from archive_item i join archive_volume v on v.id = i.volume join archive_class c on c.id = i.class
                 order by i.number""",
    "files": """select i.number, l.place, f.name, f.media_type, f.size, f.sha256, f.erased_at is null as there
                  from archive_leaf l join archive_item i on i.id = l.item join file f on f.id = l.file order by i.number, l.place""",
}  # fmt: skip


async def holding(house: House, slug: str) -> dict[str, list[dict[str, Any]]]:
    """Everything of the archives that must come back."""
    return {name: [dict(r) for r in await house.rows(slug, sql)] for name, sql in COMPARED.items()}


async def filled(house: House) -> None:
    """Open, closed, secret, following each other; with originals, without, and one destroyed."""
    first = await volume(house, "contracts", "保洁合同")
    await file(
        house,
        first,
        "保洁服务合同",
        data=PDF,
        doc_no="港物〔2026〕7号",
        pages=3,
        organisation="洁净公司",
    )
    await file(
        house, first, '补充协议 <二> & "三"', data=PDF + b"2", made_title=True, remark="缺附件"
    )
    secret = await volume(house, "secret", "董事会决议")
    await file(house, secret, "收购谈判底价", data=PDF + b"secret")
    async with await acting(house, "harbour.secretary"):
        its = await commands.volumes.queries.volume(first)
        await commands.close_volume(first, note="齐全", checked_by=None, edition=its.edition)
    await volume(house, "contracts", "保洁合同续卷", follows=first)
    await destroyed(house)


async def destroyed(house: House) -> None:
    """A volume that came to its end by every hand; its certificate and its list are filed in turn."""
    await due_papers(house, n=1, start="2020-03-05T02:00:00Z", dated=date(2020, 3, 4))
    await ending.no_cooling_off(house)
    await ending.up_for_destruction(house)
    await ending.destroyed(house, await ending.approved(house))
    await house.work()


async def emptied(house: House, slug: str) -> None:
    """A property without any archives, as a house that never had a pack of them."""
    owner = await house.as_owner(slug)
    for table in ("archive_class", "archive_term"):
        await owner.execute(f"delete from {table}")


async def packed(house: House, who: str = "harbour.gm", **form: str) -> bytes:
    """The package that person is given."""
    answer, _ = await made(house, who, OUT, **form)
    found: bytes = answer.content
    return found


async def brought(house: House, data: bytes, slug: str = GARDEN, who: str = "") -> str:
    """The package goes in by the page; what that page says afterwards."""
    browser = await house.sign_in(who or f"{slug}.manager")
    form = {"file": ("package.zip", data, "application/zip")}
    asked = await browser.client.post(
        f"/p/{slug}/archives/exports/bringing-in", data={"_csrf": browser.csrf, "_key": "bag"}, files=form
    )  # fmt: skip
    assert asked.status_code == 303, asked.text[:800]
    await house.work()
    return text(await browser.get(asked.headers["location"]))


def opened(data: bytes, folder: Path) -> Path:
    """The package's folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


def proven(bag: Path) -> subprocess.CompletedProcess[bytes]:
    """What anybody's bagit says of it."""
    command = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.mark.req("ARCH-50")
async def test_everything_goes_out_and_comes_back_the_same(house: House, tmp_path: Path) -> None:
    await filled(house)
    went = await holding(house, TOWER)
    data = await packed(house)
    await emptied(house, GARDEN)
    said = await brought(house, data)
    assert "100%" in said or "KB" in said, said
    came = await holding(house, GARDEN)
    for part, rows in went.items():
        assert came[part] == rows, part
    bag = opened(data, tmp_path)
    originals = {f.read_bytes() for f in (bag / "data" / "files").rglob("*") if f.is_file()}
    assert originals >= {PDF, PDF + b"2", PDF + b"secret"}
    assert PDF + b"0" not in originals


ACTS = """select i.number, coalesce(p.name, i.filed_name) as filer, h.kind, h.reason, h.placed_on, h.lifted_on, h.lift_reason,
                 coalesce(q.name, h.placed_name) as placed
            from archive_item i left join person p on p.id = i.filed_by
            left join archive_hold h on h.item = i.id or h.volume = i.volume
            left join person q on q.id = h.placed_by order by i.number, h.placed_at"""
LOANS = """select l.number, l.state, l.due_on, l.purpose, b.account, i.number as item, x.out_at, o.account as out_by, x.back_at
             from archive_loan l join person b on b.id = l.borrower join archive_loan_item x on x.loan = l.id
             join archive_item i on i.id = x.item left join person o on o.id = x.out_by order by l.number"""


async def lent_and_held(house: House) -> None:
    """Two loans, one in its borrower's hands; a volume and a paper that are held, one of them not any more."""
    into, (first, second) = await lent.shelf(house, ("配电房巡检", "水泵巡检"))
    for one in (first, second):
        back = await lent.out(house, "harbour.engineer", into, [one])
        if one == first:
            await lent.counting(house, back, "taking-back", secret=pin("harbour.engineer"), person=str(await person(house, "harbour.engineer")))  # fmt: skip
    manager = await house.sign_in("harbour.manager")
    for held in ({"volume": str(into)}, {"item": str(first)}):
        form = {"kind": "dispute", "reason": "业主起诉，案号〔2026〕12号", **held}
        answer = await manager.post(f"/p/{TOWER}/archives/holds", form, key=uuid4().hex)
        assert answer.status_code == 303, answer.text
    hold = await house.value(TOWER, "select id from archive_hold where item is not null")
    await manager.post(f"/p/{TOWER}/archives/holds/{hold}/lifting", {"reason": "已撤诉"})


@pytest.mark.req("ARCH-50", "ARCH-31", "ARCH-41")
async def test_who_filed_holds_and_loans_come_back_and_what_cannot_is_said(house: House) -> None:
    await lent_and_held(house)
    acts, loans = await house.rows(TOWER, ACTS), await house.rows(TOWER, LOANS)
    assert [r["state"] for r in loans] == ["back", "out"]
    data = await packed(house)
    await emptied(house, GARDEN)
    said = await report(house, data)
    assert await house.rows(GARDEN, ACTS) == acts
    assert await house.value(GARDEN, "select count(*) from archive_loan") == 0
    for loan in loans:
        assert "不在本项目任职" in next(why for number, _, why in said if number == loan["number"])
    async with house.at(GARDEN):
        item = await database.value("select id from archive_item where title = '水泵巡检'")
        assert await database.value("select archive_blocked($1)", item) == "held"
    page = await (await house.sign_in("garden.manager")).get(f"/p/{GARDEN}/archives/items/{item}")
    assert acts[1]["filer"] in page.text
    assert "业主起诉，案号〔2026〕12号" in page.text


@pytest.mark.req("ARCH-50", "ARCH-31")
async def test_a_loan_goes_on_where_its_people_work_too_and_nobody_else_borrows_the_paper(
    house: House,
) -> None:
    await lent_and_held(house)
    loans = await house.rows(TOWER, LOANS)
    data = await packed(house)
    await emptied(house, GARDEN)
    await also_here(house)
    said = await report(house, data)
    assert await house.rows(GARDEN, LOANS) == loans
    assert {why for _, _, why in said} == {"已导入"}
    filed = "select a.account from archive_item i join person a on a.id = i.filed_by"
    assert {r["account"] for r in await house.rows(GARDEN, filed)} == {
        r["account"] for r in await house.rows(TOWER, filed)
    }
    async with house.at(GARDEN):
        item = await database.value("select id from archive_item where title = '水泵巡检'")
        assert await database.value("select archive_out($1)", item)
        assert await database.value("select last from counter where kind = 'archive loan'") == 2


async def also_here(house: House) -> None:
    """The harbour's people work at the garden too, under their own accounts."""
    owner = await house.as_owner(GARDEN)
    people = [dict(r) for r in await house.rows(TOWER, "select id, account, name, sort_key from person where account is not null")]  # fmt: skip
    post = await house.value(GARDEN, "select id from post limit 1")
    for one in people:
        await owner.execute(
            """insert into person (property, id, account, name, sort_key, post, created_at)
               values ($1, gen_random_uuid(), $2, $3, $4, $5, now()) on conflict do nothing""",
            house.properties[GARDEN], one["account"], one["name"], one["sort_key"], post,
        )  # fmt: skip


async def report(house: House, data: bytes) -> list[tuple[str, str, str]]:
    """What the list of the import says."""
    browser = await house.sign_in(f"{GARDEN}.manager")
    await brought(house, data)
    paper = await house.value(GARDEN, "select id from paper where kind = 'archives.bring_in' and state = 'ready'")  # fmt: skip
    sheet = await browser.get(f"/p/{GARDEN}/papers/{paper}/file?download=1")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    return [(str(a), str(b), str(c)) for a, b, c in book.to_python()[1:]]


@pytest.mark.req("ARCH-50")
async def test_the_package_proves_itself_and_says_what_it_holds(
    house: House, tmp_path: Path
) -> None:
    await filled(house)
    bag = opened(await packed(house), tmp_path)
    proof = proven(bag)
    assert proof.returncode == 0, proof.stderr
    assert {f.name for f in bag.glob("manifest-*")} == {
        "manifest-sha256.txt",
        "manifest-sha512.txt",
    }
    sheet = (bag / "data/catalogs/items.csv").read_bytes()
    assert sheet.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert rows[0][:5] == ["序号", "档号", "文号", "责任者", "题名"]
    assert ["保洁巡检第0周", "已销毁"] in [[row[4], row[8]] for row in rows]
    cores = [ElementTree.parse(one).getroot() for one in (bag / "data/metadata/dc").glob("*.xml")]  # noqa: S314
    titles = {one.findtext("{http://purl.org/dc/elements/1.1/}title") for one in cores}
    assert titles >= {"保洁服务合同", '补充协议 <二> & "三"', "保洁巡检第0周", "收购谈判底价"}
    assert {one[:4] for one in titles} >= {"销毁清册", "销毁证明"}
    tree = ElementTree.parse(bag / "data/metadata/ead.xml").getroot()  # noqa: S314
    space = "{urn:isbn:1-931666-22-9}"
    assert len(tree.findall(f".//{space}c03")) == len(cores)
    assert len(tree.findall(f".//{space}dao")) == len(cores) - 1  # the destroyed one has none


@pytest.mark.req("ARCH-50", "ARCH-30")
async def test_a_package_holds_secrets_only_for_whoever_was_granted_them_and_each_is_kept_as_read(
    house: House,
) -> None:
    await filled(house)
    for who, knows in (("harbour.manager", False), ("harbour.gm", True)):
        with zipfile.ZipFile(io.BytesIO(await packed(house, who))) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert ("收购谈判底价".encode() in whole) == knows
        assert ((PDF + b"secret") in whole) == knows
    sql = "select p.name, r.how, i.title from archive_reading r join person p on p.id = r.person join archive_item i on i.id = r.item"
    looked = [(r["how"], r["title"]) for r in await house.rows(TOWER, sql)]
    assert ("exported", "收购谈判底价") in looked
    assert len([one for one in looked if one[1] == "收购谈判底价"]) == 1


@pytest.mark.req("ARCH-50", "ARCH-30")
async def test_page_and_package_say_how_many_originals_stay_behind_without_a_title(
    house: House, tmp_path: Path
) -> None:
    await filled(house)
    kept = await volume(house, "public_repairs", "只供总经理的维修卷")
    await file(house, kept, "不给经理看的维修单", data=PDF + b"kept")
    await file(house, kept, "没有电子件的维修单")
    manager = await house.sign_in("harbour.manager")
    assert "件您无权阅读" not in text(await manager.get(OUT))
    await house.rows(TOWER, "update archive_class set readers = '{general_manager}' where key = 'public_repairs'")  # fmt: skip
    page = text(await manager.get(OUT))
    assert "有 1 件您无权阅读" in page
    assert "不给经理看的" not in page
    for who, count in (("harbour.manager", 1), ("harbour.gm", 0)):
        bag = opened(await packed(house, who), tmp_path / who)
        assert proven(bag).returncode == 0
        said = (bag / "data/metadata/report.txt").read_text()
        assert ("其中 1 件导出人无权阅读" in said) == bool(count), said
        assert said.strip() in (bag / "bag-info.txt").read_text().replace("\n ", "")
        originals = [f.read_bytes() for f in (bag / "data/files").rglob("*") if f.is_file()]
        assert (PDF + b"kept" in originals) != bool(count)


@pytest.mark.req("ARCH-50")
async def test_a_package_changed_by_one_byte_or_already_here_brings_in_nothing(
    house: House,
) -> None:
    await filled(house)
    data = await packed(house)
    assert "本项目已有案卷" in await brought(house, data, TOWER, "harbour.manager")
    await emptied(house, GARDEN)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(
                name, body.replace(b"%PDF-1.4", b"%PDF-1.5") if "/files/" in name else body
            )
    assert "导出后被改动过" in await brought(house, changed.getvalue())
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as evil:
        evil.writestr("a/bagit.txt", "BagIt-Version: 0.97\n")
        evil.writestr("../../outside.txt", "x")
    assert "导出后被改动过" in await brought(house, climbing.getvalue())
    for sql in (
        "select 1 from archive_volume",
        "select 1 from archive_item",
        "select 1 from archive_leaf",
    ):
        assert not await house.rows(GARDEN, sql)


@pytest.mark.req("ARCH-50")
async def test_a_package_lies_ready_for_three_days_under_a_key_of_its_own(house: House) -> None:
    await filled(house)
    await packed(house)
    sql = """select f.sealed, f.expires_at > now() + interval '71 hours' as days, p.kind from paper p join file f on f.id = p.file
              where p.kind = 'archives.export'"""
    kept = (await house.rows(TOWER, sql))[0]
    assert kept["sealed"]
    assert kept["days"]
    with time_machine.travel(clock.now() + timedelta(days=4), tick=True):
        async with await acting(house, "harbour.gm"):
            await papers.sweep_files()
    assert await house.value(TOWER, "select file is null from paper where kind = 'archives.export'")
    gm = await house.sign_in("harbour.gm")
    paper = await house.value(TOWER, "select id from paper where kind = 'archives.export'")
    assert "只短期保留" in text(await gm.get(f"/p/{TOWER}/papers/{paper}"))


@pytest.mark.req("ARCH-50")
async def test_one_volume_alone_is_a_package_too(house: House) -> None:
    await filled(house)
    into = await house.value(TOWER, "select id from archive_volume where title = '保洁合同'")
    with zipfile.ZipFile(io.BytesIO(await packed(house, volume=str(into)))) as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
    assert "data/catalogs/inside.csv" in names
    assert len([name for name in names if name.startswith("data/metadata/dc/")]) == 2


@pytest.mark.req("ARCH-50")
async def test_the_command_line_brings_a_package_in_too(house: House, tmp_path: Path) -> None:
    await filled(house)
    went = await holding(house, TOWER)
    package = tmp_path / "package.zip"
    package.write_bytes(await packed(house))
    await emptied(house, GARDEN)
    place = await command._property(GARDEN, os.environ["HUSHU_PLATFORM_DATABASE_URL"])
    came = await command._into(place, package)
    there = [row for row in went["files"] if row["there"]]
    assert (len(came.volumes), came.items) == (len(went["volumes"]), len(went["items"]))
    assert came.files == len(there) == len(went["files"]) - 1
    assert await holding(house, GARDEN) == went
    with pytest.raises(LookupError):
        await command._property("nowhere", os.environ["HUSHU_PLATFORM_DATABASE_URL"])
