"""What a text is found by: single Chinese characters, pairs of neighbours, and words in letters or digits (ARCH-10).

Any two to four Chinese characters that stand together in a text are found by it, because every pair of them is; the
same signs of a question and of a text give the same marks.
"""

import re
import unicodedata
from collections.abc import Iterable

RUNS = re.compile(r"[a-z0-9]+|[^\W\da-z_]+")
LONGEST_WORD = 24
MOST = 20_000  # marks of one item: a book of a thousand pages has fewer


def plain(text: str) -> str:
    """Half-width and lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def grams(texts: Iterable[str]) -> list[str]:
    """All marks of the texts, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for run in RUNS.findall(plain(text)):
            for mark in _marks(run):
                found[mark] = None
            if len(found) >= MOST:
                return list(found)[:MOST]
    return list(found)


def _marks(run: str) -> Iterable[str]:
    """A word of letters or digits with everything it begins with; of other writing each sign and each pair."""
    if run.isascii():
        return (run[:n] for n in range(1, min(len(run), LONGEST_WORD) + 1))
    return (*run, *(run[n : n + 2] for n in range(len(run) - 1)))


def wanted(question: str) -> list[str]:
    """The marks a question asks for, all of which must be there; the longest of each run say enough."""
    found: dict[str, None] = {}
    for run in RUNS.findall(plain(question[:60])):
        if run.isascii() or len(run) == 1:
            found[run[:LONGEST_WORD]] = None
        else:
            for n in range(len(run) - 1):
                found[run[n : n + 2]] = None
    return list(found)
