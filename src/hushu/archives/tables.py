"""The classification, volumes, items and their files, grants and readings."""

from piccolo.columns import UUID, Array, Boolean, Date, Integer, SmallInt, Text, Timestamptz

from hushu.foundation.tables import PropertyTable


class ArchiveTerm(PropertyTable, tablename="archive_term"):
    """A term of retention; `years` null keeps for good."""

    key = Text()
    code = Text()
    name = Text()
    place = Integer()
    years = Integer(null=True, default=None)
    ours = Boolean(default=True)
    pack_hash = Text(default="")
    edition = Integer(default=1)


class ArchiveClass(PropertyTable, tablename="archive_class"):
    """A class of the property's own tree, with what it says of keeping, reading and lending."""

    key = Text()
    parent = UUID(null=True, default=None)
    code = Text()
    name = Text()
    place = Integer(default=0)
    keeper = Text()
    medium = Text()
    term = Text()
    trigger = Text()
    secrecy = SmallInt(default=0)
    lending = Text()
    loan_chain = Text(default="archive_loan")
    readers = Array(base_column=Text())
    originals_only = Boolean(default=True)
    inks = Array(base_column=Text())
    ours = Boolean(default=True)
    note = Text(default="")
    retired_at = Timestamptz(null=True, default=None)
    edition = Integer(default=1)
    pack_hash = Text(default="")
    pack_edition = Integer(default=0)


class ArchiveVolume(PropertyTable, tablename="archive_volume"):
    """A volume: papers of one class and year that belong together."""

    archive_class = UUID(db_column_name="class")
    year = Integer(default=None)
    no = Integer(default=None)
    number = Text()
    title = Text()
    term = Text()
    trigger = Text()
    secrecy = SmallInt(default=None)
    organisation = Text(default="")
    department = Text(default="")
    unit = UUID(null=True, default=None)
    household = UUID(null=True, default=None)
    person = UUID(null=True, default=None)
    state = Text(default="open")
    opened_on = Date(default=None)
    opened_by = UUID(null=True, default=None)
    closed_on = Date(null=True, default=None)
    closed_by = UUID(null=True, default=None)
    note = Text(default="")
    checked_by = UUID(null=True, default=None)
    follows = UUID(null=True, default=None)
    replaces = UUID(null=True, default=None)
    began_on = Date(null=True, default=None)
    items = Integer(default=0)
    pages = Integer(default=0)
    first_on = Date(null=True, default=None)
    last_on = Date(null=True, default=None)
    edition = Integer(default=1)


class ArchiveItem(PropertyTable, tablename="archive_item"):
    """An item of a volume; its line in the catalog outlives it."""

    volume = UUID()
    archive_class = UUID(db_column_name="class")
    no = Integer(default=None)
    number = Text()
    title = Text()
    made_title = Boolean(default=False)
    doc_no = Text(default="")
    author = Text(default="")
    dated = Date(default=None)
    pages = Integer(default=1)
    secrecy = SmallInt(default=None)
    original = Boolean(default=True)
    medium = Text()
    ink = Text(default="")
    remark = Text(default="")
    organisation = Text(default="")
    unit = UUID(null=True, default=None)
    source = Text(default="")
    source_id = UUID(null=True, default=None)
    term = Text()
    trigger = Text()
    began_on = Date(null=True, default=None)
    due_on = Date(null=True, default=None)
    sha256 = Text(default="")
    state = Text(default="kept")
    filed_at = Timestamptz(default=None)
    filed_by = UUID(null=True, default=None)
    destroyed_at = Timestamptz(null=True, default=None)
    edition = Integer(default=1)


