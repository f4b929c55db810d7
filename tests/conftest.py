"""What all tests share: one coder, reproducible generated data, sample records."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from waqai import Coder

settings.register_profile(
    "waqai", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("waqai")


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The packaged coder, loaded once."""
    return Coder()
