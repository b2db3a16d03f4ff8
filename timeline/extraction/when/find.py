"""The time stage: a text in, its time expressions out, in order of appearance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from timeline.dates import Precision, third_of
from timeline.extraction.findings import TimeExpression, TimexType
from timeline.extraction.when import absolute, amounts, clock, named, pairs, relative
from timeline.extraction.when.grammar import Grammar, Match
from timeline.extraction.when.reading import Anchor, Context, Reading
from timeline.extraction.when.reasons import reason
from timeline.extraction.when.tokens import Token, tokenize
from timeline.extraction.when.units import Grain
from timeline.extraction.when.words import PARTS

_FRAMES: Final = {
    "article": "w.the/w.a/w.an",
    "early": "w.the? early dash? | w.as early w.as w.in? ",
    "edge": "w.the? (w.very)? edge w.of w.the?",
    "about": "w.about/w.around/w.circa/w.roughly/w.approximately/w.some/w.nearly/w.almost/w.over",
    "bound": "(w.more|w.less|w.fewer) w.than w.a? | w.at (w.least|w.most) | w.up w.to | w.no w.more w.than",
    "of_year": "comma? w.of? w.the? (that|which=this/last/next) w.same? w.year",
    "part": "w.the? w.early? part=part w.hours? (w.of|w.on)",
    "joined": "(to|and|dash) w.the? (w.of)? ((day/day_nth)? (month|short_month dot?) (day/day_nth)?)? comma? year=year",
}
_GRAMMAR: Final = Grammar(
    (*absolute.RULES, *relative.RULES, *amounts.RULES, *clock.RULES, *named.RULES, *pairs.RULES),
    _FRAMES,
)


def find_dates(
    text: str, *, published_on: date | None, tags: Mapping[int, str] | None = None
) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a text and resolve them against its day of publication.

    Without `published_on` what hangs on it has no span. `tags` may give Penn Treebank tags by the
    offset of each word, for a surer tense; words without one are judged by their form.
    """
    tokens = tokenize(text)
    signs = _GRAMMAR.encode(tokens, text)
    context = Context(tokens, published_on, tags or {}, _is_narrative(tokens, published_on))
    at = 0
    while (at := _GRAMMAR.next_lead(signs, at)) >= 0:
        at = _read_at(tokens, signs, at, context)
    return tuple(_expression(reading, context, text) for reading in context.readings)


def _read_at(tokens: Sequence[Token], signs: str, at: int, context: Context) -> int:
    """Read the longest rule that accepts the words here; return where to go on."""
    for match, rule in _GRAMMAR.fits(tokens, signs, at):
        joined = _GRAMMAR.frame("joined", tokens, signs, match.end)
        context.joined_year = joined.number("year") if joined else None
        of_year = _GRAMMAR.frame("of_year", tokens, signs, match.end)
        if of_year:
            context.joined_year = relative.year_meant(of_year, context)
        found = rule(match, context)
        if found is None:
            continue
        readings = found if isinstance(found, list) else [found]
        if of_year and readings[-1].anchor is Anchor.JOINED:
            readings[-1].end = of_year.end
        _widen(readings[0], tokens, signs, context)
        context.readings.extend(readings)
        return readings[-1].end
    return at + 1


def _widen(reading: Reading, tokens: Sequence[Token], signs: str, context: Context) -> None:
    """Take in the words before it that belong to it: "the", "early", "the end of", "about"."""
    floor = context.readings[-1].end if context.readings else 0
    third = None
    part = _GRAMMAR.frame_before("part", tokens, signs, reading.start)
    if part and part.start >= floor and reading.unit and reading.unit.grain is Grain.DAY:
        reading.start, reading.type = part.start, TimexType.TIME
        reading.value = f"{reading.unit.timex}T{PARTS[part.word('part')]}"
    for name in ("edge", "early"):
        frame = _GRAMMAR.frame_before(name, tokens, signs, reading.start)
        if frame and frame.start >= floor and reading.unit:
            third = _third(frame)
            reading.start = frame.start
            break
    for name in ("article", "about", "bound"):
        frame = _GRAMMAR.frame_before(name, tokens, signs, reading.start)
        if frame and frame.start >= floor and (name == "article" or reading.type is TimexType.DURATION or frame.before() not in ("for", "in") or True):
            if name == "article" and third is None and reading.type is TimexType.SET:
                continue
            reading.start = frame.start
            if name != "article":
                reading.is_approximate = True
    if third is not None and reading.unit and reading.days is None and reading.unit.grain is not Grain.DAY:
        span = reading.span()
        if span and span.precision not in (Precision.RANGE,):
            reading.days = third_of(span, third)


def _third(frame: Match) -> int:
    words = {token.word for token in frame.tokens[frame.start : frame.end]}
    if words & {"early", "beginning", "start", "onset", "outset"}:
        return 0
    return 1 if words & {"mid", "middle", "midst"} else 2


def _is_narrative(tokens: Sequence[Token], published: date | None) -> bool:
    """Tell a history from news: years of old abound, days told from today are rare."""
    latest = (published.year if published else 2100) - 2
    old = near = 0
    for token in tokens:
        word = token.word
        if token.number is not None:
            old += len(word) == 4 and word.isdigit() and 1400 <= token.number <= latest
        elif word in _NEWS:
            near += 1
    return old >= 4 and old > 2 * near


_NEWS: Final = frozenset(
    "today yesterday tomorrow tonight ago monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)


def _expression(reading: Reading, context: Context, text: str) -> TimeExpression:
    tokens = context.tokens
    start, end = tokens[reading.start].start, tokens[reading.end - 1].end
    span = reading.span()
    return TimeExpression(
        start,
        end,
        text[start:end],
        reading.type,
        reading.value,
        span,
        reading.rule,
        reason(reading, context, text, span),
    )
