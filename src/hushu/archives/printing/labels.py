"""Labels with QR codes, box spines and covers with their notes, volume covers with theirs (ARCH-20)."""

from collections.abc import Sequence
from uuid import UUID

from hushu.archives.queries.eyes import see_as
from hushu.archives.queries.places import Place, Standing, inside, standing, standing_in
from hushu.archives.rules.places import KINDS
from hushu.foundation import qr
from hushu.foundation.labels import Label, sheets
from hushu.foundation.opened import here, setting
from hushu.foundation.papers import Printed
from hushu.foundation.translation import translate


async def labels(person: str, place: str, what: str, skip: int = 0) -> Printed:
    """The maker of labels of a place and all places in it, or of the volumes that stand there."""
    await see_as(UUID(person))
    found = await inside(UUID(place))
    if what == "volumes":
        made = [_volume(one) for one in await standing_in([one.id for one in found])]
    else:
        made = [_place(one) for one in found]
    return sheets(made, skip)


def _place(one: Place) -> Label:
    above = one.path.rpartition(" · ")[0]
    lines = [
        above,
        *([f"{one.year} · {one.term_name}"] if one.year else []),
        *([one.note] if one.note else []),
    ]
    return Label(
        translate(KINDS[one.kind]), one.name, tuple(lines), qr.page(f"/archives/places/{one.id}")
    )


def _volume(one: Standing) -> Label:
    lines = (one.title[:40], f"{one.year} · {one.term_name}", one.box_path)
    return Label(here().property_name, one.number, lines, qr.page(f"/archives/volumes/{one.id}"))


async def boxes(person: str, place: str) -> Printed:
    """The maker of spines, covers and notes of every box of a place (DA/T 22)."""
    await see_as(UUID(person))
    found = [one for one in await inside(UUID(place)) if one.kind == "box"]
    held: dict[UUID | None, list[Standing]] = {}
    for one in await standing_in([box.id for box in found]):
        held.setdefault(one.box, []).append(one)
    made = [(box, held.get(box.id, []), qr.page(f"/archives/places/{box.id}")) for box in found]
    return Printed("archives/print/boxes.html", {"boxes": made, "fonds": setting("fonds", "")})


async def covers(person: str, volumes: Sequence[str]) -> Printed:
    """The maker of volume covers with the note at their end (GB/T 9705)."""
    await see_as(UUID(person))
    found = await standing([UUID(one) for one in volumes])
    made = [(one, qr.page(f"/archives/volumes/{one.id}")) for one in found]
    return Printed("archives/print/covers.html", {"volumes": made})
