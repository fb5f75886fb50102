"""What other modules make files itself, each to its class by rule."""

from datetime import date
from uuid import uuid4

import pytest

from archives.shelf import PDF
from hushu.archives import commands
from hushu.foundation import files
from scripts.test_finding import script
from scripts.test_versions import AT, NEW_WORDS, put_in_force
from world import TOWER, House


@pytest.mark.req("ARCH-9", "ARCH-2")
async def test_a_produced_paper_is_filed_once_in_its_years_volume_and_each_organisation_has_its_own(
    house: House,
) -> None:
    record = uuid4()
    async with house.at(TOWER):
        file = await files.keep("发文.pdf", PDF, files.PDF)
        given = commands.Produced(
            rule="document.outgoing.letter", source="document", source_id=record, title="关于停水的函", dated=date(2026, 4, 2),
            files=(file,), doc_no="澄物客〔2026〕3号",
        )  # fmt: skip
        first, again = await commands.file_produced(given), await commands.file_produced(given)
    assert first == again
    async with house.at(TOWER):
        other = commands.Produced(
            rule="document.incoming", source="document", source_id=uuid4(), title="区消防通知", dated=date(2026, 4, 3), files=(),
            organisation="区消防救援大队",
        )  # fmt: skip
        await commands.file_produced(other)
    found = {
        r["title"]: r
        for r in await house.rows(
            TOWER,
            "select i.title, v.title as volume, v.organisation from archive_item i join archive_volume v on v.id = i.volume",
        )
    }
    assert found["关于停水的函"]["volume"] == "2026年对外发文"
    assert found["区消防通知"]["organisation"] == "区消防救援大队"


@pytest.mark.req("ARCH-9")
async def test_a_signed_script_lies_in_the_archives_once_its_paper_is_sealed(house: House) -> None:
    desk = await house.sign_in("harbour.reception1")
    wanted = await script(house, "ask-person")
    await desk.post(f"{AT}/{wanted}/draft", NEW_WORDS)
    await put_in_force(house, desk, wanted)
    await house.work()
    filed = await house.rows(
        TOWER,
        "select i.title, i.sha256, c.key from archive_item i join archive_class c on c.id = i.class",
    )
    assert [(r["key"], len(r["sha256"])) for r in filed] == [("scripts", 64)]
