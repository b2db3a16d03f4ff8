"""Whether what a row of the table of triggers asks for holds of a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause, particle
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


def particle_fits(tree: Tree, verb: int, trigger: Trigger) -> bool:
    _, _, rest = trigger.word.partition(" ")
    return not rest or rest in particle(tree, verb) or _object_follows(tree, verb, rest)


def _object_follows(tree: Tree, verb: int, rest: str) -> bool:
    return any(t.lower == rest for t in tree.children(verb, "dobj", "acomp", "advmod", "npadvmod"))


def holds(tree: Tree, clause: Clause, trigger: Trigger, cast: Cast) -> bool:
    # "call for", "agree on": the preposition itself brings what is called for.
    is_phrase = " " in trigger.word and not trigger.is_noun
    return all(
        (is_phrase and "obj" in alternatives)
        or any(_need(tree, clause, need, cast) for need in alternatives)
        for alternatives in trigger.needs
    )


def _need(tree: Tree, clause: Clause, need: str, cast: Cast) -> bool:  # noqa: PLR0911 - one a need
    part, colon, what = need.partition(":")
    if colon:
        if part == "subj":
            tokens = clause.subjects
        elif part in ("obj", "attr"):
            # "agreed on a treaty", "wrote in a letter": what the verb's preposition brings.
            tokens = clause.objects + tuple(n for word, n in clause.added if word in _BRINGING)
            tokens += tuple(_measured(tree, clause.objects))
        else:
            tokens = tuple(n for word, n in clause.added if word == part)
        return any(is_one(tree, i, what, cast) for i in tokens)
    if need in ("actor", "person", "company", "group", "force"):
        return any(is_one(tree, i, need, cast) for i in clause.subjects)
    if need == "several":
        return _are_several(tree, clause, cast)
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
    if need == "place":
        return _has_place(tree, clause, cast)
    if need == "date":
        return True  # left to the one who dates
    return any(word == need for word, _ in clause.added)


def _measured(tree: Tree, objects: Sequence[int]) -> Iterator[int]:
    """Yield what a sum or number is of: "$10 million in aid", "tons of food"."""
    for i in objects:
        for prep in tree.children(i, "prep"):
            if prep.lower in ("in", "of"):
                yield from (t.i for t in tree.children(prep.i, "pobj"))


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
    referent = cast.refer(tree, i)
    if what == "actor":
        return is_actor(referent)
    if what in _KINDS:
        if referent is not None and what == "group" and referent.is_plural:
            return referent.kind in (*_KINDS[what], "state")
        return referent is not None and referent.kind in _KINDS[what]
    words = table()
    token = tree.tokens[i]
    lemma = _singular(token)
    members = words.members(what)
    if i > 1 and tree.tokens[i - 1].text == "-":
        lemma = f"{tree.tokens[i - 2].lower}-{lemma}"
    if lemma in members or token.lower in members:
        return True
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
