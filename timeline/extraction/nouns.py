"""What the nouns of a sentence tell, alone or with the verb that carries them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause, noun_clause, particle, verb_clause
from timeline.extraction.findings import Kind, Status
from timeline.extraction.happening import Happening, in_quotes, is_present
from timeline.extraction.needs import Reading, phrase_fits, words_around
from timeline.extraction.status import noun_status, verb_status
from timeline.extraction.triggers import CANCEL, HYPHEN, OCCUR, SUPPORT, Trigger, table
from timeline.extraction.who import Cast


def of_noun(tree: Tree, token: Token, cast: Cast) -> Iterator[Happening]:
    if not token.is_noun and token.tag != "VBG":
        return
    words = table()
    lemma = words.noun_lemmas.get(token.lower, "")
    trigger = next((t for t in words.nouns.get(lemma, ()) if _fits(tree, token, t, cast)), None)
    if trigger is None or token.tag == "VBG":
        trigger = _gerund(tree, token, cast)
    if trigger is None or token.dep in ("compound", "nmod", "amod") or _in_name(tree, token, cast):
        return
    if token.i + 1 < len(tree.tokens) and tree.tokens[token.i + 1].tag == "CD":
        return  # "Resolution 425" is a name
    if token.text == "March" or (token.is_name and tree.tokens[token.head].lower == "of"):
        return  # a month; "the Palace of the Revolution"
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
        if row and row.kind != trigger.kind and " " not in trigger.word:
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
            in_quotes(tree, token), is_present(tree, tree.tokens[verb]),
        )  # fmt: skip
    elif status is not None:
        yield Happening(
            tree, token.i, -1, lemma, trigger, status, clause, in_quotes(tree, token), True
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
    reading = Reading(tree, clause, cast)
    for trigger in words.verbs[lemma]:
        if " " not in trigger.word and reading.fits(trigger):
            return replace(trigger, is_noun=True, verb=lemma, patients=("of",))
    return None


def _fits(tree: Tree, token: Token, trigger: Trigger, cast: Cast) -> bool:
    before = HYPHEN.sub(" - ", trigger.word).split()[:-1]
    if [t.lower for t in tree.tokens[max(0, token.i - len(before)) : token.i]] != before:
        return False
    if not trigger.needs:
        return True
    return Reading(tree, noun_clause(tree, token.i, trigger.patients), cast).fits(trigger)


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
    around = words_around(tree, verb, lemma)
    return any(
        need.startswith("obj:") and wanted in words.members(need[4:])
        for trigger in words.verbs.get(lemma, ())
        if phrase_fits(trigger, around)
        for needs in trigger.needs
        for need in needs
    )


def _row_of(tree: Tree, verb: int, lemma: str, clause: Clause, cast: Cast) -> Trigger | None:
    """Return the verb's own row where its object decides: "lifted the embargo"."""
    around = words_around(tree, verb, lemma)
    reading = Reading(tree, clause, cast)
    for trigger in table().verbs.get(lemma, ()):
        if trigger.is_exact and phrase_fits(trigger, around) and reading.fits(trigger):
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
