"""The log, its corrections, messages, matters, what became of them, and the morning handover."""

from piccolo.columns import UUID, Boolean, Date, Integer, Text, Timestamptz

from hushu.foundation.tables import PropertyTable


class LogLine(PropertyTable, tablename="log_line"):
    """A call, visit, letter, fax, message or walk-in as it was first written (DESK-10)."""

    at = Timestamptz(default=None)
    kind = Text()
    channel = Text()
    caller = Text(default="")
    company = Text(default="")
    unit = Text(default="")
    building = Text(default="")
    household = UUID(null=True, default=None)
    phone = Text(default="")
    matter = Text()
    matter_kind = Text()
    outcome = Text()
    register = Text()
    register_day = Date(default=None)
    taken_by = UUID()
    for_person = UUID(null=True, default=None)
    promised_at = Timestamptz(null=True, default=None)
    urgent = Boolean(default=False)
    script = Text(default="")
    state = Text(default="done")
    corrections = Integer(default=0)
    search = Text(default="")


class LineCorrection(PropertyTable, tablename="line_correction"):
    """What was added to a line, why and by whom; the first wording stays."""

    line = UUID()
    field = Text()
    old = Text()
    new = Text()
    why = Text()
    person = UUID()
    at = Timestamptz(default=None)


class Message(PropertyTable, tablename="message"):
    """Words for somebody who was absent (DESK-12)."""

    line = UUID(null=True, default=None)
    from_person = UUID()
    for_person = UUID()
    caller = Text(default="")
    company = Text(default="")
    phone = Text(default="")
    words = Text()
    urgent = Boolean(default=False)
    left_at = Timestamptz(default=None)
    read_at = Timestamptz(null=True, default=None)
    back_at = Timestamptz(null=True, default=None)
    told_at = Timestamptz(null=True, default=None)
    told_by = UUID(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
    reply = Text(default="")


class Matter(PropertyTable, tablename="matter"):
    """What the desk could not answer, with a named person and a promised time (DESK-13)."""

    line = UUID()
    owner = UUID()
    handed_by = UUID()
    handed_at = Timestamptz(default=None)
    first_promised_at = Timestamptz(default=None)
    promised_at = Timestamptz(default=None)
    overdue_at = Timestamptz(null=True, default=None)
    state = Text(default="open")
    answer = Text(default="")
    answered_by = UUID(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)


class DeskStep(PropertyTable, tablename="desk_step"):
    """One thing that became of a line, a message or a matter."""

    line = UUID(null=True, default=None)
    matter = UUID(null=True, default=None)
    message = UUID(null=True, default=None)
    deed = Text()
    words = Text(default="")
    person = UUID(null=True, default=None)
    to_person = UUID(null=True, default=None)
    at = Timestamptz(default=None)


class MorningHandover(PropertyTable, tablename="morning_handover"):
    """The night gave, the day took (DESK-15)."""

    night = Date(default=None)
    gave = UUID()
    took = UUID()
    at = Timestamptz(default=None)
    lines = Integer()
    urgent_lines = Integer()
    words = Text(default="")


class CallInProgress(PropertyTable, tablename="call_in_progress"):
    """Who is on the telephone with which number now (DESK-16)."""

    person = UUID()
    phone = Text()
    at = Timestamptz(default=None)
