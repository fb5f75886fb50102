"""Scripts as a subject of signing chains: what the signers see is the whole wording."""

from uuid import UUID

from hushu.foundation.translation import N_
from hushu.scripts.queries import version
from hushu.scripts.rules.paper import facts_of, parts_of, title_of
from hushu.signing.subjects import PaperContent, Section, Subject


async def paper(version_id: UUID) -> PaperContent:
    """The wording as it is signed. Raises NotHere."""
    found = await version(version_id)
    facts = Section(facts=tuple(facts_of(found.words, found.number)))
    parts = (Section(heading=heading, text=text) for heading, text in parts_of(found.words))
    return PaperContent(title=title_of(found.words, ends=found.ends), sections=(facts, *parts))


def href(version_id: UUID) -> str:
    """Where the wording is shown."""
    return f"/scripts/versions/{version_id}"


SCRIPT = Subject(key="script", title=N_("Script"), href=href, paper=paper)
