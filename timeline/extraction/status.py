"""How real the text makes what a word tells of: it happened, it is planned, denied, or neither."""

from __future__ import annotations

from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.findings import Status
from timeline.extraction.inflection import verb_forms

_PLANNING: Final = frozenset(
    "expect schedule plan intend aim prepare agree promise pledge vow decide slate propose "
    "arrange commit undertake offer resolve opt elect project announce tip".split()
)
_UNREAL: Final = frozenset(
    "want try seek refuse decline fail urge call ask demand threaten hope consider wish need like "
    "prefer struggle attempt authorize allow permit enable invite encourage press pressure "
    "persuade convince appeal advise warn forbid prevent avoid stop fear doubt dread discourage "
    "contemplate weigh debate discuss oppose favor favour support recommend require beg instruct "
    "deter dissuade tempt afford hesitate".split()
)
_CLAIMING: Final = frozenset("allege claim accuse suspect believe contend charge assert".split())
_LEMMAS: Final = verb_forms([*_PLANNING, *_UNREAL, *_CLAIMING, "deny", "have", "go", "see"])
_HYPOTHETICAL: Final = frozenset("may might could can should must ought cannot ca".split())
_FUTURE: Final = frozenset("will would shall 'll wo 'd".split())
_CONDITION: Final = frozenset("if unless whether provided lest".split())
_HABIT: Final = frozenset(
    "often usually always frequently regularly annually routinely daily never "
    "sometimes normally typically rarely generally".split()
)
_PLANNED_NOUN: Final = frozenset(
    "planned upcoming proposed scheduled forthcoming expected future imminent next anticipated "
    "intended projected".split()
)
_UNREAL_NOUN: Final = frozenset(
    "possible potential any no further threatened hypothetical eventual another-possible would-be "
    "feared such every all future-possible attempted failed annual regular frequent new-possible "
    "alternative unlikely likely".split()
)
_ALLEGED: Final = frozenset("alleged reported suspected purported".split())
_ALLEGEDLY: Final = frozenset("allegedly reportedly apparently purportedly supposedly".split())
_PLAN_NOUNS: Final = frozenset(
    "plan plans intention decision agreement promise pledge vow commitment preparations "
    "preparation resolution deal proposal order orders".split()
)


def verb_status(tree: Tree, verb: int) -> Status | None:
    """Return the status of what a verb tells; None where the text does not say that it is so."""
    status = _own(tree, verb)
    return None if status is None else _above(tree, verb, status)


def noun_status(tree: Tree, noun: int) -> Status | None:
    """Return the status of what a noun tells, by its modifiers and by the verb above it."""
    status = Status.OCCURRED
    for child in tree.children(noun, "amod", "det", "neg"):
        if child.lower in _UNREAL_NOUN:
            return None
        if child.lower in _PLANNED_NOUN:
            status = Status.PLANNED
        if child.lower in _ALLEGED:
            status = Status.ALLEGED
    token = tree.tokens[noun]
    for above in tree.up(noun):
        if above.is_verb:
            own = _own(tree, above.i)
            if _lemma(above) in _UNREAL or own is None:
                # To fear "an attack" is one thing, to fear for those hurt in "the attack" another.
                return status if _is_definite(tree, noun) else None
            return _above(tree, above.i, own) and _sterner(status, own)
        if above.lower in ("plans", "plan", "preparations", "calls", "call", "hopes", "threat",
                           "risk", "fear", "fears", "possibility", "prospect", "chance", "bid",
                           "demand", "demands", "request", "proposal", "proposals"):  # fmt: skip
            return Status.PLANNED if above.lower in _PLAN_NOUNS else None
        if above.is_noun and token.dep == "compound":
            return None
        token = above
    return status


def _is_definite(tree: Tree, noun: int) -> bool:
    return any(
        t.dep == "poss" or t.lower in ("the", "this", "that")
        for t in tree.children(noun, "det", "poss")
    )


def _sterner(noun: Status, verb: Status) -> Status:
    return noun if noun is not Status.OCCURRED else verb


