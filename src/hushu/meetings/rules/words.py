"""Codes of meetings in words."""

from hushu.foundation.translation import N_

STATES = {
    "planned": N_("Not held yet"), "open": N_("Under way"), "ended": N_("Held"), "called_off": N_("Not held"),
}  # fmt: skip
STATE_KINDS = {"planned": "info", "open": "warning", "ended": "success", "called_off": "neutral"}
ATTENDANCE = {
    "expected": N_("Not noted yet"), "present": N_("Was there"), "late": N_("Came late"), "excused": N_("Excused"),
    "absent": N_("Did not come"),
}  # fmt: skip
ATTENDANCE_KINDS = {
    "expected": "neutral", "present": "success", "late": "warning", "excused": "info", "absent": "danger",
}  # fmt: skip
DECISIONS = {"open": N_("In hand"), "done": N_("Done"), "dropped": N_("Dropped")}
DECISION_KINDS = {"open": "info", "done": "success", "dropped": "neutral"}
MINUTES = {
    "none": N_("No minutes yet"), "draft": N_("Being written"), "signing": N_("Being signed"),
    "agreed": N_("Signed and filed"),
}  # fmt: skip
MINUTES_KINDS = {"none": "neutral", "draft": "warning", "signing": "info", "agreed": "success"}
OFF_DAYS = {
    "hold": N_("is held all the same"), "omit": N_("is left out"), "before": N_("is moved to the working day before"),
    "after": N_("is moved to the next working day"),
}  # fmt: skip
SHOWS = {
    "": N_("nothing more"), "handover": N_("the handover record"), "decisions": N_("the decisions"),
    "matters": N_("the matters handed in"), "problems": N_("the problems"),
}  # fmt: skip
CAME = frozenset({"present", "late"})
