"""One sentence for people on how an expression got its place on the calendar."""

from __future__ import annotations

from functools import lru_cache

from timeline.dates import WEEKDAYS, DateSpan
from timeline.extraction.findings import TimexType
from timeline.extraction.when.reading import Anchor, Context, Reading
from timeline.extraction.when.words import one_of

_PREPOSITIONS = one_of("on in at by since until from during before after over")


def reason(reading: Reading, context: Context, span: DateSpan | None) -> str:
    """Explain it: “on Friday”, in an article published Monday 20 March 2023, is Friday ..."""
    said = f"“{_words(reading, context)}”"
    if span is None:
        return f"{said} {_without_place(reading, context)}."
    meant = _meant(span)
    match reading.anchor:
        case Anchor.PUBLISHED if context.published:
            day = _meant(DateSpan.day(context.published))
            return f"{said}, in an article published {day}, is {meant}."
        case Anchor.THREAD if reading.reference:
            return f"{said}, read on from {reading.reference.span().wording()}, is {meant}."
        case Anchor.TEXT | Anchor.JOINED if reading.reach:
            return f"{said} belongs to a range that the text writes out: {meant}."
        case Anchor.JOINED:
            return f"{said}, with the year that goes with it, is {meant}."
        case _:
            return f"{said} is written out in the text: {meant}."


def _words(reading: Reading, context: Context) -> str:
    first = reading.start
    if first and context.tokens[first - 1].word in _PREPOSITIONS:
        first -= 1
    words = context.text[context.tokens[first].start : context.tokens[reading.end - 1].end]
    return " ".join(words.split())


@lru_cache(maxsize=4096)
def _meant(span: DateSpan) -> str:
    wording = span.wording()
    if span.is_exact and span.earliest == span.latest:
        return f"{WEEKDAYS[span.earliest.weekday()]} {wording}"
    return wording


def _without_place(reading: Reading, context: Context) -> str:
    if reading.type is TimexType.DURATION:
        return "is a length of time, not a date"
    if reading.type is TimexType.SET:
        return "is a habit, not a date"
    if reading.value.startswith("BC"):
        return "lies before the year 1, where a timeline has no days"
    if reading.value.endswith("_REF"):
        return "has no place on a calendar"
    if context.published is None:
        return "cannot be placed without the article's day of publication"
    return "cannot be placed on the calendar from this text"
