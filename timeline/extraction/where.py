"""Where a happening took place: every place near it, weighed by how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction.annotate import Token, Tree
from timeline.extraction.entries import NameMatch, PlaceEntry
from timeline.extraction.findings import Kind, PlaceMention
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.weights import model
from timeline.extraction.what import Happening, own_tokens
from timeline.extraction.who import Cast

_AT: Final = frozenset("in at near outside inside around across off over throughout within along "
                       "aboard above beneath through".split())  # fmt: skip
_TO: Final = frozenset("to into toward towards for onto".split())
_GOING: Final = frozenset((Kind.VISIT, Kind.MOBILIZATION))
# Kinds whose object is the place: one visits, invades, quits a country there.
_UPON: Final = frozenset((Kind.VISIT, Kind.ATTACK, Kind.DISASTER))
_LEAVING: Final = frozenset("withdraw pull retreat evacuate expel withdrawal pullout".split())
_LAND: Final = frozenset(
    "territory soil border borders waters airspace city town village province "
    "region coast island islands capital mainland desert port".split()
)
_SIZES: Final = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 4}
_LIKELY: Final = 0.3
_STRONG: Final = frozenset(("at", "upon", "after"))  # relations that name the place outright
_TELLING: Final = frozenset(("at", "upon", "after", "to", "clause", "sentence", "again"))
_MOST: Final = 3
_FOCUSED: Final = 2  # countries that an article is most about
_SENTENCES_BACK: Final = 3


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place where it may have happened, and the signs for and against it."""

    place: PlaceEntry
    relation: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the article has set before a happening is read."""

    dateline: PlaceEntry | None
    before: PlaceEntry | None  # where the last happening took place, if it is near
    is_same_sentence: bool  # as that one


def choose_places(options: Sequence[PlaceOption], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Choose where it happened, the most exact place first and its state last; often nowhere."""
    likely = model("place").probability
    ranked = sorted(((likely(o.signs), o) for o in options), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _LIKELY:
        return ()
    chosen = [o for p, o in ranked if p >= _LIKELY]
    best = chosen[0]
    inner = [o.place for o in chosen if o.place.country == best.place.country]
    more = [o.place for o in chosen if o.relation in _STRONG]
    first = min(inner, key=lambda p: _SIZES.get(p.kind, 2))
    found = list(dict.fromkeys((first, *inner, *more)))[:_MOST]
    return with_states(sorted(found, key=lambda p: _SIZES.get(p.kind, 2)), gazetteer)


def place_options(
    happening: Happening,
    others: Sequence[Happening],
    span: DateSpan,
    scene: Scene,
    cast: Cast,
) -> list[PlaceOption]:
    """Return every place in the sentence and before it where it may have happened."""
    acting = _country_of(happening.clause.subjects, happening, cast)
    acted = _country_of(happening.clause.objects, happening, cast)
    near = list(_related(happening, others, scene, acting, acted, cast))
    found: dict[str, PlaceOption] = {}
    for relation, place in near:
        if place.slug in found:
            continue
        country = place.country
        whose = "acting" if country == acting else "acted" if country == acted else "third"
        group = relation.partition(":")[0]
        signs = [
            relation,
            f"{relation} {place.kind}",
            f"{relation} {happening.kind}",
            f"{group} {happening.status}",
            f"{group} {place.kind} {happening.kind}",
            f"{group} {whose}",
            f"{happening.kind} {whose}",
            f"{group} {whose} {happening.kind}",
            f"{group} {'noun' if happening.verb < 0 else 'verb'}",
            f"{group} {_age(span, cast.on)}",
            f"{group} after {min(len(found), 3)}",
            f"after {min(len(found), 3)}",
            *_spoken_for(place, relation, near),
            *_in_focus(place, group, happening, cast),
        ]
        found[place.slug] = PlaceOption(place, relation, tuple(signs))
    return list(found.values())


def _spoken_for(
    place: PlaceEntry, relation: str, near: Sequence[tuple[str, PlaceEntry]]
) -> list[str]:
    """Return what else near speaks for a place or its country, and what for another."""
    signs: set[str] = set()
    group = relation.partition(":")[0]
    for other, beside in near:
        kind = other.partition(":")[0]
        if beside.slug == place.slug:
            if other != relation:
                signs.add(f"also {kind}")
        elif beside.country == place.country:
            signs.add(f"{'within' if beside.kind == 'country' else 'around'} {kind}")
        elif kind in _TELLING:
            signs.add(f"{group} against {kind}")
    return sorted(signs)


def _in_focus(place: PlaceEntry, group: str, happening: Happening, cast: Cast) -> list[str]:
    """Return how much the article is about a place's country."""
    rank = cast.focus.get(place.country, 9)
    much = "most" if rank == 0 else "next" if rank == 1 else "little"
    home = "home" if place.country and place.country == cast.home else "abroad"
    return [
        f"named {much}",
        f"{group} named {much}",
        f"{happening.kind} named {much}",
        f"{group} {home}",
        f"{happening.kind} {home} {much}",
    ]


def with_states(places: Sequence[PlaceEntry], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Return the places with what they lie in, up to the state."""
    found = list(dict.fromkeys(places))
    for place in places:
        parent = gazetteer.place(place.parent) if place.parent else None
        if parent is None or parent in found or parent.country != place.country:
            continue
        if parent.kind in ("city", "country"):
            found.append(parent)
    for place in places:
        country = _country(place, gazetteer)
        if country and country not in found and place.kind != "country":
            found.append(country)
    return tuple(found)


def mention(place: PlaceEntry) -> PlaceMention:
    """Return a place as a finding tells it."""
    return PlaceMention(
        place.name, place.slug, place.kind, place.country, place.latitude, place.longitude
    )


def _country(place: PlaceEntry, gazetteer: Gazetteer) -> PlaceEntry | None:
    state = gazetteer.state(place.country) if place.country else None
    return gazetteer.place(state.slug) if state else None


def _age(span: DateSpan, on: date) -> str:
    days = (on - span.latest).days
    return "ahead" if days < 0 else "today" if days < 2 else "this week" if days < 8 else "past"


def _country_of(nouns: Sequence[int], happening: Happening, cast: Cast) -> str:
    """Return the country of whoever the nouns mean, "" when nobody's."""
    for i in nouns:
        referent = cast.refer(happening.tree, i)
        for actor in referent.actors if referent else ():
            if actor.country:
                return actor.country
    return ""


def _related(
    happening: Happening,
    others: Sequence[Happening],
    scene: Scene,
    acting: str,
    acted: str,
    cast: Cast,
) -> Iterator[tuple[str, PlaceEntry]]:
    """Yield every place near, each with its relation, from its own words to the day's scene."""
    tree = happening.tree
    yield from _named(happening, cast)
    own = own_tokens(happening, others)
    for token in tree.tokens:
        place = _place_at(tree, token, cast)
        if place:
            side = "clause" if token.i in own else "sentence"
            yield f"{side}:{_mark(tree, token, cast)}", place
    if scene.before:
        yield "again:" + ("same" if scene.is_same_sentence else "before"), scene.before
    sentences = cast.document.sentences
    for back in range(1, min(_SENTENCES_BACK, tree.index) + 1):
        sentence = sentences[tree.index - back]
        for match in reversed(cast.between(sentence.start, sentence.end)):
            place = _place_of(match, cast)
            if place:
                yield f"back {back}:{_before(match, cast.document.text)}", place
    if scene.dateline:
        yield f"dateline:{'lead' if tree.index < 3 else 'later'}", scene.dateline
    yield from _lands(happening, scene, cast)
    for whose, country in (("acting", acting), ("acted", acted)):
        state = cast.gazetteer.state(country) if country else None
        home = cast.gazetteer.place(state.slug) if state else None
        if home:
            yield f"home:{whose}", home


def _lands(happening: Happening, scene: Scene, cast: Cast) -> Iterator[tuple[str, PlaceEntry]]:
    """Yield the states of where the article is: of its dateline, of the scene, named most."""
    for whose, place in (("dateline", scene.dateline), ("again", scene.before)):
        if place and (country := _country(place, cast.gazetteer)):
            yield f"land:{whose}", country
    for match in cast.between(happening.tree.sentence.start, happening.tree.sentence.end):
        place = _place_of(match, cast)
        if place and (country := _country(place, cast.gazetteer)):
            yield "land:sentence", country
    for code, rank in cast.focus.items():
        state = cast.gazetteer.state(code)
        land = cast.gazetteer.place(state.slug) if state else None
        if land and rank < _FOCUSED:
            yield f"focus:{rank}", land


def _place_at(tree: Tree, token: Token, cast: Cast) -> PlaceEntry | None:
    match = cast.name_at(tree, token.i)
    return _place_of(match, cast) if match else None


def _place_of(match: NameMatch, cast: Cast) -> PlaceEntry | None:
    """Return the place that a name means, a demonym that of its state."""
    if match.needs_context:
        return None
    if match.places:
        return cast.place_of(match)
    if match.form == "demonym" and match.actors and match.actors[0].kind == "state":
        return cast.gazetteer.place(match.actors[0].slug)
    return None


def _mark(tree: Tree, token: Token, cast: Cast) -> str:
    """Return how a place is written: after which preposition, as a subject, as a demonym."""
    match = cast.name_at(tree, token.i)
    if match and match.form == "demonym":
        return "demonym"
    while token.dep in ("compound", "conj", "appos", "nmod") and token.head != token.i:
        token = tree.tokens[token.head]
    above = tree.tokens[token.head]
    if token.dep == "pobj":
        return above.lower if above.lower in _AT | _TO | {"from", "of", "against"} else "other"
    return token.dep if token.dep in ("nsubj", "poss", "dobj", "nsubjpass") else "bare"


def _before(match: NameMatch, text: str) -> str:
    if match.form == "demonym":
        return "demonym"
    words = text[max(0, match.start - 20) : match.start].lower().split()
    word = words[-1] if words else ""
    return "at" if word in _AT else "to" if word in _TO else "bare"


def _named(happening: Happening, cast: Cast) -> Iterator[tuple[str, PlaceEntry]]:
    """Yield the places that the happening's own words give it outright."""
    tree, clause = happening.tree, happening.clause
    for preposition, noun in clause.added:
        relation = _relation(happening, preposition)
        if relation:
            yield from ((relation, place) for place in _at(tree, noun, cast))
    if happening.kind in _UPON:
        for noun in clause.objects:
            referent = cast.refer(tree, noun)
            if referent and referent.place and referent.kind in ("state", "place"):
                yield "upon", referent.place
            elif referent is None and tree.tokens[noun].lower in _LAND:
                yield from (("upon", place) for place in _at(tree, noun, cast))
    if happening.verb < 0:
        yield from (("after", place) for place in _right_after(tree, happening.at, cast))
    for noun in (*clause.objects, *clause.subjects, happening.at):
        if tree.tokens[noun].is_noun:
            yield from (("inside", place) for place in _inside(tree, noun, cast))


def _relation(happening: Happening, preposition: str) -> str:
    if preposition in _AT:
        return "at"
    if preposition in _TO:
        return "at" if happening.kind in _GOING else "to"
    if preposition in ("from", "of") and happening.lemma in _LEAVING:
        return "at"
    return ""


def _right_after(tree: Tree, noun: int, cast: Cast) -> Iterator[PlaceEntry]:
    """Yield the place of "killings in Belfast", whatever the parser hangs it on."""
    if noun + 1 < len(tree.tokens):
        after = tree.tokens[noun + 1]
        if after.dep == "prep" and after.lower in _AT:
            for inner in tree.children(after.i, "pobj"):
                yield from _at(tree, inner.i, cast)


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
    place = cast.place_of(match) if match and match.form != "demonym" else None
    if place:
        yield place
    elif match:
        return
    for child in tree.children(noun, "appos", "compound", "nmod", "amod", "poss"):
        inner = cast.name_at(tree, child.i)
        if inner and inner.form != "demonym" and inner is not match:
            yield from filter(None, [cast.place_of(inner)])
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
                if inner and inner.form != "demonym":
                    yield from filter(None, [cast.place_of(inner)])