class ArchiveLeaf(PropertyTable, tablename="archive_leaf"):
    """A file of an item, in its place."""

    item = UUID()
    place = Integer(default=None)
    file = UUID()
    thumb = UUID(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
    problem = Text(default="")


class ArchiveGrant(PropertyTable, tablename="archive_grant"):
    """That a person or a role may know of secret things."""

    person = UUID(null=True, default=None)
    role = Text(null=True, default=None)
    archive_class = UUID(null=True, default=None, db_column_name="class")
    volume = UUID(null=True, default=None)
    item = UUID(null=True, default=None)
    reason = Text(default="")
    given_by = UUID(null=True, default=None)
    given_at = Timestamptz(default=None)
    until = Date(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)


class ArchiveReading(PropertyTable, tablename="archive_reading"):
    """One look at what is confidential or secret."""

    item = UUID()
    person = UUID()
    at = Timestamptz(default=None)
    how = Text()


class ArchiveWish(PropertyTable, tablename="archive_wish"):
    """That somebody asks for leave to read an item."""

    item = UUID()
    person = UUID()
    reason = Text()
    asked_at = Timestamptz(default=None)
    answer = Text(default="open")
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    said = Text(default="")


class ArchiveLoan(PropertyTable, tablename="archive_loan"):
    """A loan of papers of one volume."""

    number = Text()
    volume = UUID()
    kind = Text()
    way = Text()
    borrower = UUID()
    purpose = Text()
    due_on = Date(default=None)
    visitor = Text(default="")
    organisation = Text(default="")
    letter = UUID(null=True, default=None)
    letter_no = Text(default="")
    id_kind = Text(default="")
    id_no = Text(default="")
    state = Text(default="asked")
    asked_at = Timestamptz(default=None)
    asked_by = UUID()
    decided_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    said = Text(default="")


class ArchiveReport(PropertyTable, tablename="archive_report"):
    """What happened to an item, and who answers for it."""

    number = Text()
    item = UUID()
    loan = UUID(null=True, default=None)
    kind = Text()
    happened_on = Date(default=None)
    words = Text()
    responsible = UUID(null=True, default=None)
    responsibility = Text()
    measure = Text(default="")
    state = Text(default="written")
    written_at = Timestamptz(default=None)
    written_by = UUID()
    signed_at = Timestamptz(null=True, default=None)
    signed_by = UUID(null=True, default=None)


class ArchiveIntake(PropertyTable, tablename="archive_intake"):
    """A file that came in and waits to be filed."""

    file = UUID()
    given_by = UUID()
    given_at = Timestamptz(default=None)
    state = Text(default="reading")
    thumb = UUID(null=True, default=None)
    pages = Integer(default=1)
    seeing = Boolean(default=False)
    problem = Text(default="")
    item = UUID(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)


class ArchiveHandin(PropertyTable, tablename="archive_handin"):
    """A list of papers that one party gives and the other takes."""

    year = Integer(default=None)
    no = Integer(default=None)
    kind = Text()
    giver = UUID()
    department = Text(default="")
    meeting = Text(default="")
    held_on = Date(null=True, default=None)
    due_on = Date(default=None)
    state = Text(default="announced")
    note = Text(default="")
    made_at = Timestamptz(default=None)
    given_at = Timestamptz(null=True, default=None)
    taken_by = UUID(null=True, default=None)
    taken_at = Timestamptz(null=True, default=None)


class ArchiveHandinLine(PropertyTable, tablename="archive_handin_line"):
    """One paper of such a list."""

    handin = UUID()
    place = Integer(default=None)
    title = Text()
    pages = Integer(default=1)
    original = Boolean(default=True)
    file = UUID(null=True, default=None)
    verdict = Text(default="waiting")
    said = Text(default="")


class ArchiveHold(PropertyTable, tablename="archive_hold"):
    """A hold on an item or a volume; `seen_by` names the roles that may know of it, nobody: all."""

    item = UUID(null=True, default=None)
    volume = UUID(null=True, default=None)
    kind = Text()
    reason = Text()
    source = Text(default="")
    source_id = UUID(null=True, default=None)
    seen_by = Array(base_column=Text())
    placed_on = Date(default=None)
    placed_at = Timestamptz(default=None)
    placed_by = UUID(null=True, default=None)
    lifted_on = Date(null=True, default=None)
    lifted_at = Timestamptz(null=True, default=None)
    lifted_by = UUID(null=True, default=None)
    lift_reason = Text(default="")
