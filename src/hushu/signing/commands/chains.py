"""Chain definitions: laid by the pack, changed by the manager as a new edition; running papers keep theirs (SIGN-1)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, packs
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict, NotHere
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.signing.rules import StepPlan, check_definition

LAY = """insert into chain (id, key, edition, name, subject, drafter_may_approve, steps, pack_hash, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""


class PackChain(msgspec.Struct, kw_only=True):
    """A chain as a pack writes it."""

    key: str
    name: str
    version: int
    subject: str
    drafter_may_approve: bool = False
    step: list[StepPlan]


class PackChains(msgspec.Struct):
    """All chains of a pack."""

    chain: list[PackChain] = []


class ChainRow(msgspec.Struct, frozen=True):
    """An edition as the database keeps it."""

    id: UUID
    key: str
    edition: int
    name: str
    subject: str
    drafter_may_approve: bool
    steps_json: str
    made_at: object
    made_by_name: str

    @property
    def steps(self) -> list[StepPlan]:
        """Its steps in order."""
        return msgspec.json.decode(self.steps_json, type=list[StepPlan])


CHAIN = """select distinct on (c.key) c.id, c.key, c.edition, c.name, c.subject, c.drafter_may_approve, c.steps::text,
                  c.made_at, coalesce(p.name, '')
             from chain c left join person p on p.property = c.property and p.id = c.made_by """


async def unpack_chains(kind: str) -> None:
    """Lays the pack's chains into the open property as their first editions. Raises Refused when one cannot run."""
    for chain in packs.part(kind, "chains", PackChains).chain:
        check_definition(chain.step)
        steps = msgspec.json.encode(chain.step).decode()
        await database.execute(
            LAY, new_id(), chain.key, 1, chain.name, chain.subject, chain.drafter_may_approve, steps,
            packs.fingerprint(chain), clock.now(), None,
        )  # fmt: skip


async def chains() -> list[ChainRow]:
    """The edition in force of every chain."""
    return await database.rows(ChainRow, CHAIN + "order by c.key, c.edition desc")


async def chain_in_force(key: str) -> ChainRow:
    """The newest edition of that chain. Raises NotHere."""
    found = await database.row(ChainRow, CHAIN + "where c.key = $1 order by c.key, c.edition desc", key)
    if found is None:
        raise NotHere
    return found


async def edit_chain(key: str, edition: int, name: str, steps: Sequence[StepPlan], *, may_approve: bool) -> None:
    """A new edition over the one that was looked at. Raises Refused, or Conflict when somebody was faster."""
    check_definition(steps)
    now = await chain_in_force(key)
    made = None
    if now.edition == edition:
        made = await database.value(
            LAY + " on conflict do nothing returning id", new_id(), key, edition + 1, name, now.subject, may_approve,
            msgspec.json.encode(list(steps)).decode(), "", clock.now(), here().person,
        )  # fmt: skip
    if made is None:
        raise Conflict(N_("Somebody else has just changed this chain. Please load the page again."))
