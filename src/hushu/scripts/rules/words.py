"""What a script is made of (DESK-1), and what makes its words acceptable."""

from collections.abc import Iterator

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.scripts.rules.variables import fault_in

SITUATIONS = {
    "call_in": N_("Call comes in"),
    "asks_for_person": N_("Caller asks for a person"),
    "person_absent": N_("Person absent"),
    "person_unknown": N_("Person unknown"),
    "wait_needed": N_("Caller has to wait"),
    "waited_long": N_("Caller waited long"),
    "resume": N_("Back after an interruption"),
    "did_not_hear": N_("Did not hear"),
    "dialect": N_("Dialect not understood"),
    "directions": N_("Asks the way"),
    "complaint": N_("Complaint"),
    "cannot_answer": N_("Cannot answer"),
    "out_of_scope": N_("Outside our duties"),
    "rude_caller": N_("Rude caller"),
    "gift_offered": N_("Gift offered"),
    "apology": N_("Apology after a mistake"),
    "farewell": N_("Farewell"),
    "visitor_counter": N_("Visitor at the counter"),
    "two_customers": N_("Two customers at once"),
    "calling_resident": N_("Calling a resident"),
    "asking_help": N_("Asking for help"),
    "turning_away": N_("Turning someone away"),
    "radio_call": N_("Radio call"),
    "radio_reply": N_("Radio reply"),
}
CHANNELS = {
    "phone": N_("Telephone"),
    "counter": N_("Counter"),
    "radio": N_("Radio"),
    "any": N_("Anywhere"),
}
STEPS = {
    "greet": N_("Greet"),
    "ask": N_("Ask"),
    "listen": N_("Listen"),
    "read_back": N_("Read back"),
    "confirm": N_("Confirm"),
    "act": N_("Act"),
}
FIELDS = {
    "caller": N_("Caller"),
    "company": N_("Firm"),
    "unit": N_("Unit"),
    "phone": N_("Phone number"),
    "matter": N_("Matter"),
    "for_person": N_("For whom"),
    "promised_at": N_("Promised time"),
    "outcome": N_("What became of it"),
}
MOST_STEPS = 12


class Step(msgspec.Struct, frozen=True):
    """One step of a guided call; `field` names the field of the log that its answer fills (DESK-5)."""

    step: str
    say: str
    field: str = ""
    hint: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of a script, whole."""

    title: str
    situation: str
    say: str
    channel: str = "any"
    aliases: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    write_down: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    flow: tuple[Step, ...] = ()
    source: str = ""

    @property
    def opening(self) -> str:
        """The first sentence, by which one recognises the script in a list."""
        return self.say.split("\n", 1)[0]


class PackScript(Words, frozen=True, kw_only=True):
    """A script as a pack writes it; `key` is the same in every edition."""

    key: str

    @property
    def words(self) -> Words:
        """The wording without its key, as a version keeps it."""
        return Words(**{field: getattr(self, field) for field in Words.__struct_fields__})


class Pack(msgspec.Struct, frozen=True):
    """All scripts of a pack."""

    script: tuple[PackScript, ...] = ()


def check(words: Words) -> Words:
    """The words, when they may be saved (DESK-2). Raises Refused with a reason at every field that is wrong."""
    errors: dict[str, tuple[str, dict[str, object]]] = {}
    if words.situation not in SITUATIONS:
        errors["situation"] = (N_("Choose one of the entries offered."), {})
    if words.channel not in CHANNELS:
        errors["channel"] = (N_("Choose one of the entries offered."), {})
    for field, text in _texts(words):
        fault = fault_in(text)
        if fault is not None:
            errors.setdefault(field, fault)
    for number, step in enumerate(words.flow, 1):
        if step.step not in STEPS or (step.field and step.field not in FIELDS):
            errors.setdefault(f"say{number}", (N_("Choose one of the entries offered."), {}))
    if errors:
        raise Refused.many(errors)
    return words


def _texts(words: Words) -> Iterator[tuple[str, str]]:
    """Every text that may carry variables, with the form field it is typed in."""
    yield "title", words.title
    yield "say", words.say
    for field in ("never", "write_down", "next_steps"):
        yield field, "\n".join(getattr(words, field))
    for number, step in enumerate(words.flow, 1):
        yield f"say{number}", step.say
        yield f"hint{number}", step.hint
