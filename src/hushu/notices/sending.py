"""The two ways out of the house, both by apprise: mail to one person, a card by the property's WeCom robot."""

import asyncio
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from hushu.foundation.settings import settings

PATIENCE = 60
SCHEMES = {"smtp": "mailto", "smtps": "mailtos"}


class NotSent(Exception):
    """A service outside would not take it; the job tries again later."""


async def mail(address: str, subject: str, body: str) -> None:
    """Sends one mail through the house's mail service. Raises NotSent."""
    given = str(settings().smtp_url)
    scheme, _, rest = given.partition("://")
    await _in_time(_mail, f"{SCHEMES.get(scheme, scheme)}://{rest}", address, subject, body)


async def card(key: str, body: str) -> None:
    """Says it in the group of the property's robot. Raises NotSent."""
    await _in_time(_card, key, body)


async def _in_time(send: object, *args: str) -> None:
    async with asyncio.timeout(PATIENCE):
        await asyncio.to_thread(send, *args)  # type: ignore[arg-type]


def _mail(template: str, address: str, subject: str, body: str) -> None:
    """The address is set beside the template, never pasted into it."""
    from apprise.plugins.email import NotifyEmail

    mail: Any = NotifyEmail
    parts = mail.parse_url(template)
    if parts is None:
        raise NotSent("HUSHU_SMTP_URL is not an address of a mail service")
    parts["targets"] = [address]
    parts["from_addr"] = parts.get("from_addr") or f"hushu@{urlsplit(settings().origin).hostname}"
    if not mail(**parts).notify(body=body, title=subject, body_format="text"):
        raise NotSent("the mail service did not take it")


def _card(key: str, body: str) -> None:
    try:
        taken = _robot()(key).notify(body=body)
    except (OSError, ValueError) as fault:
        raise NotSent(f"the robot could not be reached: {type(fault).__name__}") from None
    if not taken:
        raise NotSent("the robot did not take it")


@lru_cache(maxsize=1)
def _robot() -> Any:
    """Apprise's robot, which also reads WeCom's own verdict inside an answer 200 and follows no redirect."""
    import requests
    from apprise.plugins import wecombot

    plugin: Any = wecombot.NotifyWeComBot

    class Robot(plugin):  # type: ignore[misc]
        def send(self, body: str, **_: Any) -> bool:
            answer = requests.post(
                f"{settings().wecom_origin.rstrip('/')}/cgi-bin/webhook/send",
                params={"key": self.key},
                json={"msgtype": "text", "text": {"content": body}},
                timeout=10,
                allow_redirects=False,
            )
            return answer.status_code == 200 and answer.json().get("errcode") == 0

    return Robot
