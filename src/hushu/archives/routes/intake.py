"""What comes in: dropped, read, looked at, filed (ARCH-6)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import queries, reading
from hushu.archives.commands import Filing
from hushu.archives.commands import intake as commands
from hushu.archives.forms import DropForm, FilingForm, ManyForm
from hushu.archives.queries.intake import Waiting, intake, next_waiting, waiting
from hushu.archives.routes.viewer import drawn
from hushu.archives.rules.words import INKS, MEDIA, SECRECY
from hushu.foundation import files
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

MOST_AT_ONCE = 100
LARGEST = 200 * 1024 * 1024  # bytes of all files dropped at once
NONE = N_("Choose at least one file.")
TOO_MANY = N_("At most %(n)s files at once, please.")
WHERE = N_("Choose a class, or a volume of it.")


@get("/archives/intake", "archives.file")
async def list_page(request: Web) -> Answer:
    """What waits, with what each paper says of itself."""
    names = {one.key: f"{one.code} {one.name}" for one in await queries.classes()}
    return page(request, "archives/intake.html", rows=await waiting(), names=names, secrecy=SECRECY)


@post("/archives/intake", "archives.file", again=list_page, largest=LARGEST)
async def drop(request: Web) -> Answer:
    """Takes in files, many at once: all of them, or none where one cannot be taken."""
    given = (await read(request, DropForm)).files
    if not given:
        raise Refused("files", NONE)
    if len(given) > MOST_AT_ONCE:
        raise Refused("files", TOO_MANY, n=MOST_AT_ONCE)
    for one in given:
        await commands.take_in(files.file_name(one.filename), await one.read())
    return go(request, at("/archives/intake"))


@post("/archives/intake/filing", "archives.file", again=list_page)
async def file_many(request: Web) -> Answer:
    """Files those ticked as they were proposed; what names no class or day stays."""
    await commands.file_as_proposed((await read(request, ManyForm)).ids)
    return go(request, at("/archives/intake"))


@get("/archives/intake/{intake_id:uuid}", "archives.file")
async def show_one(request: Web, intake_id: UUID) -> Answer:
    """One paper: its pages beside the form, filled in with what was read."""
    found = await intake(intake_id)
    tree = await queries.classes()
    proposed = next((one for one in tree if one.key == found.said.class_key), None)
    return page(
        request, "archives/file.html", intake=found, said=found.said, proposed=proposed, media=_choices(MEDIA),
        inks=_choices(INKS), classes=[(one.id, f"{one.code} {one.name}（{one.term_name}）") for one in tree],
        secrecy=_choices(SECRECY),
        volumes=await _volumes(tree), text=await _text(found),
    )  # fmt: skip


def _choices(codes: dict[str, str] | dict[int, str]) -> list[tuple[str | int, str]]:
    return [(key, translate(words)) for key, words in codes.items()]


async def _volumes(tree: list[queries.ClassRow]) -> list[tuple[UUID, str]]:
    wanted = queries.VolumeFilter(state="open")
    known = {one.id for one in tree}
    return [
        (one.id, f"{one.number} {one.title}")
        for one in await queries.volumes(wanted, 300)
        if one.class_id in known
    ]


async def _text(found: Waiting) -> str:
    """The words of a file that has no pages to look at."""
    if found.media_type in reading.DRAWN:
        return ""
    return (await commands.words_of(found.id))[:20_000]


@get("/archives/intake/{intake_id:uuid}/pages/{number:int}", "archives.file")
async def picture(intake_id: UUID, number: int) -> Answer:
    """One of its pages as a picture."""
    found = await _found(intake_id)
    return await drawn(found.file, found.media_type, number)


async def _found(intake_id: UUID) -> Waiting:
    found = await intake(intake_id)
    if found.state not in ("reading", "proposed"):
        raise NotHere
    return found


@post("/archives/intake/{intake_id:uuid}/filing", "archives.file", again=show_one)
async def file_one(request: Web, intake_id: UUID) -> Answer:
    """Files it as confirmed, and goes on to the next."""
    form = await read(request, FilingForm)
    into = form.volume or await _open_volume(form.class_id, form.dated)
    given = msgspec.structs.asdict(form) | {"volume": into}
    following = await next_waiting(intake_id)
    await commands.file_intake(
        intake_id, Filing(**{k: v for k, v in given.items() if k != "class_id"})
    )
    return go(request, at(f"/archives/intake/{following}" if following else "/archives/intake"))


async def _open_volume(class_id: UUID | None, dated: date) -> UUID:
    if class_id is None:
        raise Refused("class_id", WHERE)
    return await commands.volume_of(class_id, dated.year)


@post("/archives/intake/{intake_id:uuid}/setting-aside", "archives.file")
async def put_aside(request: Web, intake_id: UUID) -> Answer:
    """It is not worth keeping."""
    await read(request, NothingForm)
    following = await next_waiting(intake_id)
    await commands.put_aside(intake_id)
    return go(request, at(f"/archives/intake/{following}" if following else "/archives/intake"))


ROUTES = (list_page, drop, file_many, show_one, picture, file_one, put_aside)
