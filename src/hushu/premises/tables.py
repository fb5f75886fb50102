"""Buildings, units and households."""

from piccolo.columns import UUID, Boolean, Date, Text

from hushu.foundation.tables import PropertyTable


class Building(PropertyTable, tablename="building"):
    """A tower or a block, by its number or letter."""

    name = Text()
    sort_key = Text()


class Unit(PropertyTable, tablename="unit"):
    """A room or a flat; `code` is its label's letters and digits only."""

    building = UUID()
    label = Text()
    floor = Text(default="")
    code = Text()
    search = Text()
    sort_key = Text()


class Household(PropertyTable, tablename="household"):
    """Who lives or works in a unit, from a day until a day; `minding` is what to mind when they call."""

    unit = UUID()
    name = Text()
    contact = Text(default="")
    phone = Text(default="")
    kind = Text()
    key_account = Boolean(default=False)
    key_reason = Text(default="")
    minding = Text(default="")
    arrears = Boolean(default=False)
    since = Date(null=True, default=None)
    until = Date(null=True, default=None)
    search = Text()
