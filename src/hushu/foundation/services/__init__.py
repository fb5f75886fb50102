"""Postgres and Redis: those the environment names, or our own beside the data.

Our own are direct children of whoever asked first; everybody else on the same data folder uses the
same ones, and they end with the one who started them.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from hushu.foundation.services import external, postgres, valkey
from hushu.foundation.services.child import Child, ServiceError
from hushu.foundation.services.external import prepare_external
from hushu.foundation.services.lodging import Lodging, lodge
from hushu.foundation.settings import settings

__all__ = ["ServiceError", "Services", "prepare_external", "running"]


class Services(msgspec.Struct, frozen=True):
    """Where the database answers, once for each role, and where Redis does."""

    owner_url: str
    app_url: str
    platform_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        """The variables by which a child process finds the same services."""
        return {
            "DATABASE_URL": self.owner_url,
            "HUSHU_APP_DATABASE_URL": self.app_url,
            "HUSHU_PLATFORM_DATABASE_URL": self.platform_url,
            "REDIS_URL": self.redis_url,
        }


@contextmanager
def running(data: Path, *, fast: bool = False, outlive: bool = True) -> Iterator[Services]:
    """The services, for as long as the block lasts.

    `fast` gives up durability: for tests only. Whoever started the servers stays until the others
    on the same data folder are done; `outlive=False` leaves at once, for a house that is told to
    stop.
    """
    given = settings()
    if given.database_url and given.redis_url:
        yield _services(None)
        return
    lodging = lodge(data)
    with lodging.opened("users") as users:
        with _alone(lodging):
            children = _start(lodging, fast=fast)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield _services(lodging)
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            _leave(lodging, users, children, outlive=outlive)


def _leave(lodging: Lodging, users: IO[str], children: list[Child], *, outlive: bool) -> None:
    """Stop what we started, once nobody else uses it."""
    while children:
        with _alone(lodging):
            if not outlive or _is_unused(users):
                _stop(children)
                return
        time.sleep(0.1)


def _is_unused(users: IO[str]) -> bool:
    """Only asked while we are alone: a newcomer counts itself in before it lets others in."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _services(lodging: Lodging | None) -> Services:
    given = settings()
    if given.database_url:
        urls = external.role_urls(given.database_url)
    else:
        assert lodging is not None  # noqa: S101 (running() lodges whatever is not given)
        urls = postgres.role_urls(lodging)
    if given.redis_url:
        redis_url = given.redis_url
    else:
        assert lodging is not None  # noqa: S101 (as above)
        redis_url = valkey.url(lodging)
    return Services(*urls, redis_url)


def _start(lodging: Lodging, *, fast: bool) -> list[Child]:
    """Start what is neither given nor already running here."""
    given, children = settings(), list[Child]()
    try:
        if not given.redis_url and not valkey.answers(lodging):
            children.append(valkey.start(lodging, fast=fast))
        if not given.database_url and not postgres.answers(lodging):
            children.append(postgres.start(lodging, fast=fast))
        for child in children:
            child.wait_until_it_answers()
        if not given.database_url:
            postgres.furnish(lodging)
    except BaseException:
        _stop(children)
        raise
    return children


def _stop(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_until_stopped()


@contextmanager
def _alone(lodging: Lodging) -> Iterator[None]:
    """One process at a time starts or stops the services of a data folder."""
    with lodging.opened("lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
