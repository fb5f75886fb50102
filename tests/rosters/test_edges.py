"""The pages of shifts, duty, meetings and keys at the edges of the clock: year's end, leap day, both ends of summer time elsewhere."""

from datetime import UTC, datetime

import pytest
import time_machine

from world import TOWER, House, text

# Twelve moments (UTC): year's end here and in UTC, the first year without an arrangement, a leap day, closing days, midnight.
EDGES = [
    "2026-12-31T15:59:59", "2026-12-31T16:00:01", "2026-12-31T23:59:59", "2027-01-01T00:00:01",
    "2027-01-24T16:00:00", "2027-12-25T04:00:00", "2028-01-01T04:00:00", "2028-02-28T16:00:01",
    "2028-02-29T15:59:59", "2026-11-29T23:00:00", "2027-03-28T01:00:00", "2027-10-31T01:00:00",
]  # fmt: skip
PAGES = (
    "rosters", "rosters/calendar", "rosters/holidays", "shifts", "shifts/changes", "shifts/leave", "shifts/wishes", "attendance",
    "attendance/month", "duty", "duty/days", "meetings", "custody", "inbox",
)  # fmt: skip


@pytest.mark.req("T39", "ROST-4", "ROST-11")
@pytest.mark.parametrize("moment", EDGES)
async def test_every_page_of_the_day_opens_at_the_edges_of_the_clock(
    house: House, moment: str
) -> None:
    with time_machine.travel(datetime.fromisoformat(f"{moment}+00:00"), tick=True):
        manager = await house.sign_in(f"{TOWER}.manager")
        for page in PAGES:
            answer = await manager.get(f"/p/{TOWER}/{page}")
            assert answer.status_code == 200, (page, text(answer)[:400])
        await house.work()


@pytest.mark.req("T39", "ROST-4")
@pytest.mark.parametrize("year", [2027, 2028])
async def test_a_month_of_a_year_that_is_not_announced_is_begun_and_says_so(
    house: House, year: int
) -> None:
    with time_machine.travel(datetime(year - 1, 12, 20, 4, tzinfo=UTC), tick=True):
        supervisor = await house.sign_in(f"{TOWER}.supervisor")
        team = await house.value(TOWER, "select id from roster_team where key = 'control'")
        answer = await supervisor.post(
            f"/p/{TOWER}/rosters", {"team": str(team), "month": f"{year}-01"}, key=f"begin {year}"
        )
        assert answer.status_code == 303, text(answer)
        assert "暂定" in text(await supervisor.get(answer.headers["location"]))
