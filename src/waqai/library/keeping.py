"""What coders and people made, into the library: codings, the states of items, and which coding is shown.

A report shows the greatest of its coded revisions by run, publication day and digest, so that the order in which one
run read them is no matter; of that revision a person's coding before a machine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import delete, select

from waqai.library import schema
from waqai.library.coders import Made
from waqai.library.indexes import Words
from waqai.library.ledger import Counts
from waqai.library.limits import plain
from waqai.library.packing import unpack
from waqai.library.registering import Job
from waqai.library.store import Batch, set_states
from waqai.read import InputProblem
from waqai.records import CodedReport, EventMention, Report


class Coded(NamedTuple):
    """A coding that was just added, of a revision with its report."""

    coding: int
    annotator: str
    coded: CodedReport
    words: Words | None


class _Revision(NamedTuple):
    """A coded revision as it is ranked: `run`, `published`, `digest`."""

    run: int
    published: str
    digest: str
    id: int


class Kept(NamedTuple):
    """How many items are now in which state (and queued no more), and what became of the mentions.

    `replaced` is how many mentions the machine codings had that are gone now, `changed` how many revisions now have
    other mentions than before.
    """

    counts: Counts
    mentions: int
    replaced: int
    changed: int


def keep(batch: Batch, results: Sequence[tuple[Job, Made | InputProblem]], lexicon: str) -> Kept:
    """Write what came of queued items.

    Items that somebody else was quicker with are passed over.  Flush `batch` afterwards.
    """
    states = _states(batch, [job for job, _ in results])
    items: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    fresh: dict[int, tuple[Job, Coded]] = {}
    counts: dict[str, int] = {}
    for job, made in results:
        if states.pop(job.item, "") != "queued":
            continue
        state, reason, next_step = "coded", "", ""
        if isinstance(made, InputProblem):
            state, reason, next_step = made.kind, plain(made.what), plain(made.next_step)
        else:
            fresh[job.revision] = job, _coded(batch, job, made, lexicon)
        counts[state] = counts.get(state, 0) + 1
        items.append({"row": job.item, "state": state, "reason": reason, "next_step": next_step})
        if state == "coded" or not job.again:
            revisions.append({"row": job.revision, "state": state})
    old = replace(batch, fresh)
    set_states(batch.connection, schema.item, items)
    set_states(batch.connection, schema.revision, revisions)
    return Kept(
        Counts(**counts),
        mentions=sum(len(one.coded.mentions) for _, one in fresh.values()),
        replaced=sum(len(mentions) for mentions in old.values()),
        changed=sum(1 for revision, mentions in old.items() if mentions != fresh[revision][1].coded.mentions),
    )


def replace(batch: Batch, fresh: dict[int, tuple[Job, Coded]]) -> dict[int, tuple[EventMention, ...]]:
    """Let `fresh` codings (by revision) take the place of what was shown, where they rank higher.

    Older machine codings of the same revisions are removed: the newest stays, and every person's.  Returns the mentions
    of those that were removed (without their reasons) by revision.
    """
    if not fresh:
        return {}
    reports = sorted({job.report_id for job, _ in fresh.values()})
    shown = _shown(batch, reports)
    ranked = _ranked(batch, reports, fresh)
    people = _annotated(batch, list(fresh))
    stale = _stale(batch, [revision for revision, (_, one) in fresh.items() if not one.annotator])
    show = {}
    for report in reports:
        winner = max(ranked[report]).id
        if winner in fresh and _ranks(fresh[winner][1].annotator, people.get(winner)):
            show[report] = winner
    batch.hide(report for report in show if shown.get(report) is not None)
    _remove(batch, [number for number, _, _ in stale])
    for report, winner in show.items():
        _, one = fresh[winner]
        batch.show(report, winner, one.coding, one.coded, one.words)
    set_states(
        batch.connection,
        schema.report,
        [{"row": report, "revision_id": max(ranked[report]).id} for report in reports],
    )
    return {revision: _plain_mentions(record) for _, revision, record in stale}


def _coded(batch: Batch, job: Job, made: Made, lexicon: str) -> Coded:
    coded = CodedReport(job.report, made.mentions, (), made.coder)
    coding = batch.add_coding(job.revision, coded, lexicon=lexicon, record=made.record)
    return Coded(coding, "", coded, Words(job.revision, made.title, made.body))


def _states(batch: Batch, jobs: Sequence[Job]) -> dict[int, str]:
    item = schema.item
    query = select(item.c.id, item.c.state).where(item.c.id.in_([job.item for job in jobs]))
    return dict(batch.connection.execute(query).all())


def _shown(batch: Batch, reports: Sequence[int]) -> dict[int, int | None]:
    report = schema.report
    query = select(report.c.id, report.c.revision_id).where(report.c.id.in_(reports))
    return dict(batch.connection.execute(query).all())


def _ranked(batch: Batch, reports: Sequence[int], fresh: dict[int, tuple[Job, Coded]]) -> dict[int, list[_Revision]]:
    revision = schema.revision
    columns = (revision.c.report_id, revision.c.run_id, revision.c.published, revision.c.digest, revision.c.id)
    query = select(*columns).where(revision.c.report_id.in_(reports), revision.c.state == "coded")
    ranked: dict[int, list[_Revision]] = {report: [] for report in reports}
    for report, *rest in batch.connection.execute(query):
        ranked[report].append(_Revision(*rest))
    for number, (job, _) in fresh.items():
        ranked[job.report_id].append(_Revision(job.run, job.report.published, job.digest, number))
    return ranked


def _annotated(batch: Batch, revisions: Sequence[int]) -> dict[int, str]:
    """Return for those of `revisions` that people coded the first of their names: whose coding is shown."""
    coding = schema.coding
    query = select(coding.c.revision_id, coding.c.annotator)
    found: dict[int, str] = {}
    for revision, annotator in batch.connection.execute(
        query.where(coding.c.revision_id.in_(revisions), coding.c.annotator != "")
    ):
        found[revision] = min(annotator, found.get(revision, annotator))
    return found


def _ranks(annotator: str, first: str | None) -> bool:
    """Tell whether the coding of `annotator` is to be shown where that of `first` is there, too."""
    return first is None or (annotator != "" and annotator <= first)


def _stale(batch: Batch, revisions: Sequence[int]) -> list[tuple[int, int, bytes]]:
    coding = schema.coding
    query = select(coding.c.id, coding.c.revision_id, coding.c.record)
    rows = batch.connection.execute(query.where(coding.c.revision_id.in_(revisions), coding.c.annotator == ""))
    return [(number, revision, record) for number, revision, record in rows]


def _plain_mentions(record: bytes) -> tuple[EventMention, ...]:
    try:
        mentions = unpack(record, Report("")).mentions
    except ValueError:  # damaged: what it held is not known
        return ()
    return tuple(msgspec.structs.replace(mention, because=()) for mention in mentions)


def _remove(batch: Batch, codings: Iterable[int]) -> None:
    coding = schema.coding
    wanted = list(codings)
    if wanted:
        batch.connection.execute(delete(coding).where(coding.c.id.in_(wanted)))
