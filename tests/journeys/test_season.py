"""A control room of five through a season: the holiday week, December, a swap, an illness, three shifts around the clock, the
Friday meeting, the report on the 25th."""

from datetime import date, time
from pathlib import Path

import pytest

from journeys import season
from journeys.years import years

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]


@pytest.mark.req(
    "ROST-1",
    "ROST-3",
    "ROST-4",
    "ROST-5",
    "ROST-6",
    "ROST-7",
    "ROST-10",
    "DUTY-2",
    "DUTY-4",
    "MEET-2",
    "MEET-3",
)
async def test_five_people_keep_the_post_manned_from_october_to_christmas(tmp_path: Path) -> None:
    async with years(tmp_path) as house:
        async with house.on(date(2026, 9, 18)):
            for team in ("监控室", "前台", "客服助理"):
                await season.published(house, await season.generated(house, team, "2026-10"))
            await season.confirmed(house, "2026-10")
            await season.handed_to_the_office(house, date(2026, 10, 1))
        async with house.on(date(2026, 11, 20)):
            roster = await season.generated(house, "监控室", "2026-12")
            await season.published(house, roster)
            await season.mended(house, roster)
            await season.confirmed(house, "2026-12")
            await season.swapped(house, date(2026, 12, 8))
            await season.fell_ill(house, date(2026, 12, 6), date(2026, 12, 7))
        async with house.on(date(2026, 12, 1), time(6, 55)):
            early = await season.on_shift(house, date(2026, 12, 1), "early")
            record = await season.begun(house, early)
        async with house.on(date(2026, 12, 1), time(14, 50)):
            middle = await season.on_shift(house, date(2026, 12, 1), "middle")
            record = await season.handed_over(house, record, early, middle, alarm=True)
        async with house.on(date(2026, 12, 1), time(22, 50)):
            night = await season.on_shift(house, date(2026, 12, 1), "night")
            record = await season.handed_over(house, record, middle, night, missing=True)
        async with house.on(date(2026, 12, 2), time(6, 50)):
            early = await season.on_shift(house, date(2026, 12, 2), "early")
            await season.handed_over(house, record, night, early)
        async with house.on(date(2026, 12, 4), time(15, 50)):
            await season.minutes_signed(house, await season.met(house))
        async with house.on(date(2026, 12, 25)):
            await season.reported(house, "2026-12")
