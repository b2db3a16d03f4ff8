"""What happened: the words that make an event, each with its clause, kind and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause, noun_clause, particle, verb_clause
from timeline.extraction.document import Sentence
from timeline.extraction.findings import Kind, Status
from timeline.extraction.referents import Referent
from timeline.extraction.status import noun_status, verb_status
from timeline.extraction.triggers import CANCEL, HYPHEN, OCCUR, SUPPORT, Trigger, table
from timeline.extraction.who import Cast


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a sentence tells it, not yet dated.

    `at` is the token that makes it one, `verb` the one that carries it in the sentence (itself,
    "held" for "talks", or -1 for a noun on its own).
    """

    tree: Tree
    at: int
    verb: int
    lemma: str
    trigger: Trigger
    status: Status
    clause: Clause
    is_quoted: bool
    needs_date: bool  # only worth telling when its own clause dates it

    @property
    def kind(self) -> Kind:
        return self.trigger.kind

    @property
    def deed(self) -> str:
        """The verb that tells it, whether the text uses it or its noun."""
        return self.trigger.verb or self.lemma

    @property
    def top(self) -> int:
        """The token that the whole event hangs on."""
        return self.verb if self.verb >= 0 else self.at


def worth_parsing(sentences: Sequence[Sentence]) -> list[tuple[int, Sentence]]:
    """Choose the sentences that could hold a dated event, with their numbers; cheap.

    Parsing is by far the dearest step. What matters stands in a sentence that speaks of time, in
    the one after it, or in the opening, and needs a word that makes an event.
    """
    dated = [_DATE.search(s.text) is not None for s in sentences]
    return [(n, s) for n, s in enumerate(sentences) if dated[n] or _has_trigger(s)]


_OPENING: Final = 6
_DATE: Final = re.compile(
    r"\b(?:[12]\d{3}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|tonight|ago|"
    r"last|next|later|earlier|(?:Jan|Febr)uary|March|April|May|June|July|August|"
    r"(?:Sept|Nov|Dec)ember|October|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|weeks?|months?|years?|"
    r"days?|hours?|weekend|spring|summer|autumn|winter|quarter|eve|overnight|nineteen)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[a-zé]+")


def _has_trigger(sentence: Sentence) -> bool:
    forms = _forms()
    return any(word in forms for word in _WORD.findall(sentence.text.lower()))


@cache
def _forms() -> frozenset[str]:
    words = table()
    verbs = (form for form, lemma in words.verb_lemmas.items() if lemma in words.verbs)
    return frozenset((*verbs, *words.noun_lemmas))


def find_happenings(tree: Tree, cast: Cast) -> list[Happening]:
    """Find what a sentence tells of, in order."""
    found = [h for token in tree.tokens for h in _of_noun(tree, token, cast)]
    carried = {h.verb for h in found}
    told = {h.at for h in found}  # "watched the invasion": the invasion is the event
    for token in tree.tokens:
        is_verb = token.tag[:2] == "VB" and token.dep not in ("aux", "auxpass", "amod", "compound")
        if is_verb and token.i not in carried:
            found += (
                h
                for h in _of_verb(tree, token, cast)
                if h.trigger.word or not told.intersection(h.clause.objects)
            )
    return sorted(found, key=lambda h: h.at)


# --- verbs --------------------------------------------------------------------------------


def _of_verb(tree: Tree, token: Token, cast: Cast) -> Iterator[Happening]:
    words = table()
    lemma = words.verb_lemmas.get(token.lower, "")
    triggers = words.verbs.get(lemma, ())
    status = verb_status(tree, token.i)
    if status is None:
        return
    clause = verb_clause(tree, token.i)
    for trigger in triggers:
        if _particle_fits(tree, token.i, trigger) and _holds(tree, clause, trigger, cast):
            yield Happening(
                tree, token.i, token.i, lemma, trigger, status, clause,
                _in_quotes(tree, token), _is_present(tree, token) or ("date",) in trigger.needs,
            )  # fmt: skip
            return
    if _is_told(tree, token, clause, status, cast):
        yield Happening(
            tree, token.i, token.i, token.lower, _guess(tree, clause, cast), status, clause,
            _in_quotes(tree, token), needs_date=True,
        )  # fmt: skip


