"""Whether what a row of the table of triggers asks for holds of a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

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


def words_around(tree: Tree, verb: int) -> frozenset[str]:
    """Return what may make a phrase with a verb: "off", "office", "out of", "to power"."""
    near = list(tree.children(verb, *_PHRASAL))
    found = {a.lower for a in near}
    for n, a in enumerate(near):
        found |= {f"{a.lower} {b.lower}" for b in near[n + 1 :]}
        found |= {f"{a.lower} {b.lower}" for b in tree.children(a.i, "prep", "pobj")}
        found |= {f"{b.lower} {a.lower}" for b in tree.children(a.i, "compound", "amod")}
    return frozenset(found)


_PHRASAL: Final = "prt prep advmod agent aux dobj nsubjpass acomp npadvmod oprd attr dative".split()


def phrase_fits(trigger: Trigger, around: frozenset[str]) -> bool:
    """Whether a verb has about it the rest of a phrase: "break off", "come to power"."""
    _, _, rest = trigger.word.partition(" ")
    return not rest or rest in around


def holds(tree: Tree, clause: Clause, trigger: Trigger, cast: Cast) -> bool:
    # "call for", "agree on": the preposition itself brings what is called for.
    is_phrase = " " in trigger.word and not trigger.is_noun
    return all(
        (is_phrase and "obj" in alternatives)
        or any(_need(tree, clause, need, cast) for need in alternatives)
        for alternatives in trigger.needs
    )


def _need(tree: Tree, clause: Clause, need: str, cast: Cast) -> bool:
    if need[0] == "!":
        return not _need(tree, clause, need[1:], cast)
    part, colon, what = need.partition(":")
    if part == "near":
        return any(_is_member(tree, t.i, what) for t in tree.tokens)
    if colon:
        return any(is_one(tree, i, what, cast) for i in _nouns(tree, clause, part))
    if need in _SORTS:
        return any(is_one(tree, i, need, cast) for i in _counted(tree, clause.subjects))
    if need == "several":
        return _are_several(tree, clause, cast)
    if need == "place":
        return _has_place(tree, clause, cast)
    return _has(tree, clause, need)


def _nouns(tree: Tree, clause: Clause, part: str) -> tuple[int, ...]:
    if part == "subj":
        return _counted(tree, clause.subjects)
    if part in ("obj", "attr"):
        if not clause.objects and tree.child(clause.head, "prt") is None:
            # "agreed on a treaty", "wrote in a letter": what the verb's preposition brings.
            return tuple(n for word, n in clause.added if word in _BRINGING)
        return (*clause.objects, *_measured(tree, clause.objects))
    return tuple(n for word, n in clause.added if word == part)


def _has(tree: Tree, clause: Clause, need: str) -> bool:
    if need == "obj":
        return bool(clause.objects)
    if need == "passive":
        return clause.is_passive
    if need == "clause":
        return tree.child(clause.head, "ccomp") is not None
    if need == "inf":
        return any(t.tag == "VB" for t in tree.children(clause.head, "xcomp", "advcl", "ccomp"))
    if need == "prt":
        return tree.child(clause.head, "prt") is not None
    if need == "date":
        return True  # left to the one who dates
    return any(word == need for word, _ in clause.added)


_SORTS: Final = frozenset(("actor", "person", "company", "group", "force"))


def _counted(tree: Tree, nouns: Sequence[int]) -> tuple[int, ...]:
    """Add to nouns what they count: "thousands of miners", "six of the envoys"."""
    return (*nouns, *_measured(tree, nouns, "of"))


def _measured(tree: Tree, nouns: Sequence[int], *words: str) -> Iterator[int]:
    """Yield what a sum or a number is of: "$10 million in aid", "tons of food"."""
    for i in nouns:
        token = tree.tokens[i]
        if token.tag in ("CD", "$") or token.lower in _COUNTS:
            for prep in tree.children(i, "prep"):
                if prep.lower in (words or ("of", "in")):
                    yield from (t.i for t in tree.children(prep.i, "pobj"))


_COUNTS: Final = frozenset(
    "number group thousands hundreds dozens scores tens millions handful majority most some all "
    "many few several half third team column wave crowd crowds pair dozen lot rest part remainder "
    "none each both members member series string contingent batch shipload convoy kind one first "
    "last latest hundred thousand million billion trillion couple quarter worth more ton tons "
    "tonne tonnes barrels shipment shipments load loads doses package sum amount kilos bushels "
    "sacks crates pieces supply supplies flow truckload truckloads round rounds act acts".split()
)


def _are_several(tree: Tree, clause: Clause, cast: Cast) -> bool:
    if len(clause.subjects) > 1:
        return True
    return any(
        tree.tokens[i].tag in ("NNS", "NNPS") or tree.tokens[i].lower in ("they", "both")
        for i in clause.subjects
    )


_BRINGING: Final = frozenset(("on", "to", "for", "from", "into", "in"))

_KINDS: Final = {
    "person": ("person", "official"),
    "company": ("company", "organisation"),
    "group": ("crowd", "force", "group"),
    "force": ("force", "group"),
    "city": ("place",),
}


def is_one(tree: Tree, i: int, what: str, cast: Cast) -> bool:
    """Whether a noun is "actor", another sort of somebody, or one of a list of nouns."""
    if what[0] != "@" and (what == "actor" or what in _KINDS):
        referent = cast.refer(tree, i)
        if what == "actor":
            return is_actor(referent)
        if referent is not None and what == "group" and referent.is_plural:
            return referent.kind in (*_KINDS[what], "state")
        return referent is not None and referent.kind in _KINDS[what]
    return _is_member(tree, i, what)


def _is_member(tree: Tree, i: int, what: str) -> bool:
    token = tree.tokens[i]
    lemma = _singular(token)
    members = table().members(what)
    if token.text == "March":
        return False  # the month far more often than people who walk
    if lemma in members or token.lower in members:
        return True
    if token.is_name and any(t.lower in members for t in tree.children(i, "compound", "nmod")):
        return True  # "ambassador Jane Doe", "the carrier George Washington"
    if i and f"{tree.tokens[i - 1].lower} {lemma}" in members:
        return True
    if i > 1 and tree.tokens[i - 1].text == "-":
        return f"{tree.tokens[i - 2].lower}-{lemma}" in members
    # "NATO member states", "World Court": the noun that counts may stand before or be a name.
    if what in ("@court", "@bloc", "@assembly", "@craft"):
        return any(t.lower in members for t in tree.tokens[max(token.first, i - 3) : i + 1])
    return False


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


_PLACES: Final = frozenset(
    "city country capital town village region island border airport front base headquarters area "
    "province territory embassy camp palace site port battlefield district state world".split()
)


def _has_place(tree: Tree, clause: Clause, cast: Cast) -> bool:
    nouns = [*clause.objects]
    nouns += [
        n
        for word, n in clause.added
        if word in ("to", "in", "at", "from", "for", "into", "toward", "via")
    ]
    for i in nouns:
        referent = cast.refer(tree, i)
        if referent and (referent.place or referent.kind in ("state", "place")):
            return True
        if _singular(tree.tokens[i]) in _PLACES:
            return True
    return any(t.lower in ("home", "abroad", "here") for t in tree.children(clause.head, "advmod"))
