"""How a name is compared: the same key for "Al-Qaeda", "Al Qaeda" and one broken by a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")

# What may stand between two words of one name, and what it counts as.
_GAPS = (
    dict.fromkeys((" ", "-", "\u2010", "\u2011", "\u2013", "\n", "\r\n", "\u00a0", "\t"), " ")
    | dict.fromkeys(("'", "\u2019", "\u2018", "\u02bb", "\u02bc", "`"), "'")
    | dict.fromkeys((".", ". ", ".\n", ".\u00a0"), ".")
    | dict.fromkeys((", ", ",\n"), ",")
    | {"/": "/", " & ": " & ", " (": "(", "+ ": " "}
)
_LONGEST_GAP = 6
_PLAIN = str.maketrans("øØłŁđĐı", "oOlLdDi") | str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae"})


def gap_key(gap: str) -> str | None:
    """What the characters between two words count as; None when no name goes on across them."""
    found = _GAPS.get(gap)
    if found is None and len(gap) <= _LONGEST_GAP and gap.isspace() and gap.count("\n") < 2:
        return " "
    return found


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The key under which a name is kept; "" for text that cannot be a name."""
    parts: list[str] = []
    end = 0
    for word in WORD.finditer(name):
        if parts:
            gap = gap_key(name[end : word.start()])
            if gap is None:
                return ""
            parts.append(gap)
        parts.append(word[0])
        end = word.end()
    return "".join(parts)


def with_plain(name: str) -> tuple[str, ...]:
    """The name, and the same in ASCII letters where that differs: "Erdoğan", "Erdogan"."""
    if name.isascii():
        return (name,)
    folded = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return (name,) if plain == name else (name, plain)


def key_lengths(keys: Iterable[str]) -> dict[str, int]:
    """The most words of any name that begins with a word, for all first words of the keys."""
    lengths: dict[str, int] = {}
    for key in keys:
        if key.isalpha():
            lengths.setdefault(key, 1)
            continue
        words = key.split(" ")
        if not all(map(str.isalpha, words)):
            words = WORD.findall(key)
        if words:
            lengths[words[0]] = max(lengths.get(words[0], 1), len(words))
    return lengths
