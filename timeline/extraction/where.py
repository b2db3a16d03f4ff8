"""Where a happening took place: "in", "at", "near" in its clause, or by being visited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.extraction.annotate import Tree
from timeline.extraction.entries import PlaceEntry
from timeline.extraction.findings import Kind, PlaceMention
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.what import Happening
from timeline.extraction.who import Cast

_AT: Final = frozenset("in at near outside inside around across off over throughout within along "
                       "aboard above beneath through".split())  # fmt: skip
_TO: Final = frozenset("to into toward towards for onto".split())
_GOING: Final = frozenset((Kind.VISIT, Kind.MOBILIZATION))
# Kinds whose object is the place: one visits, invades, quits a country there.
_UPON: Final = frozenset((Kind.VISIT, Kind.ATTACK, Kind.DISASTER))
_LEAVING: Final = frozenset(
    "withdraw pull retreat evacuate expel withdrawal pullout retreat".split()
)


def places_of(happening: Happening, cast: Cast) -> tuple[PlaceEntry, ...]:
    """Return where it happened, the most exact place first and its state last; often nowhere."""
    found: list[PlaceEntry] = []
    for place in _named(happening, cast):
        if place not in found:
            found.append(place)
    found.sort(key=lambda p: _SIZES.get(p.kind, 2))
    return with_states(found[:3], cast.gazetteer)


_SIZES: Final = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 4}


def with_states(places: list[PlaceEntry], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Return the places with what they lie in, up to the state."""
    found: list[PlaceEntry] = []
    for place in places:
        if place not in found:
            found.append(place)
    for place in places:
        parent = gazetteer.place(place.parent) if place.parent else None
        if parent is None or parent in found or parent.country != place.country:
            continue
        if parent.kind in ("city", "region", "country"):
            found.append(parent)
    for place in places:
        state = gazetteer.state(place.country) if place.country else None
        country = gazetteer.place(state.slug) if state else None
        if country and country not in found and place.kind != "country":
            found.append(country)
    return tuple(found)


def mention(place: PlaceEntry) -> PlaceMention:
    """Return a place as a finding tells it."""
    return PlaceMention(
        place.name, place.slug, place.kind, place.country, place.latitude, place.longitude
    )


def _named(happening: Happening, cast: Cast) -> Iterator[PlaceEntry]:
    tree, clause = happening.tree, happening.clause
    words = _AT
    if happening.kind in _GOING:
        words = words | _TO
    if happening.lemma in _LEAVING:
        words = words | {"from", "of"}
    for preposition, noun in clause.added:
        if preposition in words:
            yield from _at(tree, noun, cast)
    if happening.kind in _UPON:
        for noun in clause.objects:
            referent = cast.refer(tree, noun)
            if referent and referent.place and referent.kind in ("state", "place"):
                yield referent.place
            elif referent is None and tree.tokens[noun].lower in _LAND:
                yield from _at(tree, noun, cast)
    if happening.verb < 0:
        yield from _right_after(tree, happening.at, cast)
    for noun in (*clause.objects, *clause.subjects, happening.at):
        if tree.tokens[noun].is_noun:
            yield from _inside(tree, noun, cast)


def _right_after(tree: Tree, noun: int, cast: Cast) -> Iterator[PlaceEntry]:
    """Yield the place of "killings in Belfast", whatever the parser hangs it on."""
    if noun + 1 < len(tree.tokens):
        after = tree.tokens[noun + 1]
        if after.dep == "prep" and after.lower in _AT:
            for inner in tree.children(after.i, "pobj"):
                yield from _at(tree, inner.i, cast)


_LAND: Final = frozenset(
    "territory soil border borders waters airspace city town village province "
    "region coast island islands capital mainland desert port".split()
)


def _inside(tree: Tree, noun: int, cast: Cast, depth: int = 0) -> Iterator[PlaceEntry]:
    """Yield the places that a noun's own prepositions give: "a clinic in Atlanta"."""
    for prep in tree.children(noun, "prep"):
        for inner in tree.children(prep.i, "pobj"):
            if prep.lower in _AT:
                for i in tree.joined(inner.i):
                    yield from _at(tree, i, cast)
            elif depth < 2:
                # "a treaty on Crimea in Moscow": the parser hangs "in" on the nearest noun.
                yield from _inside(tree, inner.i, cast, depth + 1)


def _at(tree: Tree, noun: int, cast: Cast) -> Iterator[PlaceEntry]:
    """Yield the place that a noun is, or that stands within its phrase: "the port of Odesa"."""
    match = cast.name_at(tree, noun)
    if match and match.places and match.form != "demonym":
        yield match.places[0]
    elif match:
        return
    for child in tree.children(noun, "appos", "compound", "nmod", "amod", "poss"):
        inner = cast.name_at(tree, child.i)
        if inner and inner.places and inner.form != "demonym" and inner is not match:
            yield inner.places[0]
    if tree.tokens[noun].lower in _LAND:
        # "Iranian territory", "the Ethiopian capital"
        for child in tree.children(noun, "amod", "compound", "nmod"):
            adjective = cast.name_at(tree, child.i)
            if adjective and adjective.form == "demonym":
                place = cast.gazetteer.place(adjective.actors[0].slug)
                if place:
                    yield place
    for prep in tree.children(noun, "prep"):
        if prep.lower in ("of", "near"):
            for child in tree.children(prep.i, "pobj"):
                inner = cast.name_at(tree, child.i)
                if inner and inner.places and inner.form != "demonym":
                    yield inner.places[0]
