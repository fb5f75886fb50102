"""How close somebody's own words come to those in force (DESK-7): the same thing may be said in another order."""

import re

from hushu.scripts.rules.variables import PLACE
from hushu.scripts.rules.words import Words

CLOSE = 60  # per cent of the pairs of characters; from here on it counts as said
FORBIDDEN = 0.8
UNSPOKEN = re.compile(r"[\W_]+")


def closeness(answer: str, words: Words) -> int:
    """Per cent of what is to be said that the answer says, by pairs of characters; variables do not count."""
    wanted = set().union(*(_pairs(part) for part in PLACE.split(words.say)[::2]))
    return round(100 * len(wanted & _pairs(answer)) / len(wanted)) if wanted else 100


def forbidden(answer: str, words: Words) -> list[str]:
    """What must never be said and yet was, nearly to the word."""
    said = _pairs(answer)
    return [
        line
        for line in words.never
        if (pairs := _pairs(line)) and len(pairs & said) >= FORBIDDEN * len(pairs)
    ]


def _pairs(text: str) -> set[str]:
    plain = UNSPOKEN.sub("", text).casefold()
    return {plain[n : n + 2] for n in range(len(plain) - 1)}
