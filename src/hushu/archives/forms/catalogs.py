"""What may be typed about catalogs, packages and the year's report."""

from typing import Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile

from hushu.archives.forms.common import Linked, Year


class CatalogQuery(Linked):
    """Which catalog is looked at, and which part of it."""

    kind: Literal["general", "volumes", "items", "inside"] = "general"
    class_id: UUID | None = None
    year: Year | None = None
    volume: UUID | None = None
    after: UUID | None = None
    place: int = 0


class CatalogForm(msgspec.Struct):
    """A catalog on paper or as a spreadsheet."""

    kind: Literal["general", "volumes", "items", "inside"]
    output: Literal["pdf", "xlsx"]
    class_id: UUID | None = None
    year: Year | None = None
    volume: UUID | None = None


class YearQuery(msgspec.Struct):
    """Whose figures are looked at."""

    year: Year | None = None


class YearForm(msgspec.Struct):
    """A year's report on paper or as a spreadsheet."""

    year: Year
    output: Literal["pdf", "xlsx"]


class ExportForm(msgspec.Struct):
    """What is exported: a volume, a class with what is below it, or everything."""

    class_id: UUID | None = None
    volume: UUID | None = None


class BagForm(msgspec.Struct):
    """An exported package to be brought in."""

    file: UploadFile