# Any deed with a date of its own is worth showing to an editor, whatever its verb.
ANYTHING: Final = Trigger("", False, Kind.OTHER)
_NO_DEED: Final = frozenset(
    "is are was were been had has have having did does do said says say saying told tells asked "
    "began begin begun begins started seemed seems appeared appears remained remains stayed stood "
    "knew knows known thought thinks felt feels hoped hopes hoping wanted wants needed needs liked "
    "expected expects planned plans intended meant means continued continues kept keeps used based "
    "called named considered wondered believed believes believing described wrote added adding "
    "noted explained estimated quoted cited averaged compared due aged involved included including "
    "contained belonged consisted existed depended reflected showed shows proved caused related "
    "owned equal cost costs earned totaled supposed trying tried going".split()
)


# Where no row fits, the nouns about the verb tell the kind.
_BY_CLASS: Final = (
    ("@sanction", Kind.SANCTIONS),
    ("@truce", Kind.DEESCALATION),
    ("@protest", Kind.PROTEST),
    ("@protesters", Kind.PROTEST),
    ("@bomb", Kind.ATTACK),
    ("@weapon", Kind.MOBILIZATION),
    ("@force", Kind.MOBILIZATION),
    ("@disaster", Kind.DISASTER),
    ("@pact", Kind.AGREEMENT),
    ("@aid", Kind.AID),
    ("@law", Kind.LEGAL),
    ("@case", Kind.LEGAL),
    ("@money", Kind.ECONOMY),
)


def _guess(tree: Tree, clause: Clause, cast: Cast) -> Trigger:
    words = table()
    if tree.child(clause.head, "ccomp") and any(
        is_actor(cast.refer(tree, i)) for i in clause.subjects
    ):
        return replace(ANYTHING, kind=Kind.STATEMENT)
    nouns = [*clause.objects, *clause.subjects]
    for i in nouns:
        for name, kind in _BY_CLASS:
            if _is_one(tree, i, name, cast):
                return replace(ANYTHING, kind=kind)
    for i in nouns:
        for trigger in words.nouns.get(words.noun_lemmas.get(tree.tokens[i].lower, ""), ())[:1]:
            return replace(ANYTHING, kind=trigger.kind)
    if any(_is_one(tree, i, "company", cast) for i in clause.subjects):
        return replace(ANYTHING, kind=Kind.ECONOMY)
    return ANYTHING


def _is_told(tree: Tree, token: Token, clause: Clause, status: Status, cast: Cast) -> bool:
    """Whether a verb that no row has tells of a deed by or to somebody or something named."""
    if token.lower in _NO_DEED or token.dep not in _TELLING:
        return False
    if token.tag == "VB" and status is not Status.PLANNED:
        return False
    return any(
        tree.tokens[i].is_name
        or is_actor(cast.refer(tree, i))
        or any(t.lower == "the" or t.is_name for t in tree.children(i))
        for i in (*clause.subjects, *clause.objects, *(n for _, n in clause.added))
    )


_TELLING: Final = frozenset("ROOT conj ccomp relcl advcl xcomp acl".split())


def _particle_fits(tree: Tree, verb: int, trigger: Trigger) -> bool:
    _, _, rest = trigger.word.partition(" ")
    return not rest or rest in particle(tree, verb) or _object_follows(tree, verb, rest)


def _object_follows(tree: Tree, verb: int, rest: str) -> bool:
    return any(t.lower == rest for t in tree.children(verb, "dobj", "acomp", "advmod", "npadvmod"))


def _is_present(tree: Tree, token: Token) -> bool:
    """Whether a verb stands in the plain present, which tells habits as often as events."""
    if token.tag in ("VBZ", "VBP"):
        return True
    return token.tag == "VBG" and any(
        t.tag in ("VBZ", "VBP") and t.lower not in ("has", "have")
        for t in tree.children(token.i, "aux")
    )


def _holds(tree: Tree, clause: Clause, trigger: Trigger, cast: Cast) -> bool:
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
        return any(_is_one(tree, i, what, cast) for i in tokens)
    if need in ("actor", "person", "company", "group", "force"):
        return any(_is_one(tree, i, need, cast) for i in clause.subjects)
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


def _is_one(tree: Tree, i: int, what: str, cast: Cast) -> bool:
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


def is_actor(referent: Referent | None) -> bool:
    """Whether a noun means somebody who can act."""
    return (
        referent is not None
        and referent.kind != "place"
        and (bool(referent.actors) or referent.kind in ("official", "force", "crowd"))
    )


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


