"""Codes of rosters in words."""

from hushu.foundation.translation import N_

STATES = {"draft": N_("Draft"), "signing": N_("Being signed"), "in_force": N_("In force")}
EDITION_STATES = {
    "signing": N_("Being signed"), "in_force": N_("In force"), "recalled": N_("Taken back"), "dropped": N_("Not agreed"),
}  # fmt: skip
CHANGES = {"swap": N_("Swap"), "stand_in": N_("Stand-in"), "open": N_("Shift to be taken")}
CHANGE_STATES = {
    "asked": N_("Waits for the other one"), "agreed": N_("Waits for approval"), "granted": N_("Approved"),
    "declined": N_("Declined"), "refused": N_("Refused"), "withdrawn": N_("Withdrawn"), "lapsed": N_("Does not fit any more"),
}  # fmt: skip
LEAVES = {
    "personal": N_("Personal leave"), "sick": N_("Sick leave"), "annual": N_("Annual leave"), "marriage": N_("Marriage leave"),
    "maternity": N_("Maternity leave"), "bereavement": N_("Bereavement leave"), "other": N_("Other leave"),
}  # fmt: skip
LEAVE_STATES = {
    "asked": N_("Being approved"),
    "granted": N_("Granted"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}
OUTCOMES = {
    "coming": N_("not yet here"), "running": N_("on duty"), "present": N_("on time"), "late": N_("late for the shift"),
    "early": N_("left early"), "late_early": N_("late and left early"), "absent": N_("absent without leave"),
    "leave": N_("on leave"),
    "no_off": N_("not signed off"),
}  # fmt: skip
HOWS = {
    "pin": N_("desk, PIN"),
    "qr": N_("phone, post's code"),
    "handover": N_("handover"),
    "keeper": N_("keeper of attendance"),
}
DAY_KINDS = {"work": N_("Working day"), "rest": N_("Rest day"), "statutory": N_("Public holiday")}
WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
