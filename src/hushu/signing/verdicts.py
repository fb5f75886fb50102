"""What passes between the public page and the confined child that checks a dropped file."""

import msgspec


class Task(msgspec.Struct):
    """A PDF, and the certificate its signatures must be by (DER)."""

    pdf: bytes
    certificate: bytes


class Verdict(msgspec.Struct, frozen=True):
    """What was found: reasons of the signatures in order; `intact` only when every one holds and nothing follows the last."""

    intact: bool
    reasons: list[str]
