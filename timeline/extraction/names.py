"""Finds the gazetteer's names in a text, in one pass over its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from re import Match

from timeline.extraction.cities import Cities
from timeline.extraction.entries import ActorEntry, NameMatch, PlaceEntry
from timeline.extraction.spelling import WORD, gap_key, key_lengths

# Before a doubtful name these say that a place is meant; the second set is too weak for
# surnames ("a letter to Clinton").
_WITHIN = frozenset({"in", "near", "outside", "around", "at"})
_TOWARDS = frozenset({"to", "from", "into", "through", "across", "of", "towards", "toward", "via"})
# Between a sentence's subject and a surname these are no other person's given name.
_TITLE_WORDS = """
Admiral Ambassador Ayatollah Chairman Chancellor Chief Col Colonel Commander Comrade Dr Elect
Emperor Gen General Gov Governor Imam Judge King Lady Leader Lord Marshal Mayor Minister Mr Mrs Ms
Mullah Pope Premier President Prince Prof Queen Rep Secretary Sen Senator Sheik Sheikh Sir Speaker
"""
# After a name these make it part of another: "Clinton Foundation", "Kennedy Airport".
_INSTITUTION_WORDS = """
Airport Avenue Bridge Center Centre College County Foundation Hospital Hotel Institute Island
Islands Jr Library Organization Park Prize Road School Square Sr Stadium Street Tower University
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_INSTITUTIONS = frozenset(_INSTITUTION_WORDS.split())
# Below this many people a name is taken for a city only with a sign beside it; higher where towns
# bear the names of persons.
_SMALL = 40_000
_SMALL_AMONG_SURNAMES = 150_000
_SURNAME_COUNTRIES = "US GB CA AU NZ IE ZA PH AR BR CL CO CU EC MX PE PY UY VE"
_NAMED_AFTER_PERSONS = frozenset(_SURNAME_COUNTRIES.split())
_LARGE = 1_000_000
_MOST_CITIES = 4


