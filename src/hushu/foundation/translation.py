"""Words: English message ids in code and templates, Chinese from one small catalogue a module."""

from functools import lru_cache
from typing import Any

from babel.messages.pofile import read_po

from hushu.foundation.opened import opened_or_none
from hushu.foundation.places import LOCALE

DEFAULT = "zh_CN"


@lru_cache(maxsize=4)
def catalogue(locale: str) -> dict[str, str]:
    """All translations of a locale; English needs none, its ids are its words."""
    words: dict[str, str] = {}
    for file in sorted((LOCALE / locale).glob("*.po")):
        with file.open("rb") as stream:
            words.update({str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string})
    return words


def locale_here() -> str:
    """The language of the person who looks, Chinese where nobody is known."""
    opened = opened_or_none()
    return opened.locale if opened else DEFAULT


def translate(message: str, locale: str | None = None, **values: Any) -> str:
    """The message in the person's language, with its places filled."""
    text = catalogue(locale or locale_here()).get(message, message)
    return text % values if values else text


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks a message id for the catalogue without translating it yet."""
    return message
