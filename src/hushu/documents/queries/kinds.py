"""Kinds of the open property's pack, and how the office names itself."""

import msgspec

from hushu.documents.rules.kinds import Kind, Pack, default_org
from hushu.foundation import packs
from hushu.foundation.opened import here, setting
from hushu.foundation.refusals import NotHere

INCOMING = "incoming"


class Office(msgspec.Struct, frozen=True):
    """body: the issuing body in the red head. org: its word in the numbers."""

    body: str
    org: str


def kinds() -> dict[str, Kind]:
    """Every kind by its key, in the pack's order."""
    return {kind.key: kind for kind in packs.part(here().kind, "documents", Pack).kind}


def drafted() -> dict[str, Kind]:
    """The kinds that people draft."""
    return {key: kind for key, kind in kinds().items() if kind.direction != INCOMING}


def kind_of(key: str) -> Kind:
    """One kind. Raises NotHere."""
    found = kinds().get(key)
    if found is None:
        raise NotHere
    return found


def office() -> Office:
    """Who issues: the property's own words, or what follows from its name."""
    name = here().property_name
    return Office(
        body=setting("document_body") or name, org=setting("document_org") or default_org(name)
    )
