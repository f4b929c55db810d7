"""OPML: a list of feeds.  The addresses are fetched only when the list itself was named by the user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from waqai.read.feed import refuse_declarations
from waqai.read.markup import decode_markup
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError, read_whole


def feeds_in(stream: BinaryIO, where: str, charset: str = "") -> Iterator[str]:
    """Yield the addresses of the feeds in the list's order, each once.

    `BrokenInputError` when it is no list of feeds, or is hostile.
    """
    from lxml import etree  # noqa: PLC0415  loaded at first use

    text = decode_markup(read_whole(stream), where, charset)
    if isinstance(text, InputProblem):
        raise BrokenInputError(text.what, text.next_step, text.kind)
    refuse_declarations(text)
    body = text.lstrip()
    body = body.partition("?>")[2] if body.startswith("<?xml") else body
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenInputError(f"is broken XML ({error})"[:200], "get it again") from None
    addresses: dict[str, None] = {}
    for outline in root.iter("{*}outline"):
        for name, value in outline.attrib.items():
            if str(name).lower() == "xmlurl" and str(value).strip():
                addresses[str(value).strip()] = None
    if not addresses:
        raise BrokenInputError("lists no feeds", "leave it out", "empty")
    yield from addresses
