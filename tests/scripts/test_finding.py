"""Finding the words while the phone rings."""

import re
import tomllib

import pytest

from bench.capture import recorded
from hushu.foundation.places import TENANTS
from hushu.scripts.rules.words import SITUATIONS
from world import GARDEN, TOWER, Browser, House, text

TITLE = re.compile(r'class="found-title">([^<]*?)\s*<')


async def titles(person: Browser, q: str, **more: str) -> list[str]:
    """The titles the desk's list answers with, best first."""
    slug = person.username.split(".")[0]
    answer = await person.get(f"/p/{slug}/scripts/find", params={"q": q, **more})
    assert answer.status_code == 200
    return TITLE.findall(answer.text)


async def script(house: House, key: str, slug: str = TOWER) -> str:
    """The id of that pack script."""
    return str(await house.value(slug, "select id from script where key = $1", key))


@pytest.mark.req("DESK-1")
@pytest.mark.parametrize("kind", ["office_tower", "residential"])
def test_the_pack_has_forty_scripts_and_words_for_every_situation(kind: str) -> None:
    scripts = tomllib.loads((TENANTS / kind / "scripts.toml").read_text(encoding="utf-8"))["script"]
    assert len(scripts) >= 40
    assert {s["situation"] for s in scripts} == set(SITUATIONS)
    assert len({s["key"] for s in scripts}) == len(scripts)
    for one in scripts:
        assert one["say"].strip(), one["key"]
        assert one["never"], one["key"]
        assert one["write_down"], one["key"]
        assert one["next_steps"], one["key"]


@pytest.mark.req("TEN-2")
@pytest.mark.req("DESK-1")
async def test_a_new_property_has_every_script_of_its_pack_in_force(house: House) -> None:
    for slug, kind in ((TOWER, "office_tower"), (GARDEN, "residential")):
        pack = tomllib.loads((TENANTS / kind / "scripts.toml").read_text(encoding="utf-8"))[
            "script"
        ]
        rows = await house.rows(
            slug,
            "select s.key, v.say, v.number, v.pack_edition from script s join script_version v on v.id = s.current "
            "where v.state = 'in_force' order by s.place",
        )
        assert [(r["key"], r["say"]) for r in rows] == [(p["key"], p["say"]) for p in pack]
        assert {(r["number"], r["pack_edition"]) for r in rows} == {(1, 1)}


@pytest.mark.req("DESK-4")
@pytest.mark.parametrize(
    "q",
    [
        "zst",
        "找谁",
        "zhaoshei",
        "zhao shei",
        "ZHAOSHUI",
        "ldzts",
        "来电找同事",
        "ｚｓｔ",
        "laidian tongshi",
    ],
)
async def test_the_transfer_is_found_by_chinese_pinyin_and_initials(house: House, q: str) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    assert "来电找同事" in await titles(desk, q)


@pytest.mark.req("DESK-4")
async def test_the_exact_name_comes_first_then_stars_then_what_was_used_last(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    colleague = await house.sign_in(f"{TOWER}.reception2")
    assert (await titles(desk, "来电找同事"))[0] == "来电找同事"
    assert (await titles(desk, "找谁"))[0] == "来电找同事"
    used, starred = await script(house, "person-absent"), await script(house, "ask-leader")
    opened = await desk.get(f"/p/{TOWER}/scripts/{used}/card")
    assert f"/scripts/{used}/use" in opened.text
    assert (await desk.post(f"/p/{TOWER}/scripts/{used}/use", htmx=True)).status_code == 200
    star = await desk.post(f"/p/{TOWER}/scripts/{starred}/favourite", {"on": "1"}, htmx=True)
    assert 'aria-pressed="true"' in star.text
    assert (await titles(desk, ""))[:2] == ["来电找领导", "同事不在请留言"]
    assert (await titles(colleague, ""))[0] == "来电应答"
    assert (await titles(desk, "找"))[0] == "来电找领导"
    assert (await titles(desk, "找谁"))[0] == "来电找同事"
    await desk.post(f"/p/{TOWER}/scripts/{starred}/favourite", {"on": "0"}, htmx=True)
    assert (await titles(desk, ""))[0] == "同事不在请留言"
    times = "select times, favourite from script_habit where script = $1::uuid"
    assert [tuple(r) for r in await house.rows(TOWER, times, used)] == [(1, False)]


@pytest.mark.req("DESK-4")
async def test_nine_at_most_each_on_a_number_key_and_a_word_of_advice_when_nothing_fits(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    answer = await desk.get(f"/p/{TOWER}/scripts/find")
    assert answer.text.count("<li>") == 9
    assert "data-number-keys" in answer.text
    assert await titles(desk, "", situation="farewell") == ["电话道别", "送客道别"]
    nothing = await desk.get(f"/p/{TOWER}/scripts/find", params={"q": "%_\\'; <b>外星人"})
    assert "没有找到" in nothing.text
    assert "<b>" not in nothing.text


@pytest.mark.req("DESK-4")
async def test_finding_among_five_hundred_is_one_statement_of_a_few_milliseconds(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    async with house.at(TOWER):
        from hushu.foundation import database

        await database.execute(
            """insert into script (id, key, title, situation, place, current, opening, terms, deep, reviewed_on, created_at)
               select gen_random_uuid(), s.key || n, s.title || n, s.situation, s.place + 1000 * n, s.current, s.opening, s.terms,
                      s.deep, s.reviewed_on, now() from script s, generate_series(1, 5) n"""
        )
        assert await database.value("select count(*) from script") >= 500
    with recorded() as statements:
        await titles(desk, "zhaoshui")
    assert len(statements) == 2
    sql = statements[0]
    async with house.at(TOWER):
        plan = await database.connection().fetch(
            f"explain (analyze, format text) {sql.sql}", *sql.args
        )
        took = float(re.search(r"Execution Time: ([\d.]+)", "\n".join(r[0] for r in plan))[1])  # type: ignore[index]
    assert took < 50, "\n".join(r[0] for r in plan)


@pytest.mark.req("DESK-6")
async def test_the_figures_of_good_manners_are_the_propertys_own(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    at_counter = "select s.id from script s join script_version v on v.id = s.current where v.channel = 'counter' limit 1"
    phone, counter = await script(house, "call-in"), await house.value(TOWER, at_counter)
    await house.rows(
        TOWER, "select change_property(to_jsonb(p), '{\"rings\": 2}') from property_facts() p"
    )
    shown = text(await desk.get(f"/p/{TOWER}/scripts/{phone}"))
    assert "2 声铃响内接听" in shown
    assert "等对方先挂机" in shown
    assert "私人电话不超过 3 分钟" in shown
    assert "私人会客不超过 10 分钟" in text(await desk.get(f"/p/{TOWER}/scripts/{counter}"))
