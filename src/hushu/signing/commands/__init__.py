"""Deeds of signing, by noun: papers, what is done on them, chains, deputies, stamps."""

from hushu.signing.commands.chains import edit_chain, ensure_chain, unpack_chains
from hushu.signing.commands.deeds import (
    add_signer,
    agree,
    assign,
    hand_on,
    refuse,
    send_back,
    urge,
    withdraw,
)
from hushu.signing.commands.deputies import end_deputy, hand_over, name_deputy, obstacles
from hushu.signing.commands.papers import erase_words, start
from hushu.signing.commands.secret import confirm, confirm_for

__all__ = [
    "add_signer",
    "agree",
    "assign",
    "confirm",
    "confirm_for",
    "edit_chain",
    "end_deputy",
    "ensure_chain",
    "erase_words",
    "hand_on",
    "hand_over",
    "name_deputy",
    "obstacles",
    "refuse",
    "send_back",
    "start",
    "unpack_chains",
    "urge",
    "withdraw",
]
