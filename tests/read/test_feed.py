"""Feeds: entries, their dates, addresses and words; lists of feeds; feeds that are hostile or broken."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.samples import OTHER, TEXT, items, make_zip, one_problem, split
from tests.read.test_html import FIRST, SECOND, THIRD, TITLE, page

from waqai.read import ReadOptions
from waqai.read.feed import parse
from waqai.read.options import Place
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError
from waqai.records import Report


class Answer(msgspec.Struct, frozen=True):
    """What the stand-in for a server gives."""

    url: str
    body: bytes = b""
    content_type: str = "text/html"
    charset: str = ""


class Server:
    """Stands in for the network: gives what it holds and remembers what it was asked, in order."""

    def __init__(self, held: dict[str, Answer | str | bytes]) -> None:
        self.held = held
        self.asked: list[tuple[str, str]] = []

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Answer | InputProblem:
        self.asked.append((url, kind))
        found = self.held.get(url)
        if found is None:
            return InputProblem(url, "is not there (404)", "check the address")
        if isinstance(found, Answer):
            return found
        return Answer(url, found if isinstance(found, bytes) else found.encode())


class NoServer(Server):
    """A network that must not be asked."""

    def __init__(self) -> None:
        super().__init__({})

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Answer | InputProblem:
        pytest.fail(f"{url} was asked for")


def options(server: Server | None = None, *, follow: bool = False) -> ReadOptions:
    return ReadOptions(fetcher=server or NoServer(), follow=follow)


def item(number: int, words: str = TEXT, date: str = "Wed, 05 Feb 2020 10:00:00 GMT", extra: str = "") -> str:
    return (
        f"<item><title>عنوان {number}</title><link>https://n.example/{number}</link><guid>n-{number}</guid>"
        f"<pubDate>{date}</pubDate><description>{words}</description>{extra}</item>"
    )


def rss(*entries: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', title: str = "موقع الأفق") -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'{head}<rss version="2.0" {space}><channel><title>{title}</title>{"".join(entries)}</channel></rss>'


def atom(*entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>موقع الأفق</title>{"".join(entries)}</feed>'


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# -- good feeds


def test_rss(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xml", rss(item(1), item(2, OTHER, "5 شباط/فبراير 2020")))
    first, second = split(path, options=options())[0]
    assert first == Report(TEXT, "عنوان 1", "n-1", "https://n.example/1", "موقع الأفق", "2020-02-05", "ar")
    assert (second.text, second.published) == (OTHER, "2020-02-05")
    assert [one.where for one in items(path, options=options())] == [f"{path}#n-1", f"{path}#n-2"]


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Wed, 05 Feb 2020 10:00:00 +0300", "2020-02-05"), ("2020-02-05T10:00:00Z", "2020-02-05"),
        ("الأربعاء، 5 فبراير 2020 10:00", "2020-02-05"), ("الأربعاء 05 شباط/فبراير 2020", "2020-02-05"),
        ("٥ فيفري ٢٠٢٠", "2020-02-05"), ("11 جمادى الآخرة 1441", "2020-02-05"), ("05/02/2020 - 10:00", "2020-02-05"),
        ("5 غشت 2020", "2020-08-05"), ("أمس", ""), ("", ""), ("9999999", ""),
    ],
)  # fmt: skip
def test_dates_as_they_stand(tmp_path: Path, date: str, day: str) -> None:
    ((report,), problems) = split(write(tmp_path / "a.rss", rss(item(1, date=date))))
    assert (report.published, problems) == (day, [])


def test_full_content_comes_before_the_summary(tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><img src='https://evil.example/x.png'>]]></content:encoded>"
    (report,), _ = split(write(tmp_path / "a.rss", rss(item(1, extra=full))), options=options())
    assert report.text == f"{FIRST}\n{SECOND}"


def test_escaped_html_becomes_plain_text(tmp_path: Path) -> None:
    words = (
        f"&lt;p&gt;{TEXT}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;قال: &amp;quot;نعم&amp;quot;&lt;/p&gt;"
    )
    (report,), _ = split(write(tmp_path / "a.rss", rss(item(1, words))))
    assert report.text == f'{TEXT}\nقال: "نعم"'


def test_atom(tmp_path: Path) -> None:
    entry = (
        '<entry><id>urn:1</id><title type="html">&lt;b&gt;عنوان&lt;/b&gt;</title>'
        "<updated>2020-02-07T00:00:00Z</updated>"
        f'<published>2020-02-05T10:00:00Z</published><link rel="alternate" href="https://n.example/1"/>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p></div></content>'
        "</entry>"
    )
    (report,), _ = split(write(tmp_path / "a.atom", atom(entry)))
    assert report == Report(
        f"{FIRST}\n{SECOND}", "عنوان", "urn:1", "https://n.example/1", "موقع الأفق", "2020-02-05", "ar"
    )


def test_rdf(tmp_path: Path) -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>الأفق</title></channel><item rdf:about="https://n.example/1">'
        f"<title>عنوان</title><link>https://n.example/1</link><description>{TEXT}</description><dc:date>2020-02-05</dc:date></item></rdf:RDF>"
    )
    (report,), _ = split(write(tmp_path / "a.rdf", text))
    assert (report.text, report.published, report.url) == (TEXT, "2020-02-05", "https://n.example/1")


def test_json_feed(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "الأفق", "language": "ar",
        "items": [
            {"id": "1", "url": "https://n.example/1", "title": "أ < ب", "content_html": f"<p>{TEXT}</p><p>{OTHER}</p>",
             "date_published": "2020-02-05T10:00:00+03:00"},
            {"id": 2, "content_text": f"{TEXT}\n\n1 < 2 & {OTHER}", "date_published": "5 شباط 2020"},
            {"id": "3", "summary": TEXT}, "nonsense", {"id": "4"},
        ],
    }  # fmt: skip
    path = write(tmp_path / "a.json", json.dumps(feed))
    reports, problems = split(path)
    assert [(one.id, one.published) for one in reports] == [("1", "2020-02-05"), ("2", "2020-02-05"), ("3", "")]
    assert reports[0].title == "أ < ب"
    assert reports[0].text == f"{TEXT}\n{OTHER}"
    assert reports[1].text == f"{TEXT}\n1 < 2 & {OTHER}"
    assert [one.where for one in problems] == [f"{path}#4", f"{path}#4~5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("said", ["right", "wrong", "nothing"])
def test_encoding_of_a_feed(tmp_path: Path, encoding: str, said: str) -> None:
    named = {"right": f' encoding="{encoding}"', "wrong": ' encoding="iso-8859-1"', "nothing": ""}[said]
    text = rss(item(1, FIRST), head=f'<?xml version="1.0"{named}?>')
    (report,), problems = split(write(tmp_path / "a.xml", text, encoding))
    assert (report.text, problems) == (FIRST, [])


def test_entries_of_one_id_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xml", rss(item(1), item(1, OTHER), item(1, OTHER)))
    assert [one.where for one in items(path)] == [f"{path}#n-1", f"{path}#n-1~2", f"{path}#n-1~3"]


def test_entry_without_words_is_named(tmp_path: Path) -> None:
    (report,), (problem,) = split(write(tmp_path / "a.xml", rss(item(1, ""), item(2))))
    assert report.text == TEXT
    assert (problem.what, problem.kind) == ("the entry has no words of its own", "empty")
    assert "--follow" in problem.next_step


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "//n.example/1", "/1", "http://", "http://a b/", 'http://n/"><'],
)
def test_address_that_is_none_is_left(tmp_path: Path, link: str) -> None:
    entry = f"<item><title>أ</title><link>{link.replace('<', '&lt;')}</link><description>{TEXT}</description></item>"
    (report,), _ = split(write(tmp_path / "a.xml", rss(entry)))
    assert report.url == ""


# -- pages of the entries


def test_follow_reads_the_page_of_each_entry_in_order(tmp_path: Path) -> None:
    server = Server({"https://n.example/1": page(), "https://n.example/3": page("")})
    path = write(tmp_path / "a.xml", rss(*(item(number) for number in (1, 2, 3))))
    (report,), (missing, empty) = split(path, options=options(server, follow=True))
    assert report == Report(
        f"{FIRST}\n{SECOND}\n{THIRD}", TITLE, "n-1", "https://n.example/1", "موقع الأفق", "2020-02-05", "ar"
    )
    assert (missing.where, missing.what) == (f"{path}#n-2", "is not there (404)")
    assert (empty.where, empty.kind) == (f"{path}#n-3", "empty")
    assert server.asked == [(f"https://n.example/{number}", "page") for number in (1, 2, 3)]


def test_nothing_is_fetched_unless_asked(tmp_path: Path) -> None:
    write(tmp_path / "a.xml", rss(item(1)))
    write(tmp_path / "b.opml", opml("https://n.example/feed"))
    reports, (problem,) = split(tmp_path, options=options())
    assert len(reports) == 1
    assert "fetched only when the list itself is named" in problem.what


# -- lists of feeds, addresses


def opml(*addresses: str) -> str:
    feeds = "".join(f'<outline type="rss" text="x" xmlUrl="{address}"/>' for address in addresses)
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline text="أخبار">{feeds}</outline></body></opml>'


def test_opml_leads_to_its_feeds(tmp_path: Path) -> None:
    one, two = "https://n.example/feed", "https://m.example/rss?x=1&amp;y=2"
    server = Server({one: rss(item(1)), "https://m.example/rss?x=1&y=2": rss(item(2, OTHER))})
    path = write(tmp_path / "a.opml", opml(one, "https://gone.example/feed", two, one))
    reports, (problem,) = split(path, options=options(server))
    assert [report.text for report in reports] == [TEXT, OTHER]
    assert problem.where == "https://gone.example/feed"
    assert [asked for asked, _ in server.asked] == [one, problem.where, "https://m.example/rss?x=1&y=2"] * 1
    assert {kind for _, kind in server.asked} == {"feed"}


def test_opml_inside_an_archive_or_another_list_is_not_followed(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", {"a.opml": opml("https://n.example/feed"), "b.txt": TEXT})
    (report,), (problem,) = split(tmp_path / "a.zip", options=options())
    assert report.text == TEXT
    assert "fetched only when" in problem.what
    server = Server({"https://n.example/list": opml("https://m.example/feed")})
    assert (
        "fetched only when"
        in one_problem(write(tmp_path / "b.opml", opml("https://n.example/list")), options=options(server)).what
    )
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<opml><body/></opml>", "lists no feeds"),
        ("<opml><body>", "is broken XML"),
        (
            '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&x;"/></opml>',
            "declares",
        ),
        ("<opml>" + "<outline>" * 100_000, "nested too deep"),
        ("", "is empty"),
    ],
)
def test_list_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    problem = one_problem(write(tmp_path / "a.opml", text), options=options())
    assert words in problem.what or (not text and "broken XML" in problem.what)


@pytest.mark.parametrize(
    ("url", "answer", "kind"),
    [
        ("https://n.example/1", page(), "page"),
        ("https://n.example/1.csv", Answer("u", f"title,text\n{TITLE},{FIRST}".encode(), "text/csv"), "page"),
        ("https://n.example/plain", Answer("u", f"{TITLE}\n\n{FIRST}".encode(), "text/plain"), "page"),
        ("https://n.example/feed/", Answer("u", rss(item(1, FIRST)).encode(), "application/rss+xml"), "feed"),
        ("https://n.example/rss.xml?x", Answer("u", rss(item(1, FIRST)).encode(), "text/html"), "feed"),
        ("HTTPS://n.example/1", page(), "page"),
    ],
)
def test_addresses_are_fetched_and_read(url: str, answer: Answer | str, kind: str) -> None:
    server = Server({url: answer})
    (report,), problems = split(url, options=options(server))
    assert report.text.startswith(FIRST)
    assert problems == []
    assert server.asked == [(url, kind)]


def test_address_that_cannot_be_fetched_is_named() -> None:
    problem = one_problem("https://gone.example/", options=options(Server({})))
    assert (problem.where, problem.what) == ("https://gone.example/", "is not there (404)")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "file:///etc/passwd", "ftp://n.example/", "http://[::1]/", "gopher://x/"]
)
def test_the_guard_stands_before_every_address(url: str) -> None:
    problem = one_problem(url)
    assert problem.where == url
    assert problem.kind in {"quarantined", "failed"}


# -- hostile and broken feeds

BOMB = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE = {
    "billion laughs": rss(item(1, "&b;"), head=BOMB),
    "external entity": rss(item(1, "&x;"), head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "external entity by address": rss(item(1, "&x;"), head='<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'),
    "parameter entity": rss(item(1), head='<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]>'),
    "external document type": rss(item(1), head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "document type in small letters": rss(item(1), head="<!doctype rss>"),
    "document type with a space": rss(item(1), head="<! DOCTYPE rss>"),
    "document type after a comment": rss(item(1), head="<!-- x --><!DOCTYPE rss>"),
    "document type in the middle": rss(item(1), "<!DOCTYPE rss>"),
    "entity in the middle": rss(item(1), '<!ENTITY x "y">'),
    "XInclude": rss(item(1), '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
    "100,000 elements in one another": rss("<item>" * 100_000),
    "300 elements in one another": rss("<item>" + "<div>" * 300 + TEXT + "</div>" * 300 + "</item>"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_feed_is_refused_and_its_neighbour_read(tmp_path: Path, case: str, encoding: str) -> None:
    write(tmp_path / "a.xml", HOSTILE[case], encoding)
    write(tmp_path / "b.xml", rss(item(1)))
    (report,), (problem,) = split(tmp_path, options=options())
    assert report.text == TEXT
    assert problem.where == str(tmp_path / "a.xml")
    assert problem.kind == "quarantined"
    assert any(words in problem.what for words in ("declares a document type", "XInclude", "nested too deep"))


def test_declaration_shown_as_text_is_no_declaration(tmp_path: Path) -> None:
    entry = item(1, f"<![CDATA[<!DOCTYPE html><p>{TEXT}</p>]]>", extra="<!-- <!ENTITY x> -->")
    assert split(write(tmp_path / "a.xml", rss(entry)))[0][0].text == TEXT


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (item(9, "&lt;div&gt;" * 5000 + TEXT), "nested too deep"),
        (item(9, f"<![CDATA[<p {'a=1 ' * 5000}>{TEXT}]]>"), "attributes"),
    ],
)
def test_hostile_entry_costs_itself_only(tmp_path: Path, entry: str, words: str) -> None:
    reports, (problem,) = split(write(tmp_path / "a.xml", rss(item(1), entry, item(2))))
    assert len(reports) == 2
    assert words in problem.what
    assert problem.kind == "quarantined"


def test_cut_off_feed_keeps_its_entries_and_says_so(tmp_path: Path) -> None:
    text = rss(item(1), item(2), item(3))
    reports, problems = split(write(tmp_path / "a.xml", text[: text.index("n-3")]))
    assert [one.id for one in reports[:2]] == ["n-1", "n-2"]
    assert "is broken XML" in problems[-1].what
    assert problems[-1].where == str(tmp_path / "a.xml")


def test_stray_ampersand_costs_nothing(tmp_path: Path) -> None:
    reports, problems = split(write(tmp_path / "a.xml", rss(item(1, f"{TEXT} A & B"), item(2))))
    assert len(reports) == 2
    assert "is broken XML" in problems[0].what


def test_processing_instructions_do_nothing(tmp_path: Path) -> None:
    text = rss(item(1), '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><?php system("x") ?>')
    assert split(write(tmp_path / "a.xml", text), options=options())[0][0].text == TEXT


def test_nul_bytes_in_a_feed(tmp_path: Path) -> None:
    reports, problems = split(write(tmp_path / "a.xml", rss(item(1, f"{TEXT}\x00"), item(2))))
    assert len(reports) + len([one for one in problems if "#" in one.where]) == 2


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.xml", "<?xml version='1.0'?><note><to>x</to></note>", "is XML, but no feed"),
        ("a.xml", "<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "is a feed without entries"),
        ("a.rss", "", "is empty"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": 5}', "is no feed"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": [', "is no JSON"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 50_000, "is no JSON"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "\\ud800"}]}', "is no JSON"),
    ],
)
def test_feed_that_is_none(tmp_path: Path, name: str, text: str, words: str) -> None:
    assert words in one_problem(write(tmp_path / name, text)).what


def test_feed_larger_than_15_mib_is_refused(tmp_path: Path) -> None:
    problem = one_problem(write(tmp_path / "a.xml", rss(item(1, "x" * (16 << 20)))))
    assert (problem.what, problem.kind) == ("is larger than 15 MiB", "quarantined")


PIECES = ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<description>", "<![CDATA[", "]]>",
          "&amp;", "&x;", "<link/>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<id>",
          "<pubDate>", "5 شباط 2020", "<?xml", "?>", "<!--", "-->", "\x00", "\ufeff", "<", ">", "'", TEXT,
          '{"version": "', "[", "{", "<content type='xhtml'>",
          "<content:encoded>", "<media:content url='http://[x'>", "<guid isPermaLink='true'>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_any_feed_is_read_or_named(pieces: list[str]) -> None:
    try:
        for where, found in parse(io.BytesIO("".join(pieces).encode()), Place(name="a"), options()):
            assert where.startswith("a")
            assert isinstance(found, Report | InputProblem)
    except BrokenInputError:
        pass


@given(st.binary(max_size=300), st.integers(0, 700))
def test_any_damage_to_a_feed_is_read_or_named(patch: bytes, at: int) -> None:
    data = bytearray(rss(item(1), item(2)).encode())
    data[at : at + len(patch)] = patch
    try:
        for where, found in parse(io.BytesIO(bytes(data)), Place(name="a"), options()):
            assert where.startswith("a")
            assert isinstance(found, Report | InputProblem)
    except BrokenInputError:
        pass
