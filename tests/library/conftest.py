"""Libraries for the tests of this folder, each once in SQLite and once in PostgreSQL.

`location` is a place where no library is yet (a path or a URL), `database` an empty library, `filled` one that holds
`samples.REPORTS`.  The PostgreSQL half is skipped where no server is installed, unless ``WAQAI_REQUIRE_POSTGRES=1``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from waqai.library.connection import Database
from waqai.library.opening import create_library

from .postgres import REQUIRE, Server, find_programs
from .samples import REPORTS, fill

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL server of this run of the tests."""
    programs = find_programs()
    if programs is None:
        message = "no PostgreSQL server is installed (initdb, pg_ctl; name its pg_config in PG_CONFIG)"
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"{message}, and {REQUIRE}=1 asks for it")
        pytest.skip(message)
    server = Server(programs)
    yield server
    server.close()


class Places:
    """Gives out places for libraries of one kind: fresh ones and copies of a library made once."""

    def __init__(
        self, kind: str, folder: Path, server: Server | None, models: Callable[..., str] | None = None
    ) -> None:
        self.kind = kind
        self._models = models
        self._folder = folder
        self._server = server
        self._made: list[str] = []
        self._number = 0

    def fresh(self) -> str:
        """Return a place where no library is yet."""
        return self._new("template0")

    def library(self, *, full: bool = True) -> str:
        """Return the place of a library of its own: an empty one or one that holds `samples.REPORTS`."""
        assert self._models is not None
        model = self._models(self.kind, full=full)
        if self._server is not None:
            return self._new(str(make_url(model).database))
        place = self._new("")
        shutil.copy(model, place)
        return place

    def clear(self) -> None:
        """Remove all that was made."""
        for name in self._made if self._server is not None else ():
            assert self._server is not None
            self._server.drop_database(name)
        self._made.clear()

    def _new(self, like: str) -> str:
        if self._server is not None:
            name = self._server.new_database(like)
            self._made.append(name)
            return self._server.url(name)
        self._number += 1
        return str(self._folder / f"library-{self._number}.db")


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Gives the place of the library that `Places.library` copies, which is made at the first call."""
    known: dict[tuple[str, bool], str] = {}
    used: dict[str, Places] = {}

    def model(kind: str, *, full: bool) -> str:
        if (kind, full) not in known:
            if kind not in used:
                server = request.getfixturevalue("postgres") if kind == "postgresql" else None
                used[kind] = Places(kind, tmp_path_factory.mktemp("models"), server)
            place = used[kind].fresh()
            database = create_library(place)
            if full:
                fill(database, REPORTS)
            database.close()
            known[kind, full] = place
        return known[kind, full]

    return model  # what it made goes with the server and the temporary folder


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """``sqlite`` or ``postgresql``."""
    kind: str = request.param
    return kind


@pytest.fixture
def places(
    backend: str, tmp_path: Path, models: Callable[..., str], request: pytest.FixtureRequest
) -> Iterator[Places]:
    """Places for as many libraries as a test wants."""
    server = request.getfixturevalue("postgres") if backend == "postgresql" else None
    given = Places(backend, tmp_path, server, models)
    yield given
    given.clear()


@pytest.fixture
def location(places: Places) -> str:
    """A place where no library is yet."""
    return places.fresh()


@pytest.fixture
def database(places: Places) -> Iterator[Database]:
    """An empty library."""
    opened = Database(places.library(full=False))
    yield opened
    opened.close()


@pytest.fixture
def filled(places: Places) -> Iterator[Database]:
    """A library that holds `samples.REPORTS`."""
    opened = Database(places.library())
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite library, for what only SQLite does."""
    opened = create_library(tmp_path / "library.db")
    yield opened
    opened.close()


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that a test starts can import the modules of this folder."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
