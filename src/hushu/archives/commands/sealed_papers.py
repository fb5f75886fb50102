"""A paper that went through its whole chain files itself, where the pack has a rule for its subject (ARCH-9, ARCH-44)."""

from hushu.archives.commands.filing import Produced, file_produced, has_rule
from hushu.archives.events import ItemsDestroyed
from hushu.foundation import clock
from hushu.foundation.files import erase
from hushu.foundation.opened import here
from hushu.signing.commands import erase_words
from hushu.signing.events import PaperSealed
from hushu.signing.queries import paper_row

SOURCE = "signing_paper"


async def file_sealed(fact: PaperSealed) -> None:
    """Files the signed PDF of a subject with a rule `signed.<subject>`; others file themselves, with more than the PDF."""
    rule = f"signed.{fact.subject}"
    if not has_rule(rule):
        return
    paper = await paper_row(fact.paper)
    dated = clock.local(paper.ended_at or clock.now()).date()
    await file_produced(
        Produced(
            rule=rule, source=SOURCE, source_id=fact.paper, title=paper.title, dated=dated,
            author=here().property_name, files=(fact.file,),
        )
    )  # fmt: skip


async def erase_signed(fact: ItemsDestroyed) -> None:
    """The signed PDF goes with the item that was filed from it, and its words; who signed and when stays proven."""
    for paper_id in (one for source, one in fact.sources if source == SOURCE):
        file = (await paper_row(paper_id)).file
        if file is not None:
            await erase(file)
            await erase_words(paper_id)
