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
