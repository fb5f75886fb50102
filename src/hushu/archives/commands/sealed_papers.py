"""A paper that went through its whole chain files itself, where the pack has a rule for its subject (ARCH-9)."""

from hushu.archives.commands.filing import Produced, file_produced, has_rule
from hushu.foundation import clock
from hushu.foundation.opened import here
from hushu.signing.events import PaperSealed
from hushu.signing.queries import paper_row


async def file_sealed(fact: PaperSealed) -> None:
    """Files the signed PDF. Subjects that file themselves, with more than the PDF, have no rule of their own name."""
    if not has_rule(fact.subject):
        return
    paper = await paper_row(fact.paper)
    dated = clock.local(paper.ended_at or clock.now()).date()
    await file_produced(
        Produced(
            rule=fact.subject, source="signing_paper", source_id=fact.paper, title=paper.title, dated=dated,
            author=here().property_name, files=(fact.file,),
        )
    )  # fmt: skip
