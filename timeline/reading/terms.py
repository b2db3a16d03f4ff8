"""The words of a search: told apart here, stemmed by PostgreSQL, whose rules are the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from timeline.index.question import Lexemes, Term

TERMS_LIMIT = 12  # words and phrases of one search

_LEXEME = re.compile(r"'((?:[^'\\]|''|\\.)*)'|<(-|\d+)>", re.DOTALL)
_ESCAPED = re.compile(r"''|\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """A word or "phrase" of a search, as it was typed."""

    text: str
    is_excluded: bool = False
    is_prefix: bool = False  # "cease*": the last word may go on


def split(q: str) -> Iterator[Words]:
    """Every word, word's begin* and "phrase" of a search; what begins with a minus is left out."""
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"?|([^\s"]+))', q)[:TERMS_LIMIT]:
        text = phrase or word
        if re.search(r"\w", text):
            yield Words(text, bool(minus), is_prefix=word.endswith("*"))


def stem(q: str) -> list[Term]:
    """A search as the index wants it."""
    return [Term(*_stems(words.text), words.is_excluded, words.is_prefix) for words in split(q)]


@lru_cache(maxsize=10_000)  # readers ask for the same words, and a word's stem stays
def _stems(text: str) -> tuple[Lexemes, Lexemes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phraseto_tsquery('english', %s)::text, phraseto_tsquery('simple', %s)::text",
            [text, text],
        )
        in_text, in_name = cursor.fetchone()
    return read_phrase(in_text), read_phrase(in_name)


def read_phrase(query: str) -> Lexemes:
    """The words of a tsquery that is a phrase, such as `'state' <2> 'war'`."""
    words: list[str] = []
    offsets = [0]
    for word, distance in _LEXEME.findall(query):
        if distance:
            offsets.append(offsets[-1] + (1 if distance == "-" else int(distance)))
        else:
            words.append(_ESCAPED.sub(lambda match: match[1] or "'", word))
    return Lexemes(tuple(words), tuple(offsets[: len(words)]))
