"""The formats and how they are recognised: by the ending of a name, else by the first bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from waqai.read.mapping import column_key, known_columns, map_columns
from waqai.read.markup import marked_encoding
from waqai.read.problems import InputProblem, ProblemKind
from waqai.read.streams import packing_of
from waqai.read.tar import is_tar

#: ending of a name -> format; ``json`` and ``xml`` are then told apart by what stands in them
FORMATS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".opml": "opml",
    ".warc": "warc",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".zip": "zip",
    ".tar": "tar",
}
#: ending -> packing and the ending of what is packed ("" when it is the one before)
PACKED: dict[str, tuple[str, str]] = {
    ".gz": ("gzip", ""),
    ".bz2": ("bzip2", ""),
    ".xz": ("xz", ""),
    ".tgz": ("gzip", ".tar"),
    ".tbz2": ("bzip2", ".tar"),
    ".txz": ("xz", ".tar"),
}
ARCHIVES = frozenset({"zip", "tar"})
_DOCUMENTS = frozenset(".pdf .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .epub .mobi .djvu .7z .rar .zst".split())
_FURNITURE = {
    "a picture": ".jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .avif",
    "part of a page's looks": ".css .js .mjs .map .woff .woff2 .ttf .otf .eot",
    "sound or video": ".mp3 .mp4 .m4a .m4v .wav .ogg .webm .avi .mov .flv",
}
_OTHER = {ending: kind for kind, endings in _FURNITURE.items() for ending in endings.split()}
#: so many bytes tell the format
SAMPLE = 1 << 13
_NAME = re.compile(r"<([A-Za-z][\w:.-]*)")
_FEEDS = frozenset({"rss", "feed", "rdf:rdf"})
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/')


def ending_of(name: str) -> str:
    """Return the last ending of a name in small letters, with its dot."""
    last = re.split(r"[/\\]", name)[-1].lower()
    stem, dot, ending = last.rpartition(".")
    return dot + ending if stem and dot else ""


def unpacked_name(name: str) -> tuple[str, str]:
    """Return the packing that the ending of `name` tells ("" for none) and the name of what is packed."""
    packing, inner = PACKED.get(ending_of(name), ("", ""))
    return (packing, name.rpartition(".")[0] + inner) if packing else ("", name)


def format_of(name: str) -> str:
    """Return the format that the ending of `name` tells, "" for none; a packed file has that of its content."""
    return FORMATS.get(ending_of(unpacked_name(name)[1]), "")


def is_known(name: str) -> bool:
    """Tell whether a file of that name is read where it was not named itself: in a folder or archive."""
    return bool(format_of(name)) or ending_of(name) in PACKED


def not_read(name: str, where: str) -> InputProblem | None:
    """Return why a file with such an ending is never read, None when it may be."""
    ending = ending_of(name)
    if ending in _DOCUMENTS:
        return InputProblem(
            where, "documents of this kind are not read", "save the report's words as plain text (.txt)"
        )
    if ending in _OTHER:
        return InputProblem(where, f"is no report but {_OTHER[ending]}", "leave it out", "empty")
    return None


def unknown(name: str, where: str) -> InputProblem:
    """Return the problem of a file in a folder or archive whose ending says nothing."""
    kind: ProblemKind = "empty"
    ending = ending_of(name)
    what = f"its ending {ending} is none that is read" if ending else "has no ending that tells its format"
    return InputProblem(where, what, "give it one (.txt, .html, .jsonl …), or leave it out", kind)


def sniff(start: bytes, mapping: Mapping[str, str]) -> str:
    """Return the format of what begins with `start` (`SAMPLE` bytes, or all), ``text`` when nothing else is seen."""
    if packing := packing_of(start):
        return packing
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"WARC/"):
        return "warc"
    if is_tar(start):
        return "tar"
    text = _sample_text(start)
    stripped = text.lstrip()
    if stripped.startswith("{"):
        return "feed" if _JSON_FEED.search(stripped) else "jsonl"
    if stripped.startswith("<"):
        return sniff_markup(stripped)
    return "csv" if _is_table(stripped, mapping) else "text"


def sniff_markup(text: str) -> str:
    """Return ``feed``, ``opml``, ``html`` or ``xml`` (of another kind) by the outermost element."""
    name = root_name(text)
    if name in _FEEDS:
        return "feed"
    if name == "opml":
        return "opml"
    return "xml" if text.lstrip().startswith("<?xml") and name not in {"html", ""} else "html"


def root_name(text: str) -> str:
    """Return the name of the first element in small letters, past what may stand before it; "" if none is seen."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if match := _NAME.match(text, at):
            return match[1].lower()
        closing = "?>" if text.startswith("<?", at) else "-->" if text.startswith("<!--", at) else ">"
        if text.startswith("<!", at) and closing == ">" and 0 <= text.find("[", at) < text.find(">", at):
            closing = "]>"
        end = text.find(closing, at)
        if end < 0:
            return ""
        at = end + len(closing)
    return ""


def _sample_text(start: bytes) -> str:
    return start.decode(marked_encoding(start) or "utf-8", "replace").removeprefix("\ufeff")


def _is_table(text: str, mapping: Mapping[str, str]) -> bool:
    """Tell whether the first line is a header: with the columns asked for, or with the words' column and another."""
    from waqai.read.csv import header_cells  # noqa: PLC0415  loaded at first use

    line = text.partition("\n")[0]
    cells = header_cells(line)
    if len(cells) < 2:
        return False
    keys = {column_key(cell) for cell in cells}
    if mapping and all(column_key(wanted) in keys for wanted in mapping.values()):
        return True
    return known_columns(cells) >= 2 and not isinstance(map_columns(cells, {}, ""), InputProblem)
