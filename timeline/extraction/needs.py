"""Whether what a row of the table of triggers asks for holds of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause
from timeline.extraction.referents import Referent
from timeline.extraction.triggers import Trigger, table
from timeline.extraction.who import Cast


def is_actor(referent: Referent | None) -> bool:
    """Whether a noun means somebody who can act."""
    return (
        referent is not None
        and referent.kind != "place"
        and (bool(referent.actors) or referent.kind in ("official", "force", "crowd"))
    )


def words_around(tree: Tree, verb: int, lemma: str) -> frozenset[str]:
    """Return what may make a phrase with a verb: "off", "office", "out of", "to power"."""
    depth = table().phrasal.get(lemma, 0)
    if not depth:
        return frozenset()
    near = [t for t in tree.children(verb, *_PHRASAL) if not _is_of_day(tree, t)]
    found = {a.lower for a in near}
    if depth > 1:
        for n, a in enumerate(near):
            found |= {f"{a.lower} {b.lower}" for b in near[n + 1 :]}
            found |= {f"{a.lower} {b.lower}" for b in tree.children(a.i, "prep", "pobj")}
            found |= {f"{b.lower} {a.lower}" for b in tree.children(a.i, "compound", "amod")}
    return frozenset(found)


def _is_of_day(tree: Tree, word: Token) -> bool:
    """Whether a preposition only brings a day: "fired on Monday" is not "fired on the crowd"."""
    return word.dep == "prep" and any(_DAY(t.lower) for t in tree.children(word.i, "pobj"))


_DAY: Final = re.compile(
    "(?:sun|mon|tues|wednes|thurs|fri|satur)day$|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)"
    "[a-z]*\\.?$|may$|(?:1[0-9]|20)[0-9]{2}s?$|day$|week$|month$|year$|morning$|evening$|afternoon$|night$"
).match
_PHRASAL: Final = "prt prep advmod agent aux dobj nsubjpass acomp npadvmod oprd attr dative".split()


def phrase_fits(trigger: Trigger, around: frozenset[str]) -> bool:
    """Whether a verb has about it the rest of a phrase: "break off", "come to power"."""
    return not trigger.rest or trigger.rest in around


class _Need(NamedTuple):
    """One condition of a row, taken apart: of which nouns, and what they must be."""

    is_not: bool
    part: str  # "subj", "obj", "near", a preposition; "" where no noun is asked for
    name: str
    sorts: tuple[str, ...]  # of somebody
    nouns: frozenset[str]
    is_wide: bool  # a noun before the one that counts will do: "World Court", "NATO members"


@cache
def _read(need: str) -> _Need:
    is_not, need = need[0] == "!", need.removeprefix("!")
    part, _, what = need.rpartition(":")
    if not part and what in SORTS:
        part = "subj"
    if what in SORTS:
        return _Need(is_not, part, what, (what,), _NONE, is_wide=False)
    sorts = tuple(_ALSO.intersection(what.split(",")))
    nouns = table().members(what) if part else _NONE
    return _Need(is_not, part, what, sorts, nouns, is_wide=what in _WIDE)


SORTS: Final = {
    "actor": (),
    "person": ("person", "official"),
    "company": ("company", "organisation"),
    "group": ("crowd", "force", "group"),
    "crowd": ("crowd",),
    "force": ("force", "group"),
    "city": ("place",),
    "name": (),  # of whom nothing need be known
}
_ALSO: Final = frozenset(("actor", "person", "city"))  # beside nouns; "force" may be one itself
_WIDE: Final = frozenset(("@court", "@bloc", "@assembly", "@craft"))
_NONE: Final = frozenset[str]()


class Reading:
    """A clause as the rows of the table ask about it; what was looked up once is kept."""

    __slots__ = ("_cast", "_clause", "_found", "_known", "_spelled", "_tree")

    def __init__(self, tree: Tree, clause: Clause, cast: Cast) -> None:
        self._tree = tree
        self._clause = clause
        self._cast = cast
        self._found: dict[str, tuple[int, ...]] = {}
        self._spelled: dict[tuple[str, bool], frozenset[str]] = {}
        self._known: dict[str, bool] = {}

    def fits(self, trigger: Trigger) -> bool:
        """Whether all needs of a row hold."""
        # "call for", "agree on": the preposition itself brings what is called for.
        is_phrase = bool(trigger.rest)
        for alternatives in trigger.needs:
            if is_phrase and "obj" in alternatives:
                continue
            for need in alternatives:
                known = self._known.get(need)
                if self._find_out(need) if known is None else known:
                    break
            else:
                return False
        return True

    def _find_out(self, text: str) -> bool:
        need = _read(text)
        known = self._known[text] = self._holds(need) != need.is_not
        return known

    def _holds(self, need: _Need) -> bool:
        if need.part:
            if need.nouns and not need.nouns.isdisjoint(self._spellings(need.part, need.is_wide)):
                return True
            return any(self._is_of(i, sort) for sort in need.sorts for i in self._nouns(need.part))
        if need.name == "several":
            return self._are_several()
        if need.name == "place":
            return self._has_place()
        return self._has(need.name)

    def _has(self, name: str) -> bool:
        clause, tree = self._clause, self._tree
        if name == "obj":
            return bool(clause.objects)
        if name == "passive":
            return clause.is_passive
        if name == "clause":
            return tree.child(clause.head, "ccomp") is not None
        if name == "inf":
            return any(t.tag == "VB" for t in tree.children(clause.head, "xcomp", "advcl", "ccomp"))
        if name == "date":
            return True  # left to the one who dates
        return any(word == name and not _DAY(tree.tokens[n].lower) for word, n in clause.added)

    def _nouns(self, part: str) -> tuple[int, ...]:
        found = self._found.get(part)
        if found is None:
            found = self._found[part] = tuple(self._look_up(part))
        return found

    def _look_up(self, part: str) -> Iterator[int]:
        clause = self._clause
        if part == "near":
            yield from range(len(self._tree.tokens))
        elif part == "subj":
            yield from clause.subjects
            yield from self._measured(clause.subjects, ("of",))
        elif part not in ("obj", "attr"):
            yield from (n for word, n in clause.added if word == part)
        elif clause.objects or self._tree.child(clause.head, "prt"):
            yield from clause.objects
            yield from self._measured(clause.objects, ("of", "in"))
        else:
            # "agreed on a treaty", "wrote in a letter": what the verb's preposition brings.
            yield from (n for word, n in clause.added if word in _BRINGING)

    def _measured(self, nouns: Sequence[int], words: tuple[str, ...]) -> Iterator[int]:
        """Yield what a sum or a number is of: "$10 million in aid", "six of the envoys"."""
        for i in nouns:
            token = self._tree.tokens[i]
            if token.tag in ("CD", "$") or token.lower in _COUNTS:
                for prep in self._tree.children(i, "prep"):
                    if prep.lower in words:
                        yield from (t.i for t in self._tree.children(prep.i, "pobj"))

    def _spellings(self, part: str, is_wide: bool) -> frozenset[str]:
        key = part, is_wide
        found = self._spelled.get(key)
        if found is None:
            words = (word for i in self._nouns(part) for word in self._names(i, is_wide))
            found = self._spelled[key] = frozenset(words)
        return found

    def _names(self, i: int, is_wide: bool) -> Iterator[str]:
        """Yield what a noun may be called in the table."""
        tokens = self._tree.tokens
        token = tokens[i]
        if token.text == "March":
            return  # the month far more often than people who walk
        lemma = _singular(token)
        yield lemma
        yield token.lower
        if i:
            yield f"{tokens[i - 1].lower} {lemma}"
        if i > 1 and tokens[i - 1].text == "-":
            yield f"{tokens[i - 2].lower}-{lemma}"
        if token.is_name:
            yield token.lower.removesuffix("s")  # "Wildfires destroyed": the first word of all
            # "ambassador Jane Doe", "the carrier George Washington"
            yield from (t.lower for t in self._tree.children(i, "compound", "nmod"))
        if is_wide:
            yield from (t.lower for t in tokens[max(token.first, i - 3) : i])

    def _is_of(self, i: int, sort: str) -> bool:
        if sort == "name":
            return self._tree.tokens[i].is_name
        referent = self._cast.refer(self._tree, i)
        if sort == "actor":
            return is_actor(referent)
        if referent is None:
            return False
        if sort == "group" and referent.is_plural and referent.kind == "state":
            return True
        return referent.kind in SORTS[sort]

    def _are_several(self) -> bool:
        subjects = [self._tree.tokens[i] for i in self._clause.subjects]
        if len(subjects) > 1:
            return True
        return any(t.tag in ("NNS", "NNPS") or t.lower in ("they", "both") for t in subjects)

    def _has_place(self) -> bool:
        clause, tree = self._clause, self._tree
        for i in (*clause.objects, *(n for word, n in clause.added if word in _WHERE)):
            referent = self._cast.refer(tree, i)
            if referent and (referent.place or referent.kind in ("state", "place")):
                return True
            if _singular(tree.tokens[i]) in _PLACES:
                return True
        adverbs = tree.children(clause.head, "advmod")
        return any(t.lower in ("home", "abroad", "here") for t in adverbs)


_BRINGING: Final = frozenset(("on", "to", "into", "in"))
_WHERE: Final = frozenset(
    "to in at from for into toward towards via between through across near around".split()
)
_COUNTS: Final = frozenset(
    "number group thousands hundreds dozens scores tens millions handful majority most some all "
    "many few several half third team column wave crowd crowds pair dozen lot rest part remainder "
    "none each both members member series string contingent batch shipload convoy kind one first "
    "last latest hundred thousand million billion trillion couple quarter worth more ton tons "
    "tonne tonnes barrels shipment shipments load loads doses package sum amount kilos bushels "
    "sacks crates pieces supply supplies flow truckload truckloads round rounds act acts".split()
)
_PLACES: Final = frozenset(
    "city country capital town village region island border airport front base headquarters area "
    "province territory embassy camp palace site port battlefield district state world frontier "
    "coast compound zone valley front lines south north east west mountains".split()
)


def _singular(token: Token) -> str:
    lower = token.lower
    if token.tag in ("NNS", "NNPS"):
        if lower.endswith("ies"):
            return f"{lower[:-3]}y"
        if lower.endswith(("ches", "shes", "sses", "xes")):
            return lower[:-2]
        if lower.endswith("men"):
            return f"{lower[:-3]}man"
        return lower.removesuffix("s")
    return lower
