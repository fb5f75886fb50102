"""Chain definitions: laid by the pack, changed by the manager as a new edition; running papers keep theirs (SIGN-1)."""

from collections.abc import Sequence

import msgspec

from hushu.foundation import clock, database, packs
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.signing.queries import chain_in_force
from hushu.signing.rules import StepPlan, check_definition

LAY = """insert into chain (id, key, edition, name, subject, drafter_may_approve, steps, pack_hash, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""

LAID = "select edition, pack_hash from chain where key = $1 order by edition desc limit 1"


class Laid(msgspec.Struct, frozen=True):
    """The edition in force. pack_hash: of the chain as the pack had it, "" where the property made it."""

    edition: int
    pack_hash: str


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


async def unpack_chains(kind: str) -> None:
    """Lays the pack's chains into the open property as their first editions. Raises Refused when one cannot run."""
    for chain in packs.part(kind, "chains", PackChains).chain:
        await _lay(chain)


async def edit_chain(
    key: str, edition: int, name: str, steps: Sequence[StepPlan], *, may_approve: bool
) -> None:
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


async def ensure_chain(key: str) -> None:
    """Lays the pack's chain where the property is older than it as it stands; what the property has made of its own stays."""
    chain = next(
        one for one in packs.part(here().kind, "chains", PackChains).chain if one.key == key
    )
    now = await database.row(Laid, LAID, key)
    if now is None:
        await _lay(chain)
    elif now.pack_hash not in {"", packs.fingerprint(chain)}:
        await _lay(chain, now.edition + 1)


async def _lay(chain: PackChain, edition: int = 1) -> None:
    check_definition(chain.step)
    steps = msgspec.json.encode(chain.step).decode()
    await database.execute(
        LAY + " on conflict do nothing", new_id(), chain.key, edition, chain.name, chain.subject, chain.drafter_may_approve,
        steps, packs.fingerprint(chain), clock.now(), None,
    )  # fmt: skip
