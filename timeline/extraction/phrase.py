"""Words of a sentence said shorter: noun phrases and clauses for headlines, names made plain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.inflection import past
from timeline.extraction.referents import Referent
from timeline.extraction.who import Cast

# What is left out at every level, and what more from a level on: 0 is fullest, 3 tightest.
_NEVER: Final = frozenset("punct appos relcl parataxis intj meta dep advcl npadvmod predet mark "
                          "prep_time nsubj_time".split())  # fmt: skip
_LEVEL_OF: Final = {"advmod": 0, "acl": 1, "agent": 2}
_NAMED: Final = frozenset(
    ("person", "state", "body", "organisation", "group", "court", "company", "place")
)
_NO_PREPOSITION: Final = frozenset("after before since until during despite amid following while "
                                   "because as without than including by".split())  # fmt: skip
_THE_FIRST: Final = frozenset(
    "united soviet netherlands philippines maldives gambia bahamas european czech dominican "
    "central vatican pentagon kremlin white u.s. u.n. u.k. us un uk eu seychelles comoros ivory "
    "democratic persian black red baltic mediterranean arab middle".split()
)
_THE_LAST: Final = frozenset(
    "court council union bank league organization organisation nations republic states kingdom "
    "islands committee commission agency assembly party army ministry fund parliament house sea "
    "community front movement group association congress senate alliance federation emirates "
    "gulf strait office department bank strip river ocean desert canal".split()
)
_FIRST_PERSON: Final = frozenset("i we my our me us ours you your".split())
_SHORT: Final = {
    "United States": "U.S.",
    "United Kingdom": "UK",
    "United Nations": "UN",
    "European Union": "EU",
    "United Nations Security Council": "UN Security Council",
    "United Nations General Assembly": "UN General Assembly",
}
_POINTING: Final = {"this": "the", "that": "the", "these": "the", "those": "the"}
_BACKSHIFT: Final = {
    "will": "would", "can": "could", "may": "might", "shall": "should", "is": "was",
    "are": "were", "has": "had", "have": "had", "does": "did", "do": "did", "'ll": "would",
    "'s": "was", "n't": "not", "wo": "would", "ca": "could", "am": "was", "'re": "were",
    "'ve": "had",
}  # fmt: skip


class Phrases:
    """Short wordings out of one tree; `dates` are the tokens that speak of time."""

    def __init__(self, tree: Tree, cast: Cast, dates: frozenset[int]) -> None:
        self.tree = tree
        self.cast = cast
        self.dates = dates
        self.subjects: frozenset[str] = frozenset()  # names of whom the line is about

    def nouns(self, nouns: Sequence[int], *, level: int, is_first: bool = False) -> list[str]:
        """Return "China, Russia and Iran": all that are joined to these, at most three."""
        every = list(dict.fromkeys(j for i in nouns for j in self.tree.joined(i)))
        parts: list[list[str]] = []
        for n, i in enumerate(every):
            words = self.noun(i, level=level, is_first=is_first and n == 0)
            if words and words not in parts:
                parts.append(words)
        if len(parts) > 4:
            parts = [*parts[:2], ["others"]]
        if len(parts) < 2:
            return parts[0] if parts else []
        words = [w for part in parts[:-1] for w in [*part[:-1], f"{part[-1]},"]]
        words[-1] = words[-1].removesuffix(",")
        return [*words, "and", *parts[-1]]

    def noun(self, i: int, *, level: int, is_first: bool = False) -> list[str]:
        """Return one noun phrase; a name stands for all that is said about it."""
        token = self.tree.tokens[i]
        referent = self.cast.refer(self.tree, i) if token.dep != "attr" else None
        if token.tag in ("PRP", "PRP$") and (referent is None or not referent.actors):
            return []
        if referent and referent.kind in _NAMED and not self._is_people(referent, token):
            label = _SHORT.get(referent.label, referent.label) if level else referent.label
            words = label.split()
            if is_first:
                return capital(words)
            return ["the", *words] if takes_the(words, referent.kind) else words
        words = self._words(token, level, is_first=is_first)
        return capital(words) if is_first else words

    def bare(self, i: int, *, without: set[int]) -> list[str]:
        """Return a noun with its plain modifiers only, without article."""
        words: list[str] = []
        for child in self.tree.children(i, "amod", "compound", "nmod", "nummod"):
            if child.i > i or child.i in without or child.i in self.dates:
                continue
            if child.lower in _NOT_SAID:
                continue
            words += self._flat(child)
        token = self.tree.tokens[i]
        return _glue([*words, token.text if token.is_name else token.lower])

    def preposition(self, prep: Token, *, level: int) -> list[str]:
        """Return "with Iran"; nothing when it speaks of time or holds nothing."""
        nouns = [t.i for t in self.tree.children(prep.i, "pobj")]
        if prep.lower in _NO_PREPOSITION or self._is_time(prep):
            return []
        words = self.nouns(nouns, level=level) if nouns else []
        inner = [self.preposition(p, level=level) for p in self.tree.children(prep.i, "prep")]
        for more in inner[:1]:
            words = [*more, *words] if not nouns else words
        return [prep.lower, *words] if words else []

    def clause(self, verb: Token, *, level: int) -> list[str]:
        """Return what is said, promised or demanded; a finite clause one step back in tense."""
        tree = self.tree
        subject = tree.child(verb.i, "nsubj", "nsubjpass", "expl")
        is_finite = (
            subject is not None and tree.child(verb.i, "mark") is None
        ) or verb.dep == "ccomp"
        to_first = any(t.lower == "to" for t in tree.children(verb.i, "aux"))
        shifts = is_finite and not to_first
        if shifts and subject is None:
            return []
        if any(
            t.tag in ("WDT", "WP", "WRB") or t.lower in _FIRST_PERSON
            for t in tree.tokens[verb.first : verb.last + 1]
            if t.head == verb.i or t.dep == "poss"
        ):
            return []
        words: list[str] = []
        has_aux = any(t.dep in ("aux", "auxpass") and t.i < verb.i for t in tree.children(verb.i))
        for token in sorted([*tree.children(verb.i), verb], key=lambda t: t.i):
            if token.i == verb.i:
                words.append(_back(token, has_aux=has_aux) if shifts else token.lower)
            elif token.i in self.dates:
                continue
            elif token.dep in ("nsubj", "nsubjpass", "expl"):
                inner = (
                    [token.lower]
                    if token.tag == "EX" or (token.tag == "PRP" and not self._is_other(token))
                    else self.noun(token.i, level=max(level, 1))
                )
                if not inner:
                    return []
                words += inner
            elif token.dep in ("aux", "auxpass", "neg"):
                words.append(_BACKSHIFT.get(token.lower, token.lower) if shifts else token.lower)
            elif token.dep in ("dobj", "attr", "oprd", "dative") and token.is_noun | (
                token.tag == "PRP"
            ):
                words += self.nouns([token.i], level=level) or [token.lower]
            elif token.dep == "prt":
                words.append(token.lower)
            elif token.dep in ("acomp", "xcomp", "ccomp") and (level < 3 or token.dep == "acomp"):
                words += self.clause(token, level=level)
            elif token.dep == "prep" and token.i > verb.i and level < 3:
                words += self.preposition(token, level=level)
        return words

    def is_plural(self, nouns: Sequence[int]) -> bool:
        """Whether "were" follows."""
        if len({j for i in nouns for j in self.tree.joined(i)}) > 1:
            return True
        token = self.tree.tokens[nouns[0]]
        referent = self.cast.refer(self.tree, nouns[0])
        if referent and referent.kind in _NAMED:
            return self._is_people(referent, token)
        return token.tag in ("NNS", "NNPS") or token.lower in ("police", "people")

    def _is_other(self, pronoun: Token) -> bool:
        """Whether a pronoun means somebody the line has not named."""
        referent = self.cast.refer(self.tree, pronoun.i)
        return (
            bool(self.subjects)
            and referent is not None
            and bool(referent.actors)
            and referent.actors[0].name not in self.subjects
        )

    def _is_people(self, referent: Referent, token: Token) -> bool:
        return referent.is_plural and token.tag in ("NNS", "NNPS")

    def _is_time(self, token: Token) -> bool:
        return any(i in self.dates for i in range(token.first, token.last + 1)) and any(
            t.i in self.dates or t.first in self.dates for t in self.tree.children(token.i)
        )

    def _words(self, token: Token, level: int, *, is_first: bool) -> list[str]:
        """Return a common noun as the text has it, without what only adorns it."""
        words: list[str] = []
        prepositions = 0
        for child in sorted([*self.tree.children(token.i), token], key=lambda t: t.i):
            if child.i == token.i:
                words.append(token.text)
            elif child.i in self.dates or child.dep in _NEVER:
                continue
            elif child.dep == "det":
                if not is_first:
                    words.append(_POINTING.get(child.lower, child.lower))
            elif child.dep == "poss":
                words += self._owner(child, is_first=is_first and not words)
            elif (
                child.dep in ("amod", "compound", "nmod", "nummod", "quantmod")
                and child.i < token.i
            ):
                if level < 3 or child.dep != "amod" or self.cast.name_at(self.tree, child.i):
                    words += self._flat(child)
            elif child.dep == "prep" and child.i > token.i:
                if prepositions < 2 - level or (child.lower == "of" and level < 3):
                    prepositions += 1
                    words += self.preposition(child, level=min(level + 1, 3))
            elif child.dep == "acl" and child.tag == "VB" and level < 2:
                words += self.clause(child, level=level + 1)
        return _glue(words)

    def _owner(self, child: Token, *, is_first: bool) -> list[str]:
        if child.tag == "PRP$" and not self._is_other(child):
            return [child.lower]
        inner = self.noun(child.i, level=2, is_first=is_first)
        if not inner:
            return []
        return [*inner[:-1], f"{inner[-1]}’" if inner[-1].endswith("s") else f"{inner[-1]}’s"]

    def _flat(self, child: Token) -> list[str]:
        """Return a modifier with all that stands under it, hyphens and all."""
        return [
            self.tree.tokens[j].text
            for j in range(child.first, child.last + 1)
            if j not in self.dates and self.tree.tokens[j].text not in ('"', "``", "''", ",")
        ]


_NOT_SAID: Final = frozenset("planned upcoming proposed scheduled forthcoming expected alleged "
                             "reported recent past last next new".split())  # fmt: skip


def takes_the(words: Sequence[str], kind: str) -> bool:
    """Whether a name takes the article inside a sentence: "the United States"."""
    if words[0].lower() in ("the", "a", "an") or kind in ("person", "company"):
        return False
    if words[0].lower() in _THE_FIRST:
        return words[-1].lower() not in ("asia", "america", "europe", "africa", "korea")
    return len(words) > 1 and words[-1].lower() in _THE_LAST


def with_the(name: str) -> list[str]:
    """Return the words of a place as they stand inside a sentence."""
    words = name.split()
    return ["the", *words] if takes_the(words, "place") else words


def capital(words: Iterable[str]) -> list[str]:
    """Return the words as they open a line: no article, a capital letter."""
    found = list(words)
    if len(found) > 1 and found[0].lower() in ("the", "a", "an"):
        found = found[1:]
    return [found[0][:1].upper() + found[0][1:], *found[1:]] if found else []


def _back(verb: Token, *, has_aux: bool) -> str:
    """Return a verb one step back in tense, as reported speech has it."""
    lower = verb.lower
    if has_aux or verb.tag not in ("VBZ", "VBP"):
        return lower
    if lower in _BACKSHIFT:
        return _BACKSHIFT[lower]
    return past(bare(verb))


def bare(verb: Token) -> str:
    """Return a verb of the present without its ending: "expires" → "expire"."""
    lower = verb.lower
    if verb.tag != "VBZ":
        return lower
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    if lower.endswith(("ches", "shes", "sses", "xes", "oes")):
        return lower[:-2]
    return lower.removesuffix("s")


def _glue(words: Sequence[str]) -> list[str]:
    """Join what the parser took apart: "anti", "-", "war"."""
    line = " ".join(words)
    for apart, joined in ((" - ", "-"), (" 's", "’s"), (" ’s", "’s"), ("$ ", "$"), (" %", "%")):
        line = line.replace(apart, joined)
    return line.split()
