"""What may be typed about volumes and the browser's filters."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from hushu.archives.forms.common import Linked, Secrecy, Trigger, Year
from hushu.foundation.forms import Filled, Line, Words


class FindFilters(Linked):
    """What the archive browser looks for."""

    q: Line = ""
    class_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    state: Literal["", "kept", "destroyed"] = ""
    organisation: Line = ""
    unit: UUID | None = None
    after: UUID | None = None


class VolumeFilters(Linked):
    """What the list of volumes is narrowed to."""

    class_id: UUID | None = None
    year: Year | None = None
    state: Literal["", "open", "closed", "destroyed"] = ""
    q: Line = ""
    household: UUID | None = None
    after: UUID | None = None


class HouseholdQuery(msgspec.Struct):
    """Whose file it is to be: a room or a name, as typed so far."""

    household_q: Line = ""


class VolumeForm(msgspec.Struct):
    """A new volume; an empty term, trigger or secrecy follows the class. household_q: what the household was looked for by."""

    class_id: UUID
    year: Year
    title: Filled
    term: Line = ""
    trigger: Trigger | Literal[""] = ""
    secrecy: Secrecy | None = None
    organisation: Line = ""
    department: Line = ""
    person: UUID | None = None
    household: UUID | None = None
    household_q: Line = ""
    follows: UUID | None = None
    replaces: UUID | None = None


class ClosingForm(msgspec.Struct):
    """The note with which a volume is closed."""

    edition: int
    note: Words = ""
    checked_by: UUID | None = None


class BeginningForm(msgspec.Struct):
    """The day on which what starts the terms happened."""

    on: date
