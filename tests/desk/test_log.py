"""Writing a line, correcting it, finding it, taking it out of the house."""

import asyncio
import io
import re
from collections.abc import Callable
from typing import Any

import asyncpg
import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from desk.calls import call, person_id, soon, written
from moment import YEAR
from world import TOWER, House, text

At = Callable[[str], Any]
DAY = f"{YEAR}-12-01 10:00"


@pytest.mark.req("DESK-10")
@pytest.mark.req("DESK-11")
async def test_a_line_is_written_with_the_servers_time_the_person_and_the_recognised_household(
    house: House, at: At
) -> None:
    household = (
        await house.rows(
            TOWER,
            "select h.*, u.label from household h join unit u on u.id = h.unit where phone <> '' limit 1",
        )
    )[0]
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        line = await written(desk, phone=household["phone"], caller="", company="")
    row = (
        await house.rows(
            TOWER,
            "select l.*, p.name from log_line l join person p on p.id = l.taken_by where l.id = $1",
            line,
        )
    )[0]
    assert (row["unit"], row["household"], row["channel"], row["register"]) == (
        household["label"],
        household["id"],
        "phone",
        "day",
    )
    assert row["at"].isoformat() == f"{YEAR}-12-01T02:00:00+00:00"
    assert (
        row["taken_by"]
        == (
            await house.rows(
                TOWER,
                "select id from person where id = $1",
                await person_id(house, "harbour.reception1"),
            )
        )[0]["id"]
    )
    shown = await desk.get(f"/p/{TOWER}/log/{line}")
    assert household["phone"] not in shown.text
    assert row["name"] in text(shown)


@pytest.mark.req("DESK-11")
async def test_the_caller_is_recognised_with_what_to_mind_and_what_is_still_open(
    house: House, at: At
) -> None:
    key = (
        await house.rows(
            TOWER,
            "select h.*, u.label from household h join unit u on u.id = h.unit where key_account and phone <> '' limit 1",
        )
    )[0]
    await house.owner()
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        someone = await person_id(house, "harbour.engineer")
        await written(
            desk,
            phone=key["phone"],
            outcome="handed",
            for_person=someone,
            promised_at=soon(),
            matter="空调太冷了",
        )
        card = text(await desk.get(f"/p/{TOWER}/desk/caller?phone={key['phone']}"))
        by_room = text(await desk.get(f"/p/{TOWER}/desk/caller?unit={key['label']}"))
        unknown = await desk.get(f"/p/{TOWER}/desk/caller?phone=13300001111")
    for shown in (card, by_room):
        assert key["name"] in shown
        assert "重点户" in shown
        assert "空调太冷了" in shown
        assert "11:00" in shown  # the promise
    assert unknown.status_code == 200
    assert "陌生号码" in unknown.text


@pytest.mark.req("DESK-10")
async def test_a_correction_is_added_and_the_first_wording_stays(house: House, at: At) -> None:
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        line = await written(desk, caller="张三", unit="01-0101")
        await desk.post(
            f"/p/{TOWER}/log/{line}/corrections",
            {"field": "caller", "new": "章三", "why": "听错了姓"},
        )
        page = text(await desk.get(f"/p/{TOWER}/log/{line}"))
        found = await desk.get(f"/p/{TOWER}/log?q=章三")
        same = await desk.post(
            f"/p/{TOWER}/log/{line}/corrections",
            {"field": "caller", "new": "章三", "why": "再来一次"},
        )
    assert "张三" in page
    assert "章三" in page
    assert "听错了姓" in page
    assert line in found.text
    assert same.status_code == 422
    assert await house.value(TOWER, "select caller from log_line where id = $1", line) == "张三"


@pytest.mark.req("DESK-10")
async def test_the_form_of_a_correction_is_a_page_without_scripts_and_a_dialog_with_them(
    house: House, at: At
) -> None:
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        line = await written(desk, matter="大堂空调太冷")
        place = f"/p/{TOWER}/log/{line}/corrections"
        shown = await desk.get(f"/p/{TOWER}/log/{line}")
        alone = await desk.get(place)
        dialog = await desk.get(place, headers={"hx-request": "true"})
        refused = await desk.post(
            place, {"field": "matter", "new": "大堂空调太热", "why": ""}, htmx=True
        )
    assert f'href="{place}" hx-get="{place}" hx-target="#correct"' in shown.text
    assert "correct-form" not in shown.text
    assert alone.text.startswith("<!doctype html>")
    assert "大堂空调太冷" in alone.text
    assert f'action="{place}"' in alone.text
    assert dialog.text.lstrip().startswith('<dialog id="correct"')
    assert f'action="{place}"' in dialog.text
    assert (refused.status_code, refused.headers["hx-retarget"]) == (422, "#correct")
    assert refused.text.lstrip().startswith('<dialog id="correct"')
    assert "大堂空调太热" in refused.text
    assert "f-why-error" in refused.text


