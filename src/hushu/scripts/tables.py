"""Scripts, their versions, and each person's habits with them."""

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, Integer, Text, Timestamptz

from hushu.foundation.tables import PropertyTable


class Script(PropertyTable, tablename="script"):
    """A situation's script; `current` is the version in force, the only one the desk sees."""

    key = Text()
    title = Text()
    situation = Text()
    place = Integer(default=0)
    current = UUID(null=True, default=None)
    opening = Text(default="")
    terms = Text(default="")
    deep = Text(default="")
    pack_hash = Text(default="")
    pack_edition = Integer(default=0)
    reviewed_on = Date(null=True, default=None)
    reminded_on = Date(null=True, default=None)
    retired_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=None)


class ScriptVersion(PropertyTable, tablename="script_version"):
    """One wording: draft, signing, in force, retired or discarded (DESK-3)."""

    script = UUID()
    number = Integer(default=None)
    state = Text()
    ends = Boolean(default=False)
    title = Text()
    situation = Text()
    channel = Text()
    aliases = Array(base_column=Text())
    say = Text()
    never = Array(base_column=Text())
    write_down = Array(base_column=Text())
    next_steps = Array(base_column=Text())
    flow = JSONB(default="[]")
    source = Text(default="")
    pack_edition = Integer(null=True, default=None)
    author = UUID(null=True, default=None)
    changed_at = Timestamptz(default=None)
    edition = Integer(default=1)
    valid_from = Timestamptz(null=True, default=None)
    valid_until = Timestamptz(null=True, default=None)


class ScriptHabit(PropertyTable, tablename="script_habit"):
    """What a person starred and used (DESK-4)."""

    person = UUID()
    script = UUID()
    favourite = Boolean(default=False)
    times = Integer(default=0)
    last_at = Timestamptz(null=True, default=None)


class ScriptPractice(PropertyTable, tablename="script_practice"):
    """What a person would have said, and how close it came (DESK-7)."""

    person = UUID()
    version = UUID()
    answer = Text()
    closeness = Integer(default=0)
    forbidden = Array(base_column=Text())
    at = Timestamptz(default=None)
