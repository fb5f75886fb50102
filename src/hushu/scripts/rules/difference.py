"""How two wordings differ, word by word: Chinese by character, Latin and variables whole (DESK-3, TEN-3)."""

import re
from difflib import Match, SequenceMatcher

import msgspec

from hushu.foundation.translation import N_
from hushu.scripts.rules.words import Words

TOKEN = re.compile(r"\{\w+\}|[A-Za-z0-9]+|\s|.", re.DOTALL)
SHORTEST_SAME = 3
PARTS = {
    "title": N_("Title"),
    "situation": N_("Situation"),
    "channel": N_("Where"),
    "aliases": N_("Other names"),
    "say": N_("Words to say"),
    "never": N_("Never say"),
    "write_down": N_("Write down"),
    "next_steps": N_("What to do next"),
    "flow": N_("Guided call"),
}


class Stretch(msgspec.Struct, frozen=True):
    """Part of a text: `same`, `gone` or `new`."""

    kind: str
    text: str


class Change(msgspec.Struct, frozen=True):
    """A part of the script that differs."""

    part: str
    label: str
    stretches: list[Stretch]


def between(old: str, new: str) -> list[Stretch]:
    """The stretches that lead from the old text to the new one, in reading order."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    blocks = _worth_keeping(matcher.get_matching_blocks(), len(before), len(after))
    found: list[Stretch] = []
    a = b = 0
    for block in blocks:
        _add(found, "gone", before[a : block.a])
        _add(found, "new", after[b : block.b])
        a, b = block.a + block.size, block.b + block.size
        _add(found, "same", before[block.a : a])
    return found


def _worth_keeping(blocks: list[Match], old: int, new: int) -> list[Match]:
    """What stayed; a stray character or two between changes only makes them hard to read."""
    return [
        block
        for block in blocks
        if block.size >= SHORTEST_SAME
        or (block.a == 0 and block.b == 0)
        or (block.a + block.size == old and block.b + block.size == new)
    ]


def _add(found: list[Stretch], kind: str, tokens: list[str]) -> None:
    if tokens:
        found.append(Stretch(kind, "".join(tokens)))


def changes(old: Words, new: Words) -> list[Change]:
    """Every part that differs between two wordings, in the order a person reads a script."""
    return [
        Change(part, label, between(before, after))
        for part, label in PARTS.items()
        if (before := _text(old, part)) != (after := _text(new, part))
    ]


def _text(words: Words, part: str) -> str:
    if part == "flow":
        return "\n".join(_step(words, number) for number in range(len(words.flow)))
    value = getattr(words, part)
    return value if isinstance(value, str) else "\n".join(value)


def _step(words: Words, number: int) -> str:
    step = words.flow[number]
    tail = "".join(f" · {text}" for text in (step.hint, step.field and f"→ {step.field}") if text)
    return f"{number + 1}. {step.say}{tail}"
