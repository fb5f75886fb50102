"""Text into lines of a column's width: Chinese breaks anywhere, a word or number only when it is longer than a line."""

from hushu.foundation.registers.faces import Face
from hushu.foundation.ruled import CLOSING

OPENING = frozenset("（《「『“‘〔【([{")


def wrapped(face: Face, words: str, most: float) -> list[tuple[str, int]]:
    """Lines as coded glyphs with their widths, at most `most` thousandths wide; a closing sign may hang over."""
    lines: list[tuple[str, int]] = []
    for paragraph in words.split("\n"):
        lines += _paragraph(face, paragraph.replace("\t", " "), most)
    return lines


def _paragraph(face: Face, words: str, most: float) -> list[tuple[str, int]]:
    signs = [face.sign(sign) for sign in words]
    if sum(width for _, width in signs) <= most:
        return [_line(signs)]
    lines, begin, used, at = [], 0, 0, 0
    while at < len(words):
        width = signs[at][1]
        if used + width > most and at > begin and words[at] not in CLOSING:
            at = _break(words, begin, at)
            lines.append(_line(signs[begin:at]))
            begin, used = at, 0
            continue
        used += width
        at += 1
    return [*lines, _line(signs[begin:])]


def _line(signs: list[tuple[str, int]]) -> tuple[str, int]:
    return "".join([code for code, _ in signs]), sum([width for _, width in signs])


def _break(words: str, begin: int, at: int) -> int:
    """Where the line ends: before the word that does not fit, or within it when the line holds nothing else."""
    place = at
    while place > begin and (
        (_word(words[place]) and _word(words[place - 1])) or words[place - 1] in OPENING
    ):
        place -= 1
    return place if place > begin else at


def _word(sign: str) -> bool:
    return sign.isascii() and not sign.isspace() and sign not in "-/"
