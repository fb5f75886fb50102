"""What may be typed about archives, by noun; routes import these names from here."""

from hushu.archives.forms.browsing import (
    BeginningForm,
    ClosingForm,
    FindFilters,
    HouseholdQuery,
    VolumeFilters,
    VolumeForm,
)
from hushu.archives.forms.catalogs import (
    BagForm,
    CatalogForm,
    CatalogQuery,
    ExportForm,
    YearForm,
    YearQuery,
)
from hushu.archives.forms.common import (
    Linked,
    ManyForm,
    PageQuery,
    Secrecy,
    Trigger,
    Year,
)
from hushu.archives.forms.intake import DropForm, FilingForm, HandinForm, LinesForm, TakingForm
from hushu.archives.forms.places import (
    BoxForm,
    LabelForm,
    MatterFilters,
    MatterForm,
    MoveForm,
    OutcomeForm,
    PinForm,
    PlaceChangeForm,
    PlaceForm,
    ReasonForm,
    ScanForm,
    SealForm,
    ShiftForm,
    SigningForm,
    SpotQuery,
    StandForm,
    TickForm,
)
from hushu.archives.forms.retention import (
    AppraisalQuery,
    ClassForm,
    DrawUpForm,
    HoldForm,
    HoldQuery,
    LiftForm,
    OpinionForm,
    TakeOffForm,
    TermChangeForm,
    TermForm,
    WitnessForm,
)

__all__ = [
    "AppraisalQuery", "BagForm", "BeginningForm", "BoxForm", "CatalogForm", "CatalogQuery", "ClassForm",
    "ClosingForm", "DrawUpForm", "DropForm", "ExportForm", "FilingForm", "FindFilters", "HandinForm", "HoldForm",
    "HoldQuery", "HouseholdQuery", "LabelForm", "LiftForm", "LinesForm", "Linked", "ManyForm", "MatterFilters",
    "MatterForm", "MoveForm", "OpinionForm", "OutcomeForm", "PageQuery", "PinForm",
    "PlaceChangeForm", "PlaceForm", "ReasonForm", "ScanForm", "SealForm", "Secrecy", "ShiftForm", "SigningForm",
    "SpotQuery", "StandForm", "TakeOffForm", "TakingForm", "TermChangeForm", "TermForm", "TickForm", "Trigger",
    "VolumeFilters", "VolumeForm", "WitnessForm", "Year", "YearForm", "YearQuery",
]  # fmt: skip
