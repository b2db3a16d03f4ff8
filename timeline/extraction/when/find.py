"""The time stage: a text in, its time expressions out, in order of appearance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from timeline.dates import third_of
from timeline.extraction.findings import TimeExpression, TimexType
from timeline.extraction.when import (
    absolute,
    amounts,
    clock,
    named,
    pairs,
    relative,
    thread,
    years,
)
from timeline.extraction.when.grammar import Grammar, Match
from timeline.extraction.when.reading import Anchor, Context, Reading, day_after
from timeline.extraction.when.reasons import reason
from timeline.extraction.when.tense import Clauses
from timeline.extraction.when.tokens import Token, tokenize
from timeline.extraction.when.units import Grain
from timeline.extraction.when.words import PARTS, UNITS, one_of

_DAY, _MONTH = "(day/day_nth)?", "(month|short_month dot?)"
# What may stand about an expression, whatever it is.
FRAMES: Final = {
    "article": "w.the/w.a/w.an",
    "early": "w.the? early dash? | early w.in w.the?",
    "early_to": "w.the? early dash? (w.to|w.and) dash? early dash?",
    "as_early": "w.as (early|w.recently|w.soon) w.as w.in?",
    "edge": "w.the? w.very? edge (w.of w.the?|dash) | w.the? end_of stretch w.of w.the?",
    "rest": "w.the? (w.rest|w.remainder|w.balance|w.most|w.much) w.of w.the?",
    "about": "w.about/w.around/w.circa/w.roughly/w.approximately | (w.c|w.ca) dot",
    "nearly": "w.nearly/w.almost/w.over/w.some/w.just",
    "bound": "(w.no? w.more|w.less|w.fewer) w.than w.a? | w.at (w.least|w.most) | w.up w.to",
    "part": "w.the? w.early? (part=part w.hours?|hours=w.hours) (w.of|w.on)",
    "of_year": "comma? w.of? w.the? (that|which=this/last/next) w.same? w.year",
    "joined": f"(to|and|dash) early? w.the? (({_DAY} {_MONTH} {_DAY})|season)? "
    "w.of? comma? year=year",
}
_GRAMMAR: Final = Grammar(
    (
        *absolute.RULES,
        *years.RULES,
        *relative.RULES,
        *thread.RULES,
        *amounts.RULES,
        *clock.RULES,
        *named.RULES,
        *pairs.RULES,
    ),
    FRAMES,
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
    clauses = Clauses(tokens, tags or {})
    context = Context(text, tokens, published_on, clauses, _is_narrative(tokens, published_on))
    at = 0
    while (at := _GRAMMAR.next_lead(signs, at)) >= 0:
        at = _read_at(tokens, signs, at, context)
    return tuple(_expression(reading, context) for reading in context.readings)


def _read_at(tokens: Sequence[Token], signs: str, at: int, context: Context) -> int:
    """Read the longest rule that accepts the words here; return where to go on."""
    for match, rule in _GRAMMAR.fits(tokens, signs, at):
        joined = _GRAMMAR.frame("joined", tokens, signs, match.end)
        of_year = _GRAMMAR.frame("of_year", tokens, signs, match.end)
        context.joined_year = joined.number("year") if joined else None
        if of_year:
            context.joined_year = relative.year_meant(of_year, context)
        found = rule(match, context)
        if found is None:
            continue
        readings = found if isinstance(found, list) else [found]
        if not readings:
            return match.end
        if of_year and readings[-1].anchor is Anchor.JOINED:
            readings[-1].end = of_year.end
        _widen(readings[0], tokens, signs, context)
        for reading in readings:
            if context.readings:
                if pairs.give_day(context.readings[-1], reading, tokens):
                    continue
                pairs.join(context.readings[-1], reading, tokens)
            context.add(reading)
        return readings[-1].end
    return at + 1


def _widen(reading: Reading, tokens: Sequence[Token], signs: str, context: Context) -> None:
    """Take in the words before it that belong to it: "the", "early", "the end of", "about"."""
    floor = context.readings[-1].end if context.readings else 0

    def take(name: str) -> Match | None:
        frame = _GRAMMAR.frame_before(name, tokens, signs, reading.start, floor)
        if frame:
            reading.start = frame.start
        return frame

    if reading.unit and reading.unit.grain is Grain.DAY and (part := take("part")):
        reading.type = TimexType.TIME
        reading.value = f"{reading.unit.timex}T{PARTS.get(part.word('part'), 'MO')}"
    third = (take("edge") or take("early")) if reading.unit else None
    if third:
        _narrow(reading, third)
    elif reading.unit and take("early_to") is None and take("rest"):
        _keep_rest(reading, context)
    if third or not _is_bare(reading, tokens):
        take("article")
    if reading.unit:
        take("as_early")
    first = tokens[reading.start]
    is_counted = first.number is not None or first.word in ("a", "an", "half")
    is_amount = reading.type is TimexType.DURATION or reading.rule == "counted"
    if reading.rule != "reference" and (
        take("about") or take("bound") or (is_amount and is_counted and take("nearly"))
    ):
        reading.is_approximate = True


def _is_bare(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether an article before it is that of a noun after it: "the 1998 raid"."""
    words = [token.word for token in tokens[reading.start : reading.end]]
    if reading.type is TimexType.DURATION and tokens[reading.start].number not in (None, 1):
        return words[-1] in UNITS  # "a four year low"
    return (
        words[1:2] == ["-"]
        or reading.type is TimexType.SET
        or reading.rule in _NAMES_ITSELF
        or (len(words) == 1 and reading.rule in _WITHOUT_ARTICLE)
    )


