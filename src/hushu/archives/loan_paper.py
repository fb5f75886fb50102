"""A loan as a subject of signing chains, and as the slip that both sign at the counter (ARCH-31, ARCH-32)."""

from uuid import UUID

from hushu.archives.queries.loans import Loan, loan, papers
from hushu.archives.rules.words import CONDITIONS, ID_KINDS, LOAN_KINDS, WAYS
from hushu.foundation import files, qr
from hushu.foundation.filters import long_date, masked
from hushu.foundation.papers import Printed
from hushu.foundation.translation import N_, translate
from hushu.signing.subjects import Attachment, PaperContent, Section, Subject

FEWEST_ROWS = 8


def facts(found: Loan) -> list[tuple[str, str]]:
    """What a signer has to know; the number of an identity paper stays masked (PPL-8)."""
    said = [
        (N_("Loan number"), found.number),
        (N_("Borrower"), f"{found.borrower_name}（{found.borrower_post}）"),
        (N_("Lent for whom"), translate(LOAN_KINDS[found.kind])),
        (N_("Name of the visitor"), found.visitor),
        (N_("Organisation outside"), found.organisation),
        (N_("Number of the letter"), found.letter_no),
        (N_("Identity paper"), _identity(found)),
        (N_("Volume"), f"{found.volume_number} {found.volume_title}"),
        (N_("How"), translate(WAYS[found.way])),
        (N_("What it is for"), found.purpose),
        (N_("Day of return"), long_date(found.due_on)),
    ]
    return [(translate(label), value) for label, value in said if value]


def _identity(found: Loan) -> str:
    return f"{translate(ID_KINDS[found.id_kind])} {masked(found.id_no)}" if found.id_kind else ""


async def paper(loan_id: UUID) -> PaperContent:
    """The request as it is signed: for whom, what for, until when, and every paper. Raises NotHere."""
    found = await loan(loan_id)
    lines = "\n".join(f"{one.number}　{one.title}" for one in await papers(loan_id))
    letter = await files.facts(found.letter) if found.letter else None
    return PaperContent(
        title=translate(N_("Borrow from the archives: %(number)s"), number=found.number),
        sections=(
            Section(facts=tuple(facts(found))),
            Section(heading=translate(N_("Papers")), text=lines),
        ),
        attachments=(Attachment(letter.name, letter.sha256),) if letter else (),
    )


def href(loan_id: UUID) -> str:
    """Where the loan is shown."""
    return f"/archives/loans/{loan_id}"


async def slip(loan_id: str) -> Printed:
    """The maker of the printed slip: what was counted out and back, by whom, with lines for a hand where a visitor signs."""
    found = await loan(UUID(loan_id))
    rows = await papers(found.id)
    context = {
        "loan": found, "facts": facts(found), "papers": rows, "conditions": CONDITIONS, "blank": max(0, FEWEST_ROWS - len(rows)),
        "out": next((one for one in rows if one.out_at), None),
        "back": next((one for one in reversed(rows) if one.back_from), None),
        "record_no": found.number, "record_qr": qr.page(href(found.id)),
    }  # fmt: skip
    return Printed("archives/print/loan_slip.html", context, name=found.number)


LOAN = Subject(key="archive_loan", title=N_("Loan of papers"), href=href, paper=paper)
