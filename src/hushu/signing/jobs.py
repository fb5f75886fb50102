"""What the queue starts: the signed PDF of an agreed paper, and reminders (SIGN-4, SIGN-5)."""

from datetime import datetime, timedelta
from uuid import UUID

from hushu.foundation import clock, outbox
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.signing.commands.stamps import keep_signed
from hushu.signing.printing import signed_pdf
from hushu.signing.queries import PaperRow, paper_row, staff
from hushu.signing.rules import Step, settle

TITLES = {
    "arrived": N_("To sign: %(paper)s"),
    "half": N_("Half the time has gone: %(paper)s"),
    "due": N_("To be signed by now: %(paper)s"),
    "overdue": N_("Overdue for signature: %(paper)s"),
    "urged": N_("The drafter asks you to sign: %(paper)s"),
}
DRAFTER_TITLE = N_("Your paper is held up: %(paper)s")


async def make_paper(paper: str) -> None:
    """Prints and signs an agreed paper once; a second run finds the file and does nothing."""
    row = await paper_row(UUID(paper))
    if row.file is not None or row.state != "agreed":
        return
    pdf, stamped = await signed_pdf(row.id)
    await keep_signed(row.id, f"{row.title}.pdf", pdf, stamped=stamped)


async def remind(paper: str, step: int, opened: str, kind: str, person: str = "") -> None:
    """Tells those a step waits for, if it still does; overdue ones every day, and the drafter too."""
    row = await paper_row(UUID(paper))
    people = await staff()
    chain, _ = settle(row.chain, people, clock.now())
    found = next((s for s in chain.open if s.key == step), None)
    if (
        found is None
        or found.opened_at is None
        or found.opened_at != datetime.fromisoformat(opened)
    ):
        return
    deputies = row.standing_in
    for seat in found.seats:
        if seat.state == "waiting" and person in ("", str(seat.person)):
            for reader in {seat.person, deputies.get(seat.person, seat.person)}:
                await _tell(reader, kind, TITLES[kind], row, found)
    if kind in {"due", "overdue"}:
        await _follow(row, found, kind)


async def _tell(reader: UUID, kind: str, title: str, row: PaperRow, step: Step) -> None:
    await notify(
        reader,
        f"signing.{kind}",
        title,
        link=at(f"/signing/{row.id}"),
        due=step.due_at,
        paper=row.title,
    )


async def _follow(row: PaperRow, step: Step, kind: str) -> None:
    """The next daily reminder; the drafter hears of each overdue day."""
    if kind == "overdue":
        await _tell(row.drafter, "held_up", DRAFTER_TITLE, row, step)
    day = timedelta(days=1)
    late = clock.now() - (step.due_at or clock.now())
    due = (step.due_at or clock.now()) + (late // day + 1) * day
    opened = step.opened_at.isoformat() if step.opened_at else ""
    mark = f"sign:{row.id}:{step.key}:{opened}:overdue:{late // day + 1}"
    await outbox.send(
        "signing.remind",
        once=mark,
        due=due,
        paper=str(row.id),
        step=step.key,
        opened=opened,
        kind="overdue",
    )
