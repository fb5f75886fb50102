"""A package that was uploaded is brought in by a worker; what it gives says what came and what could not (ARCH-50)."""

import asyncio
from uuid import UUID

from hushu.archives.commands.bringing_in import bring_in as lay
from hushu.foundation import bags, files, papers, sheets
from hushu.foundation.papers import Sheet
from hushu.foundation.translation import DEFAULT, N_, speaking, translate


@papers.private
async def bring_in(file: str) -> Sheet:
    """Proves the package and lays what is in it, all or nothing."""
    async with bags.workshop() as room:
        package = room / "package.zip"
        await asyncio.to_thread(package.write_bytes, await files.read(UUID(file)))
        came = await lay(package, field="")
    await files.forget(UUID(file))
    with speaking(DEFAULT):
        title = translate(N_("Volumes brought in"))
        book = sheets.Book(
            title=title,
            headings=[translate(N_("Volume or loan")), translate(N_("What it is")), translate(N_("What became of it"))],
            rows=[
                *((one.number, one.title, translate(N_("Brought in"))) for one in came.volumes),
                *((one.number, one.about, translate(N_("Not brought in: %(why)s"), why=one.why)) for one in came.left),
            ],
        )  # fmt: skip
        return Sheet(await sheets.written(book, "xlsx"), files.XLSX, f"{title}.xlsx")
