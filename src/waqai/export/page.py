"""What every HTML page shares: a head that forbids requests to any host, and small right-to-left pieces."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from waqai.ontology import QUAD_CLASSES, QUADS

#: words in right-to-left letters with what stands between them
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc](?:[^a-zA-Z|=;\[\]()·:]*[\u0590-\u08ff\ufb1d-\ufefc])?")


def head(title: str, style: str, script: str = "") -> str:
    """Return the page up to its body; only this very style (and script) may be used, and nothing from elsewhere."""
    allowed = f"; script-src '{_digest(script)}'" if script else ""
    policy = f"default-src 'none'; style-src '{_digest(style)}'{allowed}; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _digest(code: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"


def quad(kind: str) -> int:
    """Return the number of a type's quad class, which colours it; 0 for none."""
    return QUAD_CLASSES.index(QUADS[kind]) + 1 if kind in QUADS else 0


def foreign(text: str) -> str:
    """Return Latin words, codes or numbers isolated from the right-to-left text around them."""
    return f'<bdi dir="ltr" lang="en">{escape(text)}</bdi>'


def digits(value: int) -> str:
    """Return a number isolated from the text around it."""
    return f"<bdi>{value}</bdi>"


def both(arabic: str, english: str) -> str:
    """Return an Arabic label with its English one."""
    return f'{escape(arabic)} <bdi class="en" dir="ltr" lang="en">{escape(english)}</bdi>'


def mixed(text: str) -> str:
    """Return a left-to-right line of codes and English in which every run of right-to-left words stands by itself."""
    pieces = []
    at = 0
    for run in _RIGHT_TO_LEFT.finditer(text):
        pieces += [escape(text[at : run.start()]), f"<bdi>{escape(run.group())}</bdi>"]
        at = run.end()
    return f'<bdi dir="ltr">{"".join(pieces)}{escape(text[at:])}</bdi>'.replace("\u200e", "")
