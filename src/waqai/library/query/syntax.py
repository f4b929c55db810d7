"""Query text to a tree: terms side by side are joined by AND, which binds tighter than OR; NOT or ``-`` excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import msgspec

from waqai.library.folding import index_words, prefix_keys
from waqai.library.query.errors import QueryError
from waqai.library.query.fields import BY_NAME, FieldError
from waqai.library.query.tree import OPERATORS, And, Field, Node, Not, Or, Words

#: bounds, so that no query costs more than a moment to understand
MOST_TERMS = 200
DEEPEST = 50
LONGEST = 10_000
_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“"}
_STOPS = frozenset('()"«»“”„')
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_QUOTES = re.compile(r'["«»“”„*\s]+')
#: fewer letters begin too many words
_SHORTEST = 2


class _Token(msgspec.Struct, frozen=True):
    """`kind` is ``(``, ``)``, ``AND``, ``OR``, ``NOT`` or ``term``; `start` and `end` are offsets, from 0."""

    kind: str
    start: int
    end: int
    node: Node | None = None


def parse(query: str) -> Node:
    """Return the tree of a query; an empty one is answered by everything.  Raises `QueryError`."""
    if len(query) > LONGEST:
        raise QueryError(query, LONGEST + 1, 1, f"it is longer than {LONGEST} characters", "ask in several queries")
    return _Parser(query, list(_Lexer(query).tokens())).parse()


class _Lexer:
    def __init__(self, query: str) -> None:
        self._query = query
        self._terms = 0

    def tokens(self) -> Iterator[_Token]:
        query, at = self._query, 0
        while at < len(query):
            character = query[at]
            if character.isspace():
                at += 1
                continue
            token = self._token(at, character)
            yield token
            at = token.end

    def _token(self, at: int, character: str) -> _Token:
        query = self._query
        if character in "()":
            return _Token(character, at, at + 1)
        if character == "-" and at + 1 < len(query) and not (query[at + 1].isspace() or query[at + 1] == ")"):
            return _Token("NOT", at, at + 1)
        if character in _CLOSING:
            words, end = self._quoted(at)
            return self._words(at, end, words)
        if character in _STOPS:
            raise QueryError(query, at + 1, 1, f"{character} closes a quotation that was not opened", "leave it out")
        field = _FIELD.match(query, at)
        if field:
            return self._field(at, field)
        end = self._bare_end(at, _STOPS)
        word = query[at:end]
        if word in OPERATORS:
            return _Token(word, at, end)
        star = word.find("*", 0, -1)
        if star >= 0:
            message = "* stands only at the end of a word"
            raise QueryError(query, at + star + 1, 1, message, "write the word's beginning")
        return self._words(at, end, word)

    def _bare_end(self, at: int, stops: frozenset[str]) -> int:
        query = self._query
        while at < len(query) and not query[at].isspace() and query[at] not in stops:
            at += 1
        return at

    def _quoted(self, at: int) -> tuple[str, int]:
        query = self._query
        end = query.find(_CLOSING[query[at]], at + 1)
        if end < 0:
            raise QueryError(query, at + 1, 1, "the quotation is not closed", f"add {_CLOSING[query[at]]}")
        return query[at + 1 : end], end + 1

    def _words(self, start: int, end: int, words: str) -> _Token:
        self._count(start, end)
        prefix = words.endswith("*") and not words[:-1].endswith((" ", "*")) and len(words) > 1
        text = _QUOTES.sub(" ", words).strip()
        keys = prefix_keys(text) if prefix else index_words(text).split()
        if not keys:
            raise self._wrong(start, end, "there is no letter or digit to search", "write a word, or leave it out")
        if prefix and len(prefix_keys(text)[-1][0]) < _SHORTEST:
            message = f"fewer than {_SHORTEST} letters begin too many words"
            raise self._wrong(start, end, message, "write more of the word")
        return _Token("term", start, end, Words(text, prefix))

    def _field(self, start: int, match: re.Match[str]) -> _Token:
        name = match[1].lower()
        if name not in BY_NAME:
            close = get_close_matches(name, BY_NAME, n=1)
            step = f"did you mean {close[0]}:?" if close else f"fields are {', '.join(BY_NAME)}"
            raise self._wrong(start, match.end(1), f"{match[1]!r} is no field", step)
        values: list[str] = []
        at = match.end()
        while True:
            value, end = self._value(name, at)
            values.append(self._checked(name, value, at, end))
            self._count(start, end)
            at = end
            if self._query[at : at + 1] not in {",", "،"}:
                return _Token("term", start, at, Field(name, tuple(dict.fromkeys(values))))
            at += 1

    def _value(self, name: str, at: int) -> tuple[str, int]:
        query = self._query
        first = query[at : at + 1]
        if first == "(":
            raise QueryError(query, at + 1, 1, "values stand without parentheses", f"write {name}:ONE,OTHER")
        if first in _CLOSING:
            value, end = self._quoted(at)
        else:
            end = self._bare_end(at, _STOPS | {",", "،"})
            value = query[at:end]
        if not value.strip():
            example = BY_NAME[name].examples[0]
            raise QueryError(query, at + 1, end - at, f"{name}: has no value", f"write it without a blank: {example}")
        return value, end

    def _checked(self, name: str, value: str, start: int, end: int) -> str:
        try:
            checked = BY_NAME[name].check(value)
        except FieldError as problem:
            message, step, *parts = problem.args
            at = self._query.find(parts[0], start, end) if parts else -1
            if at >= 0:
                start, end = at, at + len(parts[0])
            raise self._wrong(start, end, message, step) from None
        return _QUOTES.sub(" ", checked).strip() if any(c in checked for c in '"«»“”„') else checked

    def _count(self, start: int, end: int) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._wrong(start, end, f"there are more than {MOST_TERMS} terms", "ask in several queries")

    def _wrong(self, start: int, end: int, message: str, step: str) -> QueryError:
        return QueryError(self._query, start + 1, end - start, message, step)


class _Parser:
    def __init__(self, query: str, tokens: list[_Token]) -> None:
        self._query = query
        self._tokens = tokens
        self._at = 0

    def parse(self) -> Node:
        if not self._tokens:
            return And()
        node = self._either(0)
        if self._at < len(self._tokens):
            raise self._wrong(self._tokens[self._at], "this parenthesis was not opened", "leave it out")
        return node

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _either(self, depth: int) -> Node:
        terms = [self._both(depth)]
        while self._peek() == "OR":
            self._at += 1
            terms.append(self._both(depth))
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def _both(self, depth: int) -> Node:
        terms = [self._one(depth)]
        while self._peek() not in {"", "OR", ")"}:
            if self._peek() == "AND":
                self._at += 1
            terms.append(self._one(depth))
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def _one(self, depth: int) -> Node:
        if self._at >= len(self._tokens):
            last = self._tokens[-1]
            raise self._wrong(last, f"{self._shown(last)} is followed by nothing", "write a term after it")
        token = self._tokens[self._at]
        if depth >= DEEPEST:
            raise self._wrong(token, f"groups stand more than {DEEPEST} deep in each other", "ask in several queries")
        self._at += 1
        if token.node is not None:
            return token.node
        if token.kind == "NOT":
            return Not(self._one(depth + 1))
        if token.kind == "(":
            return self._group(token, depth)
        if token.kind == ")" and self._at == 1:
            raise self._wrong(token, "this parenthesis was not opened", "leave it out")
        raise self._wrong(token, f"a term is missing before {self._shown(token)}", "write one, or leave it out")

    def _group(self, opening: _Token, depth: int) -> Node:
        if self._peek() == ")":
            closing = self._tokens[self._at]
            whole = _Token("(", opening.start, closing.end)
            raise self._wrong(whole, "there is nothing in the parentheses", "write a term, or leave them out")
        node = self._either(depth + 1) if self._peek() else None
        if node is None or self._peek() != ")":
            raise self._wrong(opening, "this parenthesis is not closed", "add )")
        self._at += 1
        return node

    def _shown(self, token: _Token) -> str:
        return self._query[token.start : token.end]

    def _wrong(self, token: _Token, message: str, step: str) -> QueryError:
        return QueryError(self._query, token.start + 1, token.end - token.start, message, step)
