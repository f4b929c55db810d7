"""Which report is which: addresses, keys and digests that depend on nothing but the report."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from waqai.records import Report

#: parameters that tell how a reader came to a page, not which page it is
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|igshid|mc_[ce]id|yclid|ocid|cmpid|ref_src)\Z", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_KEY = 32
#: what stands before a file's or member's name in a place
_SEPARATORS = "/\\!"


class Identity(msgspec.Struct, frozen=True):
    """`address` is where the report stands, `key` its name in every library, `digest` made from its words.

    `stable` tells that the address is the report's own (URL or id), so that other words there are a new revision; any
    other report is known by its words alone: a file may hold another report tomorrow.
    """

    address: str
    key: str
    digest: str
    stable: bool


def identify_report(report: Report, where: str = "") -> Identity:
    """Return who `report` is; `where` is the place of the input it was read from.

    Its address is its URL, else the id it came with (and its outlet), else its words.  An id that is only the end of
    `where` was made from the file's name by the reader: it tells no report.
    """
    digest = digest_of(report)
    if report.url:
        address = f"url:{normal_url(report.url)}"
    elif report.id and not made_up(report.id, where):
        address = f"id:{report.outlet}\x1f{report.id}"
    else:
        address = f"text:{digest}"
    return Identity(address, _hash(address), digest, stable=not address.startswith("text:"))


def own_name(report: Report, where: str) -> str:
    """Return the id to keep: the report's own, the file's name for a file of one report, else "" (a line's number)."""
    return "" if made_up(report.id, where) and _numbered(where) else report.id


def made_up(name: str, where: str) -> bool:
    """Tell whether a reader made the id `name` from the place it read."""
    before = where.removesuffix(name)
    # "3" is no made-up name of "reports.jsonl:3"
    return bool(name) and before != where and before[-1:] in {"", *_SEPARATORS}


def digest_of(report: Report) -> str:
    """Return 64 hexadecimal digits made from everything that a reader of the report sees."""
    words = (report.title, report.text, report.published, report.outlet, report.language)
    return hashlib.sha256(msgspec.json.encode(words)).hexdigest()


def normal_url(url: str) -> str:
    """Return `url` without fragment, tracking parameters, default port and final slash, host in small letters."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower()
    if port and port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in pairs if not _TRACKING.match(name)])
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/"), query, ""))


def _numbered(where: str) -> bool:
    return bool(re.search(r"[:#]\d+\Z", where))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY]