# Rules for what takes no article of its own.
_NAMES_ITSELF: Final = one_of("reference year years month date") | {
    "day without year",
    "date in figures",
}
_WITHOUT_ARTICLE: Final = frozenset(("month without year", "weekday"))


def _keep_rest(reading: Reading, context: Context) -> None:
    """Keep what is left of a unit that holds the day of the story: "the rest of the year"."""
    now, unit = context.now, reading.unit
    if now and unit and unit.index > 0 and unit.first <= now < unit.last:
        reading.days = (day_after(now), unit.last)


def _narrow(reading: Reading, frame: Match) -> None:
    """Keep the early, middle or late part of a unit longer than a day."""
    unit, span = reading.unit, reading.span()
    if span and unit and reading.days is None and unit.grain not in (Grain.DAY, Grain.WEEKEND):
        reading.days = third_of(span, _third(frame))


def _third(frame: Match) -> int:
    words = {token.word for token in frame.tokens[frame.start : frame.end]}
    if words & _STARTS:
        return 0
    return 1 if words & {"mid", "middle", "midst"} else 2


_STARTS: Final = one_of("early beginning start onset outset first opening")


def _is_narrative(tokens: Sequence[Token], published: date | None) -> bool:
    """Tell a history from news: years of old abound, days told from today are rare."""
    latest = (published.year if published else 2100) - 2
    old = near = 0
    before = ""
    for token in tokens:
        word = token.word
        if token.number is not None:
            old += len(word) == 4 and word.isdigit() and 1400 <= token.number <= latest
        elif word in ("bc", "bce"):
            old += 1
        elif word in _NEWS or (word in UNITS and before in ("last", "this", "next")):
            near += 1
        before = word
    return old >= 4 and old > 2 * near


_NEWS: Final = one_of(
    "today yesterday tomorrow tonight ago monday tuesday wednesday thursday friday saturday sunday"
)


def _expression(reading: Reading, context: Context) -> TimeExpression:
    tokens = context.tokens
    start, end = tokens[reading.start].start, tokens[reading.end - 1].end
    span = reading.span()
    return TimeExpression(
        start,
        end,
        context.text[start:end],
        reading.type,
        reading.value,
        span,
        reading.rule,
        reason(reading, context, span),
    )
