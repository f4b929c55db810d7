"""Codings by people into the library: they are shown before any machine's, and stay when a machine codes again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, or_, select

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.identity import Identity, identify_report
from waqai.library.keeping import Coded, replace
from waqai.library.ledger import Counts, Request, State, counts_of
from waqai.library.limits import plain, refusal, short_key
from waqai.library.packing import pack, unpack
from waqai.library.registering import Job
from waqai.library.runs import finish, working_on
from waqai.library.store import Batch, set_states
from waqai.library.stored import report_of
from waqai.read import InputProblem
from waqai.read.human import HumanCoding
from waqai.records import CodedReport, Report, Span, spans_of

_MANY = 64


class Imported(msgspec.Struct, frozen=True):
    """What an import brought: its items by state, and the mentions of new codings."""

    run: int
    counts: Counts
    mentions: int


class _Revision(NamedTuple):
    """A revision in the library; `shown` tells whether it is the current one."""

    id: int
    report: int
    run: int
    digest: str
    words: Report
    shown: bool


def import_codings(
    database: Database, codings: Iterable[HumanCoding | InputProblem], inputs: Sequence[str] = ()
) -> Imported:
    """Keep what people coded, each for the report whose words they read; reports that are not there are added.

    A coding of the same report by the same annotator is replaced.  A report that the library has with other words, and
    evidence that does not stand in the text, are problems that name it; the others are kept.
    """
    request = Request("import", tuple(inputs) or ("-",), str(Path.cwd()))
    mentions = 0
    with working_on(database, request) as run:
        for group in _groups(codings):
            with database.writing() as connection:
                mentions += sum(_Import(connection, run.id).enter(one) for one in group)
        with database.writing() as connection:
            finish(connection, run.id)
        with database.reading() as connection:
            counts = counts_of(connection, run.id)
    return Imported(run.id, counts, mentions)


class _Import:
    def __init__(self, connection: Connection, run: int) -> None:
        self._connection = connection
        self._run = run

    def enter(self, one: HumanCoding | InputProblem) -> int:
        """Give one coding its item and keep it; return how many mentions it brought."""
        place = self._place(one)
        if not place:
            return 0
        problem = one if isinstance(one, InputProblem) else _problem(one)
        if problem is None and isinstance(one, HumanCoding):
            identity = identify_report(one.report)
            found = _find(self._connection, one, identity)
            if not isinstance(found, InputProblem):
                return self._keep(one, place, found or self._add(one.report, identity))
            problem = msgspec.structs.replace(found, where=one.where)
        if problem is not None:
            self._item(place, problem.kind, reason=plain(problem.what), next_step=plain(problem.next_step))
        return 0

    def _place(self, one: HumanCoding | InputProblem) -> str:
        """Return a place in the ledger that is free, "" when the run has this one already.

        A coding and the problems of its mentions may come from one place of the file.
        """
        item = schema.item
        what = plain(one.what) if isinstance(one, InputProblem) else ""
        first = short_key(one.where)
        for place in (first, f"{first} ({hashlib.sha256(what.encode()).hexdigest()[:8]})"):
            known = select(item.c.reason).where(item.c.run_id == self._run, item.c.place == place)
            reason = self._connection.scalar(known)
            if reason is None:
                return place
            if reason == what:
                return ""
        return ""

    def _keep(self, one: HumanCoding, place: str, revision: _Revision) -> int:
        coding = schema.coding
        rows = self._connection.execute(
            select(coding.c.id, coding.c.annotator, coding.c.record)
            .where(coding.c.revision_id == revision.id, coding.c.annotator.in_(("", one.annotator)))
            .order_by(coding.c.id)
        ).all()
        coded = CodedReport(revision.words, one.mentions, _sentences(rows) or one.sentences, "")
        record = pack(coded)
        old = [row for row in rows if row.annotator]
        if any(row.record == record for row in old):
            self._item(place, "duplicate", revision.id)
            return 0
        batch = Batch(self._connection)
        self._drop(batch, revision.report, [row.id for row in old])
        job = Job(0, revision.id, revision.report, revision.run, revision.digest, revision.words)
        number = batch.add_coding(revision.id, coded, annotator=one.annotator, record=record)
        set_states(self._connection, schema.revision, [{"row": revision.id, "state": "coded"}])
        replace(batch, {revision.id: (job, Coded(number, one.annotator, coded, None))})
        batch.flush()
        self._item(place, "coded", revision.id)
        return len(one.mentions)

    def _drop(self, batch: Batch, report: int, codings: list[int]) -> None:
        shown, coding = schema.shown, schema.coding
        if not codings:
            return
        if self._connection.scalar(select(shown.c.coding_id).where(shown.c.coding_id.in_(codings))) is not None:
            batch.hide([report])
        self._connection.execute(delete(coding).where(coding.c.id.in_(codings)))

    def _add(self, report: Report, identity: Identity) -> _Revision:
        """Add a report that the library does not have, for a person's coding."""
        batch = Batch(self._connection)
        address = short_key(identity.address)
        number = self._connection.scalar(select(schema.report.c.id).where(schema.report.c.address == address))
        if number is None:
            name = report.id if report.id != identity.key else ""
            number = batch.add(schema.report, key=identity.key, address=address, name=name, revision_id=None)
        fields = {name: getattr(report, name) for name in ("url", "outlet", "published", "language", "title", "text")}
        revision = batch.add(
            schema.revision, report_id=number, run_id=self._run, digest=identity.digest, state="coded", **fields
        )
        batch.flush()
        return _Revision(revision, number, self._run, identity.digest, report, shown=False)

    def _item(
        self, place: str, state: State, revision: int | None = None, reason: str = "", next_step: str = ""
    ) -> None:
        batch = Batch(self._connection)
        batch.add(
            schema.item,
            run_id=self._run,
            input=place,
            place=place,
            digest=hashlib.sha256(place.encode()).hexdigest() if revision is not None else "",
            state=state,
            reason=reason,
            next_step=next_step,
            attempts=1,
            revision_id=revision,
        )
        batch.flush()


