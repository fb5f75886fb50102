"""How people are told outside the house: one mail, one card, nothing personal in either, nothing lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from hushu.foundation.settings import settings
from hushu.notices import commands
from notices.services import Mailbox, Robot, body, subject
from world import GARDEN, TOWER, House

NOON = datetime(2026, 11, 23, 4, 0, 30, tzinfo=UTC)  # 12:00:30 at the properties
KEY = "633a31f6-7f9c-4bc4-97a0-0ec1eefa589"
PERSON = "select p.id from person p join post o on o.property = p.property and o.id = p.post where o.key = $1 limit 1"


@pytest.fixture
async def mailbox(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """A mail service the house is set to use."""
    found = Mailbox()
    server = await found.start()
    monkeypatch.setenv("HUSHU_SMTP_URL", f"smtp://127.0.0.1:{found.port}/?from=hushu@example.com")
    settings.cache_clear()
    yield found
    server.close()


@pytest.fixture
async def robot(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Robot]:
    """A robot at the origin the house is set to use."""
    found = Robot()
    server = await found.start()
    monkeypatch.setenv("HUSHU_WECOM_ORIGIN", f"http://127.0.0.1:{found.port}")
    settings.cache_clear()
    yield found
    server.close()


async def manager(house: House, slug: str = TOWER, mail: str = "manager@example.com") -> UUID:
    """The manager of that property, who wants mail at that address."""
    browser = await house.sign_in(f"{slug}.manager")
    await browser.post(f"/p/{slug}/notices/settings", {"email": mail, "digest": "1"}, key="channel")
    return UUID(str(await house.value(slug, PERSON, "manager")))


async def tell(house: House, person: UUID, number: int = 1, slug: str = TOWER) -> None:
    """That many notices, each with a caller's name and phone in it."""
    async with house.at(slug):
        for n in range(number):
            await commands.notify(
                person,
                "trial.told",
                "Message %(n)s from %(who)s",
                link=f"/p/{slug}/log",
                n=n,
                who="陈丽 13912345678",
            )


@pytest.mark.req("SIGN-5")
async def test_ten_notices_within_ten_minutes_are_one_mail(house: House, mailbox: Mailbox) -> None:
    """It comes when the ten minutes are over, says how many, and carries a link but no name and no number."""
    with time_machine.travel(NOON, tick=False) as traveller:
        person = await manager(house)
        await tell(house, person, 10)
        await house.work()
        assert mailbox.mails == []
        traveller.shift(timedelta(minutes=10))
        await house.work()
        await house.work()
    [(to, mail)] = mailbox.mails
    assert to == "manager@example.com"
    assert "收件箱有 10 条新提醒" in subject(mail)
    assert "/p/harbour/inbox" in body(mail)
    assert "Message 9 from …" in body(mail)
    assert "陈丽" not in mail.as_string() + body(mail)
    assert "139" not in body(mail)


@pytest.mark.req("SIGN-5")
async def test_what_was_read_or_told_before_is_not_told_again(
    house: House, mailbox: Mailbox
) -> None:
    """The next digest holds only what is new; one that would hold nothing is not sent."""
    with time_machine.travel(NOON, tick=False) as traveller:
        person = await manager(house)
        await tell(house, person, 2)
        traveller.shift(timedelta(minutes=10))
        await house.work()
        await tell(house, person, 1)
        traveller.shift(timedelta(minutes=10))
        await house.work()
        await tell(house, person, 1)
        browser = await house.sign_in("harbour.manager")
        newest = await house.value(TOWER, "select id from notice order by id desc limit 1")
        await browser.post("/p/harbour/notices/reading", {"newest": str(newest)}, key="read")
        traveller.shift(timedelta(minutes=10))
        await house.work()
    assert ["2 条" in subject(m) or "1 条" in subject(m) for _, m in mailbox.mails] == [True, True]


@pytest.mark.req("SIGN-10")
async def test_a_mail_service_that_is_down_loses_nothing(house: House, mailbox: Mailbox) -> None:
    """Refused mails are tried again; even when it stays down beyond every attempt, the next morning tells all."""
    with time_machine.travel(NOON, tick=False) as traveller:
        person = await manager(house)
        await tell(house, person, 3)
        mailbox.down = True
        for _ in range(9):
            traveller.shift(timedelta(hours=1))
            await house.work()
        assert (
            await house.value(TOWER, "select attempts from outbox where job = 'notices.digest'")
            == 8
        )
        mailbox.down = False
        await house.work()
        assert mailbox.mails == []
        async with house.at(TOWER):
            from hushu.notices.jobs import remind

            await remind()
        traveller.shift(timedelta(minutes=11))
        await house.work()
    [(_, mail)] = mailbox.mails
    assert "3 条" in subject(mail)


