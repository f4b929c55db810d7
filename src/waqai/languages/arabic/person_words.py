"""The words that people's names are made of, read from the lexicon."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from waqai.languages.arabic.orthography import fold

#: how sure a given name is: no ordinary word, or also one; the third mark says that it is foreign
PLAIN, WORD, FOREIGN = 2, 1, 4


class PersonWords(msgspec.Struct, frozen=True, array_like=True):
    """Folded words that names are made of.

    `given` tells by 1 a name that is also a word, by 2 one that is not; 4 is added to foreign ones.
    """

    given: dict[str, int]
    links: frozenset[str]
    kunya: frozenset[str]
    servant: frozenset[str]
    divine: frozenset[str]
    honorifics: frozenset[str]
    relatives: frozenset[str]


def read_person_words(folder: Path) -> PersonWords:
    """Read ``given_names.tsv`` and ``person_names.toml``; ValueError names a line of the table that is wrong."""
    given: dict[str, int] = {}
    path = folder / "given_names.tsv"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "name":
            continue
        if len(cells) != 4 or cells[3] not in {"", "yes"}:
            raise ValueError(f"{path.name}:{number}: four columns are wanted, the last empty or yes")
        mark = (WORD if cells[3] else PLAIN) + (FOREIGN if cells[2] == "foreign" else 0)
        given.setdefault(fold(cells[0]), mark)
    rows = tomllib.loads((folder / "person_names.toml").read_text("utf-8"))
    lists = {name: frozenset(map(fold, words)) for name, words in rows.items()}
    return PersonWords(given, **lists)
