"""The ratchet: figures that must not fall, with the data they were measured on.

``scripts/ratchet``                                    measure, and raise the floors that the figures have passed
``scripts/ratchet --lower "FIGURE" --reason "…"``      lower one floor to today's figure; the reason goes to lowered.tsv
``scripts/ratchet --show``                             measure and print the figures beside their floors, change nothing

``floors.json`` holds the floors of the annotated reports in this repository (``own``) and of development data that is
not part of it (``shared``: ``../shared/data``, or the folder that WAQAI_SHARED names; left alone where it is absent).
Of figures that should be low (their names begin with "events per" or hold "false positives") the floor is a ceiling.
``hashes`` are the SHA-256 of what the floors were measured on and with: gold files, lexicon and knowledge sources.
They are compared while the record is sealed (``--seal``); where several people change data at once, ``--unseal`` it
until they are done.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import importlib.util
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from waqai import Coder, Report
from waqai.evaluate import evaluate, read_gold
from waqai.evaluate.ratios import ALL, Figure

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = Path(os.environ.get("WAQAI_SHARED", ROOT.parent / "shared")) / "data"
FLOORS = HERE / "floors.json"
LOG = HERE / "lowered.tsv"
#: annotated reports in this repository; each file is a set of its own
GOLD = ("examples/gold.jsonl", "tests/quality/gold*.jsonl")
NO_EVENTS = "tests/quality/no_events*.jsonl"
SOURCES = {"lexicon": "src/waqai/languages/arabic/lexicon", "knowledge": "src/waqai/knowledge/data"}
#: what of each set is held: the figures that say how good it is, not the parts that trade off against each other
_HELD = {
    "annotated": ("mention F1", "mention precision", "detection F1", "accuracy", "words F1", "code F1"),
    "gsr": ("detection F1", "easy no", "trigger found", "span F1", "country+sector"),
    "names": ("overlap F1", "exact F1"),
    "grammar": ("F1", "lemmas"),
}
_LOG_COLUMNS = "day\tfigure\tfrom\tto\treason\n"
Values = dict[str, float]


# --- measuring ------------------------------------------------------------------------------------


def measure_own(coder: Coder, root: Path = ROOT) -> Values:
    """Return the figures on the annotated reports of this repository."""
    values: Values = {}
    for path in (path for pattern in GOLD for path in sorted(root.glob(pattern))):
        values |= _annotated(coder, f"{path.parent.name} {path.stem}", read_gold(path))
    fields = Report.__struct_fields__
    for path in sorted(root.glob(NO_EVENTS)):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        coded = [coder.code(Report(**{key: row[key] for key in fields if row.get(key)})) for row in rows]
        events = sum(len({mention.event for mention in one.mentions}) for one in coded)
        values[f"events per report of {path.parent.name} {path.stem}"] = events / len(rows)
    return values


def measure_shared(coder: Coder, folder: Path = SHARED) -> Values:
    """Return the figures on development data outside this repository."""
    values = _annotated(coder, "gold", read_gold(folder / "gold" / "gold.jsonl", folder / "news" / "reports.jsonl"))
    gsr, _, _ = _benchmark("measure_gsr").measure(coder, folder / "gsr", resamples=0)
    values |= _named("gsr", gsr)
    names, _ = _benchmark("measure_names").measure(coder, folder / "wojood-sample" / "val.txt", resamples=0)
    values |= _named("names", names)
    return values | _named(
        "grammar", _benchmark("measure_grammar").measure(coder.language, folder / "pud" / "dev.conllu")
    )


def _annotated(coder: Coder, name: str, gold: Sequence[Any]) -> Values:
    figures = evaluate(gold, [coder.code(one.report) for one in gold], resamples=0)
    return _named(name, [msgspec.structs.replace(one, scope="") for one in figures.figures if one.scope == ALL])


def _named(name: str, figures: Iterable[Figure]) -> Values:
    held = _HELD.get(name, _HELD["annotated"])
    rows = {" ".join(filter(None, (f"{name}:", one.scope, one.measure))): one for one in figures}
    return {
        key: one.value
        for key, one in rows.items()
        if one.value is not None and not one.measure.startswith("any ") and one.measure.endswith(held)
    }


def _benchmark(name: str) -> Any:
    """Return a module of the benchmarks folder."""
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def hashes(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of each gold file, and of the lexicon's and the knowledge base's sources."""
    paths = [path for pattern in (*GOLD, NO_EVENTS) for path in sorted(root.glob(pattern))]
    found = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    for name, folder in SOURCES.items():
        digest = hashlib.sha256()
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".tsv", ".toml", ".txt"}:
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
        found[name] = digest.hexdigest()
    return found


# --- comparing ------------------------------------------------------------------------------------


def is_ceiling(figure: str) -> bool:
    """Tell whether a figure should be low."""
    return figure.startswith("events per") or "false positives" in figure


