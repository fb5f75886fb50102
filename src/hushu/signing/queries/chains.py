"""Chain definitions: the edition in force of each."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere
from hushu.signing.rules import StepPlan


class ChainRow(msgspec.Struct, frozen=True):
    """An edition as the database keeps it."""

    id: UUID
    key: str
    edition: int
    name: str
    subject: str
    drafter_may_approve: bool
    steps_json: str
    made_at: datetime
    made_by_name: str

    @property
    def steps(self) -> list[StepPlan]:
        """Its steps in order."""
        return msgspec.json.decode(self.steps_json, type=list[StepPlan])


CHAIN = """select distinct on (c.key) c.id, c.key, c.edition, c.name, c.subject, c.drafter_may_approve, c.steps::text,
                  c.made_at, coalesce(p.name, '')
             from chain c left join person p on p.property = c.property and p.id = c.made_by """


async def chains() -> list[ChainRow]:
    """The edition in force of every chain."""
    return await database.rows(ChainRow, CHAIN + "order by c.key, c.edition desc")


async def chain_in_force(key: str) -> ChainRow:
    """The newest edition of that chain. Raises NotHere."""
    found = await database.row(
        ChainRow, CHAIN + "where c.key = $1 order by c.key, c.edition desc", key
    )
    if found is None:
        raise NotHere
    return found
