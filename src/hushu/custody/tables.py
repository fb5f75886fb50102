"""Things in custody, who has them, what was counted, reported and noted."""

from piccolo.columns import UUID, Boolean, Integer, Text, Timestamptz

from hushu.foundation.tables import PropertyTable


class CustodyThing(PropertyTable, tablename="custody_thing"):
    """A key, a radio or a piece of equipment on its hook; `present` is what was last counted of `expected`."""

    no = Text()
    label = Text()
    kind = Text()
    place = Text()
    expected = Integer(default=1)
    present = Integer(default=1)
    unit = UUID(null=True, default=None)
    seal = Text(default="")
    note = Text(default="")
    source = Text(default="")
    state = Text(default="fit")
    search = Text()
    sort_key = Text()
    pack_hash = Text(default="")


class CustodySheet(PropertyTable, tablename="custody_sheet"):
    """A key handover sheet: area keys drawn or returned in one go."""

    number = Text()
    kind = Text()
    place = Text()
    at = Timestamptz()
    keeper = UUID()
    other = UUID()
    words = Text(default="")


class CustodyLoan(PropertyTable, tablename="custody_loan"):
    """Who has a thing, from when until when; how it came back."""

    thing = UUID()
    person = UUID()
    purpose = Text(default="")
    firm = Text(default="")
    visitor = Text(default="")
    count_out = Integer(default=1)
    out_at = Timestamptz()
    out_by = UUID()
    out_sheet = UUID(null=True, default=None)
    out_words = Text(default="")
    due_at = Timestamptz(null=True, default=None)
    back_at = Timestamptz(null=True, default=None)
    back_by = UUID(null=True, default=None)
    back_from = UUID(null=True, default=None)
    back_sheet = UUID(null=True, default=None)
    count_back = Integer(null=True, default=None)
    power_off = Boolean(default=False)
    shut = Boolean(default=False)
    condition = Text(default="")
    back_words = Text(default="")


class CustodyReport(PropertyTable, tablename="custody_report"):
    """What went wrong, in writing, and what the manager answered."""

    number = Text()
    thing = UUID()
    loan = UUID(null=True, default=None)
    kind = Text()
    counted = Integer(null=True, default=None)
    expected = Integer(null=True, default=None)
    words = Text()
    at = Timestamptz()
    reported_by = UUID(null=True, default=None)
    answer = Text(default="")
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)


class CustodyNote(PropertyTable, tablename="custody_note"):
    """One deed on a thing besides lending."""

    thing = UUID()
    loan = UUID(null=True, default=None)
    deed = Text()
    words = Text(default="")
    at = Timestamptz()
    by = UUID()
