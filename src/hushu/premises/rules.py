"""What is decided about premises without a database: how rooms and people are found by what is typed."""

import re
import unicodedata

import msgspec

from hushu.foundation.pinyin import initials, readings
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.people.rules import phone_number

# How a unit is used, with what people write for it in their own lists.
KINDS = {
    "tenant_company": N_("Tenant company"),
    "owner": N_("Owner, in own use"),
    "resident": N_("Let to residents"),
    "shop": N_("Shop"),
    "vacant": N_("Vacant"),
}
KIND_WORDS = {
    "租户": "tenant_company", "租户公司": "tenant_company", "租赁企业": "tenant_company", "企业": "tenant_company",
    "自住": "owner", "业主": "owner", "自用": "owner", "自用业主": "owner", "业主自住": "owner", "业主自用": "owner",
    "出租": "resident", "租客": "resident", "住户": "resident", "商铺": "shop", "店铺": "shop", "底商": "shop",
    "空置": "vacant", "空房": "vacant", "未入住": "vacant",
}  # fmt: skip
PHONE_MARKS = re.compile(r"[\s\-()（）]")


class Told(msgspec.Struct, frozen=True):
    """What a list of households tells of each."""

    name: str
    contact: str
    phone: str
    kind: str
    key_account: bool
    key_reason: str
    minding: str


class HouseholdFacts(Told, frozen=True):
    """What is known of a household and may be changed on its page."""

    arrears: bool


def unit_code(label: str) -> str:
    """A room as anybody types it, letters and digits only: `01－0302`, `01-0302` and `010302` are one."""
    folded = unicodedata.normalize("NFKC", label).upper()
    return "".join(sign for sign in folded if sign.isalnum())


def phone_key(text: str) -> str:
    """A phone as it is stored, from whatever the telephone shows; digits as typed where it is no known shape."""
    try:
        return phone_number(text)
    except Refused:
        return PHONE_MARKS.sub("", text)


def wanted(typed: str) -> str:
    """What is looked for: width and case folded, without inner blanks."""
    return "".join(unicodedata.normalize("NFKC", typed).lower().split())


def unit_search(building: str, label: str) -> str:
    """What finds a unit: room with building, without dashes, and its last part without leading zeros."""
    last = re.split(r"[-－—]", label)[-1]
    ways = (
        wanted(building + label),
        wanted(label),
        unit_code(label).lower(),
        last.lower(),
        last.lstrip("0").lower(),
    )
    return _joined(ways)


def household_search(name: str, contact: str, phone: str) -> str:
    """What finds a household: its names, their pinyin and initials, the phone's last four digits (never all of it)."""
    ways: list[str] = []
    for text in dict.fromkeys((name, contact)):
        if text:
            ways += [wanted(text), *map(wanted, initials(text)), *map(wanted, readings(text))]
    return _joined((*ways, phone[-4:] if len(phone) >= 7 else ""))


def natural_key(*parts: str) -> str:
    """Sorts `2号楼` before `10号楼`: every number is filled up to eight digits."""
    text = " ".join(unicodedata.normalize("NFKC", part) for part in parts)
    return re.sub(r"\d+", lambda found: found[0].zfill(8), text)


def _joined(ways: tuple[str, ...]) -> str:
    """Each way once, a blank before each, so that what begins a word can be told from what is inside it."""
    return "".join(f" {way}" for way in dict.fromkeys(ways) if way)
