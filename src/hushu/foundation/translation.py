"""Words: English message ids in code and templates, Chinese from one small catalogue a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from babel.messages.pofile import read_po

from hushu.foundation.opened import opened_or_none
from hushu.foundation.places import LOCALE

DEFAULT = "zh_CN"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@lru_cache(maxsize=4)
def catalogue(locale: str) -> dict[str, str]:
    """All translations of a locale; English needs none, its ids are its words."""
    words: dict[str, str] = {}
    for file in sorted((LOCALE / locale).glob("*.po")):
        with file.open("rb") as stream:
            words.update({str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string})
    return words


def locale_here() -> str:
    """The language of the person who looks, Chinese where nobody is known; a language that is spoken on purpose goes first."""
    opened = opened_or_none()
    return _spoken.get() or (opened.locale if opened else DEFAULT)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Everything within is said in that language: a property's papers are Chinese whoever asks for them."""
    token = _spoken.set(locale)
    try:
        yield
    finally:
        _spoken.reset(token)


def translate(message: str, locale: str | None = None, **values: Any) -> str:
    """The message in the person's language, with its places filled."""
    text = catalogue(locale or locale_here()).get(message, message)
    return text % values if values else text


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks a message id for the catalogue without translating it yet."""
    return message
