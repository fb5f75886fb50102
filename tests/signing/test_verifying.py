"""`hushu verify` says in words which signed paper does not hold, and where (SIGN-2, T33)."""

import asyncio
import os
import subprocess
import sys

import pytest

from hushu.foundation import public_checks
from moment import PYTHON_PATH
from signing.helpers import deed, start
from world import TOWER, House, somewhere


@pytest.mark.req("SIGN-2", "T33")
async def test_the_command_names_the_paper_and_its_first_bad_entry(house: House) -> None:
    paper = await start(house, title="空调加时申请")
    await deed(await house.sign_in("harbour.supervisor"), paper, 1)
    owner = await house.as_owner(TOWER)
    await owner.execute("alter table signing_entry disable trigger user")
    sql = "update signing_entry set opinion = '不同意' where paper = $1 and no = 2"
    await owner.execute(sql, paper)
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "hushu.cli", "verify"],
        env={**os.environ, "PYTHONPATH": PYTHON_PATH},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"signed paper “空调加时申请” ({paper}): entry 2 does not hold" in done.stdout
    assert "BrokenPaper" not in done.stdout + done.stderr


@pytest.mark.req("SIGN-2", "T18")
async def test_one_address_cannot_keep_the_check_of_files_busy(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_checks, "CHECKS", 2)
    code = await house.value(
        TOWER, "select code from signing_paper where id = $1", await start(house)
    )
    file = {"file": ("a.pdf", b"%PDF-1.7 nothing", "application/pdf")}
    busy, other = await house.visitor(somewhere()), await house.visitor(somewhere())
    asked = [await busy.client.post(f"/verify/{code}", files=file) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 422]
    assert "提交核验的文件太多" in asked[-1].text
    assert (await other.client.post(f"/verify/{code}", files=file)).status_code == 200
