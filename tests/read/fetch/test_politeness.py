"""No host is asked more often than it likes, nor for what it does not want to be read by programs."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import pytest
from tests.read.fetch.site import PAGE, Hours, Site, fetcher, got, gzip_bomb, ok, refused, status, to

from waqai.read.fetch import Fetched, FetchProblem

# -- politeness


def test_requests_to_a_host_keep_their_distance(site: Site, hours: Hours) -> None:
    site.answers |= {"/a": to("/b"), "/b": ok(), "/c": ok()}
    asks = fetcher(hours, delay=1.0)
    got(asks.fetch(site.url("/a"), kind="feed"))
    assert hours.slept == [1.0]  # redirects too
    hours.seconds += 0.25
    got(asks.fetch(site.url("/c"), kind="feed"))
    assert hours.slept == [1.0, 0.75]
    hours.seconds += 60
    got(asks.fetch(site.url("/c"), kind="feed"))
    got(asks.fetch(site.url("/c", host="localhost"), kind="feed"))  # another host
    assert hours.slept == [1.0, 0.75]


def test_waiting_does_not_count_as_time(site: Site, hours: Hours) -> None:
    site.answers |= {f"/{number}": to(f"/{number + 1}") for number in range(5)} | {"/5": ok()}
    got(fetcher(hours, delay=15.0, time=20.0).fetch(site.url("/0"), kind="feed"))
    assert hours.slept == [15.0] * 5


def test_one_connection_a_host_at_a_time(site: Site) -> None:
    def slow(connection: socket.socket) -> None:
        time.sleep(0.03)
        connection.sendall(ok())

    site.answers["/"] = slow
    asks = fetcher()
    found: list[Fetched | FetchProblem] = []
    threads = [threading.Thread(target=lambda: found.append(asks.fetch(site.url()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [got(one).body for one in found] == [PAGE] * 6
    assert site.asked == ["/robots.txt", *["/"] * 6]
    assert site.most_open == 1


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("value", ["3", "Sun, 01 Mar 2026 12:00:03 GMT"])
def test_a_short_wait_is_waited(site: Site, hours: Hours, code: int, value: str) -> None:
    site.answers["/"] = [status(code, f"Retry-After: {value}"), ok()]
    assert got(fetcher(hours).fetch(site.url(), kind="feed")).body == PAGE
    assert hours.slept == [3.0]


def test_waiting_has_an_end(site: Site, hours: Hours) -> None:
    site.answers["/"] = status(429, "Retry-After: 2")
    found = refused(fetcher(hours).fetch(site.url(), kind="feed"))
    assert (found.status, found.retry_after) == (429, 2)
    assert hours.slept == [2.0, 2.0]
    assert len(site.asked) == 3


def test_a_long_wait_is_a_problem_and_the_host_is_left_alone(site: Site, hours: Hours) -> None:
    site.answers |= {"/": status(503, "Retry-After: 120"), "/other": ok()}
    asks = fetcher(hours)
    found = refused(asks.fetch(site.url(), kind="feed"))
    assert (found.status, found.retry_after) == (503, 120)
    assert "until 2026-03-01 12:02:00 UTC" in found.what
    hours.seconds += 20
    again = refused(asks.fetch(site.url("/other"), kind="feed"))
    assert again.retry_after == 100
    assert "until 2026-03-01 12:02:00 UTC" in again.what
    assert (hours.slept, site.asked) == ([], ["/"])
    hours.seconds += 101
    got(asks.fetch(site.url("/other"), kind="feed"))


@pytest.mark.parametrize(("value", "seconds"), [("99999999999", 86_400), ("Sat, 01 Mar 2036 12:00:00 GMT", 86_400)])
def test_nobody_is_waited_for_longer_than_a_day(site: Site, hours: Hours, value: str, seconds: int) -> None:
    site.answers["/"] = status(429, f"Retry-After: {value}")
    assert refused(fetcher(hours).fetch(site.url(), kind="feed")).retry_after == seconds


@pytest.mark.parametrize("value", ["soon", "-1", ""])
def test_a_wait_that_is_none_is_not_guessed(site: Site, hours: Hours, value: str) -> None:
    site.answers["/"] = status(429, f"Retry-After: {value}")
    found = refused(fetcher(hours).fetch(site.url(), kind="feed"))
    assert (found.status, found.retry_after, hours.slept) == (429, 0, [])


# -- robots.txt


def rules(text: str) -> bytes:
    return ok(text.encode(), "Content-Type: text/plain")


def test_pages_obey_and_feeds_that_the_user_named_do_not_ask(site: Site) -> None:
    site.answers |= {"/robots.txt": rules("User-agent: *\nDisallow: /private"), "/private/x": ok(), "/open": ok()}
    asks = fetcher()
    got(asks.fetch(site.url("/private/x"), kind="feed"))
    assert site.asked == ["/private/x"]
    for around in ("/open/../private/x", "/./private/x", "/open/%2e%2E/private/x"):
        refused(asks.fetch(site.url(around)))
    found = refused(asks.fetch(site.url("/private/x")))
    assert f"robots.txt of http://127.0.0.1:{site.port} does not allow" in found.what
    assert "/private/x" in found.what
    got(asks.fetch(site.url("/open")))
    assert site.asked == ["/private/x", "/robots.txt", "/open"]  # read once, and the page itself never


def test_redirects_of_pages_obey_too(site: Site) -> None:
    site.answers |= {"/robots.txt": rules("User-agent: Waqai\nDisallow: /no"), "/yes": to("/no"), "/no": ok()}
    refused(fetcher().fetch(site.url("/yes")))
    assert site.asked == ["/robots.txt", "/yes"]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 418])
def test_no_rules_allow_all(site: Site, code: int) -> None:
    site.answers |= {"/robots.txt": status(code), "/": ok()}
    got(fetcher().fetch(site.url()))


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (status(500), "status 500"),
        (status(502), "status 502"),
        (status(503), "status 503"),
        (status(429), "less often"),
        (status(204), "status 204"),
        (b"", "closed before"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *", "cut off"),
        (to("/robots.txt"), "circle"),
        (to("ftp://127.0.0.1/robots.txt"), "'ftp'"),
        (to("http://169.254.169.254/"), "cloud"),
        (ok(gzip.compress(b"x"), "Content-Encoding: gzip, gzip"), "packed 2 times"),
    ],
)
def test_rules_that_cannot_be_read_allow_nothing(site: Site, hours: Hours, answer: bytes, what: str) -> None:
    site.answers |= {"/robots.txt": answer, "/": ok()}
    asks = fetcher(hours)
    for _ in range(2):
        found = asks.fetch(site.url())
        assert isinstance(found, FetchProblem)
        assert found.what.startswith("its robots.txt cannot be read, so nothing there is fetched: ")
        assert what in found.what
    assert "/" not in site.asked
    assert site.asked == ["/robots.txt"]  # remembered for a while
    site.answers["/robots.txt"] = status(404)
    hours.seconds += 301
    got(asks.fetch(site.url()))


def test_the_wait_that_robots_ask_for_is_known(site: Site, hours: Hours) -> None:
    site.answers["/robots.txt"] = status(503, "Retry-After: 600")
    asks = fetcher(hours)
    assert refused(asks.fetch(site.url())).retry_after == 600
    hours.seconds += 50
    assert refused(asks.fetch(site.url())).retry_after == 550
    assert site.asked == ["/robots.txt"]


def test_rules_may_stand_elsewhere(site: Site) -> None:
    site.answers |= {"/robots.txt": to("/rules"), "/rules": rules("User-agent: *\nDisallow: /x"), "/x": ok()}
    refused(fetcher().fetch(site.url("/x")))


def test_a_large_robots_file_is_read_as_far_as_it_goes(site: Site) -> None:
    text = "User-agent: *\nDisallow: /x\n" + "# nothing\n" * 100_000
    site.answers |= {"/robots.txt": rules(text), "/x": ok(), "/y": ok()}
    asks = fetcher()
    refused(asks.fetch(site.url("/x")))
    got(asks.fetch(site.url("/y")))
    site.answers["/robots.txt"] = ok(gzip_bomb(50), "Content-Encoding: gzip")
    got(fetcher().fetch(site.url("/y")))


@pytest.mark.parametrize(("said", "kept"), [("3", 3.0), ("0.5", 1.0), ("3600", 10.0)])
def test_the_delay_of_robots_is_kept_up_to_a_limit(site: Site, hours: Hours, said: str, kept: float) -> None:
    site.answers |= {"/robots.txt": rules(f"User-agent: *\nCrawl-delay: {said}"), "/": ok()}
    asks = fetcher(hours, delay=1.0)
    got(asks.fetch(site.url()))
    got(asks.fetch(site.url()))
    assert hours.slept[-1] == kept


def test_rules_are_read_again_after_a_day(site: Site, hours: Hours) -> None:
    site.answers |= {"/robots.txt": rules("User-agent: *\nDisallow: /x"), "/x": ok()}
    asks = fetcher(hours)
    refused(asks.fetch(site.url("/x")))
    site.answers["/robots.txt"] = rules("")
    hours.seconds += 86_000
    refused(asks.fetch(site.url("/x")))
    hours.seconds += 500
    got(asks.fetch(site.url("/x")))
