"""HTML as a tree and as plain text, with no network, no entities of its own and limits to what is hostile.

Bytes become text by the mark at their start, then UTF-8 if they are that, then what the server, the page or their own
letters say.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Any

from waqai.read.decoding import arabic_encoding, binary_kind
from waqai.read.limits import MOST_ATTRIBUTES
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{1,40})["']""")
#: where a declaration of the encoding must stand, and a little more
_HEAD = 4096
#: single-byte Arabic under other names; what says Latin but reads as Arabic is Arabic
_ALIASES = {"windows-1256": "cp1256", "arabic": "iso8859-6", "iso-8859-6-i": "iso8859-6", "x-sjis": "shift_jis"}
_FEW_WRONG = 100
_TAG = re.compile(r"""<[A-Za-z](?:[^>"'=]|=\s*+"[^"]*+"?|=\s*+'[^']*+'?|["'=])*+>?""")
_LONG_TAG = 2 * MOST_ATTRIBUTES
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"?|'[^']*'?)""")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_UNSEEN = frozenset("script style head noscript template iframe object embed svg math select textarea button".split())
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")


def marked_encoding(start: bytes) -> str:
    """Return the encoding that the first bytes of a text tell, "" when they tell none."""
    return next((encoding for mark, encoding in _MARKS.items() if start.startswith(mark)), "")


def decode_markup(data: bytes, where: str, charset: str = "") -> str | InputProblem:
    """Return the text of HTML or XML bytes; `charset` is what the server says."""
    if encoding := marked_encoding(data):
        return data.decode(encoding, "replace").removeprefix("\ufeff").replace("\x00", "\ufffd")
    kind = binary_kind(data.replace(b"\x00", b"")) or ("binary data" if data.count(b"\x00") * 50 > len(data) else "")
    if kind and data:
        return InputProblem(where, f"is no text: it looks like {kind}", "leave it out")
    try:
        return data.decode("utf-8").replace("\x00", "\ufffd")
    except UnicodeDecodeError:
        pass
    text = _declared(data, (charset, *(match[1].decode() for match in _declarations(data))))
    if text is None:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * _FEW_WRONG > len(text):
            return InputProblem(where, "is in an encoding that was not recognised", "save it as UTF-8")
    return text.replace("\x00", "\ufffd")


def _declarations(data: bytes) -> list[re.Match[bytes]]:
    found = (_DECLARATION.search(data[:_HEAD]), _META.search(data[:_HEAD]))
    return [match for match in found if match is not None]


def _declared(data: bytes, names: Iterable[str]) -> str | None:
    """Return the text by the first encoding named that is one and makes sense, or by the Arabic one that does."""
    sniffed = arabic_encoding(data)
    for name in names:
        known = _ALIASES.get(name.lower(), name.lower())
        try:
            python = codecs.lookup(known).name
            text = data.decode(python)
        except (LookupError, ValueError):
            continue
        if python in {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"}:
            continue
        latin = python.startswith(("iso8859-1", "cp1252", "latin", "ascii")) and python != "iso8859-11"
        if not (latin and sniffed):
            return text
    return data.decode(sniffed, "replace") if sniffed else None


def parse_tree(text: str) -> Any:
    """Return the HTML tree of `text`, None when there is no element in it.

    Comments and processing instructions are left out.  `BrokenInputError` for what is nested, repeated or long beyond
    reason.
    """
    from lxml import etree, html  # noqa: PLC0415  loaded at first use

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        tree = html.document_fromstring(_without_heavy_tags(text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    for error in parser.error_log:
        if error.type_name == "ERR_RESOURCE_LIMIT":
            deep = "depth" in error.message.lower()
            what = "its elements are nested too deep" if deep else "one of its elements is too large"
            raise BrokenInputError(what, "leave it out", "quarantined")
    return tree


def _without_heavy_tags(text: str) -> str:
    """Refuse an element with more attributes than any page has; in a script what looks like one loses its ``<``."""
    heavy: list[int] = []
    for match in _TAG.finditer(text):
        if match.end() - match.start() < _LONG_TAG:
            continue
        bare = _QUOTED.sub(" ", match[0])
        if len(re.findall(r"[\s/]+", bare)) + bare.count('"') + bare.count("'") <= MOST_ATTRIBUTES:
            continue
        if text.rfind("<script", 0, match.start()) <= text.rfind("</script", 0, match.start()):
            what = f"one of its elements has more than {MOST_ATTRIBUTES:,} attributes"
            raise BrokenInputError(what, "leave it out", "quarantined")
        heavy.append(match.start())
    for start in reversed(heavy):
        text = f"{text[:start]} {text[start + 1 :]}"
    return text


def tree_text(tree: Any) -> str:
    """Return the words of an element as they are read: a line a paragraph, spaces as one."""
    from lxml import etree  # noqa: PLC0415

    pieces: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        begins = event == "start"
        if name in _UNSEEN:
            unseen += 1 if begins else -1
        if name in _BLOCKS or (name == "br" and begins):
            pieces.append("\n")
        words = element.text if begins else element.tail
        hidden = unseen if begins else unseen and element is not tree
        if words and not hidden and not (not begins and element is tree):
            pieces.append(_SPACE.sub(" ", words))
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Return the lines that are not blank, without spaces around them."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def html_text(fragment: str) -> str:
    """Return the plain text of a piece of HTML; `BrokenInputError` as `parse_tree`."""
    if "<" not in fragment and "&" not in fragment:
        return tidy(fragment)
    tree = parse_tree(f"<html><body>{fragment}</body></html>")
    return tree_text(tree) if tree is not None else ""