@dataclass(slots=True)
class Known:
    """What one key means in the tables: actors and places, and how the actors are written."""

    actors: tuple[ActorEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    form: str = "place"

    def add(self, entry: ActorEntry | PlaceEntry, form: str) -> None:
        """Take in one more meaning; a name weighs more than a demonym, a demonym than a seat."""
        if isinstance(entry, PlaceEntry):
            self.places += () if entry in self.places else (entry,)
            return
        ranks = ("name", "demonym", "seat", "place")
        if ranks.index(form) < ranks.index(self.form):
            self.form = form
        self.actors += () if entry in self.actors else (entry,)


@dataclass(slots=True)
class _Spot:
    """The words of a name in the text: indexes [first, last] into the list of words."""

    first: int
    last: int
    key: str


class NameFinder:
    """All that is needed to find names; keys are those of `spelling.name_key`."""

    def __init__(
        self,
        names: Mapping[str, Known],
        cities: Cities | None,
        *,
        doubtful: frozenset[str],
        given: frozenset[str],
        titles: frozenset[str],
    ) -> None:
        self._names = names
        self._cities = cities
        self._doubtful = doubtful
        self._given = given
        self._titles = titles | _TITLES
        self._one_word: Mapping[str, int] = cities.first if cities else {}
        self._lengths = dict(cities.lengths) if cities else {}
        for word, length in key_lengths(names).items():
            self._lengths[word] = max(length, self._lengths.get(word, 0))

    def places_of(self, key: str) -> tuple[PlaceEntry, ...]:
        """The places under a key: those of the tables, else cities."""
        known = self._names.get(key)
        if known and known.places:
            return known.places
        return self._cities.named(key)[:_MOST_CITIES] if self._cities else ()

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """All names in the text, in order, without overlap."""
        words = list(WORD.finditer(text))
        found: list[NameMatch] = []
        lengths = self._lengths
        one_word = self._one_word
        index = 0
        while index < len(words):
            word = words[index][0]
            length = lengths.get(word) or word in one_word
            # Names in capitals ("MOSCOW", "UNITED NATIONS") are looked up as if written small.
            if word.isupper() and len(word) > 2:
                length = max(length, lengths.get(word.capitalize(), 1))
            if length and (spot := self._spot(text, words, index, length)):
                if match := self._match(text, words, spot, found):
                    found.append(match)
                index = spot.last + 1
            else:
                index += 1
        return _settle(text, found)

    def _spot(
        self, text: str, words: Sequence[Match[str]], first: int, length: int
    ) -> _Spot | None:
        """The longest name that begins at a word."""
        key = words[first][0]
        keys = [key]
        for word in words[first + 1 : first + length]:
            gap = gap_key(text[words[first + len(keys) - 1].end() : word.start()])
            if gap is None:
                break
            key += gap + word[0]
            keys.append(key)
        for count in range(len(keys), 0, -1):
            key = keys[count - 1]
            # Three capitals are an abbreviation: "GAO" is not Gao in Mali.
            for form in (key, _small(key)) if key.isupper() and len(key) > 3 else (key,):
                if form in self._names or (self._cities and form in self._cities):
                    return _Spot(first, first + count - 1, form)
        return None

    def _match(
        self, text: str, words: Sequence[Match[str]], spot: _Spot, before: Sequence[NameMatch]
    ) -> NameMatch | None:
        start, end = words[spot.first].start(), words[spot.last].end()
        if "." in spot.key and text[end : end + 1] == "." and end - words[spot.last].start() < 3:
            end += 1  # the full stop of "U.S."
        known = self._names.get(spot.key) or Known()
        places = known.places
        if not places and self._cities and (not known.actors or known.form == "seat"):
            places = self._cities.named(spot.key)[:_MOST_CITIES]
        single = WORD.fullmatch(spot.key) is not None
        last_word = _neighbour(text, words, spot.first, -1)
        next_word = _neighbour(text, words, spot.last, +1)
        touches = before and before[-1].end >= start - 1 and not before[-1].needs_context
        actors = known.actors
        if single and not touches:
            if _is_name_part(last_word) and last_word in self._given:
                return None
            if actors and actors[0].kind == "person" and self._is_of_other(text, words, spot):
                actors = ()
        if single and self._is_given_name(spot.key, next_word):
            return None
        if single and next_word in _INSTITUTIONS and actors and actors[0].kind == "person":
            return None
        if not actors and not places:
            return None
        doubtful = self._is_doubtful(spot.key, known, places)
        if single and not doubtful and _is_lesser_city(known, places):
            doubtful = next_word not in self._lengths and self._stands_for_name(next_word)
            doubtful = doubtful or self._is_of_other(text, words, spot)
        needs = doubtful and not _has_sign(text, words, spot, last_word, single=single)
        form = known.form if actors else "place"
        return NameMatch(start, end, text[start:end], actors, places, form, needs)

    def _is_of_other(self, text: str, words: Sequence[Match[str]], spot: _Spot) -> bool:
        """Whether an unknown given name stands before a surname: "Neil Bush"."""
        word = _neighbour(text, words, spot.first, -1)
        if not _is_name_part(word) or word in self._titles or word in self._lengths:
            return False
        start = words[spot.first - 1].start()
        opens = text[max(0, start - 2) : start].strip(" ")
        return bool(opens) and (opens[-1].isalnum() or opens[-1] == ",") and not word.isupper()

    def _is_given_name(self, key: str, next_word: str) -> bool:
        """Whether the name is the first of a person that nobody here knows: "Jordan Smith"."""
        return (
            key in self._given
            and self._stands_for_name(next_word)
            and next_word not in self._lengths
        )

    def _stands_for_name(self, word: str) -> bool:
        return _is_name_part(word) and word not in self._titles

    def _is_doubtful(self, key: str, known: Known, places: Sequence[PlaceEntry]) -> bool:
        if any(a.kind == "person" for a in known.actors):
            return False  # looked at as a surname already
        if key in self._doubtful:
            return True
        if known.actors or known.places or not places:
            return False
        largest = max(places, key=lambda p: p.population)
        if key in self._given and largest.population < _LARGE:
            return True
        surnames = largest.country in _NAMED_AFTER_PERSONS
        return largest.population < (_SMALL_AMONG_SURNAMES if surnames else _SMALL)


def _small(key: str) -> str:
    return WORD.sub(lambda w: w[0].capitalize(), key)


def _neighbour(text: str, words: Sequence[Match[str]], index: int, step: int) -> str:
    """The word one space (or the point of an initial or title) away; "" where there is none."""
    other = index + step
    if not 0 <= other < len(words):
        return ""
    left, right = (words[other], words[index]) if step < 0 else (words[index], words[other])
    gap = text[left.end() : right.start()]
    if gap == ". " and step < 0 and len(left[0]) < 5:
        return left[0]
    return words[other][0] if gap in {" ", "\n", "\u00a0"} else ""


def _is_name_part(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper())


def _is_lesser_city(known: Known, places: Sequence[PlaceEntry]) -> bool:
    """Whether a part of an unknown name ("Mesa Airlines", "Uzi Arad") is likelier than a city."""
    return not known.actors and not known.places and places[0].population < _LARGE


def _has_sign(
    text: str, words: Sequence[Match[str]], spot: _Spot, last_word: str, *, single: bool
) -> bool:
    """Whether a preposition or a dateline says that a doubtful name is meant as a place."""
    following = text[words[spot.last].end() : words[spot.last].end() + 3]
    if words[spot.last][0].isupper() and following.lstrip()[:1] in {"(", "-", "\u2013", "\u2014"}:
        return True  # a dateline: "READING (Reuters)"
    after = _neighbour(text, words, spot.last, +1)
    if single and _is_name_part(after) and after not in _TITLES:
        return False  # "in Lincoln Center", "in Jackson Hole"
    return last_word in _WITHIN or (not single and last_word in _TOWARDS)


def _settle(text: str, found: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    """Let "Birmingham, Alabama" and "Atlanta, Georgia" explain each other."""
    settled = list(found)
    for index in range(len(settled) - 1):
        inner, outer = settled[index], settled[index + 1]
        if text[inner.end : outer.start] not in {", ", ",\n"} or not inner.places:
            continue
        pairs = [(p, q) for q in outer.places for p in inner.places if _lies_in(p, q)]
        if not pairs:
            continue
        places = tuple(dict.fromkeys(p for p, _ in pairs))
        settled[index] = replace(inner, places=places, needs_context=False)
        outers = tuple(dict.fromkeys(q for _, q in pairs))
        is_state = any(q.kind == "country" for q in outers)
        actors = outer.actors if is_state else ()
        settled[index + 1] = replace(
            outer, places=outers, actors=actors, needs_context=False, form=outer.form
        )
    return tuple(settled)


def _lies_in(inner: PlaceEntry, outer: PlaceEntry) -> bool:
    if inner == outer or inner.kind == "country":
        return False
    if outer.kind == "country":
        return inner.country == outer.country
    return outer.kind == "region" and inner.parent == outer.slug
