"""Who takes part in a happening, and in what role: everybody near it, weighed by how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.entries import PlaceEntry
from timeline.extraction.findings import ActorMention, Kind
from timeline.extraction.referents import Person, Referent
from timeline.extraction.weights import model
from timeline.extraction.what import Happening, own_tokens
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
_IN_ROLE: Final = frozenset(("acting", "acted", "noun", "host"))
_MOST: Final = 8
_LIKELY: Final = 0.3
_SAID: Final = frozenset(("ccomp", "xcomp"))
_ASIDE: Final = frozenset(("relcl", "parataxis", "advcl", "acl"))
_MUCH_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may take part, and the signs for and against it."""

    actor: ActorMention
    signs: tuple[str, ...]


def participants(options: Sequence[Option]) -> tuple[ActorMention, ...]:
    """Choose who takes part, the one who acts first, each state after who acts for it."""
    likely = model("actor").probability
    return tuple(o.actor for o in options if likely(o.signs) >= _LIKELY)[:_MOST]


def actor_options(
    happening: Happening,
    others: Sequence[Happening],
    places: Sequence[PlaceEntry],
    cast: Cast,
) -> list[Option]:
    """Return everybody in the sentence and before it who may take part, the nearest first.

    `others` are the happenings of the sentence, `places` where this one took place.
    """
    found: dict[str, Option] = {}
    standing = Counter[str]()
    for relation, referent in _related(happening, others, places, cast):
        for n, person in enumerate(referent.actors):
            key = person.slug or person.name
            if key in found:
                continue
            signs = _signs(happening, relation, referent, person, n, cast)
            known = min(standing[relation], 2)
            before = min(standing.total(), 5)
            sides = _sides(standing)
            signs += [
                f"{relation} after {known}",
                f"{relation} behind {before}",
                f"{relation} besides {sides}",
                f"{relation.partition(':')[0]} {happening.kind} besides {sides}",
            ]
            found[key] = Option(_mention(happening, relation, person, n), tuple(signs))
        standing[relation] += bool(referent.actors)
    return list(found.values())


def _sides(standing: Mapping[str, int]) -> str:
    """Return which sides of the deed somebody is known for already."""
    acting = standing["acting"] or standing["acting's"]
    acted = any(n for name, n in standing.items() if name[:5] == "acted" or name[:4] == "with")
    return "both" if acting and acted else "acting" if acting else "acted" if acted else "nobody"


def _signs(
    happening: Happening, relation: str, referent: Referent, person: Person, n: int, cast: Cast
) -> list[str]:
    rank = "self" if n == 0 else "state"
    group = relation.partition(":")[0]
    signs = [
        relation,
        f"{relation} {rank}",
        f"{relation} {person.kind}",
        f"{group} {happening.kind}",
        f"{group} {happening.kind} {rank} {person.kind}",
        f"{group} as {referent.kind}",
        f"{rank} {person.kind}",
        f"{group} {'noun' if happening.verb < 0 else 'verb'}",
        f"{group} {happening.status}",
    ]
    if cast.mention_count(person) >= _MUCH_NAMED:
        signs += ["much named", f"{group} much named"]
    if not person.slug:
        signs.append(f"unknown {person.kind}")
    return signs


def _mention(happening: Happening, relation: str, person: Person, n: int) -> ActorMention:
    acting, acted = _ROLES.get(happening.kind, ("", ""))
    group = relation.partition(":")[0]
    role = acting if group == "acting" else acted if group in ("acted", "host") else ""
    return ActorMention(person.name, person.slug, person.kind, person.country, role * (n == 0))


def _related(
    happening: Happening, others: Sequence[Happening], places: Sequence[PlaceEntry], cast: Cast
) -> Iterator[tuple[str, Referent]]:
    """Yield everybody near, each with the relation, from those who act to those named before."""
    tree, clause = happening.tree, happening.clause
    seen: set[int] = set()

    def named(i: int) -> Iterator[Referent]:
        seen.add(i)
        referent = cast.refer(tree, i)
        if referent and referent.actors:
            yield referent

    for i in clause.subjects:
        yield from (("acting", r) for r in named(i))
        yield from (("acting's", r) for r in cast.inside(tree, i))
    if happening.at != happening.verb:
        yield from (("noun", r) for r in cast.inside(tree, happening.at))
    for i in clause.objects:
        yield from (("acted", r) for r in named(i))
        yield from (("acted's", r) for r in cast.inside(tree, i))
    for word, i in clause.added:
        mark = word if word in _PARTNERS or word in ("in", "at", "into") else "other"
        yield from ((f"with:{mark}", r) for r in named(i))
        yield from ((f"with's:{mark}", r) for r in cast.inside(tree, i))
    for place in places[-1:]:
        state = cast.state(place.country) if place.country else None
        if state:
            yield "host", Referent((state,), state.name, "state")
    own = own_tokens(happening, others)
    for token in tree.tokens:
        if token.i in seen or not (token.is_noun or token.tag in ("JJ", "PRP", "PRP$")):
            continue
        if token.tag == "JJ" and cast.name_at(tree, token.i) is None:
            continue
        relation = _stand(tree, token, happening, own)
        yield from ((relation, r) for r in named(token.i))
    yield from _before(happening, cast)
    yield from cast.leads


def _stand(tree: Tree, token: Token, happening: Happening, own: frozenset[int]) -> str:
    """Return how a name of the sentence stands to a happening that does not govern it."""
    above = [token, *tree.up(token.i)]
    if happening.top in (t.i for t in above):
        path = [t.dep for t in above[: [t.i for t in above].index(happening.top)]]
        part = "said" if _SAID & set(path) else "aside" if _ASIDE & set(path) else "clause"
        return f"{part}:{'own' if token.i in own else 'other'}"
    governors = {t.i for t in tree.up(happening.top)}
    if token.head in governors and token.dep in ("nsubj", "nsubjpass"):
        return "teller"
    return "sentence:before" if token.i < happening.top else "sentence:after"


def _before(happening: Happening, cast: Cast) -> Iterator[tuple[str, Referent]]:
    """Yield who is named in the sentence before, subjects first."""
    index = happening.tree.index
    if not index:
        return
    sentences = cast.document.sentences
    seen = cast.memory.between(sentences[index - 1].start, sentences[index].start)
    where = "before" if sentences[index].paragraph == sentences[index - 1].paragraph else "above"
    for mention in sorted(seen, key=lambda s: not s.is_subject):
        part = "subject" if mention.is_subject else "other"
        yield f"{where}:{part}", mention.referent
