"""Whether the clause about a time expression looks back or ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from timeline.extraction.when.tokens import PARAGRAPH, Token
from timeline.extraction.when.words import one_of


class Tense(StrEnum):
    """What the verbs of a clause point to."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = ""


_AHEAD: Final = one_of("will would shall ll wo")
_MAY: Final = ("may", "might")
_BEFORE_MAY: Final = one_of("in of by since last next this early late mid - to until from and or ,")
_HAD: Final = ("had", "was", "were")
_IS: Final = ("is", "are", "re", "am")
_DETERMINERS: Final = one_of(
    "a an the its his her their our my this that these those still newly recently so"
)
_PLANS: Final = one_of(
    "scheduled schedule due expected expects expect plans plan planned planning intends intend "
    "intended set slated aims aim hopes hope payable expire expires expiring effective ahead "
    "deadline upcoming forthcoming pending promised promises vowed proposed supposed poised bound "
    "convene convenes takes take begin begins starts ends opens reopens resumes arrives leaves "
    "comes goes meets faces "
    "until till"
)
_PAST: Final = one_of(
    "was were had did said told began took came went became gave got made met left held sent "
    "saw found led lost won fell rose grew broke brought bought sold spoke struck kept felt "
    "thought knew wrote ran sat stood shot fought fled drew drove flew hit put cut set let "
    "paid built caught chose died ate heard hurt laid lay meant rode sang sank shook showed "
    "shut slept spent spread swore taught threw understood withdrew withstood wore overthrew "
    "undertook since ago been born"
)
# After "to" these are acts to come; "to" before another word may be a direction.
_VERBS: Final = one_of(
    "accept acquire address adopt announce appear appoint approve arrive ask attend avoid be "
    "become begin block break bring build buy call choose close come complete conclude consider "
    "convene cut decide deliver deploy discuss elect end enter establish expand expire face file "
    "finish fly form give go halt hand have help hold host hear impose increase introduce invite "
    "join keep launch lead leave lift make mark meet move name negotiate observe offer open pass "
    "pay play present press publish pull push put raise reach receive reduce release remove "
    "replace report resign resolve respond restore resume retire return review rule run sell send "
    "serve settle show sign speak spend stand start stay step stop submit supply take talk "
    "testify travel try unveil visit vote withdraw"
)
# Words in -ed that are no verb of the past.
_NOT_PAST: Final = one_of("need speed indeed united red bed seed feed proceed exceed")
_STOPS: Final = frozenset([PARAGRAPH, ".", ";", "?", "!"])
_REACH: Final = 24


class Clauses:
    """The tense of the clause about any place of a text.

    `tags` may hold Penn Treebank tags by the offset of each word; without it the forms of the
    words decide.
    """

    def __init__(self, tokens: Sequence[Token], tags: Mapping[int, str]) -> None:
        self._tokens = tokens
        self._tags = tags
        self._cues: dict[int, Tense | None] = {}  # None where a sentence ends

    def tense(self, start: int, end: int) -> Tense:
        """Read the tense from the verbs before the expression, nearest first, then after it."""
        for index in range(start - 1, max(start - _REACH, -1), -1):
            if found := self._cue(index):
                return found
            if found is None:
                break
        for index in range(end, min(end + _REACH, len(self._tokens))):
            if found := self._cue(index):
                return found
            if found is None:
                break
        return Tense.UNKNOWN

    def _cue(self, index: int) -> Tense | None:
        if index not in self._cues:
            self._cues[index] = self._read(index)
        return self._cues[index]

    def _read(self, index: int) -> Tense | None:
        token = self._tokens[index]
        if token.word in _STOPS and not _is_abbreviation(self._tokens, index):
            return None
        words = [t.word for t in self._tokens[max(index - _BACK, 0) : index + 2]]
        after = words.pop() if index + 1 < len(self._tokens) else ""
        before = words[-2::-1]
        tag = self._tags.get(token.start)
        if tag is None:
            return _by_form(token.word, before, after)
        return _by_tag(tag, token.word, before)


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    """Tell the stop of "U.S." and "Sen." from that of a sentence, which a space follows."""
    if tokens[index].word != "." or index == 0 or index + 1 == len(tokens):
        return False
    close = tokens[index + 1].start == tokens[index].end
    return close or len(tokens[index - 1].word) == 1


def _by_form(word: str, before: Sequence[str], after: str) -> Tense:
    """Judge a word by its form; `before` has the words before it, the nearest first."""
    last = before[0] if before else ""
    if word in _AHEAD or (word in _MAY and last not in _BEFORE_MAY and not after[:1].isdigit()):
        return Tense.FUTURE
    if word in _PLANS and last not in _HAD:
        return Tense.FUTURE
    if word in _VERBS and last == "to":
        return Tense.PAST if _is_lapsed(before) else Tense.FUTURE
    if word.endswith("ing") and last in _IS and len(word) > 4:
        return Tense.FUTURE
    is_participle = word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST
    if is_participle and last in _DETERMINERS:
        return Tense.UNKNOWN  # "a still unspecified date" says nothing of when
    if word in _PAST or is_participle:
        return Tense.FUTURE if last == "be" else Tense.PAST
    return Tense.UNKNOWN


def _by_tag(tag: str, word: str, before: Sequence[str]) -> Tense:
    last = before[0] if before else ""
    if tag == "MD" and word not in ("can", "could"):
        return Tense.FUTURE
    if tag == "VB" and last == "to":
        return Tense.PAST if _is_lapsed(before) else Tense.FUTURE
    if (word in _PLANS and last not in _HAD and tag != "VBD") or (tag == "VBG" and last in _IS):
        return Tense.FUTURE
    if tag == "VBD" or (tag == "VBN" and last in ("has", "have", *_HAD)):
        return Tense.PAST
    return Tense.UNKNOWN


def _is_lapsed(before: Sequence[str]) -> bool:
    """Whether the plan is over: "had been due to end", "had vowed to leave"."""
    return "had" in before


_BACK: Final = 4
