"""The morning takes over the night, line by line, then as a whole (DESK-15)."""

from datetime import date, datetime
from uuid import UUID

from hushu.desk import rules
from hushu.desk.commands.matters import hand_to
from hushu.desk.commands.steps import close_line, hold_line, somebody_here, step
from hushu.desk.events import NightHandedOver
from hushu.desk.queries.board import hours
from hushu.desk.queries.night import handover_of, morning_left, night_lines
from hushu.desk.tables import MorningHandover
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import insert
from hushu.foundation.translation import N_


async def take_over_night_line(
    line_id: UUID, deed: str, words: str = "", person: UUID | None = None, promised_at: datetime | None = None
) -> None:  # fmt: skip
    """The day desk answers a night line, marks it done in words, or hands it to a named person. Raises Refused, Conflict."""
    await hold_line(line_id)
    left = {line.id for line in await morning_left()}
    if line_id not in left:
        raise Conflict(N_("This line has been taken over meanwhile. Load the page again."))
    if deed == "handed":
        if person is None:
            raise Refused("for_person", N_("Choose the person this goes to."))
        promised = rules.check_promise(promised_at, clock.now())
        await hand_to(line_id, person, promised, words)
        return
    if not words:
        raise Refused("words", N_("Write in a few words what was answered or done."))
    await step("answered" if deed == "answered" else "done", line=line_id, words=words)
    await close_line(line_id)


async def last_night() -> date:
    """The night that the morning takes over: the one running or just ended."""
    ground = await hours()
    local = clock.local(clock.now())
    day = rules.register_day(local, ground.opens, ground.closes)
    if rules.register_at(local.time(), ground.opens, ground.closes) == "night":
        return day
    return date.fromordinal(day.toordinal() - 1)


async def finish_morning(gave: UUID, words: str = "") -> date:
    """The handover of the night, by the one who takes it; refused while a line is left (DESK-15). Raises Refused, Conflict."""
    ground = await hours()
    if not rules.night_can_end(clock.local(clock.now()), ground.opens, ground.closes):
        raise Refused(
            "",
            N_("The night is not over. The desk opens at %(time)s."),
            time=ground.opens.strftime("%H:%M"),
        )
    night = await last_night()
    await database.alone(f"morning {night}")
    if done := await handover_of(night):
        raise Conflict(N_("%(name)s has already taken this night over."), name=done.took)
    await _refuse_left(night)
    await somebody_here(gave, "gave")
    if gave == me():
        raise Refused("gave", N_("Two people hand over: choose who had the night."))
    await _record(night, gave, me(), words)
    return night


async def give_night(gave: UUID, took: UUID) -> bool:
    """The night goes over with a shift that two have handed over by their PINs; whether it did.

    Nothing happens while the night goes on, when the desk has taken it already, or while a line is left (the manager has let the
    shift go without it): then the desk takes it on its own page.
    """
    ground = await hours()
    if not rules.night_can_end(clock.local(clock.now()), ground.opens, ground.closes):
        return False
    night = await last_night()
    await database.alone(f"morning {night}")
    if await handover_of(night) or await morning_left(night):
        return False
    await _record(night, gave, took, "")
    return True


async def _refuse_left(night: date) -> None:
    """Raises Refused while a line is left."""
    left = await morning_left(night)
    if left:
        some = "；".join(line.matter[:16] for line in left[:3])
        raise Refused(
            "",
            N_("%(n)s lines of the night are left without an answer: %(some)s"),
            n=len(left),
            some=some,
        )


async def _record(night: date, gave: UUID, took: UUID, words: str) -> None:
    lines = await night_lines(night)
    await insert(
        MorningHandover(night=night, gave=gave, took=took, at=clock.now(), lines=len(lines),
                        urgent_lines=sum(line.urgent for line in lines), words=words)
    )  # fmt: skip
    await emit(NightHandedOver(night, gave, took))
    live.changed("desk")
