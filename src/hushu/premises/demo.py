"""The demo's households, by the same deed as an import."""

import csv

from hushu.foundation.places import TENANTS
from hushu.premises.commands import HouseholdLine, lay
from hushu.premises.rules import KIND_WORDS, phone_key


async def fill(slug: str) -> None:
    """Lays `tenants/demo/units_<slug>.csv` into the open demo property."""
    file = TENANTS / "demo" / f"units_{slug}.csv"
    if not file.is_file():
        return
    with file.open(encoding="utf-8-sig", newline="") as stream:
        await lay(
            [
                HouseholdLine(
                    building=row["楼栋"], floor=row["楼层"], label=row["房号"], name=row["户名"], contact=row["联系人"],
                    phone=phone_key(row["电话"]), kind=KIND_WORDS[row["类型"]], key_account=row["重点户"] == "是",
                )
                for row in csv.DictReader(stream)
            ]
        )  # fmt: skip
