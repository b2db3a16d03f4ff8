"""Who does what to whom in a clause, read off the tree: subjects, objects, prepositions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.extraction.annotate import Token, Tree


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb, or a noun that tells of a doing, and what belongs to it, as token numbers.

    Conjuncts stand beside one another. `is_passive` only where the verb is; then the objects
    are what was its grammatical subject.
    """

    head: int
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    added: tuple[tuple[str, int], ...]  # (preposition, noun), in order
    is_passive: bool = False


_SUBJECT = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")


def verb_clause(tree: Tree, verb: int) -> Clause:
    """Return what belongs to a verb, its subject sought above it when it has none of its own."""
    passive = is_passive(tree, verb)
    subjects = _joined(tree, tree.children(verb, *_SUBJECT))
    objects = _joined(tree, tree.children(verb, "dobj", "attr", "oprd", "dative"))
    if passive:
        objects = _joined(tree, tree.children(verb, *_PASSIVE)) + objects
    added = tuple(_added(tree, verb))
    agents = tuple(noun for word, noun in added if word == "by")
    if passive:
        subjects = agents
        objects = objects or _raised(tree, verb)
    elif not subjects:
        subjects = _raised(tree, verb)
    elif not objects and tree.tokens[verb].dep == "relcl":
        objects = _left_out(tree, verb)
    return Clause(
        verb, _relatives(tree, verb, subjects), _relatives(tree, verb, objects), added, passive
    )


def noun_clause(
    tree: Tree, noun: int, patients: tuple[str, ...], *, of_acts: bool = False
) -> Clause:
    """Return who does and who suffers what a noun tells of: "Iraq's invasion of Kuwait".

    `of_acts` where "of" marks who acts: "the arrival of the king".
    """
    added = tuple(_added(tree, noun))
    owners = _joined(tree, (t for t in tree.children(noun, "poss") if t.tag[:3] != "WP$"))
    subjects = owners + tuple(n for word, n in added if word in ("by", "between", "among"))
    objects = tuple(n for word, n in added if word in patients)
    if not subjects and "from" not in patients:
        subjects = tuple(n for word, n in added if word == "from")
    if of_acts and not subjects:
        subjects = tuple(n for word, n in added if word == "of")
    if not subjects:
        # "the signing of a pact between A and B": whoever signs stands with what is signed.
        subjects = tuple(
            n for i in objects for word, n in _added(tree, i) if word in ("between", "among")
        )
    for modifier in tree.children(noun, "amod", "compound", "nmod"):
        if modifier.tag in ("JJ", "NNP", "NNPS", "NNS", "NN") and modifier.i not in subjects:
            if subjects and not objects and modifier.dep == "compound":
                objects += (modifier.i,)
            else:
                subjects += (modifier.i,)
    return Clause(noun, subjects, objects, added)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is passive, with or without its auxiliary ("a city besieged since")."""
    if any(True for _ in tree.children(verb, "auxpass", *_PASSIVE)):
        return True
    token = tree.tokens[verb]
    if token.tag != "VBN" or tree.child(verb, "aux", "dobj", "nsubj"):
        return False
    if token.dep == "conj":
        return tree.child(verb, *_SUBJECT) is None and is_passive(tree, token.head)
    return token.dep in ("acl", "advcl", "ROOT", "dep") or tree.child(verb, "agent") is not None


def particle(tree: Tree, verb: int) -> frozenset[str]:
    """Return the particles and prepositions that hang on a verb: "break off", "call for"."""
    found = set()
    for child in tree.children(verb, "prt", "prep", "advmod", "agent", "aux"):
        found.add(child.lower)
        found |= {f"{child.lower} {t.lower}" for t in tree.children(child.i, "prep")}
    return frozenset(found)


def _joined(tree: Tree, tokens: Iterator[Token]) -> tuple[int, ...]:
    return tuple(i for token in tokens for i in tree.joined(token.i))


def _added(tree: Tree, head: int, depth: int = 0) -> Iterator[tuple[str, int]]:
    for prep in tree.children(head, "prep", "agent", "dative"):
        for noun in tree.children(prep.i, "pobj"):
            nouns = _relatives(tree, head, tree.joined(noun.i))
            yield from ((prep.lower, i) for i in nouns)
        if depth < 2:
            # "out of Kuwait", "from Baghdad to Basra": the second hangs on the first.
            yield from _added(tree, prep.i, depth + 1)


def _raised(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the subject that a verb shares with what it hangs on."""
    token = tree.tokens[verb]
    head = tree.tokens[token.head]
    if token.head == verb:
        return ()
    if token.dep in ("relcl", "acl") and head.is_noun:
        if token.dep == "acl" and token.tag == "VB":
            # "plans to visit": whoever plans.
            owners = _joined(tree, tree.children(head.i, "poss"))
            return owners or (_of_verb(tree, head.i) if head.dep in ("dobj", "attr") else ())
        return tree.joined(head.i)
    if token.dep == "pcomp":
        above = tree.tokens[head.head]
        return _subjects_of(tree, above.i)
    if token.dep in ("xcomp", "advcl", "conj", "ccomp", "dep") and head.is_verb:
        if token.dep == "xcomp":
            # "ordered the fleet to sail": whom the order is given to.
            told = _joined(tree, tree.children(head.i, "dobj"))
            if told and tree.child(verb, "aux"):
                return told
        return _subjects_of(tree, head.i)
    if token.dep in ("xcomp", "advcl", "acomp"):
        return _subjects_of(tree, head.i)
    return ()


def _subjects_of(tree: Tree, i: int, depth: int = 0) -> tuple[int, ...]:
    own = _joined(tree, tree.children(i, *_SUBJECT, *_PASSIVE))
    if own or depth > 4:
        return _relatives(tree, i, own)
    head = tree.tokens[i].head
    return _raised(tree, i) if head != i else ()


def _of_verb(tree: Tree, noun: int) -> tuple[int, ...]:
    head = tree.tokens[noun].head
    return _subjects_of(tree, head) if tree.tokens[head].is_verb else ()


def _relatives(tree: Tree, verb: int, nouns: tuple[int, ...]) -> tuple[int, ...]:
    """Put in place of "who" and "which" what they stand for."""
    found: list[int] = []
    for i in nouns:
        token = tree.tokens[i]
        if token.tag in ("WP", "WDT") or (token.lower == "that" and token.dep in _SUBJECT):
            above = next((t for t in [tree.tokens[verb], *tree.up(verb)] if t.dep == "relcl"), None)
            found += _antecedent(tree, above, token) if above else []
        else:
            found.append(i)
    return tuple(found)


def _antecedent(tree: Tree, clause: Token, pronoun: Token) -> tuple[int, ...]:
    """Return what a relative clause speaks of; "who" speaks of the nearest name before it."""
    head = tree.tokens[clause.head]
    if pronoun.lower in ("who", "whom") and not head.is_name:
        names = [t.i for t in tree.tokens[: pronoun.i] if t.is_name and t.dep != "compound"]
        if names and head.i < names[-1]:
            return (names[-1],)
    return tree.joined(clause.head)


def _left_out(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the object that "a treaty he had rejected" has before it."""
    pronouns = [t for t in tree.children(verb) if t.tag in ("WDT", "WP", "WRB")]
    stranded = any(not t.children for t in tree.children(verb, "prep"))
    held = any(
        t.tag in ("WDT", "WP") for p in tree.children(verb, "prep") for t in tree.children(p.i)
    )
    if pronouns or stranded or held:
        return ()
    return tree.joined(tree.tokens[verb].head)
