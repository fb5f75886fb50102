"""Who is calling: by phone, by room, and by whatever is typed."""

import pytest

from hushu.premises.queries import find, recognise
from world import RIVERSIDE, TOWER, House

LAWYERS = "衡策律师事务所"


@pytest.mark.req("PREM-3")
async def test_a_known_phone_brings_the_household_with_what_to_mind(house: House) -> None:
    async with house.at(TOWER):
        by_phone = await recognise(phone="137 2225 8649")
        by_unit = await recognise(unit="01－0503")
    assert [(c.name, c.label, c.building, c.contact, c.key_account) for c in by_phone] == [
        (LAWYERS, "01-0503", "A座", "章以衡", True)
    ]
    assert by_unit == by_phone


@pytest.mark.req("PREM-3")
async def test_type_ahead_finds_by_room_name_pinyin_initials_and_last_digits(house: House) -> None:
    typed = ("律师", "hclssws", "hengce", "zyh", "章以", "8649", "010503", "A座 01-05", "HENGCE")
    async with house.at(TOWER):
        found = {way: [caller.name for caller in await find(way)] for way in typed}
    assert [way for way, names in found.items() if LAWYERS not in names] == []


@pytest.mark.req("TEN-4")
async def test_another_propertys_households_are_not_found_by_anything(house: House) -> None:
    async with house.at(RIVERSIDE):
        found = (
            await find("律师")
            + await find("8649")
            + await recognise("13722258649")
            + await recognise("", "%")
        )
    assert found == []


@pytest.mark.req("PPL-8")
async def test_a_phone_cannot_be_guessed_digit_by_digit_through_the_type_ahead(
    house: House,
) -> None:
    async with house.at(TOWER):
        assert await find("1372225") == []
        assert await find("%") == []
