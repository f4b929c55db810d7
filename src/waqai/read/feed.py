"""RSS, Atom and JSON Feed: one report an entry, from its own words or, when asked, from its page.

Dates are read here from what stands in the feed: feed parsers leave an Arabic date undated.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

import msgspec

from waqai.read.dates import read_day
from waqai.read.html import read_page
from waqai.read.markup import decode_markup, html_text
from waqai.read.options import Fetches, Findings, Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError, read_whole
from waqai.records import Report

_DECLARED = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_INCLUDED = re.compile(r"XInclude", re.IGNORECASE)
#: elements open at once: feeds hold a handful
_DEEPEST = 200
_TAGS = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_LONGEST_ID = 300
_NO_FEED = "is no feed (RSS, Atom or JSON Feed)"
_WEB = frozenset({"http", "https"})


class Entry(NamedTuple):
    """One entry of a feed as it says: words as HTML or plain text, `date` as written."""

    identifier: str = ""
    link: str = ""
    title: str = ""
    words: str = ""
    date: str = ""
    outlet: str = ""
    language: str = ""


def parse(stream: BinaryIO, place: Place, options: ReadOptions) -> Findings:
    """Yield ``(feed#entry, report or problem)`` for every entry in the feed's order."""
    text = decode_markup(read_whole(stream), place.name, place.charset)
    if isinstance(text, InputProblem):
        yield place.name, text
        return
    if not text.strip():
        yield place.name, InputProblem(place.name, "is empty", "leave it out", "empty")
        return
    broken = ""
    if text.lstrip().startswith("{"):
        entries = _json_entries(text)
    else:
        refuse_declarations(text)
        entries, broken = _xml_entries(text)
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        part = place.inside("#", _unique(_identifier(entry) or str(number), number, seen))
        yield part.name, _report(entry, part, options)
    if broken:
        what = f"is broken XML ({broken}); {len(entries)} entries were read from it"
        yield place.name, InputProblem(place.name, what, "get it again")
    elif not entries:
        yield place.name, InputProblem(place.name, "is a feed without entries", "try again later", "empty")


def _report(entry: Entry, place: Place, options: ReadOptions) -> Report | InputProblem:
    try:
        if options.follow and entry.link and options.fetcher is not None:
            return _followed(entry, place, options.fetcher)
        words = html_text(entry.words)
        title = " ".join(html_text(entry.title).split())
    except BrokenInputError as error:
        return error.at(place.name)
    if not words:
        step = "read its page with --follow" if entry.link else "leave it out"
        return InputProblem(place.name, "the entry has no words of its own", step, "empty")
    return Report(
        text=words,
        title=title,
        id=entry.identifier or place.identifier,
        url=entry.link,
        outlet=entry.outlet,
        published=read_day(entry.date),
        language=entry.language,
    )


def _followed(entry: Entry, place: Place, fetcher: Fetches) -> Report | InputProblem:
    answer = fetcher.fetch(entry.link, kind="page")
    if isinstance(answer, InputProblem):
        return msgspec.structs.replace(answer, where=place.name)
    page = Place(
        name=place.name, identifier=entry.identifier or place.identifier, url=answer.url, charset=answer.charset
    )
    found = read_page(answer.body, page)
    if isinstance(found, InputProblem):
        return found
    return msgspec.structs.replace(
        found,
        url=found.url or entry.link,
        title=found.title or " ".join(html_text(entry.title).split()),
        outlet=found.outlet or entry.outlet,
        published=read_day(entry.date) or found.published,
    )


def _identifier(entry: Entry) -> str:
    text = " ".join((entry.identifier or entry.link).split())
    return text if len(text) <= _LONGEST_ID else text[:_LONGEST_ID] + "…"


def _unique(identifier: str, number: int, seen: set[str]) -> str:
    while identifier in seen:
        identifier = f"{identifier}~{number}"
    seen.add(identifier)
    return identifier


def refuse_declarations(text: str) -> None:
    """Raise `BrokenInputError` for XML that declares a document type or entities, includes others, or nests too deep.

    No parser here follows them; a feed that has them is refused before any parser sees it.
    """
    bare = _without(_without(text, "<![CDATA[", "]]>"), "<!--", "-->")
    if _DECLARED.search(bare):
        raise BrokenInputError("declares a document type or entities", "leave it out", "quarantined")
    if _INCLUDED.search(bare):
        raise BrokenInputError("asks to include other documents (XInclude)", "leave it out", "quarantined")
    depth = deepest = 0
    for match in _TAGS.finditer(bare):
        depth += -1 if match[1] else 0 if match[2] else 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise BrokenInputError("its elements are nested too deep", "leave it out", "quarantined")


def _without(text: str, start: str, end: str) -> str:
    pieces: list[str] = []
    at = 0
    while (opens := text.find(start, at)) >= 0:
        pieces.append(text[at:opens])
        closes = text.find(end, opens + len(start))
        if closes < 0:
            return "".join(pieces)
        at = closes + len(end)
    return "".join((*pieces, text[at:]))


# -- RSS and Atom


def _xml_entries(text: str) -> tuple[list[Entry], str]:
    """Return the entries and, when the XML is broken, the words that say how."""
    import feedparser  # noqa: PLC0415  loaded at first use

    body = _XML_HEAD.sub("", text, count=1)
    found = feedparser.parse(
        io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + body.lstrip().encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = [_xml_entry(one, found.feed) for one in found.entries]
    if not entries and not found.get("version"):
        raise BrokenInputError(_NO_FEED, "check the address or file")
    problem = found.get("bozo_exception") if found.get("bozo") else None
    ignored = {"CharacterEncodingOverride", "NonXMLContentType"}
    if problem is None or type(problem).__name__ in ignored:
        return entries, ""
    line = getattr(problem, "getLineNumber", lambda: None)()
    return entries, f"line {line}" if line is not None else type(problem).__name__


def _xml_entry(one: Any, feed: Any) -> Entry:
    contents = [str(part.get("value") or "") for part in one.get("content") or ()]
    summary = str(one.get("summary") or "")
    words = max((*contents, summary), key=len, default="")
    source = one.get("source") or {}
    # not `one.get`: feedparser answers for names that are not there, and warns
    dates = (dict.get(one, name) for name in ("published", "updated", "created"))
    date = next((str(date) for date in dates if date), "")
    return Entry(
        identifier=str(one.get("id") or ""),
        link=_link([str(one.get("link") or ""), *(str(link.get("href") or "") for link in one.get("links") or ())]),
        title=str(one.get("title") or ""),
        words=words,
        date=date,
        outlet=" ".join(html_text(str(source.get("title") or feed.get("title") or "")).split()),
    )


def _link(links: Sequence[str]) -> str:
    for link in map(str.strip, links):
        try:
            parts = urlsplit(link)
        except ValueError:
            continue
        if parts.scheme.lower() in _WEB and parts.netloc and not re.search(r"[\s<>\"]", link):
            return link
    return ""


# -- JSON Feed


def _json_entries(text: str) -> list[Entry]:
    try:
        feed = msgspec.json.decode(text.strip().encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise BrokenInputError(f"is no JSON ({error})", "get it again") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise BrokenInputError(_NO_FEED, "check the address or file")
    return list(_json_items(items, _word(feed, "title"), _word(feed, "language")))


def _json_items(items: list[Any], outlet: str, language: str) -> Iterator[Entry]:
    for one in items:
        if not isinstance(one, dict):
            yield Entry()
            continue
        plain = _word(one, "content_text").replace("&", "&amp;").replace("<", "&lt;")
        yield Entry(
            identifier=_word(one, "id"),
            link=_link([_word(one, "url"), _word(one, "external_url")]),
            title=_word(one, "title").replace("&", "&amp;").replace("<", "&lt;"),
            words=_word(one, "content_html") or plain.replace("\n", "<br>") or _word(one, "summary"),
            date=_word(one, "date_published") or _word(one, "date_modified"),
            outlet=outlet,
            language=_word(one, "language") or language,
        )


def _word(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
