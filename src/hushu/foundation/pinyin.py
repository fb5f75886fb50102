"""Chinese names and words as people type them: full pinyin and initials, stored beside the text (DESK-4).

The library's phrase dictionary would cost every web worker 45 MiB; single characters with all their readings find more
(nobody knows which reading a colleague will type), and surnames with a reading of their own are listed here.
"""

import os
import sys

os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT

# 42,000 characters share 8,600 readings: each is kept once, which saves 2.6 MB.
PINYIN_DICT.update({sign: sys.intern(said) for sign, said in PINYIN_DICT.items()})
MOST_READINGS = 8
SURNAMES = {
    "单": "shan4", "曾": "zeng1", "解": "xie4", "仇": "qiu2", "区": "ou1", "查": "zha1", "朴": "piao2", "覃": "qin2",
    "任": "ren2", "盖": "ge3", "乐": "yue4", "缪": "miao4", "翟": "zhai2", "种": "chong2", "繁": "po2", "尉": "wei4",
    "折": "she2", "宓": "fu2", "召": "shao4", "员": "yun4", "黑": "he4", "秘": "bi4", "冼": "xian3", "祭": "zhai4",
}  # fmt: skip


def sort_key(text: str) -> str:
    """By what a list of names is sorted: its pinyin, then itself."""
    toned = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    if text[:1] in SURNAMES:
        toned[0] = SURNAMES[text[0]]
    return f"{' '.join(toned).lower()} {text}"


def syllables(text: str) -> list[str]:
    """Each character's usual reading without its tone; what is not Chinese stays together as it is."""
    return lazy_pinyin(text)


def letters(text: str) -> list[str]:
    """The same, each reading by its first letter."""
    return lazy_pinyin(text, style=Style.FIRST_LETTER)


def readings(text: str) -> list[str]:
    """The text's pinyin without tones and blanks: as usual, then with one character read otherwise (at most eight)."""
    return _varied(text, Style.NORMAL)


def initials(text: str) -> list[str]:
    """The first letters, each reading: `找人` is `zr`."""
    return _varied(text, Style.FIRST_LETTER)


def _varied(text: str, style: Style) -> list[str]:
    options = [list(dict.fromkeys(part)) for part in pinyin(text, style=style, heteronym=True)]
    usual = [option[0] for option in options]
    found = ["".join(usual).lower()]
    for place, option in enumerate(options):
        for other in option[1:]:
            word = "".join([*usual[:place], other, *usual[place + 1 :]]).lower()
            if word not in found and len(found) < MOST_READINGS:
                found.append(word)
    return found
