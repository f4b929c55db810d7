"""The page: self-contained, escaped, anchored both ways, letters unbroken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from waqai.export.base import Exporter
from waqai.export.highlight import mark_words
from waqai.export.html import HtmlExporter
from waqai.export.page import mixed
from waqai.records import CodedReport, Report

from .samples import CODED, TEXT, TITLE


def page(*coded: CodedReport) -> str:
    """Return the whole page of some coded reports."""
    exporter: Exporter = HtmlExporter()
    return "".join([exporter.begin(), *map(exporter.report, coded), *exporter.end()])


class _Reader(HTMLParser):
    """Collects tags with their attributes, ids, and the text under chosen elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.texts: dict[str, str] = {"h2": "", "div.text": ""}
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag in {"meta", "br"}:
            return
        self.open.append(tag)
        name = f"{tag}.{attributes.get('class')}"
        self._inside.append(name if name in self.texts else tag if tag in self.texts else "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)
        self._inside.pop()

    def handle_data(self, data: str) -> None:
        for name in self._inside:
            if name:
                self.texts[name] += data


def ids(reader: _Reader) -> list[str]:
    return [value for _, attributes in reader.tags if (value := attributes.get("id"))]


def test_page_asks_nothing_of_any_host() -> None:
    reader = _Reader(page(CODED))
    for tag, attributes in reader.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base", "form", "video", "svg"}
        assert not {"src", "srcset", "style", "background", "action", "ping"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    css = page(CODED).split("<style>")[1].split("</style>")[0]
    assert "url(" not in css
    assert "@import" not in css


def test_policy_allows_only_the_style_inside() -> None:
    tags = _Reader(page(CODED)).tags
    (policy,) = [a["content"] for _, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")


def test_markup_is_balanced_and_ids_are_unique() -> None:
    reader = _Reader(page(CODED, CODED))
    assert reader.problems == []
    assert reader.open == []
    assert len(ids(reader)) == len(set(ids(reader)))


def test_report_stands_on_the_page_letter_by_letter() -> None:
    reader = _Reader(page(CODED))
    assert reader.texts["div.text"] == TEXT
    assert reader.texts["h2"] == TITLE


def test_every_anchor_has_its_target() -> None:
    reader = _Reader(page(CODED, CODED))
    targets = [str(a["href"]) for tag, a in reader.tags if tag == "a" and str(a["href"]).startswith("#")]
    assert targets
    assert {target[1:] for target in targets} <= set(ids(reader))


def test_highlight_leads_to_its_card_and_the_card_back() -> None:
    html = page(CODED)
    forth = re.search(r'<a class="mark trigger q1" id="(\w+-?\w*)" href="#(e1-2)"[^>]*>التقى</a>', html)
    assert forth
    card = html.split(f'id="{forth[2]}"', 1)[1].split("</section>", 1)[0]
    assert f'href="#{forth[1]}"' in card


def test_nothing_but_background_and_underline_marks_the_words() -> None:
    css = page(CODED).split("<style>")[1].split("</style>")[0]
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    marking = [body for selector, body in rules if re.search(r"\.(mark|trigger|actors|place|date)\b", selector)]
    assert marking
    for body in marking:
        assert not re.search(r"padding|margin|display|border|float|letter-spacing|font", body)


def test_words_of_the_report_are_no_markup() -> None:
    html = page(CODED)
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "c=&lt;d&gt;" in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "HTTPS"])
def test_address_of_another_kind_is_no_link(address: str) -> None:
    html = page(CodedReport(Report("خبر", url=address)))
    assert address not in html


def test_fields_are_labelled_in_both_languages() -> None:
    html = page(CODED)
    for word in ("الفاعل", "actor", "المتلقّي", "recipient", "تشاور", "CONSULT", "according to", "Benghazi", "88319"):
        assert word in html


def test_why_is_shown() -> None:
    assert "التقى (consult/1)" in page(CODED)


def test_several_reports_get_an_index() -> None:
    assert "<nav>" not in page(CODED)
    assert page(CODED, CODED).count('href="#r') == 2


def test_many_reports_do_not_stay_in_memory() -> None:
    long = CodedReport(Report("كلمة " * 400_000))
    exporter = HtmlExporter()
    for _ in range(6):
        assert exporter.report(long) == ""
    pieces: Iterator[str] = exporter.end()
    assert max(len(piece) for piece in pieces) < 100_000


def test_marked_words_nest_and_are_escaped() -> None:
    marks = [("trigger", 2, 4), ("actors", 3, 9), ("place", 20, 30)]
    assert mark_words("ab<d efgh", 1, 9, marks, 2) == (
        'b<span class="mark trigger q2">&lt;</span><span class="mark trigger actors q2">d</span>'
        '<span class="mark actors"> efgh</span>'
    )


def test_mixed_lines_isolate_arabic_words() -> None:
    assert mixed("subject: وزير الخارجية · <b>") == (
        '<bdi dir="ltr">subject: <bdi>وزير الخارجية</bdi> · &lt;b&gt;</bdi>'
    )
