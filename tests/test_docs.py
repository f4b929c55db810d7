"""The pages that the README names are there, and the commands it shows exist."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from waqai.cli.app import app

ROOT = Path(__file__).parents[1]


def test_every_linked_page_is_there() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_command_that_the_readme_shows_exists_and_every_command_is_shown() -> None:
    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    shown = {name for block in blocks for name in re.findall(r"(?:^|;|\s)waqai ([a-z]+)", block)}
    assert shown <= names
    assert names - shown <= {"demo"}
