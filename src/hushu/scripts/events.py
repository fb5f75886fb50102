"""What happened to scripts, in the past tense."""

from uuid import UUID

import msgspec


class ScriptInForce(msgspec.Struct, frozen=True):
    """A version took effect; the desk says it from now on."""

    script: UUID
    version: UUID


class ScriptRetired(msgspec.Struct, frozen=True):
    """The script is out of use; its wordings stay readable."""

    script: UUID
    version: UUID
