"""The pages of units and households."""

import io

import pytest
from python_calamine import CalamineWorkbook

from world import RIVERSIDE, TOWER, House, text

LAWYERS, THEIR_PHONE = "衡策律师事务所", "13722258649"


async def household_of(house: House, name: str = LAWYERS) -> str:
    return str(await house.value(TOWER, "select id from household where name = $1", name))


@pytest.mark.req("PREM-3", "PPL-8", "T10")
async def test_the_list_masks_phones_and_marks_key_accounts(house: House) -> None:
    reception = await house.sign_in("harbour.reception1")
    answer = await reception.get(f"/p/{TOWER}/premises?q=hcls")
    assert answer.status_code == 200
    assert LAWYERS in answer.text
    assert "重点户" in text(answer)
    assert "137****8649" in answer.text
    assert THEIR_PHONE not in answer.text
    assert "云帆跨境" not in answer.text


@pytest.mark.req("PPL-8", "T10")
async def test_showing_a_phone_in_full_is_kept_before_it_is_shown(house: House) -> None:
    reception = await house.sign_in("harbour.reception1")
    household = await household_of(house)
    shown = await reception.post(f"/p/{TOWER}/premises/households/{household}/phone", htmx=True)
    assert THEIR_PHONE in shown.text
    kept = await house.rows(TOWER, "select subject, subject_id::text, field from reveal")
    assert [tuple(row) for row in kept] == [("household", household, "phone")]
    engineer = await house.sign_in("harbour.cleaning")
    assert (
        await engineer.post(f"/p/{TOWER}/premises/households/{household}/phone")
    ).status_code == 403
    page = await engineer.get(f"/p/{TOWER}/premises/households/{household}")
    assert (page.status_code, THEIR_PHONE in page.text) == (200, False)


@pytest.mark.req("TEN-4", "T1")
async def test_another_propertys_household_is_answered_as_if_it_did_not_exist(house: House) -> None:
    household = await household_of(house)
    stranger = await house.sign_in("riverside.manager")
    for path in ("households/{}", "households/{}/edit"):
        assert (
            await stranger.get(f"/p/{RIVERSIDE}/premises/{path.format(household)}")
        ).status_code == 404
    change = await stranger.post(
        f"/p/{RIVERSIDE}/premises/households/{household}", {"name": "x", "kind": "owner"}
    )
    assert change.status_code == 404
    assert LAWYERS not in (await stranger.get(f"/p/{RIVERSIDE}/premises?q=律师")).text


@pytest.mark.req("PREM-3", "TEN-10")
async def test_a_change_keeps_a_masked_phone_and_is_found_by_its_new_name(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    household = await household_of(house)
    form = {"name": "衡策联合律师事务所", "kind": "tenant_company", "contact": "喆犇", "phone": "137****8649",
            "key_account": "1", "key_reason": "合同大户", "minding": "只在上午致电"}  # fmt: skip
    assert (
        await manager.post(f"/p/{TOWER}/premises/households/{household}", form)
    ).status_code == 303
    page = await manager.get(f"/p/{TOWER}/premises/households/{household}")
    assert "只在上午致电" in page.text
    assert (
        await house.value(TOWER, "select phone from household where id = $1::uuid", household)
        == THEIR_PHONE
    )
    assert "衡策联合" in (await manager.get(f"/p/{TOWER}/premises?q=zheben")).text
    trail = await house.rows(
        TOWER,
        "select after->>'minding' from audit where row_id = $1 and deed = 'update'",
        household,
    )
    assert [row[0] for row in trail] == ["只在上午致电"]


@pytest.mark.req("TEN-9")
async def test_a_wrong_phone_is_answered_at_its_field_with_what_was_typed(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    household = await household_of(house)
    form = {"name": "衡策", "kind": "tenant_company", "phone": "12", "minding": "打了一半的话"}
    answer = await manager.post(f"/p/{TOWER}/premises/households/{household}", form)
    assert answer.status_code == 422
    assert 'id="f-phone-error"' in answer.text
    assert "打了一半的话" in answer.text
    assert (
        await house.value(TOWER, "select name from household where id = $1::uuid", household)
        == LAWYERS
    )


@pytest.mark.req("PREM-3")
async def test_a_household_moves_out_and_another_moves_in(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    household = await household_of(house)
    unit = await house.value(TOWER, "select unit from household where id = $1::uuid", household)
    await manager.post(f"/p/{TOWER}/premises/households/{household}/leaving")
    made = await manager.post(
        f"/p/{TOWER}/premises/units/{unit}/households",
        {"name": "新来的公司", "kind": "tenant_company"},
    )
    assert made.status_code == 303
    page = await manager.get(f"/p/{TOWER}/premises/units/{unit}")
    assert LAWYERS in page.text
    assert "新来的公司" in page.text
    twice = await manager.post(
        f"/p/{TOWER}/premises/units/{unit}/households", {"name": "新来的公司", "kind": "owner"}
    )
    assert (twice.status_code, 'id="f-name-error"' in twice.text) == (422, True)


@pytest.mark.req("PPL-8")
async def test_the_sheet_holds_exactly_what_the_filters_show_with_phones_masked(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    answer = await clerk.get(f"/p/{TOWER}/premises/sheet?only=key")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    expected = await house.rows(
        TOWER,
        """select u.label, h.name from household h join unit u on u.id = h.unit where h.key_account order by u.sort_key""",
    )
    assert [(row[2], row[3]) for row in rows[1:]] == [tuple(row) for row in expected]
    assert len(rows) > 3
    assert all("****" in str(row[5]) for row in rows[1:])


@pytest.mark.req("PREM-3")
async def test_a_long_list_goes_on_by_more_without_missing_or_doubling_anyone(house: House) -> None:
    lines = [f"({n})" for n in range(120)]
    async with house.at(TOWER):
        from hushu.premises.commands import HouseholdLine, lay

        await lay(
            [
                HouseholdLine(building="Z座", label=f"99-{n:04}", name=f"住户{mark}")
                for n, mark in enumerate(lines)
            ]
        )
    reception = await house.sign_in("harbour.reception1")
    path, seen = f"/p/{TOWER}/premises?q=99-", []
    import re

    while path:
        answer = await reception.get(path)
        seen += re.findall(r">(99-\d{4})</a>", answer.text)
        more = re.search(r'hx-get="([^"]+after=[^"]+)"', answer.text)
        path = more[1].replace("&amp;", "&") if more else ""
    assert seen == [f"99-{n:04}" for n in range(120)]
