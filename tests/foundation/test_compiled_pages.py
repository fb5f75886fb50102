"""Compiled pages are kept between starts, made anew when anything folded into them changes, and never in anybody's way."""

from pathlib import Path

import pytest

from hushu.foundation import templating
from hushu.foundation.settings import settings

PAGE = "signup/front.html"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, and an environment that knows nothing yet."""
    monkeypatch.setenv("HUSHU_DATA", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def fresh() -> templating.HouseEnvironment:
    """An environment as a new process makes it."""
    return templating.environment.__wrapped__("zh_CN")


def test_what_one_start_compiled_the_next_one_takes_as_it_is(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh().get_template(PAGE)
    assert list((data / "compiled").rglob("*.cache"))

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(templating.HouseEnvironment, "compile", refused)
    fresh().get_template(PAGE)


def test_new_words_or_code_make_a_new_folder_and_the_old_one_goes(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh().get_template(PAGE)
    [old] = (data / "compiled").iterdir()
    monkeypatch.setattr(templating, "_code_mark", lambda: "another")
    fresh().get_template(PAGE)
    [new] = (data / "compiled").iterdir()
    assert new != old


def test_a_disk_that_takes_nothing_costs_no_page(data: Path) -> None:
    (data / "compiled").write_text("in the way")
    assert fresh().get_template(PAGE)
