"""What may be typed at sign-up and in the company's console."""

from typing import Literal

import msgspec

from hushu.foundation.forms import Filled, Line, Name
from hushu.signup.commands import PropertyFacts

Kind = Literal["office_tower", "residential", "mixed"]


class PropertyForm(msgspec.Struct, kw_only=True):
    """A property as it introduces itself (TEN-1); `suggested_*` is what the page had filled in by itself."""

    property_name: Name
    kind: Kind
    slug: Line = ""
    address: Line = ""
    hotline: Line = ""
    desk_opens: Line = ""
    desk_closes: Line = ""
    bus_lines: Line = ""
    metro_lines: Line = ""
    directions: Line = ""
    time_zone: Line = "Asia/Shanghai"
    phone: Line = ""
    suggested_slug: Line = ""

    def facts(self) -> PropertyFacts:
        """The same for the command."""
        return PropertyFacts(
            slug=self.slug, name=self.property_name, kind=self.kind, address=self.address, hotline=self.hotline,
            bus_lines=self.bus_lines, metro_lines=self.metro_lines, directions=self.directions,
            desk_opens=self.desk_opens, desk_closes=self.desk_closes, time_zone=self.time_zone or "Asia/Shanghai",
        )  # fmt: skip


class SignUpForm(PropertyForm, kw_only=True):
    """A company with its administrator and its first property, in one form (TEN-2)."""

    company: Name
    name: Name
    phone: Filled
    username: Line = ""
    password: Filled
    suggested_username: Line = ""


class NameQuery(msgspec.Struct):
    """What the page asks when a short name is to be suggested."""

    company: Line = ""
    property_name: Line = ""
    username: Line = ""
    slug: Line = ""
    suggested_username: Line = ""
    suggested_slug: Line = ""


class HeadquartersForm(msgspec.Struct):
    """A new account of headquarters: the part of its user name after the company's."""

    name: Name
    username: Filled


class AccessForm(msgspec.Struct):
    """Whom a property lets read, by exact user name."""

    username: Filled
