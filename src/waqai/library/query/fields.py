"""The fields of the query language, in one explicit list: what each asks for and what values it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Literal, get_args

import msgspec

from waqai.knowledge.model import BODIES
from waqai.languages.arabic.orthography import clean
from waqai.library.known import country_codes, named
from waqai.library.query.dates import DateError, normal_span
from waqai.library.query.near import NearError, circle_of
from waqai.ontology.plover import CONTEXTS, MODES, SECTORS, STATUSES, TYPES
from waqai.records import SourceKind

Level = Literal["mention", "report"]

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
_ALL_MODES = tuple(sorted({mode for modes in MODES.values() for mode in modes}))
_CODE = re.compile(r"[A-Z]{3}\Z")
_YES = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}


class FieldError(ValueError):
    """A value that a field does not take.

    `args` are what is wrong, what to write instead, and the wrong part of the value where it is not all of it.
    """


class FieldInfo(msgspec.Struct, frozen=True):
    """One field.

    `level` tells whether it is about one mention or about the report as a whole.  `check` returns a value in the
    form that the tree keeps and raises `FieldError`.
    """

    name: str
    level: Level
    help: str
    examples: tuple[str, ...]
    check: Callable[[str], str]


def actor_codes(value: str) -> tuple[str, str] | None:
    """Return country and sector ("" where not asked for) of a value of codes (``LBY``, ``LBY GOV``), else None.

    Raises `FieldError` for a code next to something that is none.
    """
    parts = value.split()
    if not 1 <= len(parts) <= 2 or not all(map(_CODE.match, parts)):
        return None
    countries = [part for part in parts if part in BODIES or part in country_codes()]
    sectors = [part for part in parts if part in SECTORS]
    unknown = [part for part in parts if part not in countries and part not in sectors]
    if len(unknown) == len(parts):
        return None
    if unknown:
        raise _unknown("code", unknown[0], [*sorted(country_codes()), *sorted(BODIES), *sorted(SECTORS)])
    if len(countries) > 1 or len(sectors) > 1:
        raise FieldError(f"{value!r} are two codes of one kind", 'write one country and one sector: actor:"LBY GOV"')
    return (countries or [""])[0], (sectors or [""])[0]


def _one_of(what: str, choices: Collection[str], fold: Callable[[str], str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        folded = fold(value.strip())
        if folded not in choices:
            raise _unknown(what, value, choices)
        return folded

    return check


def _unknown(what: str, value: str, choices: Collection[str]) -> FieldError:
    by_key = {choice.lower(): choice for choice in choices}
    close = [by_key[key] for key in get_close_matches(value.lower(), by_key, n=1, cutoff=0.6)]
    if close:
        return FieldError(f"{value!r} is no {what}", f"did you mean {close[0]}?", value)
    listed = ", ".join(list(choices)[:40]) if len(choices) <= 40 else "see docs/codebook.md"
    return FieldError(f"{value!r} is no {what}", f"known are {listed}", value)


def _words(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise FieldError(f"{value!r} holds no letter or digit", "write a name")
    return " ".join(value.split())


def _party(value: str) -> str:
    actor_codes(value)
    return _words(value)


def _country(value: str) -> str:
    code = value.strip().upper()
    if code in country_codes():
        return code
    found = sorted({entry.id for entry in named(value) if entry.kind == "country"})
    if len(found) == 1:
        return found[0]
    raise _unknown("country (three letters, ISO 3166, or its name)", value, sorted(country_codes()))


def _date(value: str) -> str:
    try:
        return normal_span(value)
    except DateError as problem:
        raise FieldError(*problem.args) from None


def _near(value: str) -> str:
    try:
        circle_of(value)
    except NearError as problem:
        raise FieldError(*problem.args) from None
    return " ".join(value.split())


def _yes_no(value: str) -> str:
    answer = _YES.get(value.strip().lower())
    if answer is None:
        raise FieldError(f"{value!r} is neither yes nor no", "write historical:yes or historical:no")
    return answer


def _language(value: str) -> str:
    code = value.strip().lower()
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise FieldError(f"{value!r} is no language code", "write two letters (ISO 639-1): ar")
    return code


def _source(value: str) -> str:
    kind = clean(value).strip().lower().replace(" ", "_")
    return kind if kind in SOURCE_KINDS else _words(value)


def _plain(value: str) -> str:
    return value.strip()


FIELDS: tuple[FieldInfo, ...] = (
    FieldInfo(
        "type",
        "mention",
        "what happens: one of the 16 types",
        ("type:ASSAULT", "type:ASSAULT,COERCE"),
        _one_of("type", TYPES, str.upper),
    ),
    FieldInfo(
        "mode", "mention", "how it happens", ("mode:aerial", "mode:demo,riot"), _one_of("mode", _ALL_MODES, str.lower)
    ),
    FieldInfo(
        "status",
        "mention",
        "whether it is said to have happened",
        ("status:asserted", "status:denied,alleged"),
        _one_of("status", STATUSES, str.lower),
    ),
    FieldInfo(
        "historical",
        "mention",
        "whether it is told of as long past",
        ("historical:no",),
        _yes_no,
    ),
    FieldInfo(
        "context",
        "mention",
        "what it is about",
        ("context:economic",),
        _one_of("context", CONTEXTS, str.lower),
    ),
    FieldInfo(
        "date",
        "mention",
        "when it began: a day, month or year, or from one to another",
        ("date:2020-02-05", "date:2020", "date:2020-01..2020-03", "date:..2020-03"),
        _date,
    ),
    FieldInfo(
        "country",
        "mention",
        "the state in which it happens: code or name",
        ("country:LBY", "country:ليبيا"),
        _country,
    ),
    FieldInfo(
        "place",
        "mention",
        "where it happens, or from where to where: name, in Arabic or Latin letters",
        ("place:Benghazi", 'place:"راس لانوف"'),
        _words,
    ),
    FieldInfo(
        "near",
        "mention",
        "at most so far from a place",
        ('near:"Benghazi 50km"', 'near:"32.1,20.1 50km"'),
        _near,
    ),
    FieldInfo(
        "actor",
        "mention",
        "who does it: name, code or entity id",
        ('actor:"الامم المتحدة"', "actor:LBY", 'actor:"LBY GOV"', "actor:hezbollah"),
        _party,
    ),
    FieldInfo(
        "recipient",
        "mention",
        "to whom it is done: name, code or entity id",
        ("recipient:CVL", "recipient:SYR"),
        _party,
    ),
    FieldInfo("party", "mention", "who takes part in either role", ("party:TUR",), _party),
    FieldInfo(
        "sector",
        "mention",
        "what somebody who takes part is",
        ("sector:MIL", "sector:GOV,OPP"),
        _one_of("sector", SECTORS, str.upper),
    ),
    FieldInfo(
        "source",
        "mention",
        "according to whom: kind or name",
        ("source:official", "source:رويترز"),
        _source,
    ),
    FieldInfo("outlet", "report", "who published it", ('outlet:"Example News"',), _words),
    FieldInfo(
        "published", "report", "when it was published", ("published:2020-02", "published:2020-01-15..2020-02"), _date
    ),
    FieldInfo("id", "report", "the id it came with, or its key", ("id:doc-17",), _plain),
    FieldInfo("language", "report", "the language it is written in", ("language:ar",), _language),
)
BY_NAME = {field.name: field for field in FIELDS}