@pytest.mark.req("DESK-10")
async def test_the_database_itself_keeps_the_first_wording(house: House) -> None:
    line = (await house.rows(TOWER, "select id from log_line limit 1"))[0]["id"]
    for deed in ("update log_line set matter = 'x' where id = $1", "delete from log_line where id = $1",
                 "update line_correction set new = 'x' where line = $1", "delete from desk_step where line = $1"):  # fmt: skip
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await house.rows(TOWER, deed, line)
    owner = await house.as_owner(TOWER)
    async with owner.transaction():
        await owner.execute("update log_line set state = 'done' where id = $1", line)
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute("update log_line set matter = 'x' where id = $1", line)


@pytest.mark.req("DESK-16")
@pytest.mark.req("T26")
async def test_ten_clicks_at_once_write_one_line_and_get_ten_same_answers(
    house: House, at: At
) -> None:
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        form = call(matter="双击十次")
        answers = await asyncio.gather(
            *(desk.post(f"/p/{TOWER}/log", form, key="one-form") for _ in range(10))
        )
    assert {(a.status_code, a.headers["location"]) for a in answers} == {
        (303, answers[0].headers["location"])
    }
    assert await house.value(TOWER, "select count(*) from log_line where matter = '双击十次'") == 1


@pytest.mark.req("DESK-16")
@pytest.mark.req("T27")
async def test_two_receptionists_on_one_call_write_one_line_and_lose_nothing(
    house: House, at: At
) -> None:
    with at(DAY):
        first, second = (
            await house.sign_in("harbour.reception1"),
            await house.sign_in("harbour.reception2"),
        )
        await first.post(f"/p/{TOWER}/desk/calls", {"phone": "139 0000 2222"})
        hint = text(await second.get(f"/p/{TOWER}/desk/caller?phone=13900002222"))
        answers = await asyncio.gather(
            first.post(f"/p/{TOWER}/log", call(phone="13900002222", matter="水管爆了"), key="a"),
            second.post(
                f"/p/{TOWER}/log", call(phone="139-0000-2222", matter="十二楼漏水"), key="b"
            ),
        )
        refused = next(a for a in answers if a.status_code == 422)
        line = await house.value(TOWER, "select id from log_line where phone = '13900002222'")
        loser = second if refused is answers[1] else first
        joined = await loser.post(f"/p/{TOWER}/log/{line}/additions", {"matter": "还说电梯也停了"})
        apart = await loser.post(
            f"/p/{TOWER}/log", call(phone="13900002222", matter="另一件事", separate="1"), key="c"
        )
    assert "正在登记这个来电" in hint
    assert sorted(a.status_code for a in answers) == [303, 422]
    assert (
        "十二楼漏水" if loser is second else "水管爆了"
    ) in refused.text  # what was typed is kept
    assert "刚刚登记了这个来电" in text(refused)
    assert joined.status_code == 303
    assert (
        await house.value(TOWER, "select new from line_correction where line = $1", line)
        == "还说电梯也停了"
    )
    assert apart.status_code == 303


