"""Files: bytes under their hash, never half-written, never another property's, never shown as a page."""

import contextlib
import hashlib
import io
import itertools
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from foundation.killed import killed_at
from hushu.foundation import files
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.settings import settings
from world import RIVERSIDE, TOWER, House


@pytest.mark.req("TEN-4", "T7", "T28")
async def test_bytes_come_back_as_they_were_kept_and_only_in_their_property(house: House) -> None:
    data = "垚彧的签名".encode() * 1000
    async with house.at(TOWER):
        kept = await files.keep("签名.txt", data, "text/plain")
        assert await files.read(kept) == data
    folder = settings().data / "files" / str(house.properties[TOWER])
    sha256 = hashlib.sha256(data).hexdigest()
    assert (folder / sha256[:2] / sha256).read_bytes() == data
    async with house.at(RIVERSIDE):
        with pytest.raises(NotHere):
            await files.read(kept)


@pytest.mark.req("T28", "T30")
async def test_a_changed_byte_in_the_store_is_noticed_at_reading(house: House) -> None:
    async with house.at(TOWER):
        kept = await files.keep("a.txt", b"as it was filed", "text/plain")
        sha256 = (await files.facts(kept)).sha256
    path = settings().data / "files" / str(house.properties[TOWER]) / sha256[:2] / sha256
    path.write_bytes(b"as it wes filed")
    async with house.at(TOWER):
        with pytest.raises(files.Damaged):
            await files.read(kept)
    path.unlink()


async def rolled_back(house: House) -> files.Kept:
    """Keeps a file in a transaction that then fails."""
    kept: list[files.Kept] = []
    with contextlib.suppress(ZeroDivisionError):
        async with house.at(TOWER):
            kept.append(await files.facts(await files.keep("a.txt", b"rolled back", "text/plain")))
            raise ZeroDivisionError
    return kept[0]


@pytest.mark.req("T28")
async def test_bytes_without_a_row_are_swept_away_when_they_are_old_enough(house: House) -> None:
    orphan = await rolled_back(house)
    async with house.at(TOWER):
        kept = await files.facts(await files.keep("b.txt", b"committed", "text/plain"))
    folder = settings().data / "files" / str(house.properties[TOWER])
    paths = {one.sha256: folder / one.sha256[:2] / one.sha256 for one in (orphan, kept)}
    for path in paths.values():
        os.utime(path, (time.time(), time.time()))  # the file system's clock is not the house's
    async with house.at(TOWER):
        await files.sweep()
        assert all(path.exists() for path in paths.values())
        for path in paths.values():
            os.utime(path, (0, 0))
        await files.sweep()
    assert [path.exists() for path in paths.values()] == [False, True]


@pytest.mark.req("T28")
def test_killed_at_any_step_a_receipt_implies_the_whole_file(tmp_path: Path) -> None:
    data = os.urandom(300_000)
    sha256 = hashlib.sha256(data).hexdigest()
    receipts = []
    for step in range(1, 40):
        folder = tmp_path / str(step)
        receipts.append(killed_at(step, lambda at=folder: files.store(at, data)))
        target = folder / sha256[:2] / sha256
        assert target.exists() or not receipts[-1]
        assert (
            not target.exists() or target.read_bytes() == data
        )  # never half a file under its final name
        assert files.store(folder, data) == sha256  # the next try is not disturbed by what was left
        assert target.read_bytes() == data
    assert receipts[0] is False
    assert receipts[-1] is True


@pytest.mark.req("T28")
def test_the_receipt_comes_only_after_file_and_folder_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / hashlib.sha256(b"x").hexdigest()[:2]).mkdir()
    done: list[str] = []
    for name in ("write", "fsync", "rename"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *a, _n=name, _r=real, **k: (done.append(_n), _r(*a, **k))[1]
        )
    files.store(tmp_path, b"x")
    assert done == ["write", "fsync", "rename", "fsync"]


def stored() -> set[Path]:
    """Every file of the data folder but those of the servers, which come and go by themselves."""
    folders = (folder for folder in settings().data.iterdir() if folder.name != "server")
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.req("T20")
async def test_hostile_names_and_types_stay_in_the_store_and_are_only_attachments(
    house: House,
) -> None:
    endings = ("html", "svg", "pdf", "png", "xlsx", "js", "csv", "pdf.exe", "", "PDF ")
    heads = (b"<script>alert(1)</script>", b"%PDF-1.7", b"MZ", b"GIF89a", b"\x89PNG\r\n\x1a\n")
    stems = ("../../../../etc/cron.d/x", "C:\\windows\\x")
    store = (settings().data / "files" / str(house.properties[TOWER])).resolve()
    before = stored()
    async with house.at(TOWER):
        for head, ending in itertools.product(heads, endings):
            for stem in stems:
                kept = await files.keep(
                    f"{stem}\r\nX-Evil: 1\x00.{ending}", head + os.urandom(8), "text/html"
                )
                answer = await files.serve(kept, inline=True)
                shown = answer.headers["Content-Disposition"]
                assert shown.startswith("attachment; filename*=UTF-8''")
                assert answer.media_type == "application/octet-stream"
                assert not set("/\\\r\n\x00") & set(shown.split("''", 1)[1])
    after = stored()
    grown = {p for p in after - before if "files" in p.parts}
    assert len(grown) == len(heads) * len(endings) * len(stems)
    assert all(path.resolve().is_relative_to(store) for path in grown)


@pytest.mark.req("T18", "T20")
def test_a_picture_is_drawn_anew_and_a_bomb_or_a_disguise_refused() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(drawn, "JPEG", comment=b"hidden <script>")
    clean = files.picture(drawn.getvalue() + b"<?php trailing ?>")
    assert clean.startswith(b"\x89PNG")
    assert b"hidden" not in clean
    assert b"php" not in clean
    bomb = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(bomb, "PNG")
    hostile = (bomb.getvalue(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\ncut", b"", b"GIF89a" * 9,
               drawn.getvalue()[:40])  # fmt: skip
    for data in hostile:
        with pytest.raises(Refused):
            files.picture(data)
