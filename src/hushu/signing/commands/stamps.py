"""The signed PDF of an agreed paper: the property's certificate, and the one file that is kept (SIGN-4, SIGN-10)."""

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, files, live
from hushu.foundation.events import emit
from hushu.foundation.opened import here
from hushu.foundation.tables import new_id
from hushu.signing.events import PaperSealed

if TYPE_CHECKING:
    from hushu.signing.sealing import Identity


class Certificate(msgspec.Struct, frozen=True):
    """The property's certificate with its sealed key."""

    certificate: bytes
    sealed_key: bytes


class Sealed(msgspec.Struct, frozen=True):
    """What the paper whose PDF was kept is about."""

    subject: str
    subject_id: UUID


SEAL = """update signing_paper set file = $2, stamped = $3 where id = $1 and file is null and state = 'agreed'
          returning subject, subject_id"""
FOUND = "select certificate, sealed_key from certificate"
MAKE = """insert into certificate (id, certificate, sealed_key, made_at) values ($1, $2, $3, $4)
          on conflict (property) do nothing"""


async def identity() -> "Identity":
    """The property's certificate and key, made at the first paper; of two made at once the first one counts."""
    from hushu.signing.sealing import Identity, make_identity, seal, unseal

    found = await database.row(Certificate, FOUND)
    if found is None:
        made = await asyncio.to_thread(make_identity, here().property_name, clock.now())
        await database.execute(
            MAKE, new_id(), made.certificate, seal(made.key, here().property), clock.now()
        )
        found = await database.row(Certificate, FOUND)
    if found is None:
        raise LookupError("the certificate was not kept")
    return Identity(found.certificate, unseal(found.sealed_key, here().property))


async def keep_signed(paper: UUID, name: str, pdf: bytes, *, stamped: bool) -> None:
    """Files the signed PDF of an agreed paper; whoever comes second finds it there and changes nothing."""
    file = await files.keep(name, pdf, files.PDF, sealed=True)
    found = await database.row(Sealed, SEAL, paper, file, stamped)
    if found is None:
        await files.forget(file)
    else:
        await emit(PaperSealed(paper, found.subject, found.subject_id, file))
    live.changed("signing")
