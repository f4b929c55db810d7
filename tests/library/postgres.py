"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket only, gone when the tests end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

#: set to 1 where the tests must not be skipped for want of a server (`.ci/run`)
REQUIRE = "WAQAI_REQUIRE_POSTGRES"
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "log_min_messages": "fatal",
}
_ROLE = "waqai"


class Server:
    """A running server; `url` gives the address of one of its databases."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        short = "/tmp" if Path("/tmp").is_dir() else None  # a socket's path holds at most 103 bytes
        self.folder = Path(tempfile.mkdtemp(prefix="waqai-pg-", dir=short))
        self._user: dict[str, Any] = _other_user()
        self._made = 0
        if self._user:
            shutil.chown(self.folder, self._user["user"], self._user["group"])
        try:
            self._run("initdb", "--no-sync", "--auth=trust", f"--username={_ROLE}", "--encoding=UTF8", _locale())
            self.start()
        except BaseException:
            self.close()
            raise

    def url(self, database: str) -> str:
        """Return the URL of a database of this server."""
        return f"postgresql://{_ROLE}@/{database}?host={self.folder}"

    def new_database(self, like: str = "template0", options: str = "") -> str:
        """Make a database that is a copy of `like` and return its name."""
        self._made += 1
        name = f"library_{self._made}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} {}")
        self._do(statement.format(sql.Identifier(name), sql.Identifier(like), sql.SQL(options)))
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in settings.items())
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder / 'log'}", f"--options={options}")

    def stop(self) -> None:
        """Stop the server at once."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--wait", "--silent")

    def close(self) -> None:
        """Stop the server and remove all it kept."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), f"--pgdata={self.folder / 'data'}", *arguments]
        # a file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=self.folder, check=False, **self._user
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read().decode('utf-8', 'replace')}"


def find_programs() -> Path | None:
    """Return the folder of a server's programs (by ``PG_CONFIG``, PATH, usual places), None where there is none."""
    folders: Iterator[Path] = (Path(folder) for folder in _folders())
    return next((folder for folder in folders if all((folder / name).exists() for name in _PROGRAMS)), None)


def _folders() -> Iterator[str]:
    asked = os.environ.get("PG_CONFIG") or shutil.which("pg_config")
    if asked:
        yield subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield str(Path(on_path).resolve().parent)
    for pattern in _PLACES:
        yield from map(str, sorted(Path("/").glob(pattern[1:]), reverse=True))


def _other_user() -> dict[str, Any]:
    """Return what `subprocess` needs to start a program as somebody else: PostgreSQL refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _locale() -> str:
    return "--locale=C.UTF-8" if Path("/usr/lib/locale/C.utf8").exists() else "--locale=C"
