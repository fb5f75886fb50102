"""The codes of archives and their message ids."""

from hushu.foundation.translation import N_

ORDINARY, CONFIDENTIAL, SECRET = 0, 1, 2
SECRECY = {
    ORDINARY: N_("Ordinary"),
    CONFIDENTIAL: N_("Confidential papers"),
    SECRET: N_("Secret papers"),
}
MEDIA = {
    "paper": N_("On paper"),
    "electronic": N_("Electronic"),
    "both": N_("Paper and electronic"),
}
LENDING = {
    "lend": N_("Lent out"),
    "on_the_spot": N_("Read on the spot only"),
    "never": N_("Neither lent nor read without leave"),
}
INKS = {
    "print": N_("Printed or typed"),
    "black_ink": N_("Black ink or ink pen"),
    "blue_ink": N_("Pure blue ink"),
    "ballpoint": N_("Ballpoint pen"),
    "pencil": N_("Pencil"),
}
TRIGGERS = {
    "filing": N_("from filing"),
    "volume_closed": N_("from the closing of the volume"),
    "accounting_year": N_("from the end of the accounting year"),
    "contract_end": N_("from the end of the contract"),
    "permit_done": N_("from the completion of the permit"),
    "case_closed": N_("from the closing of the case"),
    "moved_out": N_("from moving out"),
    "person_left": N_("from the person's leaving"),
    "superseded": N_("from being superseded"),
}
VOLUME_STATES = {
    "open": N_("Open volume"),
    "closed": N_("Closed volume"),
    "destroyed": N_("Destroyed"),
}
ITEM_STATES = {"kept": N_("Kept"), "destroyed": N_("Destroyed")}
HOLD_KINDS = {
    "dispute": N_("In dispute"),
    "inspection": N_("Under inspection"),
    "incident": N_("Part of an incident"),
    "debt": N_("A debt is not settled"),
    "other": N_("Another reason"),
}
LIST_STATES = {
    "draft": N_("Drawn up"),
    "signing": N_("Being signed"),
    "approved": N_("Approved for destruction"),
    "refused": N_("Not approved"),
    "destroyed": N_("Destroyed"),
}
LIST_KINDS = {
    "draft": "neutral",
    "signing": "info",
    "approved": "warning",
    "refused": "neutral",
    "destroyed": "success",
}
METHODS = {
    "shredded": N_("Shredded"),
    "torn": N_("Torn up"),
    "erased": N_("Erased (files only)"),
}
OUT_WHY = {
    "held": N_("Held: left the list"),
    "set_aside": N_("Set aside: left the list"),
    "lent": N_("Lent: left the list"),
    "refused": N_("Not approved: stays"),
    "taken_off": N_("Taken off by the drafter"),
}
BLOCKED = {"held": N_("Not free now: held"), "lent": N_("Not free now: lent")}
WAYS = {"lend": N_("Take it along"), "on_the_spot": N_("Read it on the spot")}
LOAN_KINDS = {
    "own": N_("For myself"),
    "outside": N_("For somebody outside"),
    "parent": N_("For the parent company"),
}
LOAN_STATES = {
    "asked": N_("Waits for approval"),
    "approved": N_("To be handed out"),
    "refused": N_("Not approved"),
    "out": N_("Lent"),
    "back": N_("Brought back"),
    "withdrawn": N_("Not used"),
}
ID_KINDS = {
    "identity_card": N_("Identity card"),
    "passport": N_("Passport"),
    "permit": N_("Travel permit"),
    "work_card": N_("Work card"),
}
CONDITIONS = {
    "good": N_("In good order"),
    "worn": N_("Worn"),
    "stained": N_("Stained"),
    "torn": N_("Torn"),
    "incomplete": N_("Pages missing"),
}
HARMS = {
    "damaged": N_("Damaged"),
    "altered": N_("Altered"),
    "lost": N_("Lost"),
    "leaked": N_("Leaked"),
}
REPORT_STATES = {"written": N_("Waits for the manager"), "signed": N_("Signed by the manager")}
