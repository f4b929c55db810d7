"""``waqai evaluate --html``: one page that asks nothing of others, with every difference and why it came about."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from .test_code import waqai

TEXT = (
    "قصفت الطائرات التركية أمس بلدة حدودية. وشجب الوزير <script>alert(1)</script> البيان. "
    "التقى الرئيس المصري نظيره التونسي في القاهرة. نام الحارس في الحديقة."
)


def event(sentence: int, trigger: str, kind: str, **fields: Any) -> dict[str, Any]:
    return {"sentence": sentence, "trigger": trigger, "type": kind, **fields}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a gold report that differs from the coding in every kind of way."""
    folder = tmp_path_factory.mktemp("page")
    sentences = [[match.start(), match.end()] for match in re.finditer(r"[^.]+\.", TEXT)]
    events = [
        event(0, "قصفت", "AID"),
        event(
            2,
            "التقى",
            "CONSULT",
            mode="phone",
            status="denied",
            actors=[{"text": "الرئيس المصري", "country": "EGY", "sector": "GOV"}],
            recipients=[{"text": "نظيره التونسي", "country": "TUN", "sector": "GOV"}],
            place={"text": "الإسكندرية", "name": "Alexandria", "country": "EGY"},
            date={"start": "2001-01-01", "end": "2001-01-01"},
            attribution=[{"text": "الرئيس", "kind": "official"}],
        ),
        event(3, "نام", "PROTEST"),
    ]
    gold = folder / "gold.jsonl"
    row = {"id": 'r"1<', "published": "2020-02-05", "language": "ar", "text": TEXT, "sentences": sentences}
    gold.write_text(json.dumps(row | {"events": events}, ensure_ascii=False), "utf-8")
    _, err = waqai("evaluate", gold, "--html", folder / "errors.html")
    assert "errors.html" in err
    return (folder / "errors.html").read_text("utf-8")


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_well_formed_and_reads_right_to_left(page: str) -> None:
    reader = _Reader(page)
    assert reader.open == []
    assert ("html", {"lang": "ar", "dir": "rtl"}) in reader.tags


def test_page_asks_nothing_of_any_host_and_runs_its_own_script_only(page: str) -> None:
    reader = _Reader(page)
    assert not [a for _, attributes in reader.tags for a in ("src", "srcset", "action") if a in attributes]
    assert all(str(attributes["href"]).startswith("#") for _, attributes in reader.tags if "href" in attributes)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy


def test_words_of_reports_are_escaped(page: str) -> None:
    assert "<script>alert" not in page
    assert 'data-report="r&quot;1&lt;"' in page


@pytest.mark.parametrize("kind", ["missed", "type", "role", "status", "mode", "date", "place", "chain"])
def test_every_kind_of_difference_has_a_card_and_a_filter(page: str, kind: str) -> None:
    assert f'data-kind="{kind}"' in page
    assert f'value="{kind}" checked' in page


def test_a_missed_mention_says_why(page: str) -> None:
    card = next(card for card in page.split("<section") if 'data-kind="missed"' in card)
    assert "why it was missed" in card
    assert "no frame" in card or "no predicate" in card
    assert '<span class="mark trigger' in card


def test_a_coded_mention_shows_gold_and_ours_with_frame_and_grammar(page: str) -> None:
    card = next(card for card in page.split("<section") if 'data-kind="type"' in card)
    for words in ("gold", "ours", "AID", "ASSAULT", "assault/", "subject"):
        assert words in card


def test_a_page_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": "الطقس جميل.", "events": []}), "utf-8")
    _, err = waqai("evaluate", gold, "--html", tmp_path / "none" / "errors.html", status=1)
    assert "cannot be written" in err
