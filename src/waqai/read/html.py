"""Web pages: the article's words, its title, outlet, address and day of publication.

The words are found by trafilatura; what the page says of itself is read here, because trafilatura takes the year of
the page's foot where the date is Arabic text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import msgspec

from waqai.languages.arabic.orthography import fold
from waqai.read.dates import find_days, read_day
from waqai.read.limits import MOST_ELEMENTS
from waqai.read.markup import decode_markup, html_text, parse_tree, tidy, tree_text
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.page_dates import machine_dates, published_day
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError, read_whole
from waqai.records import Report

_ARTICLES = re.compile(r"article|report|posting|newsitem", re.IGNORECASE)
_SITE_MARKS = re.compile(r"\s+[|\-–—:•»«]+\s+|\s*\|\s*|\s*::\s*")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_PRUNED = ".//nav|.//footer|.//aside|.//form|.//noscript|.//template|.//iframe|.//button|.//select|.//style"
_PRUNED_ROLES = ".//*[@role='navigation' or @role='contentinfo' or @role='complementary' or @role='search']"
_SENTENCE_END = re.compile(r"[.!?؟。…:»\"]\s*$")
_FEW_WORDS = 5
_DATELINE = 70
_MOST_LINKED = 200
#: of pages with more, only the first way of finding the article is tried: the others take time with their square
_MANY_ELEMENTS = 3000


def parse(stream: BinaryIO, place: Place, _options: ReadOptions) -> Findings:
    """Yield the one report of a page, or why there is none."""
    yield place.name, read_page(read_whole(stream), place)


def read_page(data: bytes, place: Place) -> Report | InputProblem:
    """Return the article of a page; ``empty`` when there is none.  `BrokenInputError` for a hostile page."""
    text = decode_markup(data, place.name, place.charset)
    if isinstance(text, InputProblem):
        return text
    if not text.strip():
        return InputProblem(place.name, "is empty", "leave it out", "empty")
    tree = parse_tree(text)
    if tree is None:
        return InputProblem(place.name, "holds no element of a page", "leave it out", "empty")
    page = _Page(tree, place)
    words = page.words()
    if not words:
        return InputProblem(place.name, page.why_empty(), "leave it out", "empty")
    return Report(
        text=words,
        title=page.title,
        id=place.identifier or page.url,
        url=page.url,
        outlet=page.outlet,
        published=page.published(),
    )


class _Page:
    """What a page says of itself, and its words."""

    def __init__(self, tree: Any, place: Place) -> None:
        self._tree, self._place = tree, place
        self._linked = list(_linked_articles(tree))
        self._metas = _metas(tree)
        self.outlet = self._outlet()
        self.title = self._title()
        self.url = self._url()

    def _meta(self, *names: str) -> str:
        return next((self._metas[name] for name in names if self._metas.get(name)), "")

    def _outlet(self) -> str:
        said = self._meta("og:site_name", "application-name")
        for one in self._linked:
            publisher = one.get("publisher")
            publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
            name = publisher.get("name") if isinstance(publisher, Mapping) else publisher
            said = said or (_one_line(name) if isinstance(name, str) else "")
        return said

    def _title(self) -> str:
        heading = next((text for one in self._tree.iter("h1") if (text := _one_line(tree_text(one)))), "")
        said = self._meta("og:title", "twitter:title")
        if said:
            return _without_site(said, self.outlet, heading)
        if heading:
            return heading
        linked = next((str(one["headline"]) for one in self._linked if isinstance(one.get("headline"), str)), "")
        whole = next((_one_line(one.text_content()) for one in self._tree.iter("title")), "")
        return _one_line(linked) or _without_site(whole, self.outlet, heading)

    def _url(self) -> str:
        links = [
            one.get("href") or "" for one in self._tree.iter("link") if "canonical" in (one.get("rel") or "").lower()
        ]
        for link in (*links, self._meta("og:url")):
            try:
                whole = str(urljoin(self._place.url, link.strip()))
                parts = urlsplit(whole)
            except ValueError:
                continue
            if link and parts.scheme in {"http", "https"} and parts.netloc and not re.search(r"[\s<>\"]", whole):
                return whole
        return self._place.url

    def published(self) -> str:
        """Return the ISO day of publication, "" when nothing tells."""
        moment = machine_dates(self._tree, self._linked)
        found = published_day(self._tree, self.title, moment, self._place.latest)
        if not found and (match := _URL_DAY.search(urlsplit(self.url).path)):
            found = read_day("-".join((match[1], match[2].zfill(2), match[3].zfill(2))))
        return found

    def words(self) -> str:
        """Return the article's paragraphs, a line each; "" when there is no article."""
        pruned = deepcopy(self._tree)
        for path in (_PRUNED, _PRUNED_ROLES):
            for element in pruned.xpath(path):
                if element.getparent() is not None:
                    element.drop_tree()
        links = {_key(tree_text(one)) for one in pruned.iter("a")}
        count = sum(1 for _ in pruned.iter())
        if count > MOST_ELEMENTS:
            what = f"has more than {MOST_ELEMENTS:,} elements, as no article does"
            raise BrokenInputError(what, "leave it out", "quarantined")
        found = trafilatura().bare_extraction(
            pruned,
            fast=count > _MANY_ELEMENTS,
            with_metadata=False,
            include_comments=False,
        )
        paragraphs = self._paragraphs(tidy(found.text or "") if found is not None else "", links)
        if not _is_article(paragraphs):
            bodies = (one["articleBody"] for one in self._linked if isinstance(one.get("articleBody"), str))
            paragraphs = html_text(next(bodies, "")).splitlines()
        return "\n".join(paragraphs) if _is_article(paragraphs) else ""

    def _paragraphs(self, text: str, links: set[str]) -> list[str]:
        title = _key(self.title)
        kept = [line for line in text.splitlines() if (key := _key(line)) and key != title and key not in links]
        while kept and len(kept[0]) < _DATELINE and find_days(kept[0]) and not _SENTENCE_END.search(kept[0]):
            kept = kept[1:]
        return kept

    def why_empty(self) -> str:
        """Return the words for a page without an article."""
        for meta in self._tree.iter("meta"):
            if (meta.get("http-equiv") or "").lower() == "refresh" and "url" in (meta.get("content") or "").lower():
                return "holds no article: it only sends the reader on to another page"
        return "holds no article"


