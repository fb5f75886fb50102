"""Files are dropped, read, proposed, confirmed and found by what stands in them."""

import hashlib
from datetime import date

import pytest

from archives import ending
from archives.drops import handbook, letter, mail, photo, scan, workbook
from archives.shelf import PDF, class_id
from archives.test_destruction import due_papers
from hushu.foundation import outbox
from world import GARDEN, TOWER, Browser, House, text

INTAKE = f"/p/{TOWER}/archives/intake"


async def drop(browser: Browser, *given: tuple[str, bytes], key: str = "") -> int:
    files = [("files", (name, data)) for name, data in given]
    answer = await browser.post(INTAKE, key=key, files=files)
    return answer.status_code


async def intake_of(house: House, name: str) -> str:
    sql = "select n.id from archive_intake n join file f on f.property = n.property and f.id = n.file where f.name = $1"
    return str(await house.value(TOWER, sql, name))


@pytest.mark.req("ARCH-6", "ARCH-10")
async def test_many_kinds_dropped_at_once_are_read_confirmed_and_found_by_their_words(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    given = {
        "合同.docx": letter(
            "电梯维护保养合同", "甲方：海湾物业", "乙方负责曳引机季度润滑", "二〇二六年三月八日"
        ),
        "台账.xlsx": workbook(("日期", "灭火器编号", "压力"), ("2026-05-06", "MH-0317", "偏低")),
        "通知.eml": mail("关于外墙清洗的通知", "高空作业须设警戒区。2026年4月2日"),
    }
    assert await drop(clerk, *given.items()) == 303
    await house.work()
    page = await clerk.get(INTAKE)
    assert "电梯维护保养合同" in page.text
    assert "GS07" in page.text
    one = await intake_of(house, "合同.docx")
    form = await clerk.get(f"{INTAKE}/{one}")
    assert 'value="2026-03-08"' in form.text
    confirmed = {
        "title": "电梯维护保养合同", "dated": "2026-03-08", "class_id": str(await class_id(house, "contracts")), "pages": "3",
        "original": "1", "medium": "both", "ink": "print", "secrecy": "1", "volume": "", "doc_no": "", "author": "",
        "organisation": "", "remark": "",
    }  # fmt: skip
    answer = await clerk.post(f"{INTAKE}/{one}/filing", confirmed)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(INTAKE + "/")
    found = await clerk.get(f"/p/{TOWER}/archives?q=曳引")
    assert "电梯维护保养合同" in found.text
    kept = await house.rows(
        TOWER, "select sha256 from archive_item where title = '电梯维护保养合同'"
    )
    assert [r["sha256"] for r in kept] == [hashlib.sha256(given["合同.docx"]).hexdigest()]


@pytest.mark.req("ARCH-6", "ARCH-10")
async def test_the_writing_of_a_scan_and_a_photo_is_read_and_found(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    assert (
        await drop(
            clerk,
            ("扫描.pdf", scan("消防安全检查通知", "灭火器压力偏低")),
            ("手机.jpg", photo("水泵房巡检记录")),
        )
        == 303
    )
    await house.work()
    page = await clerk.get(INTAKE)
    assert "消防安全检查通知" in page.text
    assert "水泵房巡检记录" in page.text
    one = await intake_of(house, "扫描.pdf")
    picture = await clerk.get(f"{INTAKE}/{one}/pages/1")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert (await clerk.get(f"{INTAKE}/{one}/pages/9")).status_code == 404


@pytest.mark.req("ARCH-10")
async def test_a_whole_handbook_is_found_by_any_two_characters_in_it(house: House) -> None:
    written = handbook()
    clerk = await house.sign_in("harbour.clerk")
    assert await drop(clerk, ("手册.txt", written.encode())) == 303
    await house.work()
    one = await intake_of(house, "手册.txt")
    confirmed = {
        "title": "作业手册",
        "dated": "2026-01-05",
        "class_id": str(await class_id(house, "system_documents")),
        "original": "1",
    }
    assert (await clerk.post(f"{INTAKE}/{one}/filing", confirmed)).status_code == 303
    for place in range(10, len(written) - 2, len(written) // 12):
        two = written[place : place + 2]
        if all("\u4e00" <= sign <= "\u9fff" for sign in two):
            assert "作业手册" in (await clerk.get(f"/p/{TOWER}/archives?q={two}")).text, two


@pytest.mark.req("ARCH-6")
async def test_those_ticked_are_filed_as_proposed_each_in_its_classs_volume(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    await drop(
        clerk,
        *[
            (f"{n}.docx", letter(f"{n}楼公共区域维修记录", "更换灯管", "2026年5月8日"))
            for n in (3, 4, 5)
        ],
    )
    await house.work()
    ids = [str(r["id"]) for r in await house.rows(TOWER, "select id from archive_intake")]
    assert (await clerk.post(f"{INTAKE}/filing", {"ids": ids})).status_code == 303
    found = await house.rows(TOWER, "select number from archive_item order by number")
    assert [r["number"] for r in found] == [f"WY06·2026-D30-0001-{n:03}" for n in (1, 2, 3)]
    assert "没有待归档的文件" in text(await clerk.get(INTAKE))


@pytest.mark.req("ARCH-6", "T20", "TEN-9")
async def test_a_wrong_file_takes_none_in_and_says_which(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    assert await drop(clerk, ("好.pdf", PDF), ("坏.exe", b"MZ\x90\x00" + bytes(300))) == 422
    assert await drop(clerk, ("空.pdf", b"")) == 422
    assert await house.value(TOWER, "select count(*) from archive_intake") == 0


@pytest.mark.req("ARCH-6", "T26")
async def test_the_same_drop_sent_twice_is_taken_in_once(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    for _ in range(2):
        assert await drop(clerk, ("a.pdf", PDF), key="once") == 303
    assert await house.value(TOWER, "select count(*) from archive_intake") == 1


@pytest.mark.req("ARCH-6")
async def test_what_is_put_aside_is_gone_and_cannot_be_filed_any_more(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    await drop(clerk, ("a.pdf", PDF))
    one = await intake_of(house, "a.pdf")
    assert (await clerk.post(f"{INTAKE}/{one}/setting-aside", {})).status_code == 303
    confirmed = {
        "title": "晚了",
        "dated": "2026-01-05",
        "class_id": str(await class_id(house, "other")),
    }
    assert (await clerk.post(f"{INTAKE}/{one}/filing", confirmed)).status_code == 409
    assert await house.value(TOWER, "select erased_at is not null from file where name = 'a.pdf'")


@pytest.mark.req("ARCH-6", "TEN-4", "T1")
async def test_nobody_without_the_right_and_no_stranger_sees_what_came_in(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    await drop(clerk, ("a.pdf", PDF))
    one = await intake_of(house, "a.pdf")
    reception, other = (
        await house.sign_in("harbour.reception1"),
        await house.sign_in("garden.clerk"),
    )
    assert (await reception.get(f"{INTAKE}/{one}")).status_code == 403
    assert (await other.get(f"/p/{GARDEN}/archives/intake/{one}")).status_code == 404


@pytest.mark.req("ARCH-7")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"original": ""}, "只收原件"),
        ({"ink": "ballpoint"}, "不收这种笔迹"),
        ({"secrecy": "2"}, "秘密案卷"),
    ],
)
async def test_a_rule_of_the_class_that_is_broken_is_said_at_its_field(
    house: House, change: dict[str, str], field: str
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    await drop(clerk, ("a.pdf", PDF))
    one = await intake_of(house, "a.pdf")
    confirmed = {
        "title": "维修单",
        "dated": "2026-01-05",
        "class_id": str(await class_id(house, "public_repairs")),
        "original": "1",
    }
    answer = await clerk.post(f"{INTAKE}/{one}/filing", confirmed | change)
    assert answer.status_code == 422
    assert field in text(answer)
    assert "维修单" in answer.text


@pytest.mark.req("ARCH-6", "ARCH-44")
async def test_what_is_destroyed_before_its_turn_to_be_read_is_passed_over(house: House) -> None:
    made = await due_papers(house, n=2, start="2020-03-05T02:00:00Z", dated=date(2020, 3, 4))
    await ending.no_cooling_off(house)
    await ending.up_for_destruction(house)
    await ending.destroyed(house, await ending.approved(house))
    clerk = await house.sign_in("harbour.clerk")
    await drop(clerk, ("照片.jpg", photo("墙面渗水")))
    picture = await house.value(TOWER, "select id from file where name = '照片.jpg'")
    async with house.at(TOWER):
        await outbox.send("archives.see", queue="solver", file=str(picture))
    aside = await clerk.post(f"{INTAKE}/{await intake_of(house, '照片.jpg')}/setting-aside", {})
    assert aside.status_code == 303
    await house.work()
    tried = await house.rows(TOWER, "select job, args::text, failed from outbox where job like 'archives.%'")  # fmt: skip
    assert [(r["job"], r["failed"]) for r in tried if r["failed"]] == []
    assert [r for r in tried if str(made[0]) in r["args"]]
