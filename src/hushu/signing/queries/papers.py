"""One paper with its chain, as pages, jobs and the printed form need it."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import N_, translate
from hushu.signing.rules import Chain, Member, Staff
from hushu.signing.subjects import PaperContent
from hushu.signing.words import DEEDS


class PaperRow(msgspec.Struct, frozen=True):
    """A paper as the database keeps it; `deputies` is who signs today for whom."""

    id: UUID
    code: str
    chain_name: str
    edition: int
    subject: str
    subject_id: UUID
    title: str
    frozen: str
    content_hash: str
    drafter: UUID
    started_at: datetime
    state: str
    plan: str
    ended_at: datetime | None
    urged_at: datetime | None
    file: UUID | None
    stamped: bool | None
    last_no: int
    former: UUID | None
    deputies: str

    @property
    def erased(self) -> bool:
        """Whether its words were destroyed with the item it was filed as."""
        return not self.frozen

    @property
    def chain(self) -> Chain:
        """Where the paper is, as the rules see it."""
        return msgspec.json.decode(self.plan, type=Chain)

    @property
    def standing_in(self) -> dict[UUID, UUID]:
        """Person to deputy, for today."""
        return msgspec.json.decode(self.deputies, type=dict[UUID, UUID])

    @property
    def content(self) -> PaperContent:
        """What was frozen for the signers' eyes; without its words once they are destroyed (ARCH-44)."""
        if self.erased:
            return PaperContent(self.title)
        return msgspec.convert(msgspec.json.decode(self.frozen)["paper"], PaperContent)


class Entry(msgspec.Struct, frozen=True):
    """One deed on a paper, as it stands for good."""

    no: int
    step: int | None
    deed: str
    step_deed: str
    signer: UUID | None
    signer_name: str
    post_name: str
    for_name: str
    to_person: UUID | None
    to_name: str
    opinion: str
    at: datetime
    picture: UUID | None
    hash: str

    @property
    def words(self) -> str:
        """What was done, in words."""
        step = translate(DEEDS[self.step_deed]) if self.step_deed else ""
        if self.deed == "assign":
            return translate(N_("Named for “%(step)s”"), step=step)
        return step if self.deed == "agree" and step else translate(DEEDS[self.deed])


DEPUTIES = """coalesce((select jsonb_object_agg(d.person, d.deputy) from signing_deputy d where d.ended_at is null
                and $1::date between d.starts_on and d.ends_on), '{}')::text"""
PAPER = f"""select p.id, p.code, c.name, c.edition, p.subject, p.subject_id, p.title, p.frozen, p.content_hash, p.drafter,
                   p.started_at, p.state, p.plan::text, p.ended_at, p.urged_at, p.file, p.stamped, p.last_no, p.former,
                   {DEPUTIES}
              from signing_paper p join chain c on c.property = p.property and c.id = p.chain """  # noqa: S608 (a constant)
ENTRIES = """select no, step, deed, step_deed, signer, signer_name, post_name, for_name, to_person, to_name, opinion, at,
                    picture, encode(hash, 'hex') from signing_entry where paper = $1 order by no"""
STAFF = """select p.id, p.name, o.key, o.name, p.roles, p.superior, p.closed_at is not null
             from person p join post o on o.property = p.property and o.id = p.post order by p.created_at, p.id"""


async def staff() -> Staff:
    """Everybody of the property, those who left too, for the rules."""
    found = await database.rows(Member, STAFF)
    return Staff(found)


async def paper_row(paper: UUID, *, lock: bool = False) -> PaperRow:
    """The paper, locked for a deed where asked. Raises NotHere."""
    sql = PAPER + ("where p.id = $2 for no key update of p" if lock else "where p.id = $2")
    found = await database.row(PaperRow, sql, clock.today(), paper)
    if found is None:
        raise NotHere
    return found


async def entries(paper_id: UUID) -> list[Entry]:
    """All deeds on the paper, in order."""
    return await database.rows(Entry, ENTRIES, paper_id)
