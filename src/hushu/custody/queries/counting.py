"""What is counted face to face when a shift hands over (CUST-1, CUST-6)."""

from uuid import UUID

import msgspec

from hushu.foundation.database import Asked


class Countable(msgspec.Struct, frozen=True):
    """Something counted at handover. expected: how many should lie there; out: how many somebody has, and who."""

    id: UUID
    kind: str
    label: str
    place: str
    expected: int
    out: int
    out_with: str

    @property
    def sight(self) -> str:
        """The thing and how many should lie there: what a person was shown of it."""
        return f"{self.id} {self.expected}"


# A radio away for repair is nobody's to count; what is lost is reported already.
COUNTABLES = """select t.id, t.kind, t.no || ' ' || t.label, t.place, greatest(t.present - coalesce(l.count_out, 0), 0),
                       coalesce(l.count_out, 0), coalesce(p.name, '')
                  from custody_thing t
                  left join custody_loan l on l.property = t.property and l.thing = t.id and l.back_at is null
                  left join person p on p.property = l.property and p.id = l.person
                 where t.kind in ('area', 'radio', 'supply') and t.state in ('fit', 'faulty')
                 order by array_position('{area,radio,supply}'::text[], t.kind), t.sort_key, t.id"""


def countables() -> Asked[Countable]:
    """Everything counted at handover, to be asked together with others: rings of area keys, radios, equipment."""
    return Asked(Countable, COUNTABLES)
