"""Pages: what is taken from where, encodings, and pages that are hostile or hold no article."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.samples import TEXT, one_problem, split

from waqai.read.html import read_page
from waqai.read.markup import html_text
from waqai.read.options import Place
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError
from waqai.records import Report

TITLE = "وزير الطاقة يزور محطة الكهرباء الجديدة"
FIRST = "زار وزير الطاقة صباح اليوم محطة الكهرباء الجديدة شرق العاصمة، واطلع على سير العمل فيها مع فريق من المهندسين."
SECOND = (
    "وقال الوزير إن المحطة ستدخل الخدمة قبل نهاية العام، وإنها ستغطي حاجة ثلاث محافظات من الكهرباء في الصيف المقبل."
)
THIRD = "وأضاف أن الحكومة وقعت اتفاقا مع شركة محلية لتوسيع الشبكة، فيما طالب عمال المحطة بتحسين أجورهم في بيان منفصل."
BODY = f"<p>{FIRST}</p>\n<p>{SECOND}</p>\n<p>{THIRD}</p>"
MENU = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/s'>رياضة</a></li></ul></nav>"
FOOT = "<footer><p>جميع الحقوق محفوظة لموقع الأفق 2026</p></footer>"


def page(body: str = f"<article><h1>{TITLE}</h1>{BODY}</article>", head: str = "") -> str:
    whole = f"<head><meta charset='utf-8'>{head}</head><body>{MENU}{body}{FOOT}</body>"
    return f"<!DOCTYPE html><html lang='ar'>{whole}</html>"


def read(text: str | bytes, url: str = "", charset: str = "", latest: str = "") -> Report | InputProblem:
    data = text.encode() if isinstance(text, str) else text
    try:
        return read_page(data, Place(name="a.html", identifier="a.html", url=url, charset=charset, latest=latest))
    except BrokenInputError as error:
        return error.at("a.html")


def report(text: str | bytes, url: str = "", charset: str = "", latest: str = "") -> Report:
    found = read(text, url, charset, latest)
    assert isinstance(found, Report), found
    return found


# -- what is taken from where


def test_the_article_and_nothing_else() -> None:
    found = report(page())
    assert found.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert found.title == TITLE
    assert found.published == ""


def test_a_short_page_keeps_its_one_sentence() -> None:
    assert report(page(f"<h1>{TITLE}</h1><p>{TEXT}</p>")).text == TEXT


def test_paragraphs_that_are_only_line_breaks() -> None:
    found = report(page(f"<h1>{TITLE}</h1><div class='content'>{FIRST}<br><br>{SECOND}<br/>{THIRD}</div>"))
    assert found.text.splitlines() == [FIRST, SECOND, THIRD]


def test_links_between_the_paragraphs_are_left() -> None:
    link = "<p><a href='/x'>تقرير آخر عن الكهرباء في المحافظات كلها</a></p>"
    assert (
        report(page(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{link}<p>{SECOND}</p></article>")).text
        == f"{FIRST}\n{SECOND}"
    )


def test_tags_inside_a_paragraph_join_its_words() -> None:
    first = f"{FIRST[:20]}<b>{FIRST[20:40]}</b><a href='/m'>{FIRST[40:60]}</a>{FIRST[60:]}"
    assert (
        report(page(f"<article><h1>{TITLE}</h1><p>{first}</p><p>{SECOND}</p></article>")).text == f"{FIRST}\n{SECOND}"
    )


LINKED = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2020-02-05T08:00:00Z",
          "publisher": {"@type": "Organization", "name": "موقع الأفق"}}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property='og:site_name' content='موقع  الأفق'>", "موقع الأفق"),
        ("<meta name='application-name' content='موقع الأفق'>", "موقع الأفق"),
        (f"<script type='application/ld+json'>{json.dumps(LINKED)}</script>", "موقع الأفق"),
        (
            f"<script type='application/ld+json'>{json.dumps({'@graph': [{'@type': 'WebPage'}, LINKED]})}</script>",
            "موقع الأفق",
        ),
        (f"<script type='application/ld+json'>{json.dumps([{**LINKED, 'publisher': 'الأفق'}])}</script>", "الأفق"),
        (f"<script type='application/ld+json'>{json.dumps({**LINKED, 'publisher': [5]})}</script>", ""),
        ("<script type='application/ld+json'>{nonsense</script>", ""),
        ("<script type='application/ld+json'>" + "[" * 5000 + "</script>", ""),
        ("", ""),
    ],
)
def test_outlet(head: str, outlet: str) -> None:
    assert report(page(head=head)).outlet == outlet


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (f"<meta property='og:title' content='{TITLE}'>", "عنوان آخر", TITLE),
        (f"<meta property='og:title' content='{TITLE} - موقع الأفق'>", TITLE, TITLE),
        (
            f"<meta property='og:title' content='{TITLE} | الأفق'><meta property='og:site_name' content='الأفق'>",
            "",
            TITLE,
        ),
        (f"<title>{TITLE} | الأفق</title>", "", TITLE),
        (f"<title>الأفق - {TITLE}</title><meta property='og:site_name' content='الأفق'>", "", TITLE),
        ("<title>شيء آخر</title>", TITLE, TITLE),
        (f"<title>{TITLE}</title>", "", TITLE),
        (
            "<title>لقاء: تونس - ليبيا والحدود</title><meta property='og:site_name' content='الأفق'>",
            "",
            "لقاء: تونس - ليبيا والحدود",
        ),
        (
            "<meta property='og:title' content='تونس - الجزائر: لقاء جديد'>",
            "تونس - الجزائر: لقاء جديد",
            "تونس - الجزائر: لقاء جديد",
        ),
    ],
)
def test_title_without_the_name_of_the_site(head: str, heading: str, title: str) -> None:
    heading = f"<h1>{heading}</h1>" if heading else ""
    assert report(page(f"<article>{heading}{BODY}</article>", head)).title == title


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://n.example/7'>", "https://n.example/7"),
        ("<link rel='canonical' href='/7'>", "https://n.example/7"),
        ("<meta property='og:url' content='https://n.example/7'>", "https://n.example/7"),
        ("<link rel='canonical' href='javascript:alert(1)'>", "https://n.example/a?b=1"),
        ("<link rel='canonical' href='file:///etc/passwd'>", "https://n.example/a?b=1"),
        ("<link rel='canonical' href='https://n.example/\"><script>'>", "https://n.example/a?b=1"),
        ("<link rel='canonical' href='http://[broken'>", "https://n.example/a?b=1"),
        ("<base href='https://evil.example/'>", "https://n.example/a?b=1"),
        ("", "https://n.example/a?b=1"),
    ],
)
def test_address(head: str, url: str) -> None:
    assert report(page(head=head), url="https://n.example/a?b=1").url == url


# -- encodings

CP1256, ISO = page().encode("cp1256", "replace"), page().encode("iso8859-6", "replace")


@pytest.mark.parametrize(
    ("name", "data", "charset"),
    [
        ("utf-8", page().encode(), ""),
        ("utf-8 with its mark", page().encode("utf-8-sig"), "windows-1256"),
        ("utf-8 that the server calls Arabic", page().encode(), "windows-1256"),
        ("utf-16 with its mark", page().encode("utf-16"), ""),
        ("utf-16 big-endian without a mark", page().encode("utf-16-be"), ""),
        ("utf-16 little-endian without a mark", page().encode("utf-16-le"), ""),
        ("utf-32", page().encode("utf-32"), ""),
        ("windows-1256 said by the server", CP1256, "windows-1256"),
        ("windows-1256 said by the page", CP1256.replace(b"charset='utf-8'", b"charset=windows-1256"), ""),
        ("windows-1256 that calls itself utf-8", CP1256, ""),
        ("windows-1256 that calls itself Latin", CP1256.replace(b"'utf-8'", b"iso-8859-1"), "iso-8859-1"),
        ("windows-1256 in an encoding that is none", CP1256.replace(b"'utf-8'", b"x-nonsense"), "..;"),
        ("windows-1256 that calls itself utf-7", CP1256.replace(b"'utf-8'", b"utf-7"), "utf-7"),
        ("iso-8859-6 said by nobody", ISO.replace(b"<meta charset='utf-8'>", b""), ""),
        ("iso-8859-6 said by the page", ISO.replace(b"'utf-8'", b"iso-8859-6"), ""),
    ],
)
def test_encoding(name: str, data: bytes, charset: str) -> None:
    found = report(data, charset=charset)
    assert found.title == TITLE
    assert found.text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_few_wrong_bytes_do_not_cost_the_page() -> None:
    data = page().encode().replace(SECOND.encode(), SECOND.encode() + b"\xff")
    assert SECOND in report(data).text


@pytest.mark.parametrize("overlong", [b"\xc0\xbc", b"\xe0\x80\xbc", b"\xf0\x80\x80\xbc"])
def test_overlong_utf8_makes_no_tag(overlong: bytes) -> None:
    data = page().encode().replace(b"</article>", b"<p>" + SECOND.encode() + overlong + b"b>x</p></article>")
    assert "\ufffd" in report(data).text


def test_nul_bytes_do_not_stay() -> None:
    assert "\x00" not in report(page().replace("اليوم", "الي\x00وم")).text


# -- hostile pages, and pages without an article

DEEP = "<div>" * 100_000 + f"<p>{FIRST}</p>"
HOSTILE = {
    "100,000 elements in one another": (page(DEEP), "nested too deep"),
    "300 elements in one another": (page("<div>" * 300 + BODY), "nested too deep"),
    "100,000 tables": (page("<table><tr><td>" * 100_000 + BODY), "nested too deep"),
    "a value of 12 MB": (page(f"<p title='{'a' * 12_000_000}'>{FIRST}</p>"), "too large"),
    "words of 12 MB": (page(f"<p>{'a' * 12_000_000}</p>"), "too large"),
    "60,000 elements": (page("<b>x</b>" * 60_000 + BODY), "has more than 50,000 elements"),
    "300,000 attributes": (
        page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">"),
        "more than 1,000 attributes",
    ),
    "300,000 attributes with quotes": (
        page("<p " + "".join(f"a{n}='>'" for n in range(300_000)) + ">"),
        "1,000 attributes",
    ),
    "300,000 attributes with slashes": (
        page("<p/" + "/".join(f"a{n}" for n in range(300_000)) + ">"),
        "1,000 attributes",
    ),
    "300,000 attributes, never closed": (page("<p " + " ".join(f"a{n}=1" for n in range(300_000))), "1,000 attributes"),
}
EMPTY = {
    "nothing": ("", "is empty"),
    "blanks": (" \n ", "is empty"),
    "only a comment": ("<!-- x -->", "holds no element"),
    "only menus": (page(""), "holds no article"),
    "only a script": ("<html><body><script>" + "x=1;" * 2000 + "</script></body></html>", "holds no article"),
    "only links": (
        page("".join(f"<h2><a href='/{n}'>عنوان خبر رقم {n} من أخبار العاصمة اليوم</a></h2>" for n in range(30))),
        "no article",
    ),
    "sent on": (page("", "<meta http-equiv='refresh' content='0; url=https://evil.example/'>"), "sends the reader on"),
    "sent on to this machine": (
        page("", "<meta http-equiv='Refresh' content='0;URL=file:///etc/passwd'>"),
        "sends the reader on",
    ),
    "a frame": ("<html><frameset><frame src='http://127.0.0.1/'></frameset></html>", "holds no article"),
    "a login": (page("<form><input name='user'><button>دخول</button></form>"), "holds no article"),
}


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_page_is_refused_and_its_neighbour_read(tmp_path: Path, case: str) -> None:
    text, words = HOSTILE[case]
    (tmp_path / "a.html").write_text(text, "utf-8")
    (tmp_path / "b.html").write_text(page(), "utf-8")
    (found,), (problem,) = split(tmp_path)
    assert found.title == TITLE
    assert words in problem.what
    assert problem.kind == "quarantined"


@pytest.mark.parametrize("case", sorted(EMPTY))
def test_page_without_an_article(tmp_path: Path, case: str) -> None:
    text, words = EMPTY[case]
    (tmp_path / "a.html").write_text(text, "utf-8")
    problem = one_problem(tmp_path / "a.html")
    assert words in problem.what
    assert problem.kind == "empty"


def test_page_larger_than_15_mib_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(BODY * 60_000), "utf-8")
    problem = one_problem(tmp_path / "a.html")
    assert (problem.what, problem.kind) == ("is larger than 15 MiB", "quarantined")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 \xe2\xe3", b"\x89PNG\r\n\x1a\n\x00", bytes(range(256)) * 20, b"\x00" * 500]
)
def test_what_is_no_page(data: bytes) -> None:
    found = read(data)
    assert isinstance(found, InputProblem)
    assert "is no text" in found.what


@pytest.mark.parametrize(
    "hostile",
    [
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<?xml version='1.0'?><?xml-stylesheet href='http://127.0.0.1:9/'?>",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/hostname' parse='text'/>",
    ],
)
def test_no_entity_and_no_other_document_is_taken_in(hostile: str) -> None:
    text = hostile + page().replace("<!DOCTYPE html>", "").replace(SECOND, f"{SECOND} &x;")
    found = report(text)
    assert Path("/etc/hostname").read_text().strip() not in found.text
    assert FIRST in found.text


def test_scripts_and_styles_leave_no_words() -> None:
    unseen = "<script>alert('x')</script><style>p{}</style><img src=x onerror=alert(1)>"
    text = report(page(f"<article><h1>{TITLE}</h1>{unseen}{BODY}</article>")).text
    assert "alert" not in text
    assert "<" not in text


def test_a_long_script_is_not_taken_for_attributes() -> None:
    script = "<script>" + "for (var i = 0; i<n; i++) { x = 1 } ".replace(">", "") * 500 + "</script>"
    assert report(page(f"<article><h1>{TITLE}</h1>{script}{BODY}</article>")).text.startswith(FIRST)


def test_reading_pages_says_nothing_on_the_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    read("<p>x")
    read(page(""))
    assert logging.getLogger("trafilatura").handlers
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain", "plain"),
        ("<p>أ</p><p>ب</p>", "أ\nب"),
        ("أ<br>ب<br/><br/>ج", "أ\nب\nج"),
        ("أ &amp; ب &lt;ج&gt; &#1571;", "أ & ب <ج> أ"),
        ("<ul><li>أ<li>ب</ul>", "أ\nب"),
        ("<p>أ <b>ب</b>ج</p>د", "أ بج\nد"),
        ("<script>x</script>أ<style>y</style>ب", "أب"),
        ("<p>أ\n  ب\t ج</p>", "أ ب ج"),
        ("&nope; &#0; &#xD800; أ", None),
        ("<![CDATA[أ]]>", None),
    ],
)
def test_pieces_of_html_as_plain_text(fragment: str, text: str | None) -> None:
    found = html_text(fragment)
    assert found == text or text is None
    found.encode("utf-8")


PIECES = ["<p>", "</p>", "<div", ">", "'", '"', "=", "<!--", "-->", "<![CDATA[", "]]>", "&", ";", "<script>",
          "</script>", "<a href=", "<h1>", "</h1>", "<?", "?>", "<svg>", "<table>", "<td>", "\x00", "\ufeff",
          "5 فبراير 2020", FIRST, " ", "<meta charset=", "utf-16"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_page_is_read_or_named(pieces: list[str]) -> None:
    found = read("".join(pieces))
    assert isinstance(found, Report | InputProblem)
    if isinstance(found, Report):
        assert found.text.strip()
        found.text.encode("utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_page_or_named(data: bytes) -> None:
    assert isinstance(read(data), Report | InputProblem)