def fallen(floors: Values, values: Values) -> Iterator[str]:
    """Yield a line for each floor that its figure does not reach."""
    for name, floor in floors.items():
        value = values.get(name)
        if value is None:
            yield f"{name}: has a floor ({floor}) but was not measured"
        elif value > floor if is_ceiling(name) else value < floor:
            yield f"{name}: {value:.4f} is {'above' if is_ceiling(name) else 'below'} its floor {floor}"


def changed(recorded: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return what is not as it was when the floors were measured."""
    return [name for name in dict.fromkeys([*recorded, *now]) if recorded.get(name) != now.get(name)]


def raised(floors: Values, values: Values, slack: float = 0.0) -> Values:
    """Return the floors, raised to what the figures have reached less `slack`; new figures get one."""
    found = dict(floors)
    for name, value in values.items():
        reached = floor_of(name, value, slack)
        if name not in found or (reached < found[name] if is_ceiling(name) else reached > found[name]):
            found[name] = reached
    return dict(sorted(found.items()))


def floor_of(name: str, value: float, slack: float = 0.0) -> float:
    """Return the floor that a figure gives: to three decimals, never more than it reaches."""
    if is_ceiling(name):
        return math.ceil(round((value + slack) * 1000, 6)) / 1000
    return max(0.0, math.floor(round((value - slack) * 1000, 6)) / 1000)


def lowered(floors: Values, values: Values, name: str) -> tuple[Values, str]:
    """Return the floors with one lowered to today's figure (taken out, if it is measured no more), and the new floor.

    Raises ValueError when there is no such floor or the figure still reaches it.
    """
    if name not in floors:
        raise ValueError(f"no floor is called {name!r}; the names stand in {FLOORS.name}")
    if name not in values:
        return {key: floor for key, floor in floors.items() if key != name}, "-"
    if not list(fallen({name: floors[name]}, values)):
        raise ValueError(f"{name} still reaches its floor {floors[name]}: nothing to lower")
    found = floor_of(name, values[name])
    return floors | {name: found}, str(found)


# --- the files ------------------------------------------------------------------------------------


def read(path: Path = FLOORS) -> dict[str, Any]:
    """Return the recorded floors and hashes."""
    empty: dict[str, Any] = {"sealed": False, "hashes": {}, "own": {}, "shared": {}}
    return empty | json.loads(path.read_text("utf-8")) if path.exists() else empty


def write(record: dict[str, Any], path: Path = FLOORS) -> None:
    """Write the floors and hashes."""
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


def note(day: str, name: str, old: float, new: str, reason: str, path: Path = LOG) -> None:
    """Append to the log of lowered floors."""
    start = "" if path.exists() else _LOG_COLUMNS
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{start}{day}\t{name}\t{old}\t{new}\t{' '.join(reason.split())}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew the floors; return the exit status, 1 when a figure does not reach its floor."""
    options = _options(arguments)
    record = read()
    coder = Coder()
    measured = {"own": measure_own(coder)}
    if SHARED.exists():
        measured["shared"] = measure_shared(coder)
    else:
        sys.stdout.write(f'{SHARED} is absent: the floors under "shared" stay as they are\n')
    if options.show:
        for section, values in measured.items():
            for name, value in values.items():
                sys.stdout.write(f"{value:8.4f}  {record[section].get(name, '-')!s:>8}  {name}\n")
        return 0
    if options.lower:
        section = "own" if options.lower in record["own"] else "shared"
        try:
            floors, new = lowered(record[section], measured.get(section, {}), options.lower)
        except ValueError as error:
            sys.stderr.write(f"ratchet: {error}\n")
            return 2
        day = dt.datetime.now(dt.UTC).date().isoformat()
        note(day, options.lower, record[section][options.lower], new, options.reason)
        record[section] = floors
    below = [line for section, values in measured.items() for line in fallen(record[section], values)]
    for line in below:
        sys.stderr.write(f"ratchet: {line}; --lower it with a --reason, or mend it\n")
    if below:
        write(record)
        return 1
    for section, values in measured.items():
        before, record[section] = record[section], raised(record[section], values, options.slack)
        for name, floor in record[section].items():
            if before.get(name) != floor:
                sys.stdout.write(f"{name}: {before.get(name, '-')} -> {floor}\n")
    record["hashes"] = hashes()
    record["sealed"] = options.seal or (record["sealed"] and not options.unseal)
    write(record)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", metavar="FIGURE", default="", help="lower this floor to today's figure")
    parser.add_argument("--reason", default="", help="why it may be lower (with --lower)")
    parser.add_argument("--slack", type=float, default=0.0, help="leave the floors this much under the figures")
    parser.add_argument("--show", action="store_true", help="print figures and floors, change nothing")
    parser.add_argument("--seal", action="store_true", help="from now on, changed data fail the test")
    parser.add_argument("--unseal", action="store_true", help="from now on they do not")
    options = parser.parse_args(arguments)
    if bool(options.lower) != bool(options.reason.strip()):
        parser.error('--lower FIGURE and --reason "…" go together')
    return options


if __name__ == "__main__":
    sys.exit(main())
