"""What signers of a script see and sign: its whole wording, in the order a person reads it, variables by their names."""

from hushu.foundation.translation import N_, translate
from hushu.scripts.rules.variables import named
from hushu.scripts.rules.words import CHANNELS, SITUATIONS, STEPS, Step, Words

LANGUAGE = "zh_CN"


def title_of(words: Words, *, ends: bool) -> str:
    """The paper's title in the language scripts are spoken in."""
    sentence = (
        N_("Take the script “%(title)s” out of use")
        if ends
        else N_("Put the script “%(title)s” in force")
    )
    return translate(sentence, LANGUAGE, title=named(words.title, LANGUAGE))


def parts_of(words: Words) -> list[tuple[str, str]]:
    """Heading and text of each part that is there: the signature covers every word."""
    parts = (
        (N_("Words to say"), words.say),
        (N_("Never say"), "\n".join(words.never)),
        (N_("Write down"), "\n".join(words.write_down)),
        (N_("What to do next"), "\n".join(words.next_steps)),
        (N_("Guided call"), "\n".join(_line(n, step) for n, step in enumerate(words.flow, 1))),
    )
    return [
        (translate(heading, LANGUAGE), named(text, LANGUAGE)) for heading, text in parts if text
    ]


def facts_of(words: Words, number: int) -> list[tuple[str, str]]:
    """Label and value of what stands above the words."""
    pairs = (
        (N_("Situation"), translate(SITUATIONS[words.situation], LANGUAGE)),
        (N_("Where"), translate(CHANNELS[words.channel], LANGUAGE)),
        (N_("Other names"), "、".join(words.aliases)),
        (N_("Version"), str(number)),
    )
    return [(translate(label, LANGUAGE), value) for label, value in pairs if value]


def _line(number: int, step: Step) -> str:
    hint = f"（{step.hint}）" if step.hint else ""
    return f"{number}. {translate(STEPS[step.step], LANGUAGE)}：{step.say}{hint}"
