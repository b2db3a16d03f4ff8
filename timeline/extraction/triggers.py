"""The table of words that make an event, read from `data/triggers.tsv`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from timeline.extraction.findings import Kind
from timeline.extraction.inflection import noun_forms, verb_forms

HYPHEN: Final = re.compile("-")  # the parser takes "cease-fire" apart
_OF_PHRASE: Final = 3  # how exact one more word makes a phrase
_ANY: Final = "*"
_TABLE: Final = Path(__file__).parent / "data" / "triggers.tsv"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that makes an event of a kind where its needs hold.

    `needs` are conditions, each a tuple of alternatives. Of a noun, `verb` tells it in a
    headline and `patients` are the prepositions that mark who suffers it.
    """

    word: str
    is_noun: bool
    kind: Kind
    needs: tuple[tuple[str, ...], ...] = ()
    verb: str = ""
    patients: tuple[str, ...] = ()
    rest: str = ""  # what makes a phrase of a verb: "off", "to power"

    @property
    def weight(self) -> int:
        """How exact its needs are; of several triggers whose needs hold the heaviest wins."""
        return sum(_worth(need[0]) for need in self.needs) + _OF_PHRASE * self.word.count(" ")

    @property
    def is_exact(self) -> bool:
        """Whether it asks for certain nouns."""
        return any(_worth(need[0]) > _SLIGHT for need in self.needs)


@dataclass(frozen=True, slots=True)
class Table:
    """All triggers by lemma (the first word of a phrase), and the classes of nouns."""

    verbs: dict[str, tuple[Trigger, ...]]
    nouns: dict[str, tuple[Trigger, ...]]
    verb_lemmas: dict[str, str]
    noun_lemmas: dict[str, str]
    classes: dict[str, frozenset[str]]
    phrasal: dict[str, int]  # verbs that make phrases, with how many words the longest adds
    guesses: tuple[Trigger, ...]  # for a verb that no row fits, the first one first
    _members: dict[str, frozenset[str]] = field(default_factory=dict)

    def members(self, words: str) -> frozenset[str]:
        """Return the nouns that "@pact" or "treaty,pact" means."""
        found = self._members.get(words)
        if found is None:
            parts = words.split(",")
            found = frozenset().union(*(self.classes.get(p, frozenset([p])) for p in parts))
            self._members[words] = found
        return found


# Verbs that only carry a noun: what happened is the noun's.
SUPPORT: Final = frozenset(
    "hold make issue stage launch carry conduct take give have pay mount begin start open end "
    "conclude resume complete continue undertake wage suffer see witness launch enter announce "
    "order set deliver finish commit perform face declare impose organize organise plan "
    "schedule prepare cancel postpone delay suspend".split()
)
# Verbs whose subject is what happened.
OCCUR: Final = frozenset(
    "take occur happen begin start open end break erupt follow continue come resume last "
    "conclude fail collapse kill strike hit shake rock rip devastate destroy leave go spread "
    "cause injure wound".split()
)
CANCEL: Final = frozenset("cancel postpone call scrap abandon delay shelve defer".split())


@cache
def table() -> Table:
    """Return the table; read once."""
    verbs: dict[str, list[Trigger]] = defaultdict(list)
    nouns: dict[str, list[Trigger]] = defaultdict(list)
    classes: dict[str, frozenset[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, part, needs, words = line.split("\t")
        if part == "=":
            classes[kind] = frozenset(words.split(", "))
            continue
        conditions = list(product(*(_alternatives(need) for need in needs.split())))
        for entry in words.split(", "):
            word, _, telling = entry.partition("=")
            verb, patients = _telling(telling)
            # Of "call for" the verb comes first, of "arrest warrant" the noun comes last.
            key = HYPHEN.sub(" ", word).split()[-1] if part == "n" else word.split()[0]
            rest = "" if part == "n" else word.partition(" ")[2]
            (nouns if part == "n" else verbs)[key] += (
                Trigger(word, part == "n", Kind(kind), needed, verb, patients, rest)
                for needed in conditions
            )
    guesses = verbs.pop(_ANY, [])
    return Table(
        {k: tuple(sorted(v, key=lambda t: -t.weight)) for k, v in verbs.items()},
        {k: tuple(sorted(v, key=lambda t: -t.weight)) for k, v in nouns.items()},
        verb_forms([*verbs, *SUPPORT, *OCCUR, *CANCEL]),
        noun_forms(nouns),
        classes,
        {k: max(t.word.count(" ") for t in v) for k, v in verbs.items()},
        tuple(guesses),
    )


def _alternatives(need: str) -> list[tuple[str, ...]]:
    """Split "from|passive|obj:@force" into groups that are as exact: the last one counts more."""
    groups: dict[int, list[str]] = {}
    for one in need.replace("_", " ").split("|"):
        groups.setdefault(_worth(one), []).append(one)
    return [tuple(group) for group in groups.values()]


def _worth(need: str) -> int:
    if need[0] == "!" or need == "date":
        return 0
    if ":" not in need or need == "subj:@speaker":
        return _SLIGHT  # whoever can act can speak
    return 9 if need.startswith("obj:") else 5


_SLIGHT: Final = 2


_PREPOSITIONS: Final = frozenset("of on against from to for in with".split())


def _telling(text: str) -> tuple[str, tuple[str, ...]]:
    """Split "attack on|against" into the verb and the prepositions."""
    verb, _, last = text.rpartition(" ")
    marks = tuple(last.split("|"))
    if verb and all(mark in _PREPOSITIONS for mark in marks):
        return verb, marks
    return text, ()
