"""Codes of duty in words."""

from hushu.foundation.translation import N_, translate

ENTRIES = {
    "situation": N_("Happening"), "check": N_("Check made"), "call": N_("Call taken"), "incident": N_("Event"),
    "handover": N_("Handover"), "correction": N_("Correction"),
}  # fmt: skip
WRITTEN = ("situation", "call")  # what a person writes freely; the others come from deeds
INCIDENTS = {
    "emergency": N_("Emergency"), "major": N_("Major event"), "equipment": N_("Major equipment started or stopped"),
    "repair": N_("Repair of a public area"),
}  # fmt: skip
SORTS = {
    "fire": N_("Fire or smoke"), "water": N_("Burst pipe or flooding"), "lift": N_("Somebody stuck in a lift"),
    "power": N_("Power failure"), "crime": N_("Theft, fight or break-in"), "injury": N_("Injury or sudden illness"),
    "weather": N_("Storm or flood"), "gas": N_("Gas or dangerous goods"), "other": N_("Something else"),
}  # fmt: skip
CHECKS = {
    "area": N_("Area"), "lights_on": N_("Lights on"), "lights_off": N_("Lights off"), "post": N_("Posts"),
}  # fmt: skip
REPORTED = frozenset({"emergency", "major"})


def vocabulary() -> dict[str, dict[str, str]]:
    """Codes in words, for every page and paper of duty."""
    said = {
        "entry_kinds": ENTRIES,
        "incident_kinds": INCIDENTS,
        "sorts": SORTS,
        "check_kinds": CHECKS,
    }
    return {
        name: {key: translate(words) for key, words in codes.items()}
        for name, codes in said.items()
    }
