"""A body is plain text with light structure: paragraphs and the four levels of headings of official papers (DOC-5)."""

import re
from typing import Literal

import msgspec

Level = Literal["one", "two", "three", "four", "plain", "present"]
LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("one", re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    ("two", re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")),
    ("four", re.compile(r"[（(]\d{1,3}[）)]")),
    ("three", re.compile(r"\d{1,3}[.．、](?!\d)")),
    ("present", re.compile(r"(?:出席|请假|列席)(?:人员)?[：:]")),
)
LED = frozenset({"one", "two"})
STOP = "。"
LONGEST_HEADING = 40
WIDE = str.maketrans("()", "（）")


class Part(msgspec.Struct, frozen=True):
    """One paragraph. lead: what of it is set as a heading; rest: the words that run on after it."""

    level: Level
    lead: str
    rest: str = ""


def parts(body: str) -> list[Part]:
    """The body paragraph by paragraph; empty lines fall out."""
    return [_part(line) for raw in body.split("\n") if (line := raw.strip(" \t\u3000"))]


def _part(line: str) -> Part:
    for level, begins in LEVELS:
        found = begins.match(line)
        if found is None:
            continue
        if level == "present":
            return Part(level, found.group().replace(":", "："), line[found.end() :])
        mark = found.group().translate(WIDE)
        if level == "three":
            mark = mark.replace("．", ".")
        return _headed(level, mark, line[found.end() :])
    return Part("plain", "", line)


def _headed(level: Level, mark: str, words: str) -> Part:
    """The first two levels are headings up to their full stop, or whole where they have none and are short."""
    if level not in LED:
        return Part(level, mark, words)
    head, stop, rest = words.partition(STOP)
    if not stop and len(words) > LONGEST_HEADING:
        return Part(level, mark, words)
    if stop and rest:
        return Part(level, mark + head + stop, rest)
    return Part(level, mark + words)
