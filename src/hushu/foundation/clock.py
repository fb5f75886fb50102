"""The one clock: aware UTC inside, the property's own time for people."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hushu.foundation.opened import here


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name."""
    return ZoneInfo(name)


def local(moment: datetime) -> datetime:
    """The moment in the open property's time (TEN-1)."""
    return moment.astimezone(zone(here().time_zone))


def today() -> date:
    """The date it is at the open property."""
    return local(now()).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of the property's day and of the day after, in UTC."""
    place = zone(here().time_zone)
    start = datetime.combine(day, time(), place)
    end = datetime.combine(day + timedelta(days=1), time(), place)
    return start.astimezone(UTC), end.astimezone(UTC)


def at(day: date, hour: time) -> datetime:
    """The moment the property's clock shows that hour on that day, in UTC."""
    return datetime.combine(day, hour, zone(here().time_zone)).astimezone(UTC)
