"""What happened: the words that make an event, each with its clause, kind and status."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from timeline.extraction.annotate import Tree
from timeline.extraction.document import Sentence
from timeline.extraction.findings import Kind, Status
from timeline.extraction.happening import ANYTHING, Happening, own_tokens
from timeline.extraction.needs import is_actor
from timeline.extraction.nouns import of_noun
from timeline.extraction.triggers import table
from timeline.extraction.verbs import of_verb
from timeline.extraction.who import Cast

# All that the later stages ask of this one.
__all__ = [
    "ANYTHING",
    "Happening",
    "find_happenings",
    "is_actor",
    "own_tokens",
    "worth_parsing",
]


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
    found = [h for token in tree.tokens for h in of_noun(tree, token, cast)]
    carried = {h.verb for h in found}
    told = {h.at for h in found}  # "watched the invasion": the invasion is the event
    for token in tree.tokens:
        is_verb = token.tag[:2] == "VB" and token.dep not in ("aux", "auxpass", "amod", "compound")
        if is_verb and token.i not in carried:
            found += (
                h
                for h in of_verb(tree, token, cast)
                if h.trigger.word or not told.intersection(h.clause.objects)
            )
    deeds = {h.top for h in found if h.status is not Status.PLANNED and h.trigger.word}
    said = (h for h in found if not _only_tells(h, deeds))
    return sorted(said, key=lambda h: h.at)


_TELLING: Final = frozenset("say tell report state add note inform disclose reveal".split())


def _only_tells(happening: Happening, deeds: Collection[int]) -> bool:
    """Whether it is the "said" of a deed, which is the news: "said it had closed two plants"."""
    if happening.lemma not in _TELLING or happening.kind is not Kind.STATEMENT:
        return False
    return any(t.i in deeds for t in happening.tree.children(happening.top, "ccomp"))
