"""A paper's whole life, from its registration in 2026 to the line that the catalog keeps of it in 2037."""

from datetime import date
from pathlib import Path

import pytest

from journeys import last_days, lifetime, shelf_life
from journeys.years import years

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]


@pytest.mark.req("DOC-1", "DOC-10", "ARCH-6", "ARCH-9", "ARCH-10", "ARCH-20", "ARCH-22", "ARCH-23", "ARCH-24", "ARCH-31",
                 "ARCH-33", "ARCH-40", "ARCH-42", "ARCH-43", "ARCH-44", "ARCH-45", "ARCH-50", "SIGN-2", "T30", "T33", "T35")  # fmt: skip
async def test_a_paper_lives_eleven_years_and_leaves_its_line_in_the_catalog(
    tmp_path: Path,
) -> None:
    async with years(tmp_path) as house:
        async with house.on(date(2026, 3, 5)):
            document = await lifetime.received(house)
            await lifetime.circulated_and_answered(house, document)
            item, volume = await lifetime.filed_itself(house)
            await shelf_life.shelved(house, volume)
            loan = await shelf_life.lent(house, item)
        async with house.on(date(2026, 3, 7)):
            await shelf_life.missed(house, loan)
            await shelf_life.brought_back(house, loan, item)
        async with house.on(date(2027, 1, 8)):
            await shelf_life.closed(house, volume)
            await shelf_life.counted(house)
        async with house.on(date(2028, 1, 14)):
            bag = await shelf_life.sealed(house, volume)
            await shelf_life.stays_closed(house, item)
            await shelf_life.opened_and_sealed_anew(house, bag, volume)
        async with house.on(date(2037, 1, 12)):
            await last_days.appraised(house, volume)
            found = await last_days.listed_and_approved(house)
            await last_days.cools_off(house, found)
        async with house.on(date(2037, 2, 16)):
            kept = await last_days.leaves(house, item)
            await last_days.destroyed(house, found)
            await last_days.remembered(house, item)
            await last_days.bytes_are_gone(house, kept, item, document)
            await last_days.proven_to_anybody(house, await last_days.certified(house, found))
            await last_days.taken_along(house, tmp_path)
