"""The yearly appraisal: what is due is looked at by two people at least (ARCH-42)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.house import for_the_house
from hushu.archives.rules.retention import Decision, Opinion, decide
from hushu.archives.rules.terms import Term, due
from hushu.foundation import clock, database, live
from hushu.foundation.filters import long_date
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

BEGIN = """insert into archive_appraisal (id, year, begun_at, begun_by) values ($1, $2, $3, $4)
           on conflict (property, year) do nothing"""
# Not in: see lists.FREE.
DUE = """select i.id from archive_item i where i.state = 'kept' and i.due_on <= $2 and archive_blocked(i.id) is null
           and i.id not in (select a.item from archive_appraised a where a.state in ('open', 'destroy') or a.appraisal = $1)"""
COLLECT = """insert into archive_appraised (id, appraisal, item, collected_at)
             select n.id, $1, n.item, $2 from unnest($3::uuid[], $4::uuid[]) as n (id, item)"""
OPEN = """select a.id, i.id, i.volume, i.trigger = 'accounting_year', i.appraised_on
            from archive_appraised a join archive_item i on i.property = a.property and i.id = a.item
           where a.appraisal = $1 and a.state = 'open' and (a.id = any ($2) or i.volume = any ($3))
           order by a.id for no key update of a"""
SAY = """insert into archive_opinion (entry, person, verdict, term, reason, as_finance, at)
         select e, p.id, $3, $4, $5, 'finance' = any (p.roles), $6 from unnest($1::uuid[]) as e, person p where p.id = $2
         on conflict (property, entry, person) do update
            set verdict = excluded.verdict, term = excluded.term, reason = excluded.reason, at = excluded.at"""
SAID = """select o.entry, o.verdict = 'destroy', t.years, coalesce(o.term, ''), o.as_finance, o.at
            from archive_opinion o left join archive_term t on t.property = o.property and t.key = o.term
           where o.entry = any ($1) order by o.at"""
SETTLE = """update archive_appraised a set state = d.state, term = nullif(d.term, ''), first_on = d.first_on, decided_at = $5
              from unnest($1::uuid[], $2::text[], $3::text[], $4::date[]) as d (id, state, term, first_on) where a.id = d.id"""
KEEP = """update archive_item i set term = d.term, appraised_on = coalesce(i.appraised_on, d.first_on), edition = i.edition + 1
            from unnest($1::uuid[], $2::text[], $3::date[]) as d (id, term, first_on) where i.id = d.id"""
NOTHING = N_("Nothing was chosen, or it is decided already. Load the page again.")


class Entry(msgspec.Struct, frozen=True):
    """What is looked at."""

    id: UUID
    item: UUID
    volume: UUID
    accounting: bool
    appraised_on: date | None


class Said(msgspec.Struct, frozen=True):
    """One opinion on one entry."""

    entry: UUID
    destroy: bool
    years: int | None
    term: str
    finance: bool
    at: datetime


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What an appraiser says: destroy, or keep longer with a new term and a reason."""

    destroy: bool
    term: str = ""
    reason: str = ""


async def collect() -> int:
    """Puts whatever is due and free into this year's appraisal; gives how many were added. Safe to run twice."""
    year = clock.today().year
    await database.alone(f"archive appraisal {year}")
    async with for_the_house():
        await database.execute(BEGIN, new_id(), year, clock.now(), here().person)
        appraisal = await database.value("select id from archive_appraisal where year = $1", year)
        found = [r["id"] for r in await database.connection().fetch(DUE, appraisal, clock.today())]
        await database.execute(COLLECT, appraisal, clock.now(), [new_id() for _ in found], found)
    live.changed("archives")
    return len(found)


async def appraise(
    appraisal: UUID, verdict: Verdict, *, entries: Iterable[UUID] = (), volumes: Iterable[UUID] = ()
) -> int:
    """The acting person's word on entries, one by one or by whole volumes; gives how many are decided by it. Raises Refused."""
    found = await database.rows(Entry, OPEN, appraisal, list(entries), list(volumes))
    if not found:
        raise Refused("", NOTHING)
    await _check(verdict, found)
    await database.execute(
        SAY, [one.id for one in found], me(), "destroy" if verdict.destroy else "keep", verdict.term or None,
        verdict.reason, clock.now(),
    )  # fmt: skip
    decided = await _settle(found)
    live.changed("archives")
    return decided


async def _check(verdict: Verdict, found: Sequence[Entry]) -> None:
    """Keeping longer needs a reason and a term that lasts beyond today. Raises Refused."""
    if verdict.destroy:
        return
    if not verdict.term:
        raise Refused("term", N_("Say how long it is to be kept."))
    if not verdict.reason:
        raise Refused("reason", N_("Say why it is kept longer."))
    _lasts(await queries.term(verdict.term), found)


def _lasts(term: Term, found: Sequence[Entry]) -> None:
    today = clock.today()
    earliest = min((one.appraised_on or today for one in found), default=today)
    end = due(earliest, term.years)
    if end is not None and end <= today:
        raise Refused(
            "term",
            N_("The new term counts from the first appraisal (%(day)s) and would be over already. Choose a longer one."),
            day=long_date(earliest),
        )  # fmt: skip


async def _settle(found: Sequence[Entry]) -> int:
    """Decides what enough appraisers have spoken on."""
    said = await database.rows(Said, SAID, [one.id for one in found])
    words: dict[UUID, list[Said]] = {}
    for one in said:
        words.setdefault(one.entry, []).append(one)
    decided = [
        (one, decision, clock.local(words[one.id][0].at).date())
        for one in found
        if (decision := _decision(one, words[one.id])) is not None
    ]
    await database.execute(
        SETTLE, [one.id for one, _, _ in decided], ["destroy" if d.destroy else "keep" for _, d, _ in decided],
        [d.term for _, d, _ in decided], [first for _, _, first in decided], clock.now(),
    )  # fmt: skip
    kept = [(one, d, first) for one, d, first in decided if not d.destroy]
    await database.execute(
        KEEP, [one.item for one, _, _ in kept], [d.term for _, d, _ in kept], [first for _, _, first in kept]
    )  # fmt: skip
    for volume in {one.volume for one, _, _ in kept}:
        await lay_dues(volume)
    return len(decided)


def _decision(one: Entry, said: Sequence[Said]) -> Decision | None:
    opinions = [Opinion(word.destroy, word.years, word.term, word.finance) for word in said]
    return decide(opinions, accounting=one.accounting)
