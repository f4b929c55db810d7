"""The program as a process: pipes, signals, hash seeds, locales, start-up."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SENTENCE = "التقى وزير الخارجية الجزائري أمس نظيره التونسي في تونس ووقع معه اتفاقا."
COMMAND = [sys.executable, "-c", "from waqai.cli import main; main()"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of a thousand reports."""
    path = tmp_path / "many.jsonl"
    rows = (json.dumps({"id": str(number), "text": SENTENCE * 20}) for number in range(1000))
    path.write_text("\n".join(rows), "utf-8")
    return path


def run(environment: dict[str, str], *arguments: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, env={**environment, **more}, capture_output=True, check=False, timeout=100)


def test_hash_seed_and_locale_change_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"لقاء\n{SENTENCE}\nوأعلنت موسكو مقتل 12 جنديا في قصف على حلب الأربعاء.", "utf-8")
    for form in ("annotation", "html"):
        command = ("code", path, "--published", "2020-02-05", "--format", form)
        outputs = {
            run(environment, *command, PYTHONHASHSEED=seed, LC_ALL=locale, PYTHONUTF8="0").stdout
            for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
        }
        assert len(outputs) == 1
        assert "التقى".encode() in outputs.pop()


@POSIX
def test_closed_pipe_makes_no_traceback(environment: dict[str, str], many: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "code", str(many)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_leaves_no_half_written_output(environment: dict[str, str], many: Path, jobs: str) -> None:
    output = many.with_name("out.csv")
    command = [*COMMAND, "code", str(many), "-o", str(output), "-j", jobs]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not list(many.parent.glob(".out.csv*.part")):
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        errors = process.stderr.read().decode()
        assert process.wait(timeout=60) == 130
    assert "Traceback" not in errors
    assert "stopped" in errors
    assert sorted(path.name for path in many.parent.iterdir()) == ["many.jsonl"]


def test_starting_loads_nothing_that_is_not_needed(environment: dict[str, str]) -> None:
    code = (
        "import sys; sys.argv = ['waqai', '--version']\n"
        "from waqai.cli import main\n"
        "try: main()\n"
        "except SystemExit: print([m for m in ('numpy', 'simplemma', 'waqai.coding') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_importing_the_package_loads_nothing(environment: dict[str, str]) -> None:
    code = "import sys, waqai; print([name for name in sys.modules if name.startswith(('waqai.', 'msgspec', 'rich'))])"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['waqai.native']"  # it finds the machine code; nothing else is loaded
