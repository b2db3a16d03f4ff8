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
_HAD: Final = ("had", "was", "were")
_PLANS: Final = one_of(
    "scheduled schedule due expected expects expect plans plan planned planning intends intend "
    "intended set slated aims aim hopes hope payable expire expires expiring effective ahead "
    "deadline upcoming forthcoming pending promised promises vowed proposed "
    "convene convenes takes take begins starts ends opens resumes arrives leaves comes goes "
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
    "acquire announce appear approve arrive attend be become begin buy close complete convene "
    "decide deploy discuss elect end enter expire face finish fly give go hand hold host join "
    "launch leave make meet move open pay present publish pull reach receive release resign "
    "respond resume retire return sell send serve sign speak stand start step submit take "
    "testify travel visit vote withdraw"
)
# Words in -ed that are no verb of the past.
_NOT_PAST: Final = one_of("need speed indeed united red bed seed feed proceed exceed")
_STOPS: Final = frozenset([PARAGRAPH, ".", ";", "?", "!"])
_REACH: Final = 24


def tense_at(tokens: Sequence[Token], start: int, end: int, tags: Mapping[int, str]) -> Tense:
    """Read the tense from the verbs before the expression, nearest first, else from those after.

    `tags` may hold Penn Treebank tags by the offset of each word; without it the forms of the
    words decide.
    """
    for index in range(start - 1, max(start - _REACH, -1), -1):
        word = tokens[index].word
        if word in _STOPS and not _is_abbreviation(tokens, index):
            break
        if found := _cue(tokens, index, tags):
            return found
    for index in range(end, min(end + _REACH, len(tokens))):
        word = tokens[index].word
        if word in _STOPS and not _is_abbreviation(tokens, index):
            break
        if found := _cue(tokens, index, tags):
            return found
    return Tense.UNKNOWN


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    """Tell the stop of "U.S." and "Sen." from that of a sentence, which a space follows."""
    if tokens[index].word != "." or index == 0 or index + 1 == len(tokens):
        return False
    close = tokens[index + 1].start == tokens[index].end
    return close or len(tokens[index - 1].word) == 1


def _cue(tokens: Sequence[Token], index: int, tags: Mapping[int, str]) -> Tense:
    token = tokens[index]
    before = tokens[index - 1].word if index else ""
    tag = tags.get(token.start)
    return _by_form(token.word, before) if tag is None else _by_tag(tag, token.word, before)


def _by_form(word: str, before: str) -> Tense:
    is_plan = word in _PLANS and before not in _HAD
    if word in _AHEAD or is_plan or (before == "to" and word in _VERBS):
        return Tense.FUTURE
    if word in _PAST:
        return Tense.PAST
    if word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST:
        return Tense.FUTURE if before == "be" else Tense.PAST
    return Tense.UNKNOWN


def _by_tag(tag: str, word: str, before: str) -> Tense:
    if (tag == "MD" and word not in ("can", "could")) or (tag == "VB" and before == "to"):
        return Tense.FUTURE
    if word in _PLANS and before not in _HAD and tag != "VBD":
        return Tense.FUTURE
    if tag == "VBD" or (tag == "VBN" and before in ("has", "have", *_HAD)):
        return Tense.PAST
    return Tense.UNKNOWN
