"""A newer pack beside the property's own words (TEN-3)."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from hushu.foundation import packs
from hushu.foundation.places import TENANTS
from scripts.test_finding import script, titles
from scripts.test_versions import AT, put_in_force
from world import TOWER, House, text


@pytest.fixture
def newer_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Edition 2: one script worded anew that the property edits too, one it does not, and one in addition."""
    copytree(TENANTS, tmp_path / "tenants")
    pack = tmp_path / "tenants" / "office_tower"
    words = (pack / "scripts.toml").read_text(encoding="utf-8")
    for old in ("请稍等，我马上帮您转过去。", "等对方先挂机"):
        assert old in words
    words = words.replace("请稍等，我马上帮您转过去。", "请稍等，我这就帮您转过去。").replace(
        "道谢，等对方先挂机", "道谢，轻放话筒"
    )
    words += '\n[[script]]\nkey = "lost-card"\nsituation = "visitor_counter"\ntitle = "门禁卡遗失"\nsay = "我帮您挂失。"\n'
    (pack / "scripts.toml").write_text(words, encoding="utf-8")
    manifest = (pack / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(
        manifest.replace("version = 1", "version = 2", 1), encoding="utf-8"
    )
    monkeypatch.setattr(packs, "TENANTS", tmp_path / "tenants")
    packs._raw.cache_clear()
    yield
    packs._raw.cache_clear()


@pytest.mark.req("TEN-3")
async def test_the_same_pack_brings_no_news(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    assert "没有更新" in (await desk.get(f"{AT}/updates")).text


@pytest.mark.req("TEN-3")
@pytest.mark.usefixtures("newer_pack")
async def test_a_newer_pack_shows_what_changed_beside_own_words_and_overwrites_nothing(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    ask = await script(house, "ask-person")
    own = {
        "title": "来电找同事",
        "situation": "asks_for_person",
        "say": "我们自己的说法，请稍等。",
        "edition": "0",
    }
    await desk.post(f"{AT}/{ask}/draft", own)
    await put_in_force(house, desk, ask)
    news = (await desk.get(f"{AT}/updates")).text
    assert news.count('id="news-') == 3
    assert "<del>马上</del><ins>这就</ins>" in news
    assert "本项目已改过" in news
    assert "<del>我们自己的说法" in news
    assert "门禁卡遗失" in news
    assert "我们自己的说法" in text(await desk.get(f"{AT}/{ask}/card"))

    assert (await desk.post(f"{AT}/updates/declining", {"key": "ask-person"})).status_code == 303
    assert (await desk.post(f"{AT}/updates/taking", {"key": "call-in"})).status_code == 303
    assert (await desk.post(f"{AT}/updates/taking", {"key": "lost-card"})).status_code == 303
    assert (await desk.post(f"{AT}/updates/taking", {"key": "nothing"})).status_code == 404
    assert "没有更新" in (await desk.get(f"{AT}/updates")).text
    call_in = await script(house, "call-in")
    assert "我们自己的说法" in text(await desk.get(f"{AT}/{ask}/card"))
    assert "轻放话筒" not in text(await desk.get(f"{AT}/{call_in}/card"))
    assert await titles(desk, "门禁卡遗失") == []
    await put_in_force(house, desk, call_in)
    assert "轻放话筒" in text(await desk.get(f"{AT}/{call_in}/card"))
