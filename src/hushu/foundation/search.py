"""How a thing is found as people type it: Chinese, pinyin, initials; the text to keep beside it and the words asked for."""

import unicodedata
from collections.abc import Iterable

from hushu.foundation.pinyin import initials, letters, readings, syllables

LONGEST_QUESTION = 60
MOST_WORDS = 5
SHORTEST_DEEP = 3


def plain(text: str) -> str:
    """Half-width, lower case, without the apostrophes an input method leaves between syllables."""
    return unicodedata.normalize("NFKC", text).casefold().replace("'", "").strip()


def liked(text: str) -> str:
    """The text for a LIKE, its own signs meaning themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def terms(names: Iterable[str]) -> str:
    """Each name with every way to type it, one a line with a line break on both sides: a prefix follows a break."""
    found: dict[str, None] = {}
    for name in map(plain, names):
        for term in (name, *_typed(name), *map(plain, readings(name)), *map(plain, initials(name))):
            if term:
                found[term] = None
    return "\n" + "\n".join(found) + "\n"


def deep_text(text: str) -> str:
    """A longer text with its likeliest pinyin and initials, line by line."""
    lines = [line for line in plain(text).split("\n") if line]
    return "\n".join(way for line in lines for way in (line, *_typed(line)))


def _typed(text: str) -> tuple[str, str]:
    """Full pinyin and initials, each character in its usual reading."""
    return "".join(syllables(text)).replace(" ", ""), "".join(letters(text)).replace(" ", "")


def asked(question: str) -> list[str]:
    """The words of a question, at most five; all must be found."""
    return plain(question[:LONGEST_QUESTION]).split()[:MOST_WORDS]


def goes_deep(word: str) -> bool:
    """Whether a word is looked for inside longer texts: one or two letters would find nearly everything."""
    return not word.isascii() or len(word) >= SHORTEST_DEEP
