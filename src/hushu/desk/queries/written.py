"""What every list shows of a line of the log: times already text, the phone masked (PPL-8)."""

import msgspec


class Written(msgspec.Struct, frozen=True):
    """A line's own columns, in the order of WRITTEN."""

    day: str
    time: str
    kind: str
    caller: str
    company: str
    unit: str
    phone: str
    matter: str
    matter_kind: str
    outcome: str
    urgent: bool


# Of the line `l` and its matter `m`; $1 is the property's time zone.
WRITTEN = """to_char(l.at at time zone $1, 'MM-DD'), to_char(l.at at time zone $1, 'HH24:MI'), l.kind, l.caller, l.company,
             l.unit, case when length(l.phone) < 7 then l.phone else left(l.phone, 3) || '****' || right(l.phone, 4) end,
             l.matter, l.matter_kind, l.outcome, l.urgent"""
PROMISED = "coalesce(to_char(m.promised_at at time zone $1, 'MM-DD HH24:MI'), '')"
