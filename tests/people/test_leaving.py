"""Leaving: what holds a person, handing over, sessions ended, coming back (PPL-4)."""

from datetime import timedelta

import pytest

from hushu.foundation import clock
from hushu.foundation import house as standing
from hushu.foundation.module import Module, Obstacle
from world import TOWER, House, credentials, text


async def id_of(house: House, name: str) -> str:
    """The person's id by name."""
    return str(await house.value(TOWER, "select id from person where name = $1", name))


@pytest.mark.req("PPL-4")
@pytest.mark.req("T14")
async def test_who_holds_something_leaves_only_after_a_named_successor_took_it(
    house: House,
) -> None:
    manager, leaver = (
        await house.sign_in("harbour.manager"),
        await house.sign_in("harbour.supervisor"),
    )
    supervisor, steward = await id_of(house, "闫䶮"), await id_of(house, "冯翀")
    page = text(await manager.get(f"/p/{TOWER}/people/{supervisor}/leaving"))
    assert "田甜 由此人直接管理" in page
    assert "次值班领导安排" in page
    refused = await manager.post(f"/p/{TOWER}/people/{supervisor}/leaving", {"reason": "辞职"})
    assert refused.status_code == 422
    assert "辞职" in refused.text
    assert (await leaver.get(f"/p/{TOWER}/me")).status_code == 200
    form = {"reason": "辞职", "successor": steward}
    assert (await manager.post(f"/p/{TOWER}/people/{supervisor}/leaving", form)).status_code == 303
    assert (await leaver.get(f"/p/{TOWER}/me")).headers["location"].startswith("/sign-in")
    below = "select count(*) from person where superior = $1::uuid and closed_at is null"
    assert await house.value(TOWER, below, supervisor) == 0
    chiefs = await house.rows(
        TOWER, "select name, superior from person where name in ('田甜', '冯翀') order by name"
    )
    assert [str(r["superior"]) for r in chiefs] == [await id_of(house, "沈若瑜"), steward]
    future = "select count(*) from on_call where person = $1::uuid and ends_at > now()"
    assert (
        await house.value(TOWER, future, supervisor),
        await house.value(TOWER, future, steward) > 0,
    ) == (0, True)
    found = await house.visitor()
    answer = await found.post("/sign-in", credentials("harbour.supervisor"))
    assert f"/p/{TOWER}" not in answer.headers.get("location", "")


@pytest.mark.req("PPL-4")
async def test_every_module_is_asked_and_each_hands_over_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: dict[str, str] = {}
    cashier, clerk = await id_of(house, "钱玉珍"), await id_of(house, "汤雅琴")
    held["spare key"] = cashier

    async def blocks(person: object) -> list[Obstacle]:
        return [
            Obstacle(kind="key", title=what, href="/x")
            for what, who in held.items()
            if who == str(person)
        ]

    async def hand_over(leaver: object, successor: object) -> None:
        held.update({what: str(successor) for what, who in held.items() if who == str(leaver)})

    extra = Module(name="keys", title="Keys", blocks_leaving=blocks, hand_over=hand_over)
    monkeypatch.setattr(standing, "_modules", [*standing.modules(), extra])
    manager = await house.sign_in("harbour.manager")
    assert "spare key" in (await manager.get(f"/p/{TOWER}/people/{cashier}/leaving")).text
    refused = await manager.post(f"/p/{TOWER}/people/{cashier}/leaving", {"reason": "调动"})
    assert "spare key" in refused.text
    themself = await manager.post(
        f"/p/{TOWER}/people/{cashier}/leaving", {"reason": "调动", "successor": cashier}
    )
    assert themself.status_code == 422
    form = {"reason": "调动", "successor": clerk}
    assert (await manager.post(f"/p/{TOWER}/people/{cashier}/leaving", form)).status_code == 303
    assert held == {"spare key": clerk}


@pytest.mark.req("PPL-4")
async def test_a_closed_person_can_come_back_and_the_last_manager_cannot_go(house: House) -> None:
    manager = await house.sign_in("harbour.manager")
    clerk, own, gm = [await id_of(house, name) for name in ("汤雅琴", "沈若瑜", "陆文渊")]
    for path, form in (("leaving", {"reason": "辞职", "successor": own}), ("return", {})):
        assert (await manager.post(f"/p/{TOWER}/people/{clerk}/{path}", form)).status_code == 303
    assert (await (await house.sign_in("harbour.clerk")).get(f"/p/{TOWER}/me")).status_code == 200
    successor = {"reason": "退休", "successor": own}
    assert (await manager.post(f"/p/{TOWER}/people/{gm}/leaving", successor)).status_code == 303
    refused = await manager.post(
        f"/p/{TOWER}/people/{own}/leaving",
        {"reason": "辞职", "successor": await id_of(house, "田甜")},
    )
    assert refused.status_code == 422
    assert "最后一位" in refused.text
    assert (await manager.get(f"/p/{TOWER}/people")).status_code == 200
    row = (
        await house.rows(TOWER, "select name, post, superior from person where id = $1::uuid", own)
    )[0]
    less = {"name": row["name"], "post": row["post"], "superior": "", "roles": ["clerk"]}
    assert (await manager.post(f"/p/{TOWER}/people/{own}", less)).status_code == 422


@pytest.mark.req("PPL-6")
async def test_named_leaders_are_shown_with_their_phone_for_the_moment_they_can_be_reached(
    house: House,
) -> None:
    manager = await house.sign_in("harbour.manager")
    await house.rows(TOWER, "delete from on_call")
    leader = await id_of(house, "闫䶮")
    async with house.at(TOWER):
        start, end = (
            clock.local(clock.now() - timedelta(hours=1)),
            clock.local(clock.now() + timedelta(hours=9)),
        )
    form = {
        "person": leader,
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{end:%Y-%m-%dT%H:%M}",
        "note": "国庆节",
    }
    assert (await manager.post(f"/p/{TOWER}/on-call", form)).status_code == 303
    for path in ("/on-call", "/people"):
        banner = (
            (await manager.get(f"/p/{TOWER}{path}"))
            .text.split('id="on-call-now"')[1]
            .split("</section>")[0]
        )
        assert "闫䶮" in banner
        assert "13931223078" in banner
    for wrong in (
        {**form},
        {**form, "ends_at": form["starts_at"]},
        {**form, "ends_at": f"{end.year + 1}-01-01T08:00"},
    ):
        assert (await manager.post(f"/p/{TOWER}/on-call", wrong)).status_code == 422
    assert (await manager.post(f"/p/{TOWER}/on-call/copy")).status_code == 303
    assert (
        await manager.post(f"/p/{TOWER}/on-call/copy")
    ).status_code == 303  # once more adds nothing
    starts = [
        r[0] for r in await house.rows(TOWER, "select starts_at from on_call order by starts_at")
    ]
    assert [s - starts[0] for s in starts] == [timedelta(0), timedelta(days=7)]
    duty = await house.value(TOWER, "select id from on_call order by starts_at limit 1")
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.post(f"/p/{TOWER}/on-call/{duty}/end")).status_code == 403
    assert (await manager.post(f"/p/{TOWER}/on-call/{duty}/end")).status_code == 303
    assert await house.value(TOWER, "select count(*) from on_call") == 1
