"""How the office names itself on its papers (DOC-4)."""

import msgspec

from hushu.documents.rules.kinds import org_word
from hushu.foundation import database
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

KEEP = "select change_property(to_jsonb(p), $1::jsonb) from property_facts() p"


async def name_office(body: str, org: str) -> None:
    """The issuing body in the red head, and its word in the numbers; from the next issue on. Raises Refused."""
    if not body:
        raise Refused("body", N_("Please fill this in."))
    figures = {"document_body": body, "document_org": org_word(org)}
    await database.value(KEEP, msgspec.json.encode(figures).decode())
