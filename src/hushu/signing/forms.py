"""What may be typed about signing."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from hushu.foundation.forms import Filled, Line, Words

Many = Annotated[list[Line], msgspec.Meta(max_length=40)]


class DeedForm(msgspec.Struct):
    """One deed at one's own step. pin: PIN or password. again: yes, I sign a second time (SIGN-8).

    all_again: after a return everybody after that step signs once more.
    role, person: lists in parallel, whom I name for steps to come; a person "" for a free place.
    """

    step: int
    deed: Literal["agree", "return", "refuse", "hand_on", "add_before", "add_after"]
    pin: Line = ""
    opinion: Words = ""
    to: UUID | None = None
    back_to: Line = ""
    again: bool = False
    all_again: bool = False
    role: Many = []
    person: Many = []


class WithdrawalForm(msgspec.Struct):
    """Taking one's own paper back."""

    pin: Line = ""
    reason: Line = ""


class DeputyForm(msgspec.Struct):
    """Who signs for me, from the first day to the last."""

    deputy: UUID
    starts_on: date
    ends_on: date


class ChainForm(msgspec.Struct):
    """A new edition; the lists run in parallel, one place a step, `who` "-" for a line left out."""

    edition: int
    name: Filled
    deed: Many
    who: Many
    need: Many
    hours: Many
    refused: Many
    beside: Many
    may_approve: bool = False


class SignatureForm(msgspec.Struct):
    """The drawn signature as a `data:image/png` address."""

    drawing: Annotated[str, msgspec.Meta(max_length=600_000)] = ""


class PageQuery(msgspec.Struct):
    """Where a list goes on."""

    before: datetime | None = None
