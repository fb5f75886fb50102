"""The digests: a person's new notices in one mail, a property's in one card; nothing personal leaves the house."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, outbox, qr
from hushu.foundation.opened import here, setting
from hushu.foundation.settings import settings
from hushu.foundation.templating import render
from hushu.foundation.translation import N_, translate
from hushu.notices import commands, queries, rules, sending

LISTED = 10
FORGOTTEN = timedelta(hours=1)
NEWS = """select count(*), count(distinct person) from notice
           where at >= $1 and at < $2 and read_at is null"""


class News(msgspec.Struct, frozen=True):
    """How many unread notices there are, of how many people."""

    notices: int
    people: int


async def send_digest(person: str) -> None:
    """One mail with the person's unread notices that no mail has carried yet; in quiet hours, at their end."""
    owner = UUID(person)
    channel = await queries.channel(owner)
    if not (settings().smtp_url and channel.email and channel.digest):
        return
    now = clock.local(clock.now())
    speaks = rules.after_quiet(now, channel.quiet_from, channel.quiet_until)
    if speaks > now:
        once = f"digest:{person}:{speaks.isoformat()}"
        await outbox.send("notices.digest", once=once, due=speaks, person=person)
        return
    found = await queries.untold(owner)
    if not found:
        return
    subject = translate(
        N_("%(place)s: %(n)s new in your inbox"), place=here().property_name, n=len(found)
    )
    body = render("notices/digest.txt", _digest(found))
    await sending.mail(channel.email, subject, body)
    await commands.mark_told([one.id for one in found])


def _digest(found: list[queries.Untold]) -> dict[str, object]:
    titles = [
        queries.worded(one.title, rules.impersonal(msgspec.json.decode(one.details)))
        for one in found
    ]
    return {
        "place": here().property_name,
        "n": len(found),
        "overdue": sum(one.due is not None and one.due < clock.now() for one in found),
        "titles": titles[:LISTED],
        "more": max(0, len(titles) - LISTED),
        "link": qr.address("/inbox"),
        "settings_link": qr.address("/notices/settings"),
    }


async def send_card(since: str, until: str) -> None:
    """One card for the property's group: how much came in these ten minutes, and where it waits."""
    key = setting("wecom_robot")
    span = datetime.fromisoformat(since), datetime.fromisoformat(until)
    news = await database.row(News, NEWS, *span)
    if not key or news is None or not news.notices:
        return
    words = translate(
        N_("%(place)s: %(n)s new matters wait for %(people)s colleagues."),
        place=here().property_name,
        n=news.notices,
        people=news.people,
    )
    await sending.card(str(key), f"{words}\n{qr.address('/inbox')}")


async def remind() -> None:
    """Each morning: a digest for whoever's notices none has carried, for instance because the mail service was down."""
    now = clock.now()
    for person in await queries.left_untold(now - FORGOTTEN):
        await commands.ask_digest(person, now)