@pytest.mark.req("SIGN-10")
async def test_a_mail_service_that_comes_back_gets_the_digest_once(
    house: House, mailbox: Mailbox
) -> None:
    """Down at the first attempt, up at the second."""
    with time_machine.travel(NOON, tick=False) as traveller:
        person = await manager(house)
        await tell(house, person, 3)
        mailbox.down = True
        traveller.shift(timedelta(minutes=10))
        assert await house.work() == 0
        mailbox.down = False
        traveller.shift(timedelta(minutes=1))
        await house.work()
        await house.work()
    assert len(mailbox.mails) == 1


@pytest.mark.req("SIGN-5")
async def test_quiet_hours_are_kept(house: House, mailbox: Mailbox) -> None:
    """What comes in the night is told in one mail in the morning."""
    with time_machine.travel(NOON + timedelta(hours=10), tick=False) as traveller:
        person = await manager(house)
        browser = await house.sign_in("harbour.manager")
        quiet = {
            "email": "manager@example.com",
            "digest": "1",
            "quiet_from": "21:00",
            "quiet_until": "07:30",
        }
        await browser.post("/p/harbour/notices/settings", quiet, key="quiet")
        for _ in range(3):
            await tell(house, person)
            traveller.shift(timedelta(minutes=30))
            await house.work()
        assert mailbox.mails == []
        traveller.move_to(datetime(2026, 11, 23, 23, 31, tzinfo=UTC))
        await house.work()
    [(_, mail)] = mailbox.mails
    assert "3 条" in subject(mail)


@pytest.mark.req("SIGN-5")
@pytest.mark.req("T7")
async def test_the_robot_says_once_how_much_waits_and_nothing_else(
    house: House, robot: Robot
) -> None:
    """One card for everybody's notices of ten minutes, only in the group of the property that set a robot."""
    with time_machine.travel(NOON, tick=False) as traveller:
        browser = await house.sign_in("harbour.manager")
        address = f"http://127.0.0.1:{robot.port}/cgi-bin/webhook/send?key={KEY}"
        answer = await browser.post("/p/harbour/notices/robot", {"address": address}, key="robot")
        assert answer.status_code == 303
        for post in ("manager", "receptionist"):
            await tell(house, UUID(str(await house.value(TOWER, PERSON, post))), 5)
        await tell(house, UUID(str(await house.value(GARDEN, PERSON, "manager"))), 5, GARDEN)
        robot.verdict = 45009
        traveller.shift(timedelta(minutes=10))
        await house.work()
        robot.verdict = 0
        traveller.shift(timedelta(minutes=1))
        await house.work()
    [(path, words)] = robot.cards
    assert path == f"/cgi-bin/webhook/send?key={KEY}"
    assert "有 10 件新事项，等 2 位同事处理" in words
    assert words.endswith("/p/harbour/inbox")
    assert "陈丽" not in words


@pytest.mark.req("T16")
@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example.com/cgi-bin/webhook/send?key=" + KEY,
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY,
        "https://qyapi.weixin.qq.com@evil.example.com/cgi-bin/webhook/send?key=" + KEY,
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=../../x",
        "file:///etc/passwd",
    ],
)
async def test_a_robot_elsewhere_is_refused_at_the_field(house: House, address: str) -> None:
    """No request of ours goes anywhere but to WeCom; what was typed is kept."""
    browser = await house.sign_in("harbour.manager")
    answer = await browser.post("/p/harbour/notices/robot", {"address": address}, key="robot")
    assert answer.status_code == 422
    assert "请从企业微信复制机器人的完整 Webhook 地址" in answer.text
    assert await house.value(TOWER, "select settings->>'wecom_robot' from property_facts()") in (
        None,
        "",
    )


@pytest.mark.req("TEN-9")
async def test_a_wrong_mail_address_is_refused_at_the_field(house: House) -> None:
    """With what to do instead, and what was typed still there."""
    browser = await house.sign_in("harbour.reception1")
    answer = await browser.post("/p/harbour/notices/settings", {"email": "a b@example"}, key="x")
    assert answer.status_code == 422
    assert "请填写完整的邮箱地址" in answer.text
    assert 'value="a b@example"' in answer.text
