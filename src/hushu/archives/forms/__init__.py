"""What may be typed about archives, by noun; routes import these names from here."""

from hushu.archives.forms.browsing import (
    BeginningForm,
    ClosingForm,
    FindFilters,
    VolumeFilters,
    VolumeForm,
)
from hushu.archives.forms.common import (
    Linked,
    ManyForm,
    NothingForm,
    PageQuery,
    Secrecy,
    Trigger,
    Year,
)
from hushu.archives.forms.intake import DropForm, FilingForm, HandinForm, LinesForm, TakingForm
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
    "AppraisalQuery", "BeginningForm", "ClassForm", "ClosingForm", "DrawUpForm", "DropForm", "FilingForm",
    "FindFilters", "HandinForm", "HoldForm", "HoldQuery", "LiftForm", "LinesForm", "Linked", "ManyForm",
    "NothingForm", "OpinionForm", "PageQuery", "Secrecy", "TakeOffForm", "TakingForm", "TermChangeForm", "TermForm",
    "Trigger", "VolumeFilters", "VolumeForm", "WitnessForm", "Year",
]  # fmt: skip
