"""What is decided about chains without a database, a clock or a framework."""

from hushu.signing.rules.deeds import (
    add_signer,
    agree,
    hand_on,
    refuse,
    send_back,
    signed_before,
    turn_at,
    turns,
    withdraw,
)
from hushu.signing.rules.shapes import (
    ANSWERING,
    NOT_YOURS,
    OVER,
    Chain,
    Seat,
    Step,
    StepPlan,
    Turn,
    check_definition,
)
from hushu.signing.rules.staff import Member, Staff
from hushu.signing.rules.way import advance, begin, is_barred, settle, signers

__all__ = [
    "ANSWERING",
    "NOT_YOURS",
    "OVER",
    "Chain",
    "Member",
    "Seat",
    "Staff",
    "Step",
    "StepPlan",
    "Turn",
    "add_signer",
    "advance",
    "agree",
    "begin",
    "check_definition",
    "hand_on",
    "is_barred",
    "refuse",
    "send_back",
    "settle",
    "signed_before",
    "signers",
    "turn_at",
    "turns",
    "withdraw",
]
