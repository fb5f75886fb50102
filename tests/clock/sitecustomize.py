"""Python runs this file as it starts, where its folder is on the path: the process's clock goes so many seconds from ours.

Waiting is left alone: only what tells the time of day is moved.
"""

import os

if SHIFT := os.environ.get("HUSHU_CLOCK_SHIFT"):
    from datetime import UTC, datetime, timedelta

    import time_machine

    time_machine.travel(datetime.now(UTC) + timedelta(seconds=int(SHIFT)), tick=True).start()
