"""What comes in: kept as it came, read, proposed, filed or put aside (ARCH-6)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.filing import Filing, file_item
from hushu.archives.commands.reading_files import Reading as Read
from hushu.archives.commands.reading_files import find_item_by, keep_words, read_file, see_file
from hushu.archives.commands.volumes import Cover, open_volume
from hushu.archives.queries.intake import Waiting, intake
from hushu.archives.rules.pack import Pack
from hushu.archives.rules.recognising import Proposal, recognise
from hushu.archives.tables import ArchiveIntake
from hushu.foundation import clock, database, files, live, outbox, packs
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_

TAKEN = frozenset(
    {files.PDF, files.PNG, files.JPEG, files.TIFF, files.WEBP, files.XLSX, files.XLS, files.DOCX, files.EML, files.TEXT,
     files.CSV, files.DOC, files.OFD, files.PPTX}
)  # fmt: skip
LARGEST = 50 * 1024 * 1024
TOO_LARGE = N_("“%(name)s” is larger than 50 MB. Split it or scan it in a lower resolution.")
EMPTY = N_("“%(name)s” is empty. Please check the file.")
DECIDED = N_("This has been filed or put aside already.")
RECOGNISE, SEE = "archives.recognise", "archives.see"
KEEP = """update archive_intake set state = 'proposed', proposal = $2, words = $3, thumb = coalesce($4, thumb), pages = $5,
                 seeing = $6, problem = $7 where id = $1 and state in ('reading', 'proposed')"""
TO_LEAF = """update archive_leaf l set words = i.words, thumb = i.thumb, problem = i.problem,
                    read_at = case when i.state = 'reading' then null else $3::timestamptz end
               from archive_intake i where i.id = $1 and l.item = $2 and l.file = i.file"""


async def take_in(name: str, data: bytes, *, field: str = "files") -> UUID:
    """Keeps one file as it came and has it read. Raises Refused for what cannot be filed."""
    if not data:
        raise Refused(field, EMPTY, name=name)
    if len(data) > LARGEST:
        raise Refused(field, TOO_LARGE, name=name)
    media_type = files.sniffed(data, TAKEN, field=field)
    file = await files.keep(name, data, media_type, sealed=True)
    return await take_in_kept(file)


async def take_in_kept(file: UUID) -> UUID:
    """The same for a file that is in the store already, under a key of its own."""
    made = ArchiveIntake(id=new_id(), file=file, given_by=me(), given_at=clock.now())
    await insert(made)
    await outbox.send(
        RECOGNISE, queue="printing", once=f"{RECOGNISE}:{made.id}", intake_id=str(made.id)
    )
    live.changed("intake")
    return made.id


def class_marks() -> dict[str, list[str]]:
    """The words that speak for each class of the pack."""
    return {
        one.key: one.words
        for one in packs.part(here().kind, "archives", Pack).archive_class
        if one.words
    }


async def recognise_intake(intake_id: UUID) -> None:
    """Reads it and lays a proposal; pictures are seen afterwards, which takes longer."""
    found = await intake(intake_id)
    if found.state != "reading":
        return
    read = await read_file(found.file)
    await _propose(found, read, seeing=bool(read.blind))
    if read.blind:
        await outbox.send(SEE, queue="solver", once=f"{SEE}:{found.file}", file=str(found.file))


async def see_intake(file: UUID) -> None:
    """What the eye made out goes to the proposal, or to the item where it was filed meanwhile; nothing of what is destroyed."""
    if (await files.facts(file)).erased_at is not None:
        return
    text = await see_file(file)
    waiting = await database.value(
        "select id from archive_intake where file = $1 and state in ('reading', 'proposed')", file
    )
    if waiting is not None:
        found = await intake(waiting)
        await _propose(found, Read(text, found.pages, None, found.problem), seeing=False)
    for item in await keep_words(file, Read(text, 1, None, "")):
        await find_item_by(item)


async def _propose(found: Waiting, read: Read, *, seeing: bool) -> None:
    proposal = recognise(read.text, found.name, read.pages, class_marks())
    sealed = await files.seal_text(found.file, read.text)
    body = msgspec.json.encode(proposal).decode()
    await database.execute(
        KEEP, found.id, body, sealed, read.thumb, read.pages, seeing, read.problem
    )
    live.changed("intake")


async def file_intake(intake_id: UUID, given: Filing) -> UUID:
    """Files it as the clerk confirmed it. Raises Refused, or Conflict when somebody was faster."""
    found = await _undecided(intake_id)
    item = await file_item(msgspec.structs.replace(given, files=(found.file,)))
    await database.execute(TO_LEAF, intake_id, item, clock.now())
    await find_item_by(item)
    await change(
        ArchiveIntake, intake_id, state="filed", item=item, decided_by=me(), decided_at=clock.now()
    )
    live.changed("intake")
    return item


async def file_as_proposed(intakes: Sequence[UUID]) -> int:
    """Files those whose proposal names a class and a day, each in its class's open volume; gives how many."""
    done = 0
    for one in intakes:
        found = await intake(one)
        said = found.said
        if found.state != "proposed" or not said.class_key or said.dated is None:
            continue
        its = await queries.class_of_key(said.class_key)
        if said.secrecy > its.secrecy:
            continue
        into = await volume_of(its.id, said.dated.year)
        await file_intake(one, _filing(said, into, its.medium))
        done += 1
    return done


def _filing(said: Proposal, into: UUID, medium: str) -> Filing:
    return Filing(
        volume=into, title=said.title, made_title=said.made_title, doc_no=said.doc_no, author=said.author,
        dated=said.dated or clock.today(), pages=said.pages, secrecy=said.secrecy, medium=medium,
    )  # fmt: skip


async def volume_of(class_id: UUID, year: int) -> UUID:
    """The class's open volume of that year that belongs to nobody outside, opened where there is none."""
    its = await queries.archive_class(class_id)
    await database.alone(f"archive volume {its.code} {year}")
    sql = """select id from archive_volume where class = $1 and year = $2 and state = 'open' and organisation = ''
                and unit is null              order by no desc limit 1"""
    found: UUID | None = await database.value(sql, class_id, year)
    return found or await open_volume(
        Cover(class_id=class_id, year=year, title=f"{year}年{its.name}")
    )


async def put_aside(intake_id: UUID) -> None:
    """It is not worth keeping: its bytes go for good, what was decided stays. Raises Conflict when somebody was faster."""
    found = await _undecided(intake_id)
    await change(
        ArchiveIntake, intake_id, state="discarded", decided_by=me(), decided_at=clock.now()
    )
    for file in (found.file, found.thumb):
        if file is not None:
            await files.erase(file)
    live.changed("intake")


async def words_of(intake_id: UUID) -> str:
    """What was read in it so far."""
    found = await database.connection().fetchrow(
        "select file, words from archive_intake where id = $1", intake_id
    )
    return await files.unseal_text(found[0], found[1]) if found and found[1] else ""


async def _undecided(intake_id: UUID) -> Waiting:
    state = await database.value(
        "select state from archive_intake where id = $1 for update", intake_id
    )
    if state is None:
        raise NotHere
    if state not in ("reading", "proposed"):
        raise Conflict(DECIDED)
    return await intake(intake_id)
