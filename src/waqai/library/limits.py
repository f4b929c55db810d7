"""What a library can hold, the same in SQLite and PostgreSQL: everything else is set aside with a reason."""

from __future__ import annotations

import hashlib

from waqai.languages.identification import SUPPORTED
from waqai.read import InputProblem
from waqai.records import Report

#: characters of title and text together
LONGEST_REPORT = 1_000_000
_LONGEST = {"id": 500, "url": 2000, "outlet": 500, "published": 100}
#: characters of a place or another indexed word: PostgreSQL indexes no more than 2,700 bytes
_LONGEST_KEY = 600
_LONGEST_REASON = 2000
#: bytes of all different words of one text, with their positions, that PostgreSQL indexes (1 MiB at most)
_WORD_BYTES = 900_000
_BYTES_A_WORD = 6


def refusal(report: Report, where: str) -> InputProblem | None:
    """Return why a library cannot hold `report`, None when it can."""
    fields = (report.title, report.text, report.id, report.url, report.outlet, report.published, report.language)
    what = step = ""
    if any("\x00" in field for field in fields):
        what, step = "holds the character NUL, which no database keeps", "take it out; the file may be damaged"
    elif not _is_unicode("\n".join(fields)):
        what, step = "holds half a character (a lone surrogate)", "save it as UTF-8 again; the file may be damaged"
    elif len(report.title) + len(report.text) > LONGEST_REPORT:
        size = len(report.title) + len(report.text)
        what, step = f"is {size:,} characters long; a report may have {LONGEST_REPORT:,}", "split it into its reports"
    elif report.language not in {"", *SUPPORTED}:
        what = f"language not supported: {report.language!r}"
        step = f"Waqai reads {', '.join(SUPPORTED)} (Arabic) so far"
    else:
        for name, longest in _LONGEST.items():
            if len(getattr(report, name)) > longest:
                what, step = f"its {name} is longer than {longest} characters", f'mend the field "{name}"'
    return InputProblem(where, what, step, "quarantined") if what else None


def plain(words: str, longest: int = _LONGEST_REASON) -> str:
    """Return `words` as every database can keep them: escapes for what is no Unicode, very long ones cut."""
    kept = words.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode()
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def short_key(words: str) -> str:
    """Return `words` fit for an index: very long ones end in a hash, so that different ones stay different."""
    kept = plain(words, len(words) * 10 + 1)
    if len(kept) <= _LONGEST_KEY:
        return kept
    return f"{kept[:_LONGEST_KEY]}…{hashlib.sha256(kept.encode()).hexdigest()[:32]}"


def indexable(keys: str) -> str:
    """Return the words of a text that both databases can index: all, unless a million letters are all different."""
    if len(keys) < _WORD_BYTES // 4:
        return keys
    seen: set[str] = set()
    size = 0
    words = keys.split(" ")
    for number, word in enumerate(words):
        size += 2 if word in seen else len(word.encode()) + _BYTES_A_WORD
        seen.add(word)
        if size > _WORD_BYTES:
            return " ".join(words[:number])
    return keys


def _is_unicode(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True
