"""The library's commands as a user meets them: what they print, write and return."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from waqai.cli.library_app import State
from waqai.library.ledger import STATES

from .test_code import SENTENCE, waqai

OTHER = "قصفت القوات التركية أمس بلدة في ريف حلب."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no library named elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WAQAI_LIBRARY", raising=False)
    return tmp_path


@pytest.fixture
def inputs(here: Path) -> Path:
    """Two reports, the first twice, an empty one and one that is no report."""
    rows: list[object] = [
        {"id": "a", "outlet": "وكالة", "published": "2020-02-06", "title": "لقاء في تونس", "text": SENTENCE},
        {"id": "b", "outlet": "صحيفة", "published": "2020-03-01", "text": OTHER},
        {"id": "a", "outlet": "وكالة", "published": "2020-02-06", "title": "لقاء في تونس", "text": SENTENCE},
        {"id": "e", "text": "  "},
        {"id": "x", "text": 7},
    ]
    path = here / "reports.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def library(inputs: Path) -> Path:
    """A library with them."""
    waqai("add", inputs, "-j", 1, status=1)
    return inputs.parent / "waqai.db"


def test_init_makes_a_library_once(here: Path) -> None:
    out, _ = waqai("init")
    assert "waqai.db: an empty library" in out
    assert (here / "waqai.db").is_file()
    _, err = waqai("init", status=1)
    assert "already" in err


def test_add_tells_every_item_and_what_went_wrong(inputs: Path) -> None:
    out, err = waqai("add", inputs, "-j", 1, status=1)
    assert "5 items read" in out
    for state, count in (("coded", 2), ("duplicate", 1), ("empty", 1), ("failed", 1)):
        assert [state, str(count)] in [line.split() for line in out.splitlines()]
    assert f"{inputs}:5" in err
    assert '"text" is of the wrong kind' in err


def test_adding_again_adds_nothing(library: Path, inputs: Path) -> None:
    assert library.is_file()
    out, _ = waqai("add", inputs, "-j", 1, status=1)
    assert ["duplicate", "3"] in [line.split() for line in out.splitlines()]
    assert "0 event mentions found" in out


def test_status_sums_up_and_lists_what_failed(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("status")
    lines = [line.split() for line in out.splitlines()]
    assert ["read", "5"] in lines
    assert "2 reports" in out
    assert "failed: " in out
    listed, _ = waqai("status", "--state", "duplicate")
    assert "duplicate" in listed.splitlines()[-1]


def test_library_may_be_named_in_the_environment(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = inputs.parent / "elsewhere.db"
    monkeypatch.setenv("WAQAI_LIBRARY", str(place))
    waqai("add", inputs, "-j", 1, status=1)
    assert place.is_file()
    assert "2 reports" in waqai("status", "--library", place)[0]


@pytest.mark.parametrize("command", ["status", "search", "events", "export", "retry", "recode", "check"])
def test_a_library_that_is_not_there_is_one_clear_line(here: Path, command: str) -> None:
    assert here.is_dir()
    out, err = waqai(command, "--library", "none.db", status=1)
    assert out == ""
    assert err.count("\n") == 1
    assert "waqai init none.db" in err


def test_search_shows_the_report_with_the_words_marked(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("search", "وزير")
    assert "لقاء في تونس" in out
    assert "«وزير»" in out
    assert "1 report" in out
    assert "لقاء" not in waqai("search", "type:ASSAULT")[0]


def test_search_goes_on_where_a_page_ended(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("search", "-n", 1, "--sort", "oldest")
    cursor = out.split("--after ")[1].strip()
    rest, _ = waqai("search", "-n", 1, "--sort", "oldest", "--after", cursor)
    assert "لقاء" in out
    assert "لقاء" not in rest
    assert "--after" not in rest


def test_search_as_json_lines(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("search", "وزير", "--format", "jsonl")
    hit = json.loads(out)
    assert hit["id"] == "a"
    start, end = hit["snippet"]["marks"][0]
    assert hit["snippet"]["text"][start:end] == "وزير"


def test_facets_count_mentions_and_reports(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("search", "--facets")
    assert "mentions" in out
    assert "CONSULT" in out


def test_events_show_who_did_what_according_to_whom(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("events", "type:CONSULT")
    assert "CONSULT" in out
    assert "2020-02-05" in out
    assert "DZA" in out
    assert "according to وكالة" in out


def test_a_wrong_query_is_pointed_at(library: Path) -> None:
    assert library.is_file()
    _, err = waqai("events", "type:ASSULT", status=2)
    message, query, carets = err.splitlines()
    assert "did you mean ASSAULT?" in message
    assert carets.index("^") == query.index("ASSULT")


def test_quotes_that_the_shell_took_come_back(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("events", "actor:وزير الخارجية الجزائري", "type:CONSULT")
    assert "CONSULT" in out


def test_export_writes_all_results_and_a_manifest(library: Path) -> None:
    out = library.parent / "out.jsonl"
    _, err = waqai("export", "-o", out, "--format", "annotation")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    manifest = json.loads((library.parent / "out.jsonl.manifest.json").read_text("utf-8"))
    assert manifest["reports"] == 2
    assert manifest["mentions"] == sum(len(row["events"]) for row in rows)
    assert "2 reports" in err


def test_export_of_a_query_to_standard_output(library: Path) -> None:
    assert library.is_file()
    out, _ = waqai("export", "type:CONSULT")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert {event["type"] for event in row["events"]} == {"CONSULT"}


def test_export_names_an_ending_that_tells_nothing(library: Path) -> None:
    assert library.is_file()
    _, err = waqai("export", "-o", "out.xyz", status=2)
    assert "parquet" in err


def test_backup_restore_and_check(library: Path) -> None:
    archive = library.parent / "backup.zip"
    waqai("backup", archive)
    waqai("restore", archive, library.parent / "second.db")
    first, _ = waqai("export")
    second, _ = waqai("export", "--library", library.parent / "second.db")
    assert first == second
    assert "nothing is wrong" in waqai("check")[0]


def test_retry_tries_what_failed(library: Path, inputs: Path) -> None:
    assert library.is_file()
    inputs.write_text(inputs.read_text("utf-8").replace('"text": 7', f'"text": "{OTHER}"'), "utf-8")
    out, _ = waqai("retry")
    assert "1 item tried again, 1 mended" in out
    assert "nothing to try again" in waqai("retry")[0]


def test_import_shows_what_a_person_coded(library: Path) -> None:
    annotated = library.parent / "person.jsonl"
    row = {"id": "b", "outlet": "صحيفة", "published": "2020-03-01", "title": "", "text": OTHER, "events": []}
    annotated.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    waqai("import", annotated, "--annotator", "ليلى")
    out, _ = waqai("export")
    coded = {json.loads(line)["id"]: json.loads(line) for line in out.splitlines()}
    assert coded["b"]["events"] == []
    assert coded["b"]["annotator"] == "ليلى"
    waqai("recode", "--force", "-j", 1)
    assert waqai("export")[0] == out


def test_recode_says_when_there_is_nothing_to_do(library: Path) -> None:
    assert library.is_file()
    assert "already" in waqai("recode", "-j", 1)[0]


def test_watch_looks_once_into_a_folder(here: Path) -> None:
    folder = here / "incoming"
    folder.mkdir()
    (folder / "one.txt").write_text(f"لقاء في تونس\n{SENTENCE}", "utf-8")
    waqai("watch", folder, "--once")
    (folder / "two.txt").write_text(OTHER, "utf-8")
    waqai("watch", folder, "--once")
    assert "2 reports" in waqai("status")[0]


@pytest.mark.parametrize("words", ["", "soon", "5", "0m", "-1h"])
def test_watch_refuses_what_is_no_period(here: Path, words: str) -> None:
    assert here.is_dir()
    _, err = waqai("watch", here, "--once", "--every", words, status=2)
    assert "period" in err


@pytest.mark.parametrize("command", ["search", "events", "export", "recode"])
def test_every_command_points_at_what_is_wrong_in_a_query(library: Path, command: str) -> None:
    assert library.is_file()
    _, err = waqai(command, "type:ASSULT", status=2)
    assert "column 6" in err
    assert err.splitlines()[2].strip() == "^^^^^^"


def test_a_wrong_cursor_is_told_in_one_line(library: Path) -> None:
    assert library.is_file()
    _, err = waqai("events", "--after", "nonsense", status=2)
    assert err.count("\n") == 1
    assert "first page" in err


def test_no_password_is_shown(here: Path) -> None:
    assert here.is_dir()
    for command in (["init"], ["add", "x.txt", "--library"], ["status", "--library"]):
        out, err = waqai(*command, "postgresql://someone:secret@localhost:1/none", status=1)
        assert "secret" not in out + err
        assert "localhost" in err


def test_the_states_to_choose_are_those_of_the_ledger() -> None:
    assert [state.value for state in State] == list(STATES)
