"""The error browser: one self-contained right-to-left page with everything that differs from gold, to read and filter.

Each difference comes with its sentence as gold and as the coder has it, the grammar, and the frame that fired – or, for
a missed mention, why none did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import NamedTuple

from waqai.cli.explain import frames_behind, frames_by_id, grammar_lines
from waqai.cli.lexicon import frame_line
from waqai.coder import Coder
from waqai.coding.tracing import TracedSentence, why_not
from waqai.evaluate import CodingError, Figure, GoldMention, GoldReport
from waqai.evaluate.gold import Phrase
from waqai.export.highlight import evidence, mark_words
from waqai.export.page import both, digits, foreign, head, mixed, quad
from waqai.languages.analysis import Sentence
from waqai.languages.frames import Frame
from waqai.ontology import label
from waqai.records import CodedReport, EventMention, Part

#: kind of error -> Arabic label, in the order of the filter
KINDS = {
    "missed": "فائت",
    "false": "زائد",
    "type": "النوع",
    "role": "الدور",
    "participants": "المشاركون",
    "status": "الحال",
    "mode": "الصيغة",
    "date": "الزمان",
    "place": "المكان",
    "chain": "سلسلة المصادر",
}
_LEGEND = {"actors": "الفاعل", "recipients": "المتلقّي", "place": "المكان", "attribution": "المصدر", "date": "الزمان"}
Stretch = tuple[Part, int, int]
Mark = tuple[str, Stretch]


class _Case(NamedTuple):
    """One error with all that is shown of it; a mention is None where there is none."""

    number: int
    error: CodingError
    gold: GoldReport
    theirs: GoldMention | None
    coded: CodedReport | None
    ours: EventMention | None


def error_page(
    found: Sequence[CodingError],
    gold: Sequence[GoldReport],
    coded: Iterable[CodedReport],
    figures: Sequence[Figure],
    coder: Coder,
) -> Iterator[str]:
    """Yield the page piece by piece."""
    package = files("waqai")
    style = package.joinpath("export", "report.css").read_text("utf-8")
    style += package.joinpath("cli", "error_page.css").read_text("utf-8")
    script = package.joinpath("cli", "error_page.js").read_text("utf-8")
    yield head("وقائع – أخطاء الترميز (Waqai coding errors)", style, script)
    yield _header(found, figures, len(gold))
    by_id = {one.report.id: one for one in coded}
    frames = frames_by_id(coder)
    number = 0
    for one in gold:
        mine = [error for error in found if error.report == one.report.id]
        answer = by_id.get(one.report.id)
        trace = coder.trace(answer.report) if mine and answer is not None else []
        for error in mine:
            number += 1
            theirs = one.mentions[error.gold] if error.gold >= 0 else None
            ours = answer.mentions[error.predicted] if answer is not None and error.predicted >= 0 else None
            yield _card(_Case(number, error, one, theirs, answer, ours), trace, frames)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


# -- head of the page ------------------------------------------------------------------------------


def _header(found: Sequence[CodingError], figures: Sequence[Figure], reports: int) -> str:
    kinds: Counter[str] = Counter(error.kind for error in found)
    types = Counter(error.type for error in found)
    boxes = "".join(
        f'<label><input type="checkbox" name="kind" value="{kind}" checked> {both(arabic, kind)} {digits(kinds[kind])}'
        "</label>\n"
        for kind, arabic in KINDS.items()
        if kinds[kind]
    )
    options = "".join(
        f'<option value="{escape(kind)}">{escape(label(kind, "ar"))} {escape(kind)} ({count})</option>\n'
        for kind, count in sorted(types.items())
    )
    places = "".join(
        f'<option value="{escape(name)}">{escape(name)} ({count})</option>\n'
        for name, count in Counter(error.report for error in found).items()
    )
    legend = "".join(
        f'<li><span class="mark {role}">{arabic}</span> {foreign(role)}</li>' for role, arabic in _LEGEND.items()
    )
    return (
        f'<header class="page"><h1>أخطاء الترميز {foreign("Waqai coding errors")}</h1>\n'
        f"<p>{foreign(f'{len(found)} differences in {reports} reports')}</p>\n{_figures(figures)}"
        f'<form id="filter" hidden><fieldset><legend>{both("نوع الخطأ", "kind of error")}</legend>\n'
        f"{boxes}</fieldset>\n"
        f'<p><label>{both("نوع الحدث", "event type")} <select name="type"><option value="">الكل</option>\n'
        f"{options}</select></label>\n"
        f'<label>{both("التقرير", "report")} <select name="report"><option value="">الكل</option>\n'
        f"{places}</select></label>\n"
        f'<button type="button" id="none">{both("بلا اختيار", "none")}</button> '
        f'<button type="button" id="every">{both("الكل", "all")}</button> '
        f'{both("المعروض", "shown")} <bdi id="shown">{len(found)}</bdi></p></form>\n'
        f'<ul class="legend">{legend}</ul></header>\n<main>\n'
    )


def _figures(figures: Sequence[Figure]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(one.measure)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in one.cells())}'
        "</tr>\n"
        for one in figures
    )
    titles = "".join(f'<th scope="col">{name}</th>' for name in ("measure", "value", "95 % interval", "count"))
    return (
        f"<details><summary>{both('الأرقام', 'figures')}</summary>\n"
        f'<table dir="ltr" lang="en"><thead><tr>{titles}</tr></thead>\n<tbody>{rows}</tbody></table></details>\n'
    )


# -- one error -------------------------------------------------------------------------------------


def _card(case: _Case, trace: Sequence[TracedSentence], frames: dict[str, Frame]) -> str:
    error = case.error
    kind = both(KINDS[error.kind], error.kind)
    event = f'<strong>{escape(label(error.type, "ar"))}</strong> <span class="code">{foreign(error.type)}</span>'
    where = foreign(f"{error.report}:{error.sentence}")
    return (
        f'<section class="card q{quad(error.type)}" id="e{case.number}" data-kind="{error.kind}" '
        f'data-type="{escape(error.type)}" data-report="{escape(error.report)}">\n'
        f'<h3><a class="n" href="#e{case.number}">{digits(case.number)}</a> <span class="kind">{kind}</span> {event} '
        f'<bdi class="words">{escape(error.trigger)}</bdi> <span class="entity">{where}</span></h3>\n'
        f"{_difference(error)}{''.join(_sentences(case))}{''.join(_reasons(case, trace, frames))}</section>\n"
    )


def _difference(error: CodingError) -> str:
    if not (error.expected or error.found):
        return ""
    rows = (("المتوقّع", "expected", error.expected), ("المرمَّز", "found", error.found))
    cells = (
        f'<dt>{both(arabic, name)}</dt><dd class="{name}">{mixed(value or "–")}</dd>\n' for arabic, name, value in rows
    )
    return f'<dl class="difference">{"".join(cells)}</dl>\n'


def _sentences(case: _Case) -> Iterator[str]:
    """Yield the sentence as gold and as the coder has it."""
    window = _window(case)
    if window is None:
        return
    sides = (("المرجع", "gold", _gold_marks(case.theirs)), ("وقائع", "ours", _our_marks(case.ours)))
    for arabic, english, marks in sides:
        if not marks:
            continue
        part, start, end = window
        inside = [(role, first, last) for role, (where, first, last) in marks if where == part]
        words = mark_words(case.gold.report.part(part), start, end, inside, quad(case.error.type))
        yield f'<p class="sentence"><span class="tag">{both(arabic, english)}</span> <bdi>{words}</bdi></p>\n'


def _window(case: _Case) -> Stretch | None:
    """Return the stretch of the report that is shown: the gold sentence, else the coder's."""
    sentences = case.gold.sentences
    number = case.error.sentence
    if 0 <= number < len(sentences):
        start, end = sentences[number]
        return ("text", start, end) if end > start else ("title", 0, len(case.gold.report.title))
    spans = case.coded.sentences if case.coded is not None else ()
    at = case.ours.sentence if case.ours is not None else number
    return (spans[at].part, spans[at].start, spans[at].end) if 0 <= at < len(spans) else None


