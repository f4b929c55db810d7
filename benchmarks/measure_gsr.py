"""Measures the coder on the Arabic gold standard records (sentence-level ASSAULT and PROTEST).

``python benchmarks/measure_gsr.py FOLDER [--errors] [--resamples N]``; FOLDER holds ``assault_detection.jsonl``,
``assault_spans.jsonl``, ``protest_detection.jsonl`` and ``protest_spans.jsonl``.  Every sentence is coded as a report
of its own (published on the day in its id, where the id holds one).  Intervals are 95 % bootstrap intervals over
sentences.

Detection, for each type, over the sentences labelled yes, easy no and difficult no (ambiguous ones are left out):
  detection precision / recall / F1       (headline) a sentence is found when the coder gives at least one mention of
                                          the type in it, whatever its status; yes against easy no and difficult no
  asserted precision / recall / F1        the same, counting only mentions with status asserted that are not historical
  false positives, easy no / difficult no share of the sentences so labelled in which one is found (lower is better)

Spans, for each type, over the annotated sentences (two to four annotators each).  The annotators were asked for the
words of an event that the sentence was said to have, so the coder gives every mention here (``all_mentions``), those
too that only touch on an event; ``--as-coded`` measures the mentions of the plain coder instead.  An annotator's words
are looked for in the sentence: as a run, else one by one wherever they stand as whole words (an attached conjunction or
preposition and punctuation do not matter).  "Ours" are the participants, with words, of our mentions of that type in
the sentence.
  trigger found                   (headline) sentences in which some annotator marked a verb: the trigger of one of our
                                  mentions of the type overlaps some annotator's verb words
  trigger found, settled          the same against the words that the annotators settled on (verb_gold), where not empty
  source / target span F1         (headline) a sentence has a source when more than half of its annotators gave one (at
                                  a tie: counted only if we gave one that is right); ours is right when one of our
                                  actors (recipients) overlaps some annotator's source (target) words; one source a
                                  sentence is counted on either side: F1 = 2 right / (sentences with theirs + with ours)
  source / target span recall     right / sentences with a source
  source / target span, settled   recall against the words settled on (source_gold, target_gold), where not empty
  source / target country+sector  (headline) sentences with a source whose codes are not both empty: one of our actors
                                  has the country and the sector that most annotators gave ("None" is the empty code;
                                  at a tie either counts), empty ones included; participants without words count too
  source / target given codes     the same, but a code that the annotators left empty may be anything
  source / target country, sector each code for itself, where most annotators gave one
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from waqai import Coder, EventMention, Report
from waqai.evaluate.ratios import Figure, Tally, add, add_found, ratio_figures, table
from waqai.records import Participant

_NEGATIVE = {"easy no": "false positives, easy no", "difficult no": "false positives, difficult no"}
_DAY = re.compile(r"_(\d{4})(\d\d)(\d\d)\.")
_PROCLITICS = frozenset("وفبكلسا")
_SIDES = (("source", "actors"), ("target", "recipients"))
_RATIOS = ("precision", "recall", "F1")
_ORDER = {
    "detection": [f"{name} {ratio}" for name in ("detection", "asserted") for ratio in _RATIOS]
    + list(_NEGATIVE.values()),
    "spans": ["trigger found", "trigger found, settled"]
    + [
        f"{side} {name}"
        for side, _ in _SIDES
        for name in ("span F1", "span recall", "span, settled", "country+sector", "given codes", "country", "sector")
    ],
}
Range = tuple[int, int]


class Wrong(NamedTuple):
    """One wrong answer: what is wrong, where, what was wanted and found, and the sentence."""

    kind: str
    id: str
    wanted: str
    found: str
    text: str

    def line(self) -> str:
        return "\t".join((self.kind, self.id[-12:], f"{self.wanted or '-'} -> {self.found or '-'}", self.text))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def code(coder: Coder, identifier: str, text: str, kind: str) -> list[EventMention]:
    """Return the mentions of one type in a sentence."""
    day = _DAY.search(identifier)
    published = "-".join(day.groups()) if day else ""
    coded = coder.code(Report(text, published=published, language="ar"))
    return [mention for mention in coded.mentions if mention.type == kind]


# --- detection -----------------------------------------------------------------------------------


def detection(coder: Coder, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Tally, list[Wrong]]]:
    """Yield the counts and the wrong answers of every labelled sentence."""
    for row in rows:
        label, kind = row["label"], row["event_type"]
        if label not in {"yes", *_NEGATIVE}:
            continue
        mentions = code(coder, row["id"], row["text"], kind)
        sure = [m for m in mentions if m.status == "asserted" and not m.historical]
        tally: Tally = Counter()
        for name, found in (("detection", mentions), ("asserted", sure)):
            matched = bool(found) and label == "yes"
            add_found(tally, kind, name, int(matched), int(bool(found)), int(label == "yes"))
        if label in _NEGATIVE:
            add(tally, kind, _NEGATIVE[label], int(bool(mentions)))
        wrong = []
        if bool(mentions) != (label == "yes"):
            what = "missed" if label == "yes" else f"false ({label})"
            wrong.append(Wrong(f"{kind} {what}", row["id"], label, shown(mentions), row["text"]))
        yield tally, wrong


def shown(mentions: Sequence[EventMention]) -> str:
    return "; ".join(f"«{m.trigger.text}» {m.mode} {m.status}{' historical' if m.historical else ''}" for m in mentions)


# --- spans ---------------------------------------------------------------------------------------


def spans(coder: Coder, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Tally, list[Wrong]]]:
    """Yield the counts and the wrong answers of every annotated sentence."""
    for row in rows:
        mentions = code(coder, row["source"], row["text"], row["event_type"])
        tally: Tally = Counter()
        wrong = _trigger(tally, row, mentions)
        for side, role in _SIDES:
            people = [one for mention in mentions for one in getattr(mention, role)]
            wrong += _span(tally, row, side, people)
            wrong += _codes(tally, row, side, people)
        yield tally, wrong


def _trigger(tally: Tally, row: dict[str, Any], mentions: Sequence[EventMention]) -> list[Wrong]:
    text, kind = row["text"], row["event_type"]
    ours = [(m.trigger.start, m.trigger.end) for m in mentions]
    settled = located(text, row["verb_gold"].split())
    if settled:
        add(tally, kind, "trigger found, settled", int(_touch(ours, settled)))
    theirs = [hit for one in row["spans"] for hit in located(text, one["verb"])]
    if not theirs:
        return []
    right = _touch(ours, theirs)
    add(tally, kind, "trigger found", int(right))
    wanted = " | ".join(dict.fromkeys(" ".join(one["verb"]) for one in row["spans"]))
    return [] if right else [Wrong(f"{kind} trigger", row["source"], wanted, shown(mentions), text)]


def _span(tally: Tally, row: dict[str, Any], side: str, people: Sequence[Participant]) -> list[Wrong]:
    text, kind = row["text"], row["event_type"]
    ours = [(one.text.start, one.text.end) for one in people if one.text is not None]
    marked = [one[f"{side}_actor"] for one in row["spans"] if one[f"{side}_actor"]]
    right = _touch(ours, [hit for words in marked for hit in located(text, words)])
    present = 2 * len(marked) > len(row["spans"]) or (2 * len(marked) == len(row["spans"]) and right)
    add(tally, kind, f"{side} span F1", 2 * (right and present), present + bool(ours))
    if present:
        add(tally, kind, f"{side} span recall", int(right))
    settled = located(text, row[f"{side}_gold"].split())
    if settled:
        add(tally, kind, f"{side} span, settled", int(_touch(ours, settled)))
    if right and present or not (present or ours):
        return []
    wanted = " | ".join(dict.fromkeys(" ".join(words) for words in marked)) if present else ""
    found = " | ".join(one.text.text for one in people if one.text is not None)
    return [Wrong(f"{kind} {side} span", row["source"], wanted, found, text)]


def _codes(tally: Tally, row: dict[str, Any], side: str, people: Sequence[Participant]) -> list[Wrong]:
    kind = row["event_type"]
    given = [one[f"{side}_role"] for one in row["spans"] if one[f"{side}_actor"]]
    codes = [(_code(role, "main"), _code(role, "role")) for role in given if isinstance(role, dict) and role]
    if 2 * len(given) < len(row["spans"]) or not codes:
        return []
    ours = {(one.country, one.sector) for one in people}
    for index, name in enumerate(("country", "sector")):
        wanted = _most(pair[index] for pair in codes)
        if "" not in wanted:
            add(tally, kind, f"{side} {name}", int(any(pair[index] in wanted for pair in ours)))
    pairs = _most(codes)
    if ("", "") in pairs:
        return []
    exact = bool(ours & pairs)
    add(tally, kind, f"{side} country+sector", int(exact))
    loose = any(_fits(want, have) for want in pairs for have in ours)
    add(tally, kind, f"{side} given codes", int(loose))
    if exact:
        return []
    wanted, found = (" | ".join(" ".join(c or "·" for c in pair) for pair in sorted(x)) for x in (pairs, ours))
    words = " | ".join(one.text.text if one.text is not None else "(no words)" for one in people)
    return [Wrong(f"{kind} {side} codes", row["source"], wanted, f"{found} «{words}»" if found else "", row["text"])]


def _fits(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    return all(not want or want == have for want, have in zip(wanted, found, strict=True))


def _code(role: dict[str, Any], name: str) -> str:
    value = role.get(name) or ""
    return "" if value == "None" else str(value)


def _most(values: Iterable[Any]) -> set[Any]:
    """Return the values given most often."""
    counts = Counter(values)
    most = max(counts.values())
    return {value for value, count in counts.items() if count == most}


def located(text: str, words: Sequence[str]) -> list[Range]:
    """Return where the words stand in the text: as a run, else one by one."""
    plain = [re.escape(word) for word in words if any(c.isalnum() for c in word)]
    if not plain:
        return []
    run = [m.span() for m in re.finditer(r"\W+".join(plain), text)]
    return _whole(text, run) or [
        hit for word in plain for hit in _whole(text, [m.span() for m in re.finditer(word, text)])
    ]


def _whole(text: str, hits: Iterable[Range]) -> list[Range]:
    """Keep the hits that are whole words, apart from attached conjunctions, prepositions and articles."""
    found = []
    for start, end in hits:
        before = re.search(r"\w*$", text[:start])
        letters = before.group() if before else ""
        if set(letters) <= _PROCLITICS and not re.match(r"\w", text[end:]):
            found.append((start, end))
    return found


def _touch(ours: Iterable[Range], theirs: Sequence[Range]) -> bool:
    return any(start < last and first < end for start, end in ours for first, last in theirs)


# --- all together --------------------------------------------------------------------------------


def measure(
    coder: Coder, folder: Path, resamples: int = 1000, every: Coder | None = None
) -> tuple[list[Figure], list[Wrong], Counter[str]]:
    """Return all figures, all wrong answers, and how many sentences there are by set and label.

    Spans are measured with `every`, by default a coder that gives all mentions.
    """
    every = every or Coder(all_mentions=True)
    figures: list[Figure] = []
    wrong: list[Wrong] = []
    counts: Counter[str] = Counter()
    for kind in ("assault", "protest"):
        for name, work in (("detection", detection), ("spans", spans)):
            rows = read(folder / f"{kind}_{name}.jsonl")
            counts.update(f"{kind} {name}: {row.get('label', 'annotated')}" for row in rows)
            results = list(work(every if name == "spans" else coder, rows))
            keys = [(kind.upper(), measure) for measure in _ORDER[name]]
            figures += ratio_figures([tally for tally, _ in results], keys, resamples)
            wrong += [one for _, errors in results for one in errors]
    return figures, wrong, counts


def main() -> None:
    """Print the figures, and with ``--errors`` what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list the wrong answers: kind, id, wanted -> found, text")
    parser.add_argument("--as-coded", action="store_true", help="measure spans, too, without all_mentions")
    parser.add_argument("--resamples", type=int, default=1000)
    arguments = parser.parse_args()
    coder = Coder()
    every = coder if arguments.as_coded else None
    figures, wrong, counts = measure(coder, arguments.folder, arguments.resamples, every)
    for one in sorted(wrong, key=lambda one: one.kind) if arguments.errors else ():
        print(one.line())
    print("; ".join(f"{name} {count}" for name, count in counts.items()))
    print(table(figures))


if __name__ == "__main__":
    main()
