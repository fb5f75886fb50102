"""What is decided about chains without a database, a clock or a framework."""

from hushu.signing.rules.back import refuse, released, send_back
from hushu.signing.rules.deeds import (
    add_signer,
    agree,
    assign,
    assignable,
    hand_on,
    signed_before,
    turn_at,
    turns,
    withdraw,
)
from hushu.signing.rules.shapes import (
    ANSWERING,
    NAMED,
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
    "NAMED",
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
    "assign",
    "assignable",
    "begin",
    "check_definition",
    "hand_on",
    "is_barred",
    "refuse",
    "released",
    "send_back",
    "settle",
    "signed_before",
    "signers",
    "turn_at",
    "turns",
    "withdraw",
]
