"""Codes of rosters in words."""

from hushu.foundation.translation import N_

STATES = {"draft": N_("Draft")}
WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
