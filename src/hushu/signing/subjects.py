"""What chains may be about: a module lists its subjects in `Module.subjects`, signing finds them here.

`paper` is asked once, when the chain starts; what it gives is frozen and hashed with the paper, so that page, PDF and
verification always show what was signed, never what the record became later (SIGN-2).
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec

from hushu.foundation.house import modules


class Section(msgspec.Struct, frozen=True):
    """A part of the paper: a heading, pairs of label and value, and plain text with line breaks; each optional."""

    heading: str = ""
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Attachment(msgspec.Struct, frozen=True):
    """A file that is signed with the paper, by the SHA-256 of its bytes."""

    name: str
    sha256: str


class PaperContent(msgspec.Struct, frozen=True):
    """What the signers see and sign, in the words of the property."""

    title: str
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class Subject(msgspec.Struct, frozen=True):
    """A kind of record that can be signed. title: message id. href: its page's path inside the property (`/scripts/..`).

    adds: asked with the record and the step's deed when somebody agrees: what the record says on their behalf, such as their
    answers, which is signed with their opinion; it raises Refused while something they owe is missing.
    """

    key: str
    title: str
    href: Callable[[UUID], str]
    paper: Callable[[UUID], Awaitable[PaperContent]]
    adds: Callable[[UUID, str], Awaitable[str]] | None = None


def subject(key: str) -> Subject:
    """The subject of that key. Raises LookupError when no module offers it: a fault of the code."""
    for module in modules():
        for offered in module.subjects:
            if offered.key == key:
                return offered if isinstance(offered, Subject) else _wrong(key)
    raise LookupError(f"no module offers the subject {key}")


def _wrong(key: str) -> Subject:
    raise LookupError(f"the subject {key} is not a signing Subject")