def _is_article(paragraphs: list[str]) -> bool:
    return any(len(line.split()) >= _FEW_WORDS for line in paragraphs)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).lower()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = _one_line(meta.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _without_site(title: str, outlet: str, heading: str) -> str:
    """Return a title without the name of the site before or after it."""
    parts = [part for part in _SITE_MARKS.split(title) if part]
    if len(parts) < 2:
        return title
    if heading and _key(heading) in {_key(part) for part in (*parts, title)}:
        return heading
    if heading and _key(title).startswith(_key(heading)):
        return heading
    if outlet and _key(parts[-1]) == _key(outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—:•»«\t")
    if outlet and _key(parts[0]) == _key(outlet):
        return title[len(parts[0]) :].lstrip(" |-–—:•»«\t")
    return title if outlet or heading else title[: title.rindex(parts[-1])].rstrip(" |-–—:•»«\t")


def _linked_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles that JSON-LD scripts of the page describe."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = msgspec.json.decode(script.text.strip().rstrip(";").encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError, ValueError):
            continue
        yield from _articles_in(data)


def _articles_in(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_LINKED:
        seen += 1
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:_MOST_LINKED]
        elif isinstance(one, dict):
            said = one.get("@type")
            kinds = said if isinstance(said, list) else [said]
            if any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds):
                yield one
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]


def trafilatura() -> Any:
    """Return the module trafilatura, quiet."""
    from importlib import import_module  # noqa: PLC0415

    module = import_module("trafilatura")
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return module
