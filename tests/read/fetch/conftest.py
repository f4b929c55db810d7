"""What the tests of fetching share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.read.fetch.site import Hours, Site


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def hours() -> Hours:
    return Hours()
