"""A page asks the database little: counted at the driver."""

import pytest

from archives import shelf
from bench.capture import recorded
from world import TOWER, House

MOST = 3
WAITING = ("archive_handin", "archive_stocktake", "archive_seal")
HOT = [
    "/log",
    "/documents",
    "/log?kind=call&matter_kind=repair",
    "/inbox",
    "/scripts/find?q=zst",
    "/people",
    "/signing",
]


@pytest.mark.parametrize("path", HOT)
async def test_a_page_needs_three_statements_at_most_besides_opening(
    house: House, path: str
) -> None:
    person = await house.sign_in(f"{TOWER}.reception1")
    with recorded() as statements:
        answer = await person.get(f"/p/{TOWER}{path}")
    assert answer.status_code == 200
    assert len(statements) <= MOST, [s.sql for s in statements]


@pytest.mark.parametrize("username", ["manager", "clerk", "secretary", "gm"])
async def test_whoever_checks_the_archives_is_asked_about_in_one_statement_too(
    house: House, username: str
) -> None:
    person = await house.sign_in(f"{TOWER}.{username}")
    for path in ("/inbox", "/badges"):
        with recorded() as statements:
            answer = await person.get(f"/p/{TOWER}{path}")
        assert answer.status_code == 200, path
        waits = [s.sql for s in statements if any(t in s.sql for t in WAITING)]
        assert len(waits) == 1, (path, waits)
        assert len(statements) <= MOST, [s.sql for s in statements]


async def test_a_page_of_the_archives_that_shows_much_needs_three_too(house: House) -> None:
    volume = await shelf.volume(house)
    item = await shelf.file(house, volume, "二层风管检修记录", data=shelf.PDF)
    keeper = await house.sign_in(f"{TOWER}.secretary")
    for path in (f"items/{item}", f"volumes/{volume}"):
        with recorded() as statements:
            answer = await keeper.get(f"/p/{TOWER}/archives/{path}")
        assert "二层风管检修记录" in answer.text
        assert len(statements) <= MOST, [s.sql for s in statements]


async def test_a_lines_page_needs_three_statements_at_most(house: House) -> None:
    person = await house.sign_in(f"{TOWER}.reception1")
    line = await house.value(TOWER, "select id from log_line order by at desc limit 1")
    with recorded() as statements:
        answer = await person.get(f"/p/{TOWER}/log/{line}")
    assert answer.status_code == 200
    assert len(statements) <= MOST, [s.sql for s in statements]
