"""The words of signing: deeds and states as message ids."""

from hushu.foundation.translation import N_

DEEDS = {
    "check": N_("Check"),
    "countersign": N_("Countersign"),
    "approve": N_("Approve"),
    "read": N_("Read and sign"),
    "handle": N_("Handle"),
    "take_over": N_("Take over and sign"),
    "file": N_("File away"),
    "start": N_("Submitted"),
    "agree": N_("Agreed"),
    "return": N_("Sent back"),
    "return_step": N_("Sent back; signatures in between keep"),
    "return_all": N_("Sent back; everybody after that step signs again"),
    "refuse": N_("Refused"),
    "hand_on": N_("Handed to another signer"),
    "add_before": N_("Signer added before"),
    "add_after": N_("Signer added after"),
    "assign": N_("Named who comes next"),
    "withdraw": N_("Withdrawn"),
    "urge": N_("Urged"),
    "move": N_("Moved to the superior"),
}
STATES = {
    "running": N_("On its way"),
    "agreed": N_("All signed"),
    "returned": N_("Back with the drafter"),
    "refused": N_("Not agreed"),
    "withdrawn": N_("Taken back"),
}
STATE_KINDS = {
    "running": "info",
    "agreed": "success",
    "returned": "warning",
    "refused": "danger",
    "withdrawn": "neutral",
}
# Under which names a paper names its people; a chain may use others, which are then shown as they are.
NAMES = {
    "handler": N_("Handler"),
    "readers": N_("Readers"),
    "recipient": N_("Recipient"),
    "countersigners": N_("Countersigners"),
    "signer": N_("Issuing signer"),
    "keeper": N_("Keeper"),
    "witness": N_("Witness"),
    "attendees": N_("Those who attended"),
}
NEEDS = {"all": N_("All"), "any": N_("Any one"), "2": N_("Any two"), "3": N_("Any three")}
REFUSALS = {
    "drafter": N_("Back to the drafter"),
    "previous": N_("Back to the step before"),
    "end": N_("The paper ends"),
}
