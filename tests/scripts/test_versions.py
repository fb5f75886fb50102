"""Draft, signing, in force, retired: the desk only ever says what is signed, and old wordings stay readable."""

import json
from typing import Any

import pytest
import time_machine

from scripts.test_finding import script, titles
from world import TOWER, Browser, House, pin, text

AT = f"/p/{TOWER}/scripts"
NEW_WORDS = {
    "title": "电话转接", "situation": "asks_for_person", "channel": "phone", "aliases": "转接、总机", "edition": "0",
    "say": "好的，{caller}，马上为您转接。\n请不要挂机。", "never": "等着。", "write_down": "姓名", "next_steps": "先报来电人",
    "step1": "ask", "say1": "请问您找哪位？", "field1": "for_person", "hint1": "不追问",
}  # fmt: skip


async def agree(house: House, username: str, deed: str = "agree") -> None:
    """That person does it to the one paper about a script that is under way."""
    row = (
        await house.rows(
            TOWER,
            "select id, plan::text from signing_paper where state = 'running' and subject = 'script'",
        )
    )[0]
    step = next(s for s in json.loads(row["plan"])["steps"] if s["state"] == "open")
    signer = await house.sign_in(username)
    body = {
        "step": str(step["key"]),
        "deed": deed,
        "pin": pin(username),
        "opinion": "改一改",
        "back_to": "drafter",
    }
    answer = await signer.post(f"/p/{TOWER}/signing/{row['id']}/entries", body)
    assert answer.status_code == 303, text(answer)


async def put_in_force(house: House, writer: Browser, script_id: str) -> None:
    """The draft goes the whole way."""
    assert (await writer.post(f"{AT}/{script_id}/draft/submission")).status_code == 303
    await agree(house, f"{TOWER}.supervisor")
    await agree(house, f"{TOWER}.manager")


async def states(house: House, script_id: str) -> list[Any]:
    """Number and state of every wording, oldest first."""
    sql = "select number, state from script_version where script = $1::uuid order by number"
    return [tuple(row) for row in await house.rows(TOWER, sql, script_id)]