@pytest.mark.req("DESK-11")
@pytest.mark.req("TEN-9")
async def test_a_line_that_lacks_its_matter_is_shown_again_with_what_was_typed_and_nothing_is_written(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    before = await house.value(TOWER, "select count(*) from log_line")
    for htmx in (False, True):
        again = await desk.post(f"/p/{TOWER}/log", call(matter="", caller="保留我"), htmx=htmx)
        assert again.status_code == 422
        assert "保留我" in again.text
        assert 'aria-invalid="true"' in again.text
        assert (
            'id="script-panel"' in again.text
        ) is not htmx  # under htmx the form alone comes back
    assert await house.value(TOWER, "select count(*) from log_line") == before


@pytest.mark.req("DESK-14")
async def test_the_log_is_filtered_by_everything_and_paged_without_gaps_or_doubles(
    house: House,
) -> None:
    desk = await house.sign_in("harbour.reception1")
    await house.rows(
        TOWER,
        """insert into log_line (id, at, kind, channel, matter, matter_kind, outcome, register,
             register_day, taken_by, search, phone)
           select gen_random_uuid(), '2026-03-01 00:00Z'::timestamptz + (n / 3) * interval '1 hour', 'fax', 'fax', 'No ' || n,
                  'parcel', 'answered', 'day', '2026-03-01', (select id from person limit 1), 'no' || n || ' lw 9999',
                  '13811119999'
             from generate_series(1, 130) n""",
    )
    seen: list[str] = []
    url = f"/p/{TOWER}/log?kind=fax&matter_kind=parcel&since=2026-03-01&until=2026-03-31&q=lw"
    while url:
        page = await desk.get(url)
        seen += re.findall(r'href="/p/harbour/log/([0-9a-f-]{36})"', page.text)
        more = re.search(r'hx-get="(/p/harbour/log\?[^"]+after=[^"]+)"', page.text)
        url = more.group(1).replace("&amp;", "&") if more else ""
    assert (len(seen), len(set(seen))) == (130, 130)
    for nothing in (
        "kind=letter&matter_kind=parcel&since=2026-03-01&until=2026-03-31",
        "q=zzzzqq",
        "building=nowhere",
        "register=night&kind=fax",
    ):
        assert "没有符合条件的登记" in (await desk.get(f"/p/{TOWER}/log?{nothing}")).text
    by_number = await desk.get(f"/p/{TOWER}/log?q=13811119999")
    assert "No 130" in by_number.text
    assert "13811119999" not in text(by_number)


@pytest.mark.req("DESK-14")
@pytest.mark.req("T19")
async def test_the_export_holds_exactly_what_is_shown_and_no_formula(house: House, at: At) -> None:
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        await written(desk, matter="=1+1 催缴", caller="秦岭", phone="13900003333", kind="letter")
        xlsx = await desk.get(f"/p/{TOWER}/log/export.xlsx?kind=letter&since={YEAR}-12-01")
        csv = await desk.get(f"/p/{TOWER}/log/export.csv?kind=letter&since={YEAR}-12-01")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content)).get_sheet_by_index(0).to_python()
    )
    assert len(rows) == 2
    assert "=1+1 催缴" in rows[1]
    assert "139****3333" in rows[1]
    assert "'=1+1 催缴" in csv.content.decode("utf-8-sig")


@pytest.mark.req("DESK-14")
async def test_the_days_register_is_printed_by_a_worker_on_ruled_a4_with_room_for_the_hand(
    house: House, at: At
) -> None:
    with at(DAY):
        desk = await house.sign_in("harbour.reception1")
        await written(desk, matter="打印出来的事", caller="印先生")
        ordered = await desk.post(f"/p/{TOWER}/log/days", {"day": f"{YEAR}-12-01"})
        await house.work()
        paper = ordered.headers["location"]
        made = await desk.get(f"{paper}/file")
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        box = [round(float(x)) for x in pdf.pages[0].mediabox[2:]]
    assert box == [842, 595]
    assert made.headers["content-type"].startswith("application/pdf")


@pytest.mark.req("DESK-14")
async def test_the_month_counts_every_line_once_in_each_table(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    await house.rows(
        TOWER,
        """insert into log_line (id, at, kind, channel, building, matter, matter_kind, outcome, register,
             register_day, taken_by, urgent)
           select gen_random_uuid(), t, 'call', 'phone', 'Z座', 'x', k, 'answered', 'day', '2026-02-01',
                  (select id from person limit 1), k = 'help'
             from (values ('2026-01-31 16:00Z'::timestamptz, 'repair'), ('2026-02-28 15:59Z', 'help'),
                          ('2026-02-28 16:00Z', 'other'), ('2026-02-10 01:30Z', 'repair')) v(t, k)""",
    )
    page = text(await manager.get(f"/p/{TOWER}/figures?month=2026-02"))
    xlsx = await manager.get(f"/p/{TOWER}/figures/export.xlsx?month=2026-02")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content))
        .get_sheet_by_index(0)
        .to_python()[1:]
    )
    assert "共3条，紧急1条" in page
    counted = {(str(r[0]), str(r[1])): int(r[2]) for r in rows}
    assert counted[("事项类别", "报修")] == 2
    assert counted[("时段", "00:00")] == 1  # midnight in the property's own time
    assert counted[("楼栋", "Z座")] == 3
    assert counted[("渠道", "电话")] == 3
    ordered = await manager.post(f"/p/{TOWER}/figures/papers", {"month": "2026-02"})
    await house.work()
    assert (await manager.get(ordered.headers["location"] + "/file")).content.startswith(b"%PDF")


@pytest.mark.req("TEN-4")
async def test_another_property_sees_no_line(house: House) -> None:
    line = (await house.rows(TOWER, "select id from log_line limit 1"))[0]["id"]
    neighbour = await house.sign_in("garden.reception1")
    for path in (f"/p/{TOWER}/log", f"/p/{TOWER}/log/{line}", f"/p/garden/log/{line}"):
        assert (await neighbour.get(path)).status_code == 404
