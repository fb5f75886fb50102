"""Posts, persons, on-call leaders and revealed numbers."""

from piccolo.columns import UUID, Array, Date, Integer, Text, Timestamptz

from hushu.foundation.tables import PropertyTable


class Post(PropertyTable, tablename="post"):
    """A place in the organisation; it gives duties (PPL-1)."""

    key = Text()
    name = Text()
    reports_to = UUID(null=True, default=None)
    roles = Array(base_column=Text())
    duties = Array(base_column=Text())
    place = Integer(default=0)
    pack_hash = Text(default="")


class Person(PropertyTable, tablename="person"):
    """Somebody who works at the property; `account` lets them sign in."""

    account = UUID(null=True, default=None)
    name = Text()
    sort_key = Text()
    initials = Text(default="")
    phone = Text(default="")
    post = UUID()
    superior = UUID(null=True, default=None)
    roles = Array(base_column=Text())
    pin_hash = Text(default="")
    pin_failures = Integer(default=0)
    pin_locked_until = Timestamptz(null=True, default=None)
    signature = UUID(null=True, default=None)
    leave_from = Date(null=True, default=None)
    leave_until = Date(null=True, default=None)
    created_at = Timestamptz(default=None)
    closed_at = Timestamptz(null=True, default=None)
    closed_reason = Text(default="")


class OnCall(PropertyTable, tablename="on_call"):
    """A leader who can be reached during a night or a holiday (PPL-6)."""

    person = UUID()
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    note = Text(default="")


class Reveal(PropertyTable, tablename="reveal"):
    """That somebody looked at a masked number in full (PPL-8)."""

    person = UUID()
    subject = Text()
    subject_id = UUID()
    field = Text()
    at = Timestamptz(default=None)
