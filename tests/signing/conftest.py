"""A real small subject for chains, registered as a module above signing would."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from hushu.foundation import house as registry
from hushu.foundation.module import Module
from hushu.signing.events import (
    PaperAgreed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)
from hushu.signing.subjects import PaperContent, Section, Subject

heard: list[Any] = []


async def _hear(fact: Any) -> None:
    heard.append(fact)


async def _paper(subject_id: UUID) -> PaperContent:
    return PaperContent(
        title="空调加时申请",
        sections=(
            Section(heading="申请内容", facts=(("单位", "A座1203"), ("时间", "周六 09:00—18:00"))),
            Section(text="因季度结账，需周六加开空调。\n费用由申请单位承担。"),
        ),
    )


MEMO = Subject(key="memo", title="Paper", href=lambda i: f"/signing/started?memo={i}", paper=_paper)
TESTING = Module(
    name="memo", title="Memo", subjects=(MEMO,),
    listeners=dict.fromkeys((PaperAgreed, PaperRefused, PaperReturned, PaperSealed, PaperWithdrawn), (_hear,)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def memo_module() -> Iterator[None]:
    """The test's own module stands above the others for the length of a test."""
    from world import application

    application()
    before = list(registry.modules())
    registry.stand([*before, TESTING])
    heard.clear()
    yield
    registry.stand(before)


@pytest.fixture
def told() -> list[Any]:
    """What the subject of papers has heard in this test."""
    return heard
