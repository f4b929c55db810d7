"""Items into the ledger: each gets its row, a new report or new words their revision, waiting to be coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from waqai.library import schema
from waqai.library.identity import Identity, identify_report, own_name
from waqai.library.ledger import Counts, State
from waqai.library.limits import plain, refusal, short_key
from waqai.library.store import Batch, set_states
from waqai.read import InputProblem, Item
from waqai.records import Report


class Job(msgspec.Struct, frozen=True):
    """A queued item to be coded: `report_id`, `run` and `digest` are those of its revision."""

    item: int
    revision: int
    report_id: int
    run: int
    digest: str
    report: Report
    #: coded before, and shown whatever becomes of this
    again: bool = False


class _Entry(msgspec.Struct):
    """An item on its way into the ledger; `number` is the id of its row."""

    item: Item
    place: str
    digest: str
    report: Report | None = None
    identity: Identity | None = None
    problem: InputProblem | None = None
    number: int = 0
    attempts: int = 1


def register(batch: Batch, run: int, items: Sequence[Item], again: Collection[State] = ()) -> tuple[list[Job], Counts]:
    """Give every item its row in the ledger of `run`; return what is to be coded and how many went into which state.

    Items that the run has already are left as they are, but for those that could not be read and now can.  With
    `again` nothing but items in these states are tried once more.
    """
    return _Register(batch, run, again).take(items)


class _Register:
    def __init__(self, batch: Batch, run: int, again: Collection[State]) -> None:
        self._batch = batch
        self._run = run
        self._again = again
        self._counts: Counter[str] = Counter()
        self._changes: dict[Any, list[dict[str, Any]]] = {table: [] for table in _CHANGED}

    def take(self, items: Sequence[Item]) -> tuple[list[Job], Counts]:
        entries = self._unknown([_entry(item) for item in items])
        reports = self._reports(entries)
        revisions = self._revisions(entries, reports)
        jobs = [job for entry in entries if (job := self._enter(entry, reports, revisions))]
        self._batch.flush()
        for table, rows in self._changes.items():
            set_states(self._batch.connection, table, rows)
        return jobs, Counts(**self._counts)

    def _unknown(self, entries: Sequence[_Entry]) -> list[_Entry]:
        """Return the entries that need a row, or another content of their row."""
        known = self._known(entries)
        kept = []
        for entry in entries:
            row = known.get(entry.place)
            if row is not None and row["digest"] and entry.digest not in {"", row["digest"]}:
                # the file was changed between two readings of one run: both were read
                entry.place = _second_place(entry)
                row = known.get(entry.place)
            if row is None:
                known[entry.place] = {"id": 0, "digest": entry.digest, "state": "", "attempts": 0}
            elif row["digest"] or not row["id"] or not self._may_replace(row["state"], entry):
                continue
            else:
                entry.number = row["id"]
                entry.attempts = row["attempts"] + 1
            kept.append(entry)
        return kept

    def _may_replace(self, state: State, entry: _Entry) -> bool:
        """Tell whether a row of something that could not be read is to be written anew."""
        if self._again:
            return state in self._again
        return entry.problem is None and state in {"failed", "empty"}

    def _known(self, entries: Sequence[_Entry]) -> dict[str, dict[str, Any]]:
        item = schema.item
        places = {place for entry in entries for place in (entry.place, _second_place(entry))}
        query = select(item.c.id, item.c.place, item.c.digest, item.c.state, item.c.attempts)
        rows = self._batch.connection.execute(query.where(item.c.run_id == self._run, item.c.place.in_(sorted(places))))
        return {row.place: dict(row._mapping) for row in rows}  # noqa: SLF001  SQLAlchemy's public name

    def _reports(self, entries: Sequence[_Entry]) -> dict[str, dict[str, Any]]:
        report = schema.report
        addresses = sorted({short_key(entry.identity.address) for entry in entries if entry.identity})
        query = select(report.c.id, report.c.address, report.c.name).where(report.c.address.in_(addresses))
        return {row.address: dict(row._mapping) for row in self._batch.connection.execute(query)}  # noqa: SLF001

    def _revisions(
        self, entries: Sequence[_Entry], reports: dict[str, dict[str, Any]]
    ) -> dict[tuple[int, str], dict[str, Any]]:
        revision = schema.revision
        digests = sorted({entry.digest for entry in entries if entry.identity})
        query = select(revision.c.id, revision.c.report_id, revision.c.digest, revision.c.url).where(
            revision.c.report_id.in_([row["id"] for row in reports.values()]), revision.c.digest.in_(digests)
        )
        rows = self._batch.connection.execute(query)
        return {(row.report_id, row.digest): dict(row._mapping) for row in rows}  # noqa: SLF001

    def _enter(
        self, entry: _Entry, reports: dict[str, dict[str, Any]], revisions: dict[tuple[int, str], dict[str, Any]]
    ) -> Job | None:
        if entry.problem is not None or entry.report is None or entry.identity is None:
            self._enter_problem(entry)
            return None
        report, identity = entry.report, entry.identity
        address = short_key(identity.address)
        known = reports.get(address)
        name = own_name(report, entry.item.where)
        if known is None:
            known = {"id": self._batch.new_id(schema.report), "key": identity.key, "address": address, "name": name}
            reports[address] = known
            self._batch.put(schema.report, known | {"revision_id": None})
        elif name and (not known["name"] or name < known["name"]):
            known["name"] = name
            self._changes[schema.report].append({"row": known["id"], "name": name})
        return self._enter_revision(entry, report, known["id"], revisions)

    def _enter_revision(
        self, entry: _Entry, report: Report, number: int, revisions: dict[tuple[int, str], dict[str, Any]]
    ) -> Job | None:
        known = revisions.get((number, entry.digest))
        if known is not None:
            if _url_order(report.url) < _url_order(known["url"]):
                known["url"] = report.url
                self._changes[schema.revision].append({"row": known["id"], "url": report.url})
            self._write(entry, "duplicate", known["id"])
            return None
        fields = {name: getattr(report, name) for name in _KEPT}
        revision = self._batch.add(
            schema.revision, report_id=number, run_id=self._run, digest=entry.digest, state="queued", **fields
        )
        revisions[number, entry.digest] = {"id": revision, "url": report.url}
        item = self._write(entry, "queued", revision)
        return Job(item, revision, number, self._run, entry.digest, report)

    def _enter_problem(self, entry: _Entry) -> None:
        problem = entry.problem
        if problem is not None:
            self._write(entry, problem.kind, None, reason=plain(problem.what), next_step=plain(problem.next_step))

    def _write(
        self, entry: _Entry, state: State, revision: int | None, *, reason: str = "", next_step: str = ""
    ) -> int:
        self._counts[state] += 1
        row = {
            "digest": entry.digest,
            "state": state,
            "reason": reason,
            "next_step": next_step,
            "attempts": entry.attempts,
            "revision_id": revision,
        }
        if entry.number:
            self._changes[schema.item].append({"row": entry.number, **row})
            return entry.number
        return self._batch.add(schema.item, run_id=self._run, input=plain(entry.item.input), place=entry.place, **row)


_CHANGED = (schema.report, schema.revision, schema.item)
_KEPT = ("url", "outlet", "published", "language", "title", "text")


def unknown_items(connection: Connection, items: Sequence[Item]) -> list[Item]:
    """Return the items that would be new to the library: no duplicate, and no problem that is in its ledger already."""
    entries = [_entry(item) for item in items]
    report, revision, item = schema.report, schema.revision, schema.item
    addresses = sorted({short_key(entry.identity.address) for entry in entries if entry.identity})
    query = (
        select(report.c.address, revision.c.digest)
        .join(revision, revision.c.report_id == report.c.id)
        .where(report.c.address.in_(addresses))
    )
    known = {(address, digest) for address, digest in connection.execute(query)}
    places = sorted({entry.place for entry in entries if entry.problem})
    told = select(item.c.place, item.c.reason).where(
        item.c.state.in_(("empty", "failed", "quarantined")), item.c.place.in_(places)
    )
    problems = {(place, reason) for place, reason in connection.execute(told)} if places else set()
    return [entry.item for entry in entries if not _is_known(entry, known, problems)]


def _is_known(entry: _Entry, reports: set[tuple[str, str]], problems: set[tuple[str, str]]) -> bool:
    if entry.problem is not None:
        return (entry.place, plain(entry.problem.what)) in problems
    return entry.identity is not None and (short_key(entry.identity.address), entry.digest) in reports


def _entry(item: Item) -> _Entry:
    place = short_key(item.where)
    found = item.found
    if isinstance(found, Report):
        found = refusal(found, item.where) or found
    if isinstance(found, InputProblem):
        return _Entry(item, place, "", problem=found)
    identity = identify_report(found, item.where)
    return _Entry(item, place, identity.digest, report=found, identity=identity)


def _second_place(entry: _Entry) -> str:
    return f"{entry.place} ({entry.digest[:8]})"


def _url_order(url: str) -> tuple[int, str]:
    return len(url), url