def _gold_marks(mention: GoldMention | None) -> list[Mark]:
    if mention is None:
        return []
    marks = [("trigger", stretch) for stretch in _stretches(mention.trigger)]
    for role in ("actors", "recipients"):
        marks += [(role, stretch) for one in getattr(mention, role) for stretch in _stretches(one.text)]
    marks += [("place", stretch) for one in mention.places for stretch in _stretches(one.text)]
    return marks + [("attribution", stretch) for one in mention.chains[0] for stretch in _stretches(one.text)]


def _our_marks(mention: EventMention | None) -> list[Mark]:
    if mention is None:
        return []
    return [(role, (span.part, span.start, span.end)) for role, span in evidence(mention) if role != "quantities"]


def _stretches(phrase: Phrase) -> list[Stretch]:
    return [stretch for words in phrase for stretch in words.ranges]


def _reasons(case: _Case, trace: Sequence[TracedSentence], frames: dict[str, Frame]) -> Iterator[str]:
    """Yield the frame that fired or why none did, and the grammar."""
    if case.error.kind in {"missed", "type"} and case.theirs is not None:
        lines = why_not(trace, _stretches(case.theirs.trigger), case.theirs.types)
        yield _list("لماذا فات", "why it was missed", dict.fromkeys(lines), opened=True)
    if case.ours is not None:
        fired = [frame_line(frame) for frame in frames_behind(case.ours.because, frames)]
        yield _list("الإطار", "frame", fired, opened=case.error.kind in {"false", "type", "mode"})
        because = [f"{one.field}: {one.rule} {one.detail}".strip() for one in case.ours.because]
        yield _list("لماذا", "why", because)
    yield _list("النحو", "grammar", dict.fromkeys(_grammar(case, trace)), opened=case.error.kind == "missed")


def _grammar(case: _Case, trace: Sequence[TracedSentence]) -> Iterator[str]:
    """Yield the predicates of the words in question (of the whole sentence for a missed or false mention)."""
    triggers = _stretches(case.theirs.trigger) if case.theirs is not None else []
    if case.ours is not None:
        triggers.append((case.ours.trigger.part, case.ours.trigger.start, case.ours.trigger.end))
    for sentence in (traced.sentence for traced in trace):
        if not any(_holds(sentence, stretch) for stretch in triggers):
            continue
        if case.error.kind in {"missed", "false"}:
            yield from grammar_lines(sentence, sentence.start, sentence.end)
        else:
            for _, start, end in triggers:
                yield from grammar_lines(sentence, start, end)


def _holds(sentence: Sentence, stretch: Stretch) -> bool:
    part, start, end = stretch
    return sentence.part == part and sentence.start < end and start < sentence.end


def _list(arabic: str, english: str, lines: Iterable[str], opened: bool = False) -> str:
    rows = "".join(f"<li>{mixed(line)}</li>\n" for line in lines)
    if not rows:
        return ""
    start = "<details open>" if opened else "<details>"
    return f'{start}<summary>{both(arabic, english)}</summary>\n<ul dir="ltr">{rows}</ul></details>\n'
