"""The clock of the tests of duty."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine

from moment import SHANGHAI


@pytest.fixture
def at() -> Callable[[str], time_machine.travel]:
    """Sets the clock to a moment of the property's day: `with at(f"{YEAR}-12-01 10:00"):`."""

    def travel(moment: str) -> time_machine.travel:
        return time_machine.travel(
            datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI), tick=False
        )

    return travel
