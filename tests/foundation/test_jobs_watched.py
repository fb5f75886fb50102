"""What watchers see: figures for the machine itself or with the token, and logs that name nobody."""

import json
import logging

import asyncpg
import pytest
import structlog

from hushu.foundation import logs, metrics, outbox
from hushu.foundation.settings import settings
from world import TOWER, House

TOKEN = "a-token-nobody-can-guess-0123456789"


@pytest.mark.req("T10")
async def test_figures_count_answers_and_what_waits(house: House) -> None:
    """By route and status, without a property's name or a person's."""
    browser = await house.sign_in("harbour.manager")
    await browser.get("/p/harbour/inbox")
    async with house.at(TOWER):
        await outbox.send("no.such_job")
    platform = await asyncpg.connect(settings().platform_database_url)
    await metrics.look_at_backlog(platform)
    await platform.close()
    seen = (await browser.get("/metrics")).text
    assert 'hushu_requests_total{method="GET",route="/p/{property}/inbox",status="200"}' in seen
    assert "hushu_outbox_waiting 1.0" in seen
    assert "harbour" not in seen
    await house.work()
    assert (
        'hushu_jobs_total{job="no.such_job",outcome="failed"} 1.0'
        in (await browser.get("/metrics")).text
    )


@pytest.mark.req("T1")
async def test_figures_are_not_there_for_strangers(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes through a proxy needs the token; a wrong one finds no page."""
    monkeypatch.setenv("HUSHU_METRICS_TOKEN", TOKEN)
    settings.cache_clear()
    browser = await house.visitor()
    through = {"X-Forwarded-For": "203.0.113.9"}
    wrong = {**through, "Authorization": "Bearer something-else"}
    right = {**through, "Authorization": f"Bearer {TOKEN}"}
    answers = [
        (await browser.get("/metrics", headers=h)).status_code for h in (through, wrong, right)
    ]
    assert answers == [404, 404, 200]


@pytest.mark.req("T10")
def test_a_log_line_names_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Phones, identity numbers and a database's row details are struck out, also from other libraries and tracebacks."""
    name = "陈丽"
    before = logging.getLogger().handlers[:], structlog.get_config()
    try:
        logs.set_up("test")
        logs.enter_request(
            {"type": "http", "headers": [(b"x-request-id", b"proxy-1234")], "state": {}}
        )  # type: ignore[typeddict-item]
        structlog.get_logger().warning("told", words="call 13912345678")
        logging.getLogger("elsewhere").warning("id 110101199003078515 failed")
        fault = ValueError(f"taken\nDETAIL:  Key (name)=({name}) already exists.")
        structlog.get_logger().error("broke", exc_info=fault)
    finally:
        logging.getLogger().handlers[:] = before[0]
        structlog.configure(**before[1])
        structlog.contextvars.clear_contextvars()
        logs._scope.set(None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["told", "id *** failed", "broke"]
    assert {line["request_id"] for line in lines} == {"proxy-1234"}
    assert lines[0]["words"] == "call ***"
    assert name not in lines[2]["exception"]
    assert "DETAIL: ***" in lines[2]["exception"]