def _problem(one: HumanCoding) -> InputProblem | None:
    """Return what is wrong with a coding itself."""
    if not one.annotator.strip():
        return InputProblem(one.where, "names no annotator", "say who coded it")
    refused = refusal(one.report, one.where)
    if refused is not None:
        return refused
    for span in spans_of(one.mentions):
        if one.report.part(span.part)[span.start : span.end] != span.text:
            what = f"the words {span.text[:60]!r} do not stand at {span.part} {span.start}–{span.end}"
            return InputProblem(one.where, what, "export the report again and annotate that")
    return None


def _find(connection: Connection, one: HumanCoding, identity: Identity) -> _Revision | InputProblem | None:
    """Return the revision with the report's words, None where the library does not have the report."""
    table, revision, report = schema.report, schema.revision, one.report
    keys = [key for key in (one.key, report.id) if key]
    same = [table.c.address == short_key(identity.address), table.c.address == short_key(f"text:{identity.digest}")]
    same += [table.c.key.in_(keys), table.c.name == report.id] if keys else []
    query = (
        select(revision, table.c.key, table.c.name, table.c.address, table.c.revision_id)
        .join(table, table.c.id == revision.c.report_id)
        .where(or_(*same))
        .order_by(table.c.key, revision.c.run_id, revision.c.published, revision.c.digest)
    )
    rows = connection.execute(query).all()
    fitting = [_revision(row) for row in rows if row.title == report.title and row.text == report.text]
    if fitting:
        return max(fitting, key=lambda one: (one.shown, one.run, one.words.published, one.digest))
    # a name alone may be another outlet's report
    known = [row for row in rows if row.address == short_key(identity.address) or row.key in keys]
    if known:
        what = f"its words differ from those that the library has of report {known[0].name or known[0].key}"
        return InputProblem("", what, "export that report again and annotate its words")
    return None


def _revision(row: Any) -> _Revision:
    return _Revision(row.id, row.report_id, row.run_id, row.digest, report_of(row), shown=row.revision_id == row.id)


def _sentences(rows: Sequence[Any]) -> tuple[Span, ...]:
    """Return the sentences of the machine's coding, to which the numbers of sentences refer."""
    for row in rows:
        if not row.annotator:
            return unpack(row.record, Report("")).sentences
    return ()


def _groups(codings: Iterable[HumanCoding | InputProblem]) -> Iterator[list[HumanCoding | InputProblem]]:
    group: list[HumanCoding | InputProblem] = []
    for one in codings:
        group.append(one)
        if len(group) == _MANY:
            yield group
            group = []
    if group:
        yield group
