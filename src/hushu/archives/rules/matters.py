"""What has to be done about papers: kinds of matters and their words (ARCH-23, ARCH-24)."""

from hushu.foundation.translation import N_

KINDS = {
    "mend": N_("To be mended"),
    "copy": N_("To be copied"),
    "loss": N_("To be searched, or its loss reported"),
    "put_back": N_("To be put back"),
    "protection": N_("Protection to be restored"),
    "wrong_byte": N_("A file is not as it was filed"),
    "report": N_("To be followed up"),
}
DAYS = 14  # until a matter is due, unless the property says otherwise (`archive_matter_days`)
