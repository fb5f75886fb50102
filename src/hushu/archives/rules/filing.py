"""What may be filed where, and how volumes and items are numbered (ARCH-3, ARCH-5, ARCH-7)."""

from collections.abc import Sequence
from datetime import date

import msgspec

from hushu.archives.rules.words import SECRET
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

INK_REFUSED = N_(
    "This class does not take papers in that ink. Have it written anew or printed, then file it."
)
COPY_REFUSED = N_(
    "This class takes originals only. File the original, or choose a class that takes copies."
)
SECRET_REFUSED = N_("A secret paper goes into a secret volume. Open one in this class first.")
MEDIUM_REFUSED = N_("This class is kept in another form. Choose the form that its rule names.")


class ClassRule(msgspec.Struct, frozen=True):
    """What a class asks of its papers."""

    medium: str
    originals_only: bool
    inks: tuple[str, ...]


def check(rule: ClassRule, *, original: bool, medium: str, ink: str) -> None:
    """Whether the class takes the paper. Raises Refused at the field that breaks its rule."""
    if rule.originals_only and not original:
        raise Refused("original", COPY_REFUSED)
    if rule.medium == "electronic" and medium == "paper":
        raise Refused("medium", MEDIUM_REFUSED)
    if medium != "electronic" and rule.inks and ink and ink not in rule.inks:
        raise Refused("ink", INK_REFUSED)


def check_level(item: int, volume: int) -> None:
    """An item is as secret as its volume: secret ones apart, so that a count tells nothing. Raises Refused at `secrecy`."""
    if (item == SECRET) != (volume == SECRET):
        raise Refused("secrecy", SECRET_REFUSED)


def volume_number(
    fonds: str, code: str, year: int, term_code: str, no: int, *, secret: bool
) -> str:
    """`DW-WY01·2026-D10-0003`; secret volumes count apart, with an M before their number (DA/T 22)."""
    head = f"{fonds}-{code}" if fonds else code
    return f"{head}·{year}-{term_code}-{'M' if secret else ''}{no:04}"


def item_number(volume: str, no: int) -> str:
    """The volume's number and the item's own place in it."""
    return f"{volume}-{no:03}"


def span(days: Sequence[date]) -> tuple[date | None, date | None]:
    """First and last of some days."""
    return (min(days), max(days)) if days else (None, None)
