"""What may be asked for on paper, and a table that comes in."""

from typing import Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile

from hushu.foundation.forms import MonthForm

Output = Literal["a3", "a4", "xlsx"]


class PaperForm(msgspec.Struct):
    """A sheet for the printer, or a table for a spreadsheet."""

    output: Output


class AttendancePaperForm(MonthForm, kw_only=True):
    """Of which month."""

    output: Output = "a4"


class PostPaperForm(msgspec.Struct):
    """Of which post; of all where none is said."""

    team: UUID | None = None


class TableForm(msgspec.Struct):
    """A table that comes in."""

    file: UploadFile