# --- nouns --------------------------------------------------------------------------------


def _of_noun(tree: Tree, token: Token, cast: Cast) -> Iterator[Happening]:
    if not token.is_noun and token.tag != "VBG":
        return
    words = table()
    lemma = words.noun_lemmas.get(token.lower, "")
    trigger = next((t for t in words.nouns.get(lemma, ()) if _phrase_fits(tree, token, t)), None)
    if trigger is None or token.tag == "VBG":
        trigger = _gerund(tree, token, cast)
    if trigger is None or token.dep in ("compound", "nmod", "amod") or _in_name(tree, token, cast):
        return
    if token.i + 1 < len(tree.tokens) and tree.tokens[token.i + 1].tag == "CD":
        return  # "Resolution 425" is a name
    status = noun_status(tree, token.i)
    of_acts = trigger.verb in _OF_ACTS and "of" not in trigger.patients
    clause = noun_clause(tree, token.i, trigger.patients, of_acts=of_acts)
    clause = replace(
        clause, subjects=tuple(i for i in clause.subjects if _may_act(tree, i, token.i, cast))
    )
    # What is signed is told by its object: "the signing of a pact" is an agreement.
    trigger = _by_object(tree, trigger, clause)
    verb, verb_lemma, occurs = _carrier(tree, token)
    if verb >= 0:
        above = verb_clause(tree, verb)
        status = _carried_status(tree, verb, verb_lemma, status)
        if status is None:
            return
        row = _row_of(tree, verb, verb_lemma, above, cast)
        if row and row.kind != trigger.kind:
            trigger = replace(row, verb=verb_lemma)
        if not occurs:
            clause = Clause(
                verb,
                above.subjects,
                (*clause.subjects, *clause.objects),
                (*above.added, *clause.added),
                above.is_passive,
            )
        yield Happening(
            tree, token.i, verb, verb_lemma, trigger, status, clause,
            _in_quotes(tree, token), _is_present(tree, tree.tokens[verb]),
        )  # fmt: skip
    elif status is not None:
        yield Happening(
            tree, token.i, -1, lemma, trigger, status, clause, _in_quotes(tree, token), True
        )


_OF_ACTS: Final = frozenset(
    "hold visit arrive travel resign die return leave surrender withdraw stage tour".split()
)


def _may_act(tree: Tree, i: int, noun: int, cast: Cast) -> bool:
    """Whether one who seems to act is named: "Israeli attack", but not "national vote"."""
    token = tree.tokens[i]
    if token.head != noun or token.dep not in ("amod", "compound", "nmod"):
        return True
    match = cast.name_at(tree, i)
    return match is not None and bool(match.actors)


def _gerund(tree: Tree, token: Token, cast: Cast) -> Trigger | None:
    """Read "China's brokering of restored ties" by the verb's own rows."""
    words = table()
    lemma = words.verb_lemmas.get(token.lower, "")
    if not token.lower.endswith("ing") or lemma not in words.verbs:
        return None
    if tree.child(token.i, "dobj", "aux") or tree.child(token.i, "poss", "det", "prep") is None:
        return None
    clause = noun_clause(tree, token.i, ("of",))
    if not clause.objects:
        return None
    for trigger in words.verbs[lemma]:
        if " " not in trigger.word and _holds(tree, clause, trigger, cast):
            return replace(trigger, is_noun=True, verb=lemma, patients=("of",))
    return None


def _phrase_fits(tree: Tree, token: Token, trigger: Trigger) -> bool:
    before = HYPHEN.sub(" - ", trigger.word).split()[:-1]
    return [t.lower for t in tree.tokens[max(0, token.i - len(before)) : token.i]] == before


def _in_name(tree: Tree, token: Token, cast: Cast) -> bool:
    """Whether the noun is part of a name: "the Council of Europe Convention", "Gulf War" is not."""
    match = cast.name_at(tree, token.i)
    return match is not None and bool(match.actors)


_TAKING: Final = frozenset(("signing", "issuance", "ratification", "formation", "creation",
                            "founding", "announcement", "publication"))  # fmt: skip


