"""How the house says no: at the field, in words, with nothing half-written."""

from typing import Any


class Refused(Exception):
    """A deed that cannot be done as typed: 422, the form again with the reason at its field.

    `reason` is an English message id with `%(name)s` places for `values`; templates show it in the person's language.
    """

    def __init__(self, field: str, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.errors: dict[str, tuple[str, dict[str, Any]]] = {field: (reason, values)}

    @classmethod
    def many(cls, errors: dict[str, tuple[str, dict[str, Any]]]) -> "Refused":
        """One refusal of several fields."""
        refusal = cls("", "")
        refusal.errors = errors
        return refusal


class NotHere(Exception):
    """What was asked for does not exist, or not for this person: 404, the same words for both (TEN-4)."""


class SignInFirst(Exception):
    """Nobody is signed in, or not as far as this asks: to the door and back again afterwards."""


class NotAllowed(Exception):
    """The person is known here but has no right to this: 403."""


class Conflict(Exception):
    """Somebody else changed it first: 409, with what to do next (T27)."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
