"""Jobs as the outbox keeps them: in their own property, once, tried again when they fail."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import time_machine

import foundation.trial as trial
from hushu.foundation import clock, jobs, outbox
from hushu.foundation.house import modules, stand
from world import GARDEN, RIVERSIDE, TOWER, House


@pytest.fixture
async def trials(house: House) -> AsyncIterator[House]:
    """The house with one module more, and its table."""
    standing = list(modules())
    await (await house.owner()).execute(trial.TABLE)
    stand([*standing, trial.MODULE])
    yield house
    stand(standing)


async def ask(house: House, slug: str, job: str, **args: object) -> None:
    """Asks for a job in that property, and commits."""
    async with house.at(slug):
        await outbox.send(job, **args)  # type: ignore[arg-type]


@pytest.mark.req("T7")
async def test_every_job_runs_in_the_property_that_asked_for_it(trials: House) -> None:
    """Three properties' jobs interleaved leave their marks at home only."""
    for n in range(60):
        await ask(trials, (TOWER, GARDEN, RIVERSIDE)[n % 3], "trial.whisper", mark=str(n))
    assert await trials.work() == 60
    for slug in (TOWER, GARDEN, RIVERSIDE):
        marks = [r["mark"] for r in await trials.rows(slug, "select mark from trial")]
        assert len(marks) == 20
        assert all(mark.endswith(f"in {slug}") for mark in marks)


@pytest.mark.req("T7")
async def test_a_job_cannot_reach_into_another_property(trials: House) -> None:
    """The wall holds for workers too, whatever the job says."""
    await ask(trials, TOWER, "trial.reach", mark="x", into=str(trials.properties[RIVERSIDE]))
    assert await trials.work() == 0
    assert await trials.value(RIVERSIDE, "select count(*) from trial") == 0
    assert "row-level security" in await trials.value(
        TOWER, "select failed from outbox where attempts = 1"
    )


@pytest.mark.req("T7")
async def test_a_message_with_another_propertys_name_does_nothing(trials: House) -> None:
    """An intent is only found in the property it was written in."""
    await ask(trials, TOWER, "trial.write", mark="x")
    intent = await trials.value(TOWER, "select id from outbox where job = 'trial.write'")
    assert await jobs.perform(trials.properties[GARDEN], intent) == "skipped"
    assert await jobs.perform(trials.properties[TOWER], intent) == "done"
    assert await jobs.perform(trials.properties[TOWER], intent) == "skipped"
    assert await trials.value(TOWER, "select count(*) from trial") == 1


@pytest.mark.req("T23")
async def test_a_failing_job_leaves_nothing_and_is_tried_eight_times(trials: House) -> None:
    """What it wrote is rolled back, why it failed is kept without a phone number, then it stays to be seen."""
    await ask(trials, TOWER, "trial.break", mark="x")
    now = clock.now()
    with time_machine.travel(now, tick=False) as traveller:
        for attempt in range(1, 12):
            await trials.work()
            found = (await trials.rows(TOWER, "select * from outbox where job = 'trial.break'"))[0]
            assert found["attempts"] == min(attempt, 8)
            traveller.shift(timedelta(hours=2))
    assert found["done_at"] is None
    assert found["failed"] == "RuntimeError: the printer of *** burns"
    assert await trials.value(TOWER, "select count(*) from trial") == 0


@pytest.mark.req("T23")
async def test_a_failed_job_waits_before_it_is_tried_again(trials: House) -> None:
    """Ten seconds, then three times as long each time."""
    await ask(trials, TOWER, "trial.break", mark="x")
    now = clock.now() + timedelta(seconds=1)
    with time_machine.travel(now, tick=False) as traveller:
        pauses = []
        for _ in range(3):
            await trials.work()
            due = await trials.value(TOWER, "select due_at from outbox where job = 'trial.break'")
            pauses.append((due - clock.now()).total_seconds())
            traveller.move_to(due)
    assert pauses == [10, 30, 90]


@pytest.mark.req("T23")
async def test_what_is_asked_for_in_a_failing_deed_is_never_done(trials: House) -> None:
    """The intent is part of the deed: rolled back with it."""

    async def deed() -> None:
        async with trials.at(TOWER):
            await outbox.send("trial.write", mark="x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await deed()
    assert await trials.work() == 0


@pytest.mark.req("T23")
async def test_the_same_intent_asked_twice_is_one(trials: House) -> None:
    """`once` names it; another property's same name is another."""
    for slug in (TOWER, TOWER, GARDEN):
        async with trials.at(slug):
            await outbox.send("trial.write", once="night", mark="x")
    assert await trials.work() == 2
    assert await trials.value(TOWER, "select count(*) from trial") == 1
