"""What several forms of archives share."""

from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from msgspec import Meta

Year = Annotated[int, Meta(ge=1900, le=2200)]
Secrecy = Annotated[int, Meta(ge=0, le=2)]
Trigger = Literal[
    "filing", "volume_closed", "accounting_year", "contract_end", "permit_done", "case_closed", "moved_out", "person_left",
    "superseded",
]  # fmt: skip


class Linked(msgspec.Struct):
    """Filters that can be said as a URL again."""

    def link(self, **changed: str) -> str:
        """The filters as a query beginning with `?`, with these changed; a place to go on from only when asked for."""
        said = {
            k: v
            for k, v in msgspec.to_builtins(self).items()
            if v not in (None, "") and k != "after"
        }
        return "?" + urlencode({k: v for k, v in (said | changed).items() if v != ""})


class PageQuery(msgspec.Struct):
    """Where a volume's list goes on."""

    after: int = 0


class ManyForm(msgspec.Struct):
    """Several of a list, ticked."""

    ids: list[UUID]
