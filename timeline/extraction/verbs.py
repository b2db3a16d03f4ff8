"""What the verbs of a sentence tell: by a row of the table, or by the nouns about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause, verb_clause
from timeline.extraction.findings import Status
from timeline.extraction.happening import ANYTHING, Happening, in_quotes, is_present
from timeline.extraction.needs import Reading, is_actor, phrase_fits, words_around
from timeline.extraction.status import verb_status
from timeline.extraction.triggers import Trigger, table
from timeline.extraction.who import Cast


def of_verb(tree: Tree, token: Token, cast: Cast) -> Iterator[Happening]:
    words = table()
    lemma = words.verb_lemmas.get(token.lower, "")
    triggers = words.verbs.get(lemma, ())
    status = verb_status(tree, token.i)
    if status is None:
        return
    clause = verb_clause(tree, token.i)
    around = words_around(tree, token.i, lemma)
    reading = Reading(tree, clause, cast)
    for trigger in triggers:
        if phrase_fits(trigger, around) and reading.fits(trigger):
            yield Happening(
                tree, token.i, token.i, lemma, trigger, status, clause,
                in_quotes(tree, token), is_present(tree, token) or ("date",) in trigger.needs,
            )  # fmt: skip
            return
    if _is_told(tree, token, clause, status, cast):
        yield Happening(
            tree, token.i, token.i, token.lower, _guess(tree, clause, reading), status, clause,
            in_quotes(tree, token), needs_date=True,
        )  # fmt: skip


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


def _guess(tree: Tree, clause: Clause, reading: Reading) -> Trigger:
    """Tell the kind by the nouns about a verb where no row has the verb."""
    words = table()
    for guess in words.guesses:
        if reading.fits(guess):
            return replace(ANYTHING, kind=guess.kind)
    for i in (*clause.objects, *clause.subjects):
        for trigger in words.nouns.get(words.noun_lemmas.get(tree.tokens[i].lower, ""), ())[:1]:
            return replace(ANYTHING, kind=trigger.kind)
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
