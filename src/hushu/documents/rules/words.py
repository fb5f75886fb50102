"""The words of documents: codes of ours as message ids."""

from hushu.foundation.translation import N_

DIRECTIONS = {
    "incoming": N_("Incoming"),
    "outgoing": N_("Outgoing"),
    "internal": N_("Internal"),
    "contact": N_("Contact sheet"),
}
STATES = {
    "draft": N_("Draft"),
    "received": N_("Registered"),
    "signing": N_("On its way"),
    "issued": N_("Issued"),
    "closed": N_("Finished"),
    "returned": N_("Given back"),
    "discarded": N_("Discarded"),
}
STATE_KINDS = {
    "draft": "neutral", "received": "info", "signing": "info", "issued": "warning", "closed": "success",
    "returned": "neutral", "discarded": "neutral",
}  # fmt: skip
URGENCIES = {"plain": N_("Ordinary"), "urgent": N_("Urgent paper"), "express": N_("Express")}
SECRECIES = {0: N_("No secrecy"), 1: N_("Secret"), 2: N_("Confidential")}
TREATMENTS = {"handle": N_("To be handled"), "inform": N_("For information")}
WAYS = {
    "hand": N_("By hand"), "post": N_("By post"), "courier": N_("By courier"), "fax": N_("By fax"), "email": N_("By e-mail"),
}  # fmt: skip
STEPS = {
    "registered": N_("Registered"),
    "given_back": N_("Given back to the sender"),
    "submitted": N_("Sent to its signers"),
    "sent_back": N_("Came back from signing"),
    "issued": N_("Issued"),
    "assigned": N_("Given to a handler"),
    "urged": N_("Urged"),
    "question": N_("Question reported up"),
    "reply": N_("Reply to the question"),
    "answered": N_("Answered"),
    "moved": N_("Original handed on"),
    "sent": N_("Copy sent"),
    "delivered": N_("Delivery proved"),
    "recalled": N_("Copy taken back"),
    "confirmed": N_("Read and confirmed"),
    "edition": N_("New edition begun"),
    "superseded": N_("Superseded by a new edition"),
    "correction": N_("Correction begun"),
    "corrected": N_("Corrected by another document"),
    "handed_over": N_("Handed over to a successor"),
    "closed": N_("Finished"),
    "filed": N_("Filed in the archives"),
    "destroyed": N_("Destroyed by a destruction list of the archives"),
}
SHOWS = {
    "late": N_("Past its limit"),
    "unowned": N_("Without an owner"),
    "open": N_("Not finished"),
    "unread": N_("Not confirmed by all"),
    "recall": N_("Copies to take back"),
    "mine": N_("Mine"),
}
