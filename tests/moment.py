"""The moment at which the house of the tests stands: now, or in `HUSHU_TEST_AT=2027-02-06T23:50 ./hushu test` a later one.

What is true only on working days, or before noon, shows at a weekend, on a holiday, at night. The clock goes on from there.
Our processes learn the moment as they start, from `clock/sitecustomize.py`; Postgres and Valkey by libfaketime. (Under
libfaketime a Python process cannot sleep: it waits for absolute moments of the monotonic clock.)
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

from hushu.foundation.places import ROOT

SHANGHAI = ZoneInfo("Asia/Shanghai")  # where all of the demo lies
SHIFT = "HUSHU_CLOCK_SHIFT"  # seconds; inherited by every process that we start
TESTS = ROOT / "tests"
PYTHON_PATH = os.pathsep.join(map(str, (TESTS / "clock", ROOT / "src", ROOT, TESTS)))


def today() -> date:
    """The date it is in the demo."""
    return datetime.now(SHANGHAI).date()


def _coming_december(day: date) -> int:
    return day.year + (day.month == 12)


# Its first days lie before us: the demo has laid nothing there yet.
YEAR = _coming_december(
    date.fromisoformat(os.environ["HUSHU_TEST_AT"][:10])
    if "HUSHU_TEST_AT" in os.environ
    else today()
)


def stand() -> None:
    """Moves this process to the moment, and all that it starts; one that was started so is there already.

    Only a later moment: now and then libfaketime shows Postgres the time outside, and by that all statements were overdue.
    """
    wanted = os.environ.get("HUSHU_TEST_AT")
    if SHIFT in os.environ or not wanted:
        return
    moment = datetime.fromisoformat(wanted)
    seconds = seconds_to(moment)
    if seconds < 0:
        raise SystemExit(
            f"HUSHU_TEST_AT={wanted} is over; give a later moment, in the demo's time."
        )
    os.environ |= {SHIFT: str(seconds), "PYTHONPATH": PYTHON_PATH}
    time_machine.travel(moment.replace(tzinfo=SHANGHAI), tick=True).start()


def services_stand() -> AbstractContextManager[None]:
    """Around the start of what is no Python: at the same moment as this process."""
    seconds = int(os.environ.get(SHIFT, "0"))
    return services_moved(seconds) if seconds else nullcontext()


def seconds_to(moment: datetime) -> int:
    """How far a moment in the demo's time lies from now, as it is outside of the tests."""
    ours = datetime.now(UTC) - timedelta(seconds=int(os.environ.get(SHIFT, "0")))
    return int((moment.replace(tzinfo=SHANGHAI) - ours).total_seconds())


def elsewhere() -> dict[str, str]:
    """The environment without the house of the tests: for one that stands by itself, at the hour that it is."""
    ours = ("DATABASE_URL", "REDIS_URL", "HUSHU_", "TEST_", "PROMETHEUS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def services_moved(seconds: int) -> Iterator[None]:
    """What is started inside, and is no Python, has its clock moved by libfaketime."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    moved = {"LD_PRELOAD": str(library), "FAKETIME": f"{seconds:+}s"}
    os.environ |= moved
    try:
        yield
    finally:
        for name in moved:
            os.environ.pop(name, None)
