"""What is decided about keys and radios without a database: what is lent how, what is due when, how a scan is read."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_, translate

AREA, UNIT, SEALED, RADIO, SUPPLY = "area", "unit", "sealed", "radio", "supply"
KINDS = {
    AREA: N_("Area keys"),
    UNIT: N_("Room key"),
    SEALED: N_("Sealed key"),
    RADIO: N_("Radio"),
    SUPPLY: N_("Equipment"),
}
KEYS = (AREA, UNIT, SEALED)
PLACES = {"control_room": N_("Control room"), "desk": N_("Service desk")}
FIT, FAULTY, REPAIR, LOST, RETIRED = "fit", "faulty", "repair", "lost", "retired"
STATES = {
    FIT: N_("In its place"),
    FAULTY: N_("Faulty"),
    REPAIR: N_("Away for repair"),
    LOST: N_("Lost"),
    RETIRED: N_("Taken out of use"),
}
CONDITIONS = {"good": N_("Good"), "damaged": N_("Damaged")}
REPORTS = {
    "count": N_("The count differs"),
    "late": N_("Not back by closing"),
    "lost": N_("Lost"),
    "damaged": N_("Damaged"),
    "seal": N_("Seal broken"),
}
DEEDS = {
    "reason": N_("Why it is still out"),
    "charged": N_("Charged"),
    "inspected": N_("Inspected"),
    "fault": N_("Fault reported"),
    "sent": N_("Sent to be repaired"),
    "mended": N_("Back from repair"),
    "seal": N_("Seal checked"),
    "found": N_("Found again"),
    "changed": N_("Changed"),
    "retired": N_("Taken out of use"),
}
GRACE = timedelta(minutes=30)  # after closing, for the keeper to name the reason
INSPECTED_EVERY = timedelta(days=7)
AREA_BACK = time(23, 30)  # what the form suggests: half an hour after the middle shift
ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

NOT_LENT = N_("Equipment stays with the shift; it is counted at handover and not lent.")
BY_SHEET = N_(
    "Area keys are drawn and returned together on a key handover sheet. Choose “Draw area keys” on the board."
)
OUT_OF_USE = N_("This thing cannot be lent now: %(state)s. Open its page to see what became of it.")
WHAT_FOR = N_("Say what the key is needed for.")
UNTIL_WHEN = N_("Say until when the key is needed.")
PAST = N_("The time of return lies in the past.")
OVERNIGHT = N_("The desk closes at %(closes)s. A key that stays out longer needs its reason.")
BOTH = N_("Name both the firm and the person for whom the key is borrowed, or leave both empty.")
OTHER_SEAL = N_(
    "The seal should read %(seal)s. If it is another or broken, report the seal on the page of this key."
)
NEW_SEAL = N_("Put the key under a new seal and type its number.")
SAME_SEAL = N_("That is the old seal, which was opened. Type the number of the new one.")
NOT_SECURED = N_("Tick that power is off and windows and doors are shut, or say why they are not.")
HOW_DAMAGED = N_("Say what is damaged; the manager receives it as a written report.")
WHY_LESS = N_("%(label)s: %(counted)s counted instead of %(expected)s. Say why; the manager receives a report.")  # fmt: skip
NOT_A_COUNT = N_("Type how many were counted, as a number.")


class Lending(msgspec.Struct, frozen=True, kw_only=True):
    """What is said when a thing is lent. firm, visitor: on whose behalf a member of staff borrows it."""

    person: UUID
    purpose: str = ""
    due_at: datetime | None = None
    why: str = ""
    firm: str = ""
    visitor: str = ""
    seal: str = ""


class Return(msgspec.Struct, frozen=True, kw_only=True):
    """What is said when a thing comes back. why: what is damaged, missing, or why a room is not secured.

    counted: how many of a ring came back, None for all of them.
    """

    person: UUID
    power_off: bool = False
    shut: bool = False
    condition: str = "good"
    why: str = ""
    seal: str = ""
    counted: int | None = None


def scanned(typed: str) -> tuple[UUID | None, str]:
    """What a scanner typed: the id inside a label's address, or else the number of a hook as anybody types it."""
    text = unicodedata.normalize("NFKC", typed).strip()
    found = ID.search(text.lower())
    return (UUID(found[0]) if found else None), text.casefold()


def check_lending(kind: str, state: str, given: Lending, now: datetime, closing: datetime, closes: str) -> None:  # fmt: skip
    """Whether a thing of that kind goes out like this. Raises Refused at the field (CUST-2, CUST-3, CUST-4)."""
    if kind in {SUPPLY, AREA}:
        raise Refused("", NOT_LENT if kind == SUPPLY else BY_SHEET)
    if state != FIT:
        raise Refused("", OUT_OF_USE, state=translate(STATES[state]))
    if bool(given.firm) != bool(given.visitor):
        raise Refused("visitor" if given.firm else "firm", BOTH)
    if given.due_at is not None and given.due_at <= now:
        raise Refused("due_at", PAST)
    if kind != RADIO:
        _check_key(given, closing, closes)


def _check_key(given: Lending, closing: datetime, closes: str) -> None:
    """A key goes out for a purpose and until a time. Raises Refused at the field (CUST-2, CUST-3)."""
    if not given.purpose:
        raise Refused("purpose", WHAT_FOR)
    if given.due_at is None:
        raise Refused("due_at", UNTIL_WHEN)
    if given.due_at > closing and not given.why:
        raise Refused("why", OVERNIGHT, closes=closes)


def check_seal(recorded: str, read: str) -> None:
    """The number on the seal is the one on record. Raises Refused (CUST-3)."""
    if read.strip().casefold() != recorded.casefold():
        raise Refused("seal", OTHER_SEAL, seal=recorded)


def check_return(kind: str, seal: str, given: Return) -> None:
    """Whether a thing is taken back like this. Raises Refused at the field (CUST-2, CUST-3)."""
    if kind == UNIT and not (given.power_off and given.shut) and not given.why:
        raise Refused("why", NOT_SECURED)
    if kind == SEALED and not given.seal:
        raise Refused("seal", NEW_SEAL)
    if kind == SEALED and given.seal.casefold() == seal.casefold():
        raise Refused("seal", SAME_SEAL)
    if given.condition == "damaged" and not given.why:
        raise Refused("why", HOW_DAMAGED)


def check_count(label: str, counted: int, expected: int, why: str) -> None:
    """A count that differs is explained. Raises Refused (CUST-1)."""
    if counted != expected and not why:
        raise Refused("why", WHY_LESS, label=label, counted=counted, expected=expected)


def accounted(reason_on: date | None, day: date) -> bool:
    """Whether a reason was named on that day or after it; each day wants its own (CUST-3)."""
    return reason_on is not None and reason_on >= day
