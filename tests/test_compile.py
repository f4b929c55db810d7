"""What is made from other files is up to date, and made alike every time."""

from __future__ import annotations

import json
import zlib

from waqai import Coder, Report
from waqai import compile as made
from waqai.records import to_json


def test_compiled_files_hold_what_their_sources_say() -> None:
    assert [path.name for path in made.outdated()] == [], "run scripts/compile-data"


def test_payload_ignores_how_it_was_compressed() -> None:
    data = b"waqai " * 1000
    assert made.payload(zlib.compress(data, 1)) == made.payload(zlib.compress(data, 9))
    assert made.payload(b"plain") == b"plain"


def test_schema_names_every_field_of_the_records(coder: Coder) -> None:
    schema = json.loads(made.schema())
    definitions = schema["$defs"]
    coded = json.loads(to_json(coder.code(Report("التقى الوزير نظيره في تونس.", published="2020-02-05"))))
    assert set(coded) == set(definitions["CodedReport"]["properties"])
    assert set(coded["mentions"][0]) == set(definitions["EventMention"]["properties"])
    assert set(coded["mentions"][0]["trigger"]) == set(definitions["Span"]["properties"])