@pytest.mark.req("DESK-3")
@pytest.mark.req("SIGN-1")
async def test_the_desk_says_the_old_words_until_the_manager_has_signed_the_new_ones(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    ask = await script(house, "ask-person")
    before = text(await desk.get(f"{AT}/{ask}/card"))
    assert (await desk.post(f"{AT}/{ask}/draft", NEW_WORDS)).status_code == 303
    assert await states(house, ask) == [(1, "in_force"), (2, "draft")]
    assert (await desk.post(f"{AT}/{ask}/draft/submission")).status_code == 303
    assert (await desk.post(f"{AT}/{ask}/draft/submission")).status_code == 409
    assert (await desk.post(f"{AT}/{ask}/draft", NEW_WORDS | {"edition": "1"})).status_code == 422
    await agree(house, f"{TOWER}.supervisor")
    assert text(await desk.get(f"{AT}/{ask}/card")) == before
    assert "电话转接" not in await titles(desk, "转接")
    with time_machine.travel("2027-02-01 09:30 +0800", tick=True):
        desk, later = await house.sign_in(f"{TOWER}.reception1"), desk
        await agree(house, f"{TOWER}.manager")
        assert "马上为您转接" in text(await desk.get(f"{AT}/{ask}/card"))
        assert (await titles(desk, "dhzj"))[0] == "电话转接"
        assert "来电找同事" not in await titles(desk, "来电找同事")
        page = text(await desk.get(f"{AT}/{ask}"))
        assert "2027年2月1日 09:30" in page
    assert later is not desk
    assert await states(house, ask) == [(1, "retired"), (2, "in_force")]
    ends = await house.rows(
        TOWER, "select valid_until from script_version where script = $1::uuid order by number", ask
    )
    assert ends[0][0] is not None
    assert ends[1][0] is None


@pytest.mark.req("DESK-3")
async def test_an_old_wording_stays_readable_with_its_dates_and_what_changed_word_by_word(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    gift = str(
        await house.value(TOWER, "select id from script where situation = 'gift_offered' limit 1")
    )
    old = (
        await house.rows(
            TOWER, "select id, title, say from script_version where script = $1::uuid", gift
        )
    )[0]
    first = old["say"].split("\n")[0]
    changed = NEW_WORDS | {
        "title": old["title"],
        "situation": "gift_offered",
        "say": first.replace("，", "，真的", 1),
    }
    assert (await desk.post(f"{AT}/{gift}/draft", changed)).status_code == 303
    draft = (await desk.get(f"{AT}/{gift}")).text
    assert "<ins>真的</ins>" in draft
    await put_in_force(house, desk, gift)
    kept = await desk.get(f"{AT}/versions/{old['id']}")
    assert first in text(kept)
    assert "已失效" in kept.text
    newer = await house.value(TOWER, "select current from script where id = $1::uuid", gift)
    assert "<ins>真的</ins>" in (await desk.get(f"{AT}/versions/{newer}")).text


@pytest.mark.req("DESK-3")
@pytest.mark.req("T27")
async def test_two_people_writing_one_draft_lose_nothing_and_are_told(house: House) -> None:
    one, two = (
        await house.sign_in(f"{TOWER}.reception1"),
        await house.sign_in(f"{TOWER}.supervisor"),
    )
    ask = await script(house, "ask-person")
    assert (await one.post(f"{AT}/{ask}/draft", NEW_WORDS)).status_code == 303
    slower = await two.post(f"{AT}/{ask}/draft", NEW_WORDS | {"say": "我的另一种说法。"})
    assert slower.status_code == 422
    assert "我的另一种说法。" in slower.text
    assert "好的，{caller}，马上为您转接。" in slower.text
    assert 'name="edition" value="1"' in slower.text
    assert (
        await two.post(f"{AT}/{ask}/draft", NEW_WORDS | {"say": "合并后的说法。", "edition": "1"})
    ).status_code == 303
    stale = await one.post(f"{AT}/{ask}/draft", NEW_WORDS | {"edition": "1"})
    assert stale.status_code == 422
    saved = "select say, edition from script_version where script = $1::uuid and state = 'draft'"
    assert [tuple(r) for r in await house.rows(TOWER, saved, ask)] == [("合并后的说法。", 2)]


@pytest.mark.req("DESK-3")
async def test_a_draft_sent_back_can_be_mended_and_a_discarded_one_stays_readable(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    ask = await script(house, "ask-person")
    await desk.post(f"{AT}/{ask}/draft", NEW_WORDS)
    await desk.post(f"{AT}/{ask}/draft/submission")
    await agree(house, f"{TOWER}.supervisor", "return")
    assert await states(house, ask) == [(1, "in_force"), (2, "draft")]
    assert (await desk.post(f"{AT}/{ask}/draft", NEW_WORDS | {"edition": "1"})).status_code == 303
    assert (await desk.post(f"{AT}/{ask}/draft/discarding")).status_code == 303
    assert await states(house, ask) == [(1, "in_force"), (2, "discarded")]
    assert (await desk.post(f"{AT}/{ask}/draft", NEW_WORDS)).status_code == 303
    assert await states(house, ask) == [(1, "in_force"), (2, "discarded"), (3, "draft")]


@pytest.mark.req("DESK-3")
async def test_a_new_script_is_unknown_to_the_desk_until_signed_and_leaves_it_by_signature_too(
    house: House,
) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    made = await desk.post(AT, NEW_WORDS | {"title": "快递柜故障", "aliases": ""})
    here = made.headers["location"].rsplit("/", 1)[1]
    assert (await desk.get(f"{AT}/{here}/card")).status_code == 404
    assert await titles(desk, "kdggz") == []
    await put_in_force(house, desk, here)
    assert await titles(desk, "kdggz") == ["快递柜故障"]
    assert (await desk.post(f"{AT}/{here}/retirement")).status_code == 303
    assert await titles(desk, "kdggz") == ["快递柜故障"]
    await agree(house, f"{TOWER}.supervisor")
    await agree(house, f"{TOWER}.manager")
    assert await titles(desk, "kdggz") == []
    assert "已于" in text(await desk.get(f"{AT}/{here}"))
    assert await states(house, here) == [(1, "retired"), (2, "retired")]
    assert "快递柜故障" in (await desk.get(AT, params={"show": "retired"})).text


@pytest.mark.req("DESK-3")
async def test_the_supervisor_is_reminded_once_a_week_of_scripts_not_reviewed_for_half_a_year(
    house: House,
) -> None:
    from hushu.foundation.jobs import job_named

    async def remind() -> int:
        async with house.at(TOWER):
            await job_named("scripts.review")()
        return int(
            await house.value(TOWER, "select count(*) from notice where kind = 'scripts.review'")
        )

    assert await remind() == 0
    call_in = await script(house, "call-in")
    await house.rows(
        TOWER,
        "update script set reviewed_on = reviewed_on - 200 where key = 'call-in' returning id",
    )
    assert [await remind(), await remind()] == [1, 1]
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    assert ">来电应答</a>" in (await supervisor.get(AT, params={"show": "due"})).text
    assert (await supervisor.post(f"{AT}/{call_in}/review")).status_code == 303
    assert ">来电应答</a>" not in (await supervisor.get(AT, params={"show": "due"})).text
