"""The inbox: what waits, what was told, reading it and taking that back; the counts beside the menu."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from hushu.foundation import clock
from hushu.foundation.database import Asked
from hushu.foundation.house import modules, stand
from hushu.foundation.module import Module, Waiting, Waits
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.notices import commands
from world import GARDEN, TOWER, House, text

PERSON = "select id from person where account = (select id from account_by_username($1))"


class Trial(msgspec.Struct, frozen=True):
    """Something that waits: its title, in how many hours it is due, how many hours it is old."""

    no: int
    title: str
    due: int | None
    age: int


FIVE = """select * from (values (0, 'later', 48, 1), (1, 'no day set, newer', null, 2), (2, 'overdue', -1, 3),
                                (3, 'no day set, older', null, 9), (4, 'soon', 1, 1)) t"""


def waits() -> Waits:
    """Five things, in the wrong order."""
    return Waits(Asked(Trial, FIVE), told)


def told(one: Trial) -> Waiting:
    """How it stands in the inbox."""
    now = clock.now()
    return Waiting(
        kind="Trial", title=f"{one.title} ({here().slug})", href=at(f"/t/{one.no}"),
        at=now - timedelta(hours=one.age), due=None if one.due is None else now + timedelta(hours=one.due),
    )  # fmt: skip


@pytest.fixture
async def trials(house: House) -> AsyncIterator[House]:
    """The house with a module that has things waiting."""
    standing = list(modules())
    stand([*standing, Module(name="trial", title="Trial", waiting=waits)])
    yield house
    stand(standing)


async def person_of(house: House, username: str) -> UUID:
    """That person's id in their property."""
    return UUID(str(await house.value(username.split(".", maxsplit=1)[0], PERSON, username)))


async def tell(house: House, username: str, *titles: str, link: str = "/log") -> list[UUID]:
    """Tells them these, one after another."""
    person = await person_of(house, username)
    async with house.at(username.split(".", maxsplit=1)[0]):
        return [
            await commands.notify(person, "trial.told", title, link=at(link) if link else "")
            for title in titles
        ]


@pytest.mark.req("DESK-12")
async def test_what_waits_is_shown_with_the_most_pressing_first(trials: House) -> None:
    """Overdue, then by when it is due, then the oldest."""
    page = text(await (await trials.sign_in("harbour.manager")).get("/p/harbour/inbox"))
    places = [page.index(f"{title} (harbour)") for title in
              ("overdue", "soon", "later", "no day set, older", "no day set, newer")]  # fmt: skip
    assert places == sorted(places)
    assert "已逾期" in page


@pytest.mark.req("DESK-12")
async def test_reading_a_notice_leads_to_what_it_is_about(house: House) -> None:
    """And it counts as read for this person only."""
    [first, _] = await tell(house, "harbour.inspector", "The first", "The second")
    await tell(house, "harbour.reception1", "For the desk")
    browser = await house.sign_in("harbour.inspector")
    assert 'id="badge-bell"' in (badges := (await browser.get("/p/harbour/badges")).text)
    assert ">2<" in badges.replace("\n", "")
    answer = await browser.post(f"/p/harbour/notices/{first}/reading", key="a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/harbour/log")
    assert ">1<" in (await browser.get("/p/harbour/badges")).text
    page = text(await browser.get("/p/harbour/inbox"))
    assert page.index("The second") < page.index("The first")
    assert "For the desk" not in page


@pytest.mark.req("DESK-12")
async def test_all_read_can_be_taken_back_and_spares_what_came_later(house: House) -> None:
    """Only what was on the page is read; undo makes exactly that unread again."""
    [old] = await tell(house, "harbour.manager", "Read long ago")
    browser = await house.sign_in("harbour.manager")
    await browser.post(f"/p/harbour/notices/{old}/reading", {"stay": "1"}, key="a", htmx=True)
    [_, newest] = await tell(house, "harbour.manager", "One", "Two")
    await tell(house, "harbour.manager", "Came while looking")
    sql = "select title from notice where read_at is null order by id"

    answer = await browser.post(
        "/p/harbour/notices/reading", {"newest": str(newest)}, key="b", htmx=True
    )
    assert [r["title"] for r in await house.rows(TOWER, sql)] == ["Came while looking"]
    moment = answer.text.split('name="at" value="')[1].split('"')[0].replace("&#43;", "+")
    await browser.post("/p/harbour/notices/unreading", {"at": moment}, key="c", htmx=True)
    assert [r["title"] for r in await house.rows(TOWER, sql)] == [
        "One",
        "Two",
        "Came while looking",
    ]


@pytest.mark.req("T1")
async def test_nobody_reads_or_marks_anothers_notices(house: House) -> None:
    """A colleague and another property's manager are told that there is no such notice."""
    [mine] = await tell(house, "harbour.manager", "Mine alone")
    for username in ("harbour.reception1", "garden.manager"):
        browser = await house.sign_in(username)
        slug = username.split(".")[0]
        answer = await browser.post(f"/p/{slug}/notices/{mine}/reading", key="a")
        assert answer.status_code == 404
        await browser.post(f"/p/{slug}/notices/reading", {"newest": str(mine)}, key="b")
    assert await house.value(TOWER, "select read_at from notice") is None


@pytest.mark.req("DESK-12")
async def test_older_notices_come_page_by_page(house: House) -> None:
    """Every one is reached once by 更多."""
    await tell(house, "harbour.manager", *[f"Notice number {n}." for n in range(75)])
    browser = await house.sign_in("harbour.manager")
    newest = await house.value(TOWER, "select id from notice order by id desc limit 1")
    await browser.post("/p/harbour/notices/reading", {"newest": str(newest)}, key="b")
    seen, path = "", "/p/harbour/inbox"
    for _ in range(3):
        page = (await browser.get(path)).text
        seen += page
        path = page.split('class="inbox-more"><a class="btn btn-sm" href="')[-1].split('"')[0]
    assert [seen.count(f"Notice number {n}.") for n in range(75)] == [1] * 75
    assert "inbox-more" not in page


@pytest.mark.req("DESK-12")
async def test_a_notice_of_something_that_waits_is_shown_once(trials: House) -> None:
    """Beside the thing itself, which then is marked new."""
    [told] = await tell(trials, "harbour.manager", "Told of it", link="/t/4")
    page = (await (await trials.sign_in("harbour.manager")).get("/p/harbour/inbox")).text
    assert "Told of it" not in page
    assert f"/notices/{told}/reading" in page


@pytest.mark.req("PPL-4")
async def test_what_a_leaver_had_not_read_goes_to_the_successor(house: House) -> None:
    """Nothing they were told is left with nobody."""
    await tell(house, "harbour.reception1", "Still to be seen")
    leaver, successor = [
        await person_of(house, f"harbour.{who}") for who in ("reception1", "manager")
    ]
    async with house.at(TOWER):
        await commands.hand_over(leaver, successor)
    page = text(await (await house.sign_in("harbour.manager")).get("/p/harbour/inbox"))
    assert "Still to be seen" in page


@pytest.mark.req("T7")
async def test_another_propertys_notice_cannot_be_written(house: House) -> None:
    """A person of one property cannot be told in another."""
    stranger = await person_of(house, "garden.manager")
    async with house.at(GARDEN):
        await commands.notify(stranger, "trial.told", "At home")
    with pytest.raises(Exception, match="foreign key"):
        async with house.at(TOWER):
            await commands.notify(stranger, "trial.told", "Abroad")