def _own(tree: Tree, verb: int) -> Status | None:
    """Judge by the verb's own auxiliaries and adverbs, and by those it shares with a conjunct."""
    token = tree.tokens[verb]
    status = Status.OCCURRED
    for child in tree.children(verb):
        if child.dep == "neg" or child.lower in _HABIT:
            return None
        if child.dep == "mark" and child.lower in _CONDITION:
            return None
        if child.dep == "advmod" and child.lower in _ALLEGEDLY:
            status = Status.ALLEGED
        if child.dep == "aux" and child.tag == "MD":
            if child.lower in _HYPOTHETICAL:
                return None
            status = Status.PLANNED
    aux = list(tree.children(verb, "aux", "auxpass"))
    if token.tag == "VBG" and any(c.lower in ("is", "are", "am", "'s", "'re") for c in aux):
        status = Status.ONGOING if status is Status.OCCURRED else status
    if token.dep == "conj" and not aux and tree.tokens[token.head].is_verb:
        shared = _own(tree, token.head)
        is_bare = token.tag in ("VB", "VBN", "VBG") or shared is None
        if is_bare and token.tag in ("VB", tree.tokens[token.head].tag):
            return shared if status is Status.OCCURRED else status
    return status


def _above(tree: Tree, verb: int, status: Status) -> Status | None:  # noqa: C901, PLR0911, PLR0912
    """Judge by what the clause hangs on, up to the main verb."""
    token = tree.tokens[verb]
    for above in tree.up(verb):
        lemma = _lemma(above)
        if token.dep == "relcl" and above.is_noun:
            return status
        if token.dep == "pcomp" and above.lower == "by":
            return status  # the means were real even where the end was only sought
        if (
            token.dep in ("xcomp", "ccomp", "advcl")
            and token.tag == "VB"
            and _has_to(tree, token.i)
        ):
            if token.dep == "advcl" and lemma not in _PLANNING:
                return None  # a purpose: "arrived to mediate"
            if _own(tree, above.i) is None:
                return None
            if lemma in _PLANNING or above.lower in ("due", "set", "going", "about", "ready", "is",
                                                     "are", "was", "were", "likely"):  # fmt: skip
                status = Status.PLANNED
            elif lemma in _UNREAL or above.tag[:2] in ("JJ", "NN"):
                return None
        elif token.dep == "acl" and token.tag == "VB" and _has_to(tree, token.i):
            if any(t.lower in ("first", "last", "only", "latest") for t in tree.children(above.i)):
                token = above
                continue  # "the first official to visit": he did
            return Status.PLANNED if above.lower in _PLAN_NOUNS else None
        elif token.dep == "ccomp" and any(
            t.tag in ("WP", "WRB", "WDT") for t in tree.children(token.i)
        ):
            return status  # "investigate who shot him": that he was shot is certain
        elif token.dep == "ccomp" and above.is_verb:
            if _is_beside(tree, token.i, above.i):
                return status
            if lemma == "deny":
                status = Status.DENIED
            elif lemma in _CLAIMING:
                status = Status.ALLEGED
            elif lemma in _UNREAL:
                return None
            if _own(tree, above.i) is None:
                return None
        elif token.dep == "xcomp" and above.is_verb and token.tag == "VBG":
            own = _own(tree, above.i)
            if own is None or lemma in _UNREAL:
                return None
            status = own if status is Status.OCCURRED else status
        elif token.dep in ("pcomp", "xcomp") and lemma == "accuse":
            status = Status.ALLEGED
        elif (token.dep in ("pcomp", "xcomp", "acl") and lemma in _UNREAL) or (
            token.dep in ("advcl", "conj", "pcomp")
            and above.is_verb
            and _conditional(tree, above.i)
        ):
            return None
        elif token.dep == "prep" and above.is_verb and lemma == "accuse":
            status = Status.ALLEGED
        token = above
    return status


def _is_beside(tree: Tree, verb: int, above: int) -> bool:
    """Whether the parser hangs on a verb what stands beside it: "she resigned; voters will ..."."""
    return verb < above and any(t.text == ";" for t in tree.tokens[verb:above])


def _conditional(tree: Tree, verb: int) -> bool:
    return any(c.lower in _CONDITION for c in tree.children(verb, "mark"))


def _has_to(tree: Tree, verb: int) -> bool:
    return any(c.lower == "to" for c in tree.children(verb, "aux"))


def _lemma(token: Token) -> str:
    return _LEMMAS.get(token.lower, token.lower)
