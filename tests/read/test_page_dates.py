"""The day of a page: machine dates, and dates that only readers see, wherever newsrooms put them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.read.test_html import BODY, FIRST, SECOND, TITLE, page, report

from waqai.read.markup import parse_tree
from waqai.read.page_dates import Moment, published_day

DAY = "2020-02-05"
OLD = "<meta property='article:published_time' content='{}'>"


def dated(before: str = "", after: str = "", head: str = "", body: str = BODY, latest: str = "") -> str:
    """Return the day of a page with something before and after its headline."""
    return report(page(f"{before}<article><h1>{TITLE}</h1>{after}{body}</article>", head), latest=latest).published


@pytest.mark.parametrize(
    "after",
    [
        "<div class='date'>الأربعاء 5 شباط/فبراير 2020</div>",
        "<p>05-02-2020</p>",
        "<span>٥ فبراير ٢٠٢٠</span>",
        "<div>نُشر في: ٠٥/٠٢/٢٠٢٠ الساعة ١٠:٣٠</div>",
        "<div>تاريخ النشر: 2020/02/05 - آخر تحديث: 2020/02/07</div>",
        "<div>آخر تحديث: 2020/02/07 - تاريخ النشر: 2020/02/05</div>",
        "<ul class='meta'><li>أحمد علي</li><li>5 فيفري 2020</li><li>120 مشاهدة</li></ul>",
        "<p class='byline'>تونس - مراسلنا</p><p class='time'>الأربعاء، 05 فبراير، 2020 - 10:30 ص</p>",
        "<div>الأربعاء 11 جمادى الآخرة 1441 هـ - 5 فبراير 2020 مـ</div>",
        "<div>11 جمادى الآخرة 1441</div>",
        "<div>11/06/1441 هـ</div>",
        "<time>5 شباط 2020</time>",
        "<table><tr><td>الكاتب</td><td>وكالات</td></tr><tr><td>التاريخ</td><td>5 فبراير 2020</td></tr></table>",
        "<div class='post-info'><i class='icon'></i> فبراير 5, 2020</div>",
        "<div><a href='/day'>الأربعاء 5 شباط (فبراير) 2020</a></div>",
        "<div>الأربعاء<br>5 فبراير 2020<br>10:30</div>",
        "<div class='entry-meta'>بواسطة <b>سمير</b> في <span>05 فبراير 2020</span> 3 تعليقات</div>",
        "<p>Publié le 5 février 2020 à 10h30</p>",
        "<p>Published: Wed, Feb 5, 2020</p>",
        "<img src='x'><figure><figcaption>صورة من الأرشيف</figcaption></figure><div>5-2-2020</div>",
        "<div>\u200f05\u200f/02\u200f/2020</div>",
        "<header><h2>المحطة الجديدة</h2><div>5 شباط 2020</div></header>",
        "<div class='elementor-widget'><div class='widget-container'><span>5 فبراير، 2020</span></div></div>",
    ],
)  # fmt: skip
def test_date_after_the_headline(after: str) -> None:
    assert dated(after=after) == DAY


@pytest.mark.parametrize(
    "before",
    [
        "<div class='date'>5 فبراير 2020</div>",
        "<div>أخبار محلية</div><div>الأربعاء 5 شباط/فبراير 2020</div>",
        "<section><span class='publish-date'>05-02-2020</span></section>",
    ],
)
def test_date_before_the_headline(before: str) -> None:
    assert dated(before=before) == DAY


@pytest.mark.parametrize(
    "start",
    ["تونس – 5 فبراير 2020 – ", "(بيروت، 5 شباط 2020) ", "الرباط (5 فبراير 2020): "],
)
def test_dateline_of_the_first_paragraph(start: str) -> None:
    assert dated(body=f"<p>{start}{FIRST} {SECOND}</p><p>{SECOND}</p>") == DAY


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FIRST} {SECOND} وكانت المحطة قد توقفت يوم 3 مارس 2018 بسبب عطل كبير في الشبكة.</p>",
        f"<p>{FIRST}</p><p>{SECOND} {FIRST} ووقع الاتفاق في 3 مارس 2018 في العاصمة بحضور الوزير.</p>",
    ],
)
def test_date_in_the_story_is_not_the_page_s(body: str) -> None:
    assert dated(body=body) == ""


@pytest.mark.parametrize(
    "around",
    [
        "<footer>جميع الحقوق محفوظة 5 فبراير 2019</footer>",
        "<div class='footer-bottom'>آخر تحديث للموقع 01/01/2019</div>",
        "<div>© 2019-01-01 موقع الأفق</div>",
        "<div>حقوق النشر 1 يناير 2019</div>",
        "<aside>خبر آخر: 1 يناير 2019</aside>",
        "<div class='related-posts'><p>1 يناير 2019</p></div>",
        "<div class='sidebar'><p>1 يناير 2019</p></div>",
        "<div role='contentinfo'>1 يناير 2019</div>",
        "<div class='comments-area'><p>1 يناير 2019</p></div>",
    ],
)
def test_no_date_of_the_foot_or_the_sides(around: str) -> None:
    assert report(page(f"<article><h1>{TITLE}</h1><p>{FIRST}</p></article>{around}")).published == ""


@pytest.mark.parametrize(
    "clock",
    [
        "<header><div>الجمعة 1 يناير 2021</div></header>",
        "<div class='top-bar'>الجمعة 1 يناير 2021</div>",
        "<div id='today'>الجمعة 1 يناير 2021</div>",
        "<nav>الجمعة 1 يناير 2021</nav>",
    ],
)
def test_clock_of_the_site_is_not_the_day(clock: str) -> None:
    assert dated(before=clock) == ""
    assert dated(before=clock, after="<p>5 فبراير 2020</p>") == DAY


def test_date_after_the_headline_before_one_of_the_page_s_head() -> None:
    assert dated(before="<div>1 يناير 2021</div>", after="<div>5 فبراير 2020</div>") == DAY


LINKED = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    "head",
    [
        OLD.format("2020-02-05T08:00:00+01:00"),
        "<meta name='pubdate' content='20200205'>",
        "<meta itemprop='datePublished' content='2020-02-05'>",
        "<meta name='DC.date.issued' content='2020-02-05'>",
        "<meta name='date' content='5 فبراير 2020'>",
        LINKED.format(json.dumps({"@type": "NewsArticle", "datePublished": "2020-02-05T08:00:00Z"})),
        LINKED.format(json.dumps({"@graph": [{"@type": ["Article", "X"], "datePublished": "2020-02-05"}]})),
        LINKED.format(json.dumps({"@type": "ReportageNewsArticle", "datePublished": "Wed, 05 Feb 2020 10:00:00 GMT"})),
    ],
)
def test_what_the_page_says_to_machines(head: str) -> None:
    assert dated(head=head) == DAY
    assert dated(head=head, after="<p>9 مارس 2020</p>") == DAY


@pytest.mark.parametrize(
    "time",
    ["<time datetime='2020-02-05T10:00'>أمس</time>", "<time pubdate datetime='2020-02-05'></time>",
     "<time class='updated' datetime='2020-02-09'>أمس</time><time class='published' datetime='2020-02-05'>x</time>"],
)  # fmt: skip
def test_time_elements(time: str) -> None:
    assert dated(after=time) == DAY


def test_time_elements_of_the_sides_do_not_count() -> None:
    body = f"<article><h1>{TITLE}</h1>{BODY}</article><aside><time datetime='2019-01-01'>x</time></aside>"
    assert report(page(body)).published == ""


@pytest.mark.parametrize("said", ["1970-01-01T00:00:00Z", "0001-01-01", "2099-01-01", "1899-12-30", "nonsense", ""])
def test_absurd_machine_date_gives_way_to_the_visible_one(said: str) -> None:
    assert dated(head=OLD.format(said), after="<p>5 فبراير 2020</p>") == DAY
    assert dated(head=OLD.format(said)) == ""


def test_nothing_is_published_after_it_was_fetched() -> None:
    assert dated(head=OLD.format("2020-03-01"), latest="2020-02-06", after="<p>5 فبراير 2020</p>") == DAY
    assert dated(after="<p>5 مارس 2020</p>", latest="2020-02-06") == ""


def test_nothing_is_published_after_its_own_last_change() -> None:
    changed = "<meta property='article:modified_time' content='2020-02-06T00:00:00Z'>"
    assert dated(head=changed, after="<p>اقرأ أيضا 1 مايو 2020</p><p>5 فبراير 2020</p>") == DAY


def test_address_tells_the_day_when_nothing_else_does() -> None:
    assert report(page(), url="https://n.example/news/2020/02/05/title").published == DAY
    assert report(page(), url="https://n.example/news/2020/13/45/title").published == ""


def test_no_page_is_of_the_future() -> None:
    tree = parse_tree(page(f"<h1>{TITLE}</h1><p>5 فبراير 2020</p>{BODY}"))
    assert published_day(tree, TITLE, Moment(), today=dt.date(2020, 1, 1)) == ""
    assert published_day(tree, TITLE, Moment(("2020-02-05",)), today=dt.date(2020, 1, 1)) == ""
    assert published_day(tree, TITLE, Moment(), today=dt.date(2020, 2, 5)) == DAY
