"""One self-contained right-to-left page a run: every report's text with its events highlighted, and a card an event.

The page asks nothing of any other host: its style stands inside, there is no script, and a content security policy
forbids the rest.  Highlights are inline spans that change only background and underline, so that Arabic letters stay
joined across them.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import NamedTuple

from waqai.export.base import counted, days, number, shown_name
from waqai.export.highlight import Highlights, highlight
from waqai.export.page import both, digits, foreign, head, quad
from waqai.ontology import QUAD_CLASSES, label
from waqai.records import CodedReport, EventMention, Participant, Place, Quantity, Reason, Source, Span, When

_IN_MEMORY = 8 << 20
_CHUNK = 1 << 16
#: field -> Arabic and English label
_FIELDS = {
    "words": ("اللفظ", "words"),
    "actors": ("الفاعل", "actor"),
    "recipients": ("المتلقّي", "recipient"),
    "place": ("المكان", "place"),
    "origin": ("من", "from"),
    "destination": ("إلى", "to"),
    "date": ("الزمان", "date"),
    "attribution": ("المصدر", "according to"),
    "quantities": ("الأعداد", "numbers"),
    "contexts": ("السياق", "contexts"),
    "event": ("الحدث", "same event"),
    "because": ("لماذا", "why"),
}
_LEGEND = ("actors", "recipients", "place", "date", "attribution", "quantities")


class _Card(NamedTuple):
    """A mention with the highlights of its report and the numbers of the other mentions of its event."""

    mention: EventMention
    position: int
    report: int
    highlights: Highlights
    same: tuple[int, ...]

    @property
    def id(self) -> str:
        return card_id(self.report, self.position)


def card_id(report: int, position: int) -> str:
    """Return the anchor of the card of a mention (both numbers count from 1)."""
    return f"e{report}-{position}"


class HtmlExporter:
    """Collects the reports (in a temporary file when they are many) and gives the page at the end, with an index."""

    def __init__(self) -> None:
        bodies = tempfile.SpooledTemporaryFile(  # noqa: SIM115  closed with the exporter
            max_size=_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n"
        )
        weakref.finalize(self, bodies.close)
        self._bodies = bodies
        self._index: list[tuple[str, int]] = []
        self._mentions = 0
        self._coder = ""

    def begin(self) -> str:
        """Return nothing: the index stands first and is known last."""
        return ""

    def report(self, coded: CodedReport) -> str:
        """Keep the report for the page; return nothing."""
        number_of_report = len(self._index) + 1
        title = " ".join((coded.report.title or coded.report.text[:80]).split())
        self._index.append((title, len(coded.mentions)))
        self._mentions += len(coded.mentions)
        self._coder = coded.coder
        self._bodies.write(_article(coded, number_of_report))
        return ""

    def end(self) -> Iterator[str]:
        """Yield the whole page."""
        style = files("waqai.export").joinpath("report.css").read_text("utf-8")
        yield head("وقائع – Waqai", style)
        yield _header(self._index, self._mentions)
        self._bodies.seek(0)
        while chunk := self._bodies.read(_CHUNK):
            yield chunk
        yield f"</main>\n<footer><p>{foreign(self._coder)} · PLOVER 2.0</p></footer>\n</body>\n</html>\n"


def _header(index: list[tuple[str, int]], mentions: int) -> str:
    total = f"{counted(mentions, 'event mention')} in {counted(len(index), 'report')}"
    rows = "".join(
        f'<li><a href="#r{position}"><bdi>{escape(title)}</bdi></a> {digits(count)}</li>\n'
        for position, (title, count) in enumerate(index, 1)
    )
    contents = f"<nav><h2>{both('التقارير', 'reports')}</h2><ol>\n{rows}</ol></nav>\n" if len(index) > 1 else ""
    classes = "".join(
        f'<li><span class="mark trigger q{position}">{escape(label(name, "ar"))}</span> {foreign(name)}</li>'
        for position, name in enumerate(QUAD_CLASSES, 1)
    )
    roles = "".join(
        f'<li><span class="mark {role}">{_FIELDS[role][0]}</span> {foreign(_FIELDS[role][1])}</li>' for role in _LEGEND
    )
    return (
        f'<header class="page"><h1>وقائع {foreign("Waqai")}</h1>\n<p>{foreign(total)}</p>\n'
        f'<ul class="legend">{classes}</ul>\n<ul class="legend">{roles}</ul>\n{contents}</header>\n<main>\n'
    )


# -- one report


def _article(coded: CodedReport, position: int) -> str:
    report = coded.report
    highlights = highlight(coded, position)
    about = " · ".join(_about(coded))
    cards = (
        "".join(_cards(coded, position, highlights))
        or f'<p class="none">{both("لا أحداث", "no political event found")}</p>\n'
    )
    title = f'<h2 dir="auto">{highlights.title}</h2>\n' if report.title.strip() else ""
    return (
        f'<article id="r{position}">\n<div class="source">\n<p class="about">{about}</p>\n{title}'
        f'<div class="text" dir="auto">{highlights.text}</div>\n</div>\n'
        f'<section class="events">\n{cards}</section>\n</article>\n'
    )


def _about(coded: CodedReport) -> Iterator[str]:
    report = coded.report
    if report.outlet:
        yield f"<bdi>{escape(report.outlet)}</bdi>"
    if report.published:
        yield f"<time>{foreign(report.published)}</time>"
    if report.url.startswith(("http://", "https://")):
        address = escape(report.url, quote=True)
        yield f'<a class="url" href="{address}" rel="noreferrer noopener"><bdi dir="ltr">{address}</bdi></a>'
    if report.id:
        yield foreign(report.id)


def _cards(coded: CodedReport, report: int, highlights: Highlights) -> Iterator[str]:
    events: dict[int, list[int]] = {}
    for position, mention in enumerate(coded.mentions, 1):
        events.setdefault(mention.event, []).append(position)
    for position, mention in enumerate(coded.mentions, 1):
        others = tuple(other for other in events[mention.event] if other != position)
        yield _card_html(_Card(mention, position, report, highlights, others))


def _card_html(card: _Card) -> str:
    mention = card.mention
    kind = f'<strong>{escape(label(mention.type, "ar"))}</strong> <span class="code">{foreign(mention.type)}</span>'
    if mention.mode:
        mode = label(f"{mention.type}/{mention.mode}", "ar")
        kind += f' <span class="mode">{escape(mode)} {foreign(mention.mode)}</span>'
    status = f'<span class="status {mention.status}">{both(label(mention.status, "ar"), mention.status)}</span>'
    if mention.historical:
        status += f' <span class="status historical">{both("تاريخي", "historical")}</span>'
    rows = "".join(_rows(card))
    return (
        f'<section class="card q{quad(mention.type)}" id="{card.id}">\n'
        f'<h3><a class="n" href="#{card.id}">{digits(card.position)}</a> {kind} {status}</h3>\n<dl>{rows}</dl>\n'
        f"{_why(card)}</section>\n"
    )


def _rows(card: _Card) -> Iterator[str]:
    mention = card.mention
    yield _row("words", [_words(card, mention.trigger)])
    yield _row("actors", [_participant(card, one) for one in mention.actors])
    yield _row("recipients", [_participant(card, one) for one in mention.recipients])
    if mention.place:
        yield _row("place", _place(card, mention.place))
        for end, place in (("origin", mention.place.origin), ("destination", mention.place.destination)):
            yield _row(end, _place(card, place) if place else [])
    yield _row("date", _date(card, mention.date))
    if mention.attribution:
        links = ' <span class="arrow">←</span> '.join(_source(card, source) for source in mention.attribution)
        yield _row("attribution", [links])
    yield _row("quantities", [_quantity(card, quantity) for quantity in mention.quantities])
    contexts = (
        f'<span class="tag">{escape(label(context, "ar"))} {foreign(context)}</span>' for context in mention.contexts
    )
    yield _row("contexts", [" ".join(contexts)])
    same = (f'<a href="#{card_id(card.report, other)}">{digits(other)}</a>' for other in card.same)
    yield _row("event", [" ".join(same)])


def _row(field: str, values: Iterable[str]) -> str:
    filled = [value for value in values if value]
    if not filled:
        return ""
    cells = "".join(f"<dd>{value}</dd>" for value in filled)
    return f'<div class="row"><dt>{both(*_FIELDS[field])}</dt>{cells}</div>\n'


# -- values


def _words(card: _Card, span: Span | None) -> str:
    """Return words of the report as a link to where they stand."""
    if span is None:
        return ""
    words = f"<bdi>{escape(' '.join(span.text.split()))}</bdi>"
    target = card.highlights.anchor(span)
    return f'<a class="words" href="#{target}">{words}</a>' if target else words


def _participant(card: _Card, one: Participant) -> str:
    words = _words(card, one.text) or f'<span class="dropped">{both("مضمر", "not in words")}</span>'
    facts = [foreign(one.name)] if one.name else []
    if one.country:
        facts.append(f'<span class="code">{foreign(one.country)}</span>')
    if one.sector:
        facts.append(f'<span class="code">{foreign(one.sector)}</span> {escape(label(one.sector, "ar"))}')
    entity = " ".join(filter(None, (one.entity, one.wikidata)))
    if entity:
        facts.append(f'<span class="entity">{foreign(entity)}</span>')
    return _with_facts(words, facts)


def _with_facts(words: str, facts: list[str]) -> str:
    return f'{words}<div class="facts">{" · ".join(facts)}</div>' if facts else words


def _place(card: _Card, place: Place) -> list[str]:
    facts = [f"<bdi>{escape(fact)}</bdi>" for fact in (place.name, place.admin1) if fact]
    if place.country:
        facts.append(f'<span class="code">{foreign(place.country)}</span>')
    if place.latitude is not None and place.longitude is not None:
        spot = foreign(f"{number(place.latitude)}, {number(place.longitude)}")
        facts.append(f'<span class="whole">{spot}</span>')
    if place.geonames is not None:
        facts.append(f'<span class="entity">{foreign(f"GeoNames {place.geonames}")}</span>')
    if place.precision:
        facts.append(foreign(place.precision))
    value = _with_facts(_words(card, place.text), facts)
    return [value] if value else []


def _date(card: _Card, date: When) -> list[str]:
    facts = [f"<time>{foreign(days(date))}</time>"] if days(date) else []
    if date.granularity:
        facts.append(foreign(date.granularity))
    if date.inferred:
        facts.append(both("مستنتج", "inferred"))
    if date.constraint:
        facts.append(f"<bdi>{escape(date.constraint)}</bdi>")
    value = _with_facts(_words(card, date.text), facts)
    return [value] if value else []


def _source(card: _Card, source: Source) -> str:
    words = _words(card, source.text) or f"<bdi>{escape(shown_name(source))}</bdi>"
    name = f" <bdi>{escape(source.name)}</bdi>" if source.name and source.text else ""
    cue = f" «{_words(card, source.cue)}»" if source.cue else ""
    return f'{words}{name} <span class="tag">{both(label(source.kind, "ar"), source.kind)}</span>{cue}'


def _quantity(card: _Card, quantity: Quantity) -> str:
    facts = [foreign(f"{quantity.op} {number(quantity.value)} {quantity.unit}".strip())]
    if quantity.what:
        facts.append(f"<bdi>{escape(quantity.what)}</bdi>")
    return _with_facts(_words(card, quantity.text), facts)


def _why(card: _Card) -> str:
    if not card.mention.because:
        return ""
    rows = "".join(f"<li>{_reason(card, reason)}</li>\n" for reason in card.mention.because)
    return f"<details><summary>{both(*_FIELDS['because'])}</summary>\n<ul>{rows}</ul></details>\n"


def _reason(card: _Card, reason: Reason) -> str:
    detail = f": <bdi>{escape(reason.detail)}</bdi>" if reason.detail else ""
    evidence = f" ← {_words(card, reason.evidence)}" if reason.evidence else ""
    field = f'<span class="tag">{foreign(reason.field)}</span>'
    return f"{field} <bdi>{escape(reason.rule)}</bdi>{detail}{evidence}"
