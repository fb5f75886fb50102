"""A package that was uploaded is brought in by a worker; what it gives is a list of the volumes that came (ARCH-50)."""

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
            title=title, headings=[translate(N_("Volume number")), translate(N_("Title of the volume"))],
            rows=[(one.number, one.title) for one in came.volumes],
        )  # fmt: skip
        return Sheet(await sheets.written(book, "xlsx"), files.XLSX, f"{title}.xlsx")
