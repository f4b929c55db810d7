"""What all tests share: one coder, reproducible generated data, sample records."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("WAQAI_PURE", "1")  # the tests look into the sources; test_native.py compares machine code

import waqai
from waqai import Coder
from waqai.knowledge import Knowledge
from waqai.languages.arabic.language import ArabicLanguage

settings.register_profile(
    "waqai", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("waqai")


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment for a Python of its own that finds this package."""
    return {**os.environ, "PYTHONPATH": str(Path(waqai.__file__).parents[1]), "COLUMNS": "100"}


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The packaged coder, loaded once."""
    return Coder()


@pytest.fixture(scope="session")
def knowledge(coder: Coder) -> Knowledge:
    """The packaged knowledge base."""
    return coder.knowledge


@pytest.fixture(scope="session")
def language(coder: Coder) -> ArabicLanguage:
    """The grammar of Arabic over the packaged lexicon."""
    return coder.language