def _by_object(tree: Tree, trigger: Trigger, clause: Clause) -> Trigger:
    if trigger.word not in _TAKING:
        return trigger
    words = table()
    for i in clause.objects:
        lemma = words.noun_lemmas.get(tree.tokens[i].lower, tree.tokens[i].lower)
        for noun in words.nouns.get(lemma, ()):
            return replace(trigger, kind=noun.kind)
        if lemma in words.classes["@law"]:
            return replace(trigger, kind=Kind.LEGAL)
    return trigger


def _carrier(tree: Tree, token: Token) -> tuple[int, str, bool]:
    """Return the verb that carries a noun, its lemma, and whether the noun is its subject."""
    lemmas = table().verb_lemmas
    above = tree.tokens[token.head]
    label = token.dep
    while label == "conj" and above.is_noun:
        label, above = above.dep, tree.tokens[above.head]
    lemma = lemmas.get(above.lower, "")
    if above.tag[:2] == "VB":
        if label in ("dobj", "nsubjpass", "oprd") and (lemma in SUPPORT or lemma in CANCEL):
            return above.i, lemma, False
        if (
            label == "nsubj"
            and lemma in OCCUR
            and (lemma != "take" or any(t.lower == "place" for t in tree.children(above.i, "dobj")))
        ):
            return above.i, lemma, True
        if label in ("dobj", "nsubjpass") and _object_row(tree, above.i, lemma, token):
            return above.i, lemma, False
    elif above.dep == "prep" and above.lower in ("in", "out", "for", "on", "to"):
        # "engaged in talks", "went on strike", "left on a visit"
        verb = tree.tokens[above.head]
        if verb.tag[:2] == "VB" and verb.lower in ("engaged", "met", "participated", "went", "go"):
            return verb.i, lemmas.get(verb.lower, verb.lower), False
    return -1, "", False


def _object_row(tree: Tree, verb: int, lemma: str, noun: Token) -> bool:
    """Whether a row of the verb asks for this very noun as its object: "sign a treaty"."""
    words = table()
    wanted = words.noun_lemmas.get(noun.lower, noun.lower)
    return any(
        need.startswith("obj:") and wanted in words.members(need[4:])
        for trigger in words.verbs.get(lemma, ())
        if _particle_fits(tree, verb, trigger)
        for needs in trigger.needs
        for need in needs
    )


def _row_of(tree: Tree, verb: int, lemma: str, clause: Clause, cast: Cast) -> Trigger | None:
    """Return the verb's own row where its object decides: "lifted the embargo"."""
    for trigger in table().verbs.get(lemma, ()):
        exact = any(":" in need for needs in trigger.needs for need in needs)
        if exact and _particle_fits(tree, verb, trigger) and _holds(tree, clause, trigger, cast):
            return trigger
    return None


def _carried_status(tree: Tree, verb: int, lemma: str, status: Status | None) -> Status | None:
    own = verb_status(tree, verb)
    if own is None:
        return None
    if lemma in CANCEL and (lemma != "call" or "off" in particle(tree, verb)):
        return Status.CANCELLED
    if lemma in ("plan", "schedule", "prepare"):
        return Status.PLANNED
    if lemma in ("continue", "last") and own is Status.OCCURRED:
        return Status.ONGOING
    return own if status in (None, Status.OCCURRED) else status


# --- quotations ---------------------------------------------------------------------------


def _in_quotes(tree: Tree, token: Token) -> bool:
    """Whether a word stands in a quotation of some length; scare quotes are none."""
    opened: int | None = None
    spans: list[tuple[int, int]] = []
    for t in tree.tokens:
        if t.text in ('"', "``", "''"):
            if opened is None:
                opened = t.i
            else:
                spans.append((opened, t.i))
                opened = None
    if opened is not None:
        spans.append((opened, len(tree.tokens)))
    return any(a < token.i < b and b - a > 6 for a, b in spans)


def own_tokens(happening: Happening, others: Sequence[Happening]) -> frozenset[int]:
    """Return the tokens below a happening that belong to no other one below it."""
    tree = happening.tree
    clauses = ("conj", "ccomp", "advcl", "relcl", "acl", "parataxis")
    tops = {h.top for h in others if h.top != happening.top and tree.tokens[h.top].dep in clauses}
    tokens = tree.tokens
    found: set[int] = set()
    todo = [happening.top]
    while todo:
        i = todo.pop()
        found.add(i)
        todo += [c for c in tokens[i].children if c not in tops]
    return frozenset(found)
