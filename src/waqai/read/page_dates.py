"""When a page was published: what it says to machines, else the date a reader sees near the headline.

A date to be seen is one of the lines around the headline, never in the page's foot, menus or head; what a page says of
its last change, or when it was fetched, is the last day that it can be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from waqai.languages.arabic.orthography import fold
from waqai.read.dates import FoundDay, find_days, read_day

#: a machine's date before it is a mistake of the machine unless a reader sees it, too
_FIRST_PAGES = dt.date(1995, 1, 1)
_DAY = dt.timedelta(days=1)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "date", "article_date_original", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_SKIPPED_TAGS = frozenset(
    "script style head noscript template iframe nav footer aside form select button svg option textarea".split()
)
_SKIPPED_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "banner"})
_SKIPPED_NAMES = re.compile(
    r"footer|copyright|related|side-?bar|comments?(?:-list|-area|s)|menu|nav(?:bar|igation)|ticker|trending|"
    r"most-?(?:read|viewed)|latest|breaking|top-?bar|clock|today|current-?date|weather|prayer|hijri-?date|banner|advert",
    re.IGNORECASE,
)
_DATE_NAMES = re.compile(r"date|time|publish|posted|entry-?meta|post-?meta|article-?info|tarikh|تاريخ", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article blockquote body br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section table td th tr ul time".split()
)
_HEADLINES = frozenset({"h1", "h2"})
_PUBLISH_WORDS = re.compile(r"نشر|النشر|صدر|كتب في|اضيف|publi|posted|created")
_UPDATE_WORDS = re.compile(r"تحديث|حدث في|عدل|updated|modifi|mis? a jour")
_RIGHTS = re.compile(r"©|حقوق|copyright|all rights", re.IGNORECASE)
_BEFORE, _AFTER = 3, 14
_LONGEST_LINE = 160
_DATELINE = 70


class Moment(NamedTuple):
    """What a page says to machines: ISO days, "" where it says nothing."""

    published: tuple[str, ...] = ()
    modified: str = ""


class _Block(NamedTuple):
    text: str
    named: bool
    headline: bool


class _Candidate(NamedTuple):
    day: dt.date
    worth: int
    distance: int


def machine_dates(tree: Any, linked: Iterable[Mapping[str, Any]]) -> Moment:
    """Return the days that JSON-LD (`linked`), meta elements and ``<time datetime>`` give, likeliest first."""
    articles = list(linked)
    published = [str(one["datePublished"]) for one in articles if isinstance(one.get("datePublished"), str)]
    modified = [str(one["dateModified"]) for one in articles if isinstance(one.get("dateModified"), str)]
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(name, meta.get("content") or "")
    published += [metas[name] for name in _PUBLISHED if metas.get(name)]
    modified += [metas[name] for name in _MODIFIED if metas.get(name)]
    times = [one for one in tree.iter("time") if one.get("datetime") and not any(map(_is_skipped, one.iterancestors()))]
    changed = [one for one in times if "modified" in (one.get("itemprop") or "").lower() or "updated" in _names(one)]
    said = [one for one in times if one not in changed]
    marked = [one for one in said if one.get("pubdate") is not None or "published" in _names(one)]
    published += [one.get("datetime") for one in (marked or said)[:1]]
    modified += [one.get("datetime") for one in changed[:1]]
    days = tuple(day for day in map(read_day, published) if day)
    return Moment(days, next((day for day in map(read_day, modified) if day), ""))


def published_day(tree: Any, title: str, moment: Moment, latest: str = "", *, today: dt.date | None = None) -> str:
    """Return the ISO day on which a page was published, "" when nothing tells.

    `latest` is the last day on which it can have been (when it was fetched).  Of what contradicts, the machine's date
    stands unless it is absurd: before there were pages, or after `latest` or `today`.
    """
    last = (today or dt.datetime.now(dt.UTC).date()) + _DAY
    if latest:
        last = min(last, dt.date.fromisoformat(latest) + _DAY)
    days = [day for day in map(dt.date.fromisoformat, moment.published) if day <= last]
    sure = next((day for day in days if day >= _FIRST_PAGES), None)
    if sure is not None:
        return sure.isoformat()
    changed = dt.date.fromisoformat(moment.modified) if moment.modified else last
    seen = visible_day(tree, title, min(last, changed) if changed >= _FIRST_PAGES else last)
    return seen.isoformat() if seen is not None else ""


def visible_day(tree: Any, title: str, last: dt.date) -> dt.date | None:
    """Return the date that stands near the headline and is not after `last`, None when there is none."""
    blocks = list(_blocks(tree))
    at = _headline(blocks, title)
    candidates = []
    for number in range(max(0, at - _BEFORE), min(len(blocks), at + _AFTER + 1)):
        candidates += _candidates(blocks[number], number - at, last)
    return max(candidates, key=lambda one: (one.worth, -one.distance)).day if candidates else None


def _candidates(block: _Block, offset: int, last: dt.date) -> list[_Candidate]:
    text = block.text
    if _RIGHTS.search(text) or (block.headline and offset == 0):
        return []
    found = [one for one in find_days(text[:2000]) if one.day <= last]
    if len(text) > _LONGEST_LINE and not (block.named and len(text) <= 2 * _LONGEST_LINE):
        found = [one for one in found if one.start < _DATELINE and offset >= 0]
        return [_Candidate(found[0].day, 0, abs(offset))] if found else []
    common = [one for one in found if not one.hijri] or found
    return [
        _Candidate(one.day, _worth(fold(text).lower(), one, block, offset), 10 * abs(offset) + number)
        for number, one in enumerate(common)
    ]


def _worth(folded: str, found: FoundDay, block: _Block, offset: int) -> int:
    """Return how sure a date is: said to be of the publication, named so in the page, after the headline, alone."""
    before = folded[max(0, found.start - 40) : found.start]
    publish, update = _last(_PUBLISH_WORDS, before), _last(_UPDATE_WORDS, before)
    worth = 8 if publish > update else -4 if update > publish else 0
    worth += 3 if block.named else 0
    worth += 2 if offset > 0 else 0
    return worth + (2 if len(folded) < _DATELINE else 0)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _headline(blocks: list[_Block], title: str) -> int:
    wanted = _key(title)
    same = next((number for number, block in enumerate(blocks) if wanted and _key(block.text) == wanted), None)
    if same is not None:
        return same
    return next((number for number, block in enumerate(blocks) if block.headline), 0)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).lower()))


def _blocks(tree: Any) -> Iterator[_Block]:
    """Yield the lines of the page in its order, without those of its foot, menus and head."""
    from lxml import etree  # noqa: PLC0415  loaded at first use

    pieces: list[str] = []
    named = headline = False
    skipped: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                pieces.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            if text := " ".join("".join(pieces).split()):
                yield _Block(text, named, headline)
            pieces = []
            parents = [element, element.getparent()] if event == "start" else [element.getparent()]
            headline = event == "start" and element.tag in _HEADLINES
            named = any(parent is not None and _DATE_NAMES.search(_names(parent)) for parent in parents)
        if event == "end":
            pieces.append(element.tail or "")
        elif _is_skipped(element):
            skipped = element
        else:
            named = named or (element.tag not in _BLOCKS and bool(_DATE_NAMES.search(_names(element))))
            pieces.append(element.text or "")
    if text := " ".join("".join(pieces).split()):
        yield _Block(text, named, headline)


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()


def _is_skipped(element: Any) -> bool:
    if element.tag in _SKIPPED_TAGS or (element.get("role") or "").lower() in _SKIPPED_ROLES:
        return True
    if element.tag == "header":
        return element.find(".//h1") is None and not any(
            parent.tag in {"article", "main"} for parent in element.iterancestors()
        )
    if element.tag in {"html", "body", "article", "main", "time"} or element.find(".//h1") is not None:
        return False
    return bool(_SKIPPED_NAMES.search(_names(element)))
