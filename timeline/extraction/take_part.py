"""Who takes part in a happening, and in what role, by subject and object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.extraction.findings import ActorMention, Kind
from timeline.extraction.referents import Person, Referent
from timeline.extraction.what import Happening
from timeline.extraction.who import Cast

# What the one who acts and the one acted upon are called, by kind; equals have no role.
_ROLES: Final = {
    Kind.VISIT: ("visitor", "host"),
    Kind.ATTACK: ("attacker", "target"),
    Kind.LEGAL: ("court", "accused"),
    Kind.SANCTIONS: ("sender", "target"),
    Kind.AID: ("donor", "recipient"),
    Kind.COERCION: ("actor", "target"),
    Kind.THREAT: ("source", "target"),
    Kind.STATEMENT: ("speaker", "addressee"),
}
_PARTNERS: Final = frozenset(
    "with against by between among to for on of over toward towards from".split()
)
_MOST: Final = 8


def participants(happening: Happening, cast: Cast) -> tuple[ActorMention, ...]:
    """Return who takes part, the one who acts first, each state after who acts for it."""
    acting, acted = _ROLES.get(happening.kind, ("", ""))
    found: dict[str, ActorMention] = {}
    for referents, role in ((_acting(happening, cast), acting), (_acted(happening, cast), acted)):
        for referent in referents:
            for n, person in enumerate(referent.actors):
                key = person.slug or person.name
                if key not in found and len(found) < _MOST:
                    found[key] = _mention(person, role if n == 0 else "")
    return tuple(found.values())


def _mention(person: Person, role: str) -> ActorMention:
    return ActorMention(person.name, person.slug, person.kind, person.country, role)


def _acting(happening: Happening, cast: Cast) -> Iterator[Referent]:
    tree = happening.tree
    for i in happening.clause.subjects:
        yield from _of(happening, cast, i)
    if happening.verb >= 0 and happening.at != happening.verb:
        yield from cast.inside(tree, happening.at)


def _acted(happening: Happening, cast: Cast) -> Iterator[Referent]:
    tree, clause = happening.tree, happening.clause
    for i in clause.objects:
        yield from _of(happening, cast, i)
    for word, i in clause.added:
        if word in _PARTNERS:
            yield from _of(happening, cast, i)
    if happening.verb < 0:
        yield from cast.inside(tree, happening.at)
    if happening.kind is Kind.STATEMENT:
        for word, i in clause.added:
            referent = cast.refer(tree, i) if word == "in" else None
            if referent and referent.kind in ("organisation", "company", "body"):
                yield referent
    if happening.kind is Kind.VISIT:
        for word, i in clause.added:
            if word in ("in", "into", "at"):
                yield from _host(happening, cast, i)
    yield from _told_of(happening, cast)


def _of(happening: Happening, cast: Cast, i: int) -> Iterator[Referent]:
    referent = cast.refer(happening.tree, i)
    if referent:
        if referent.actors:
            yield referent
        elif referent.place and happening.kind in (Kind.ATTACK, Kind.VISIT):
            yield from _state_of(referent, cast)
    yield from cast.inside(happening.tree, i)


def _host(happening: Happening, cast: Cast, i: int) -> Iterator[Referent]:
    referent = cast.refer(happening.tree, i)
    if referent and (referent.place or referent.kind == "state"):
        yield from _state_of(referent, cast) if not referent.actors else [referent]


def _state_of(referent: Referent, cast: Cast) -> Iterator[Referent]:
    """Yield the state in which a place lies: to strike a city is to strike its state."""
    if referent.place and referent.place.country:
        state = cast.state(referent.place.country)
        if state:
            yield Referent((state,), state.name, "state")


def _told_of(happening: Happening, cast: Cast) -> Iterator[Referent]:
    """Yield who else the clause names: whom a demand is about, against whom a force is sent.

    Not those who only mark a place, and not what hangs on as an aside; but what is said is
    taken in whole.
    """
    tree = happening.tree
    is_said = happening.kind in (Kind.STATEMENT, Kind.THREAT)
    todo = [(happening.top, False)]
    while todo:
        at, inside = todo.pop(0)
        for child in tree.children(at):
            if child.dep in _ASIDE and not inside:
                continue
            if child.dep == "prep" and child.lower not in _PARTNERS and not is_said:
                continue
            todo.append((child.i, inside or (is_said and child.dep in ("ccomp", "xcomp"))))
            if child.is_noun or child.tag == "JJ":
                match = cast.name_at(tree, child.i)
                referent = cast.refer(tree, child.i) if match or child.is_noun else None
                if referent and referent.actors:
                    yield referent


_ASIDE: Final = frozenset(("relcl", "parataxis", "advcl"))
