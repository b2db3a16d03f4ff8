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
    | dict.fromkeys(("' ", "\u2019 ", "'\n", "\u2019\n"), " ")  # "Workers' Party"
    | {"/": "/", " & ": " & "}
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
    if name.replace(" ", "").isalpha() and "  " not in name:
        return name.strip()  # nearly all names: a third of the time of what follows
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
    """How many words the names that begin with a word may have, for all first words of the keys.

    An upper bound: it says how far to look.
    """
    lengths: dict[str, int] = {}
    for key in keys:
        head, _, rest = key.partition(" ")
        length = 1 + (rest.count(" ") + 1 if rest else 0)
        if not (head.isalpha() and rest.replace(" ", "").isalpha()) and (word := WORD.search(key)):
            head = word[0]
            length = len(WORD.findall(key))
        if length > lengths.get(head, 0):
            lengths[head] = length
    return lengths
