"""Destruction lists as a subject of signing chains: what the signers see is the whole list (ARCH-43)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.queries.lists import Frozen
from hushu.archives.rules.words import SECRECY
from hushu.foundation.opened import here
from hushu.foundation.translation import N_, translate
from hushu.signing.subjects import PaperContent, Section, Subject

SECRET_NOTE = N_(
    "Titles of secret papers stand on the list's own page only, for those who may know of them; they are signed by the hash."
)


async def paper(list_id: UUID) -> PaperContent:
    """The list as it is signed; titles of secret papers stay where they may be known. Raises NotHere."""
    found = await queries.destruction_list(list_id)
    rows = await queries.frozen_rows(list_id)
    facts = (
        (translate(N_("List number")), found.number),
        (translate(N_("Fonds")), here().property_name),
        (translate(N_("Quantity of papers")), str(len(rows))),
        (translate(N_("Pages of it")), str(sum(row.pages for row in rows))),
        ("SHA-256", found.content_hash),
    )
    lines = "\n".join(_line(row, secret=found.secret) for row in rows)
    text = f"{translate(SECRET_NOTE)}\n{lines}" if found.secret else lines
    return PaperContent(
        title=translate(N_("Destruction list")),
        sections=(
            Section(facts=facts),
            Section(heading=translate(N_("Items on the list")), text=text),
        ),
    )


def _line(row: Frozen, *, secret: bool) -> str:
    said = [
        f"{row.place}.", row.number, "" if secret else row.title, str(row.year), row.term,
        translate(N_("kept %(n)s years"), n=row.kept), translate(N_("%(n)s pages"), n=row.pages), translate(SECRECY[row.secrecy]),
        row.remark,
    ]  # fmt: skip
    return "　".join(filter(None, said))


def href(list_id: UUID) -> str:
    """Where the list is shown."""
    return f"/archives/lists/{list_id}"


DESTRUCTION = Subject(key="destruction", title=N_("Destruction list"), href=href, paper=paper)
