"""Chinese names and words as people type them: full pinyin and initials, stored beside the text (DESK-4)."""

from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

MOST_READINGS = 8


def sort_key(text: str) -> str:
    """By what a list of names is sorted: its pinyin, then itself."""
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).lower() + " " + text


def readings(text: str) -> list[str]:
    """The text's pinyin without tones and without blanks, each reading of ambiguous characters (at most eight)."""
    return _combined(text, Style.NORMAL)


def initials(text: str) -> list[str]:
    """The first letters, each reading: `找人` is `zr`."""
    return _combined(text, Style.FIRST_LETTER)


def _combined(text: str, style: Style) -> list[str]:
    options = [list(dict.fromkeys(part)) for part in pinyin(text, style=style, heteronym=True)]
    found: list[str] = []
    for combination in product(*options):
        word = "".join(combination).lower()
        if word not in found:
            found.append(word)
        if len(found) == MOST_READINGS:
            break
    return found
