"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.read.fetch.robots import LONGEST, Robots, parse_robots


def robots(text: str) -> Robots:
    return parse_robots(text.encode())


@pytest.mark.parametrize(
    ("pattern", "target", "matches"),
    [
        ("/", "/x", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish.html", False),
        ("/fish*", "/fishheads?id=1", True),
        ("/fish/", "/fish", False),
        ("/*.php", "/a/b.php?x", True),
        ("/*.php$", "/a.php?x", False),
        ("/*.php$", "/a.php.php", True),
        ("/fish*.php", "/fish.php.html", True),
        ("/a*b*c$", "/axxbyyc", True),
        ("/a*b*c$", "/axxcyyb", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*aa$", "/a", False),
        ("/a*a$", "/a", False),
        ("*/secret", "/x/secret/y", True),
        ("/a**b", "/ab", True),
        ("/$", "/", True),
        ("/a?b=*", "/a?b=1", True),
        ("/خبر", "/%D8%AE%D8%A8%D8%B1/1", True),
        ("/%d8%ae%d8%a8%d8%b1", "/%D8%AE%D8%A8%D8%B1", True),
        ("/%7Ejoe", "/~joe/", True),
        ("/~joe", "/%7ejoe/", True),
        ("/a%2Fb", "/a/b", False),
        ("/", "/robots.txt", False),
    ],
)
def test_patterns(pattern: str, target: str, matches: bool) -> None:
    assert robots(f"User-agent: *\nDisallow: {pattern}").allows(target) is not matches


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("Disallow: /\nAllow: /news", True),
        ("Allow: /news\nDisallow: /", True),
        ("Allow: /\nDisallow: /news", False),
        ("Allow: /news\nDisallow: /news", True),
        ("Disallow: /news\nAllow: /news", True),
        ("Disallow: /news/1\nAllow: /*/1", False),
        ("Disallow:", True),
        ("Disallow: # nothing", True),
        ("disallow : /news", False),
        ("DISALLOW:/news#all", False),
        ("Disallow /news", True),
        ("Noindex: /news\nDisallow: /news", False),
        ("Allow: /newspaper\nDisallow: /n", False),
    ],
)
def test_the_longest_rule_decides_and_allowing_wins_a_tie(rules: str, allowed: bool) -> None:
    assert robots(f"User-agent: *\n{rules}").allows("/news/1") is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("Disallow: /", True),  # of no group
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: waqai\nDisallow: /", False),
        ("User-agent: WAQAI/1.0\nDisallow: /", False),
        ("User-agent: waqaibot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: waqai\nDisallow: /private", True),
        ("User-agent: waqai\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: other\nUser-agent: waqai\nDisallow: /", False),
        ("User-agent: waqai\nUser-agent: other\nDisallow: /", False),
        ("User-agent: waqai\n\n\nDisallow: /", False),
        ("User-agent: waqai\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: waqai\nDisallow: /news", False),
        ("User-agent: waqai\nSitemap: http://a.example/s\nDisallow: /news", False),
        ("User-agent: waqai\nCrawl-delay: 3\nUser-agent: *\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: *\rDisallow: /\r", False),
        ("<html><body>no such page</body></html>", True),
        ("User-agent:\nDisallow: /", True),
        ("User-agent: * # all\nDisallow: /", False),
    ],
)
def test_the_group_that_names_us_counts_else_that_of_all(text: str, allowed: bool) -> None:
    assert robots(text).allows("/news/1") is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", 2.5),
        ("User-agent: *\nCrawl-delay: -3", 0.0),
        ("User-agent: *\nCrawl-delay: inf", 0.0),
        ("User-agent: *\nCrawl-delay: 1e9", 0.0),
        ("User-agent: *\nCrawl-delay: ٣", 0.0),
        ("User-agent: *\nCrawl-delay: 10\n\nUser-agent: waqai\nDisallow:", 0.0),
        ("User-agent: other\nCrawl-delay: 10", 0.0),
    ],
)
def test_the_delay_of_our_group(text: str, delay: float) -> None:
    assert robots(text).delay == delay


def test_what_stands_behind_the_limit_is_not_read() -> None:
    padding = "#" * (LONGEST - 30)
    assert not robots(f"User-agent: *\nDisallow: /\n{padding}").allows("/x")
    assert robots(f"User-agent: *\n#{padding}{padding}\nDisallow: /").allows("/x")


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\n" * 20_000 + "Disallow: /x*y*z\n" * 8_000,
        "".join(f"User-agent: bot{n}\n" for n in range(20_000)) + "Disallow: /\n" * 10_000,
        "User-agent: *\n" + "".join(f"Disallow: /{n}*a*b*c*d$\n" for n in range(20_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000 + "$",
        "User-agent: *\nDisallow: " + "*" * 400_000,
        "User-agent: *\nDisallow: /" + "%" * 400_000,
    ],
    ids=range(6),
)
def test_a_hostile_file_costs_little(text: str) -> None:
    start = time.process_time()
    rules = robots(text)
    for length in (1, 8000):
        rules.allows("/" + "a" * length)
    assert time.process_time() - start < 5  # a bound against endless work, not a measurement


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.text("/a*$%é?", max_size=30))
@settings(max_examples=200)
def test_any_bytes_are_read(data: bytes, target: str) -> None:
    assert parse_robots(b"User-agent: *\nDisallow: " + data).allows(f"/{target}") in {True, False}


@given(st.text("ab*$", max_size=12), st.text("ab", max_size=12))
@settings(max_examples=300)
def test_patterns_match_as_a_regular_expression_would(pattern: str, target: str) -> None:
    import re

    body = pattern.removesuffix("$")
    expression = "/" + ".*".join(map(re.escape, body.split("*"))) + ("$" if pattern.endswith("$") else "")
    expected = re.match(expression, "/" + target) is None
    assert robots(f"User-agent: *\nDisallow: /{pattern}").allows("/" + target) is expected
