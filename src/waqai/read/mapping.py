"""Which column of a table is which field of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from waqai.languages.arabic.orthography import fold
from waqai.read.dates import read_day
from waqai.read.problems import InputProblem
from waqai.records import Report

FIELDS = ("text", "title", "id", "url", "outlet", "published", "language")
#: names by which columns are known, the likeliest first; case, spaces, hyphens and Arabic spelling do not matter
SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "full_text", "article_text", "article_body", "article", "story", "النص",
             "نص", "نص الخبر", "متن", "المتن", "المحتوى", "محتوى", "الخبر", "texte", "contenu", "corps",
             "description", "summary", "snippet", "lead", "الملخص", "الوصف", "résumé"),
    "title": ("title", "headline", "heading", "head", "العنوان", "عنوان", "عنوان الخبر", "titre"),
    "id": ("id", "identifier", "doc_id", "article_id", "report_id", "uid", "guid", "المعرف", "رقم", "الرقم",
           "identifiant"),
    "url": ("url", "link", "href", "uri", "source_url", "permalink", "address", "الرابط", "رابط", "lien", "adresse"),
    "outlet": ("outlet", "source", "source_name", "publisher", "newspaper", "media", "site", "domain", "المصدر",
               "مصدر", "الصحيفة", "الوكالة", "الموقع", "الناشر", "journal", "média", "éditeur"),
    "published": ("published", "date", "published_at", "publication_date", "publish_date", "pub_date", "pubdate",
                  "date_published", "datetime", "timestamp", "time", "day", "التاريخ", "تاريخ", "تاريخ النشر",
                  "تاريخ الخبر", "date_publication", "date de publication", "publié", "jour"),
    "language": ("language", "lang", "اللغة", "لغة", "langue"),
}  # fmt: skip


def parse_mapping(given: Iterable[str]) -> dict[str, str]:
    """Return field -> column of ``field=column,field=column`` words; ValueError that says what is wrong."""
    found: dict[str, str] = {}
    for pair in (pair for words in given for pair in words.split(",")):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise ValueError(f"{pair.strip()!r} is no FIELD=COLUMN, like text=Body")
        if field not in FIELDS:
            raise ValueError(f"{field!r} is no field of a report; the fields are {', '.join(FIELDS)}")
        found[field] = column
    return found


def column_key(name: str) -> str:
    """Return the name of a column as it is compared."""
    return " ".join(fold(name).lower().replace("_", " ").replace("-", " ").split())


def map_columns(names: Sequence[str], mapping: Mapping[str, str], where: str) -> dict[str, int] | InputProblem:
    """Return the column number of each field, or the problem: no text, or a column asked for that is not there.

    What `mapping` says comes first; a column serves one field; of two columns of one name the first counts.
    """
    keys = [column_key(name) for name in names]
    found: dict[str, int] = {}
    for field, wanted in mapping.items():
        key = column_key(wanted)
        if key not in keys:
            return InputProblem(where, f'has no column "{wanted}"', f"its columns are {_listed(names)}")
        found[field] = keys.index(key)
    for field, known in SYNONYMS.items():
        if field not in found:
            free = (keys.index(key) for key in map(column_key, known) if key in keys)
            at = next((number for number in free if number not in found.values()), None)
            if at is not None:
                found[field] = at
    if "text" not in found:
        what = f"has no column with the reports' words; its columns are {_listed(names)}"
        return InputProblem(where, what, "name it: --map text=COLUMN")
    return found


def known_columns(names: Sequence[str]) -> int:
    """Return how many of the names are known by themselves."""
    known = {column_key(name) for group in SYNONYMS.values() for name in group}
    return sum(column_key(name) in known for name in names)


def make_report(values: Mapping[str, str], where: str, identifier: str) -> Report | InputProblem:
    """Return the report in one row's `values` by field; its date may be written as people do."""
    date = values.get("published", "").strip()
    day = read_day(date)
    if date and not day:
        return InputProblem(where, f"published {_short(date)!r} is no date", "write it as 2020-02-05, or leave it out")
    return Report(
        text=values.get("text", ""),
        title=values.get("title", "").strip(),
        id=values.get("id", "").strip() or identifier,
        url=values.get("url", "").strip(),
        outlet=values.get("outlet", "").strip(),
        published=day,
        language=values.get("language", "").strip(),
    )


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(f'"{_short(name)}"' for name in names[:12])
    return listed + (", …" if len(names) > 12 else "")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
