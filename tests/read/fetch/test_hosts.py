"""What is remembered of hosts, and forgotten again."""

from __future__ import annotations

import pytest
from tests.read.fetch.site import Hours

from waqai.read.fetch.deadline import Deadline
from waqai.read.fetch.hosts import Hosts
from waqai.read.fetch.refusals import FetchProblem, Refused
from waqai.read.fetch.robots import Robots
from waqai.read.fetch.urls import parse_url


def test_hosts_not_asked_for_long_are_forgotten_but_none_that_wants_to_be_left_alone(hours: Hours) -> None:
    hosts = Hosts(hours.clock, hours.sleep, 1.0)
    closed, first = parse_url("http://closed.example/"), parse_url("http://first.example/")
    hosts.of(closed).close(60, "asked to be left alone")
    hosts.of(first).keep_robots(first.origin, Robots(delay=3.0))
    assert hosts.of(first).robots(first.origin) == Robots(delay=3.0)
    for number in range(3000):
        hosts.of(parse_url(f"http://host{number}.example/"))
    assert len(hosts) <= 1024
    assert hosts.of(first).robots(first.origin) is None
    with pytest.raises(Refused, match="left alone"), hosts.of(closed).turn(Deadline(1, hours.clock)):
        pass


def test_a_host_in_use_is_not_forgotten(hours: Hours) -> None:
    hosts = Hosts(hours.clock, hours.sleep, 0.0)
    used = parse_url("http://used.example/")
    with hosts.of(used).turn(Deadline(1, hours.clock)):
        before = hosts.of(used)
        for number in range(3000):
            hosts.of(parse_url(f"http://host{number}.example/"))
        assert hosts.of(used) is before


def test_names_of_one_host_and_its_ports_share_their_turns(hours: Hours) -> None:
    hosts = Hosts(hours.clock, hours.sleep, 1.0)
    same = [hosts.of(parse_url(url)) for url in ("http://A.example/", "https://a.example./x", "http://a.example:8080/")]
    assert same[0] is same[1] is same[2]


def test_why_robots_could_not_be_read_is_remembered_as_long_as_the_host_asked(hours: Hours) -> None:
    host = Hosts(hours.clock, hours.sleep, 1.0).of(parse_url("http://a.example/"))
    host.keep_robots("http://a.example", FetchProblem("w", "what", "step", "failed", 503, 600))
    hours.seconds += 500
    found = host.robots("http://a.example")
    assert isinstance(found, FetchProblem)
    assert found.retry_after == 100
    assert host.robots("https://a.example") is None
    hours.seconds += 101
    assert host.robots("http://a.example") is None
