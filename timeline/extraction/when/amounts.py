"""Lengths of time and habits, which are no dates."""

from __future__ import annotations

from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, unplaced
from timeline.extraction.when.relative import ahead
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.units import SEASON_CODES, back_from, grain_of
from timeline.extraction.when.words import (
    CLASSES,
    FEW,
    MONTHS,
    PARTS,
    PLURALS,
    SEASONS,
    SETS,
    SMALL,
    UNITS,
    WEEKDAYS,
    one_of,
)


def _amount(count: float | None, word: str) -> str:
    """Write a TIMEX3 duration: 2 weeks is P2W, 24 hours PT24H, a decade P10Y, some days PXD."""
    unit = PLURALS.get(word, word)
    scale, letter = _SCALES.get(unit, (1, UNITS[unit]))
    if count is None:
        return f"P{'T' if unit in _CLOCK else ''}X{UNITS[unit] if scale > 2 else letter}"
    total = count * scale
    shown = f"{total:g}" if total < 1e15 else str(int(total))
    return f"P{'T' if unit in _CLOCK else ''}{shown}{letter}"


_CLOCK: Final = ("second", "minute", "hour")
_SCALES: Final = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W")}


def duration(match: Match, context: Context) -> Reading | None:
    """Read "two days", "the past two weeks", "several months", "half an hour"."""
    word = match.word("unit")
    if match.after() == "old" or match.before() == "aged":
        return None  # ages are no part of a story's time
    if word == "second" or (word == "seconds" and not match.has("n")):
        return None
    if match.after() == "of" and match.before() in _STARTS_OR_ENDS:
        return None  # "the last days of May" is a part of May
    if word == "hours" and match.before() == "at":
        return None  # "at 2200 hours"
    count = _count_of(match)
    if word in ("quarter", "quarters") and (count in (None, 1, 3) or match.after() == "of"):
        return None
    if match.has("half"):
        count = 0.5 if count in (None, 1) else count
    if match.has("more_half") and count is not None:
        count += 0.5
    if match.has("quarter"):
        count = 0.25
    value = _amount(count, word)
    if count == 0.5 and word == "hour":
        value = "PT30M"
    reading = Reading(match.start, match.end, TimexType.DURATION, value, rule="duration")
    reading.is_period_reported = match.word("which") in ("first", "latest")
    _place(reading, match, context, count)
    return reading


_STARTS_OR_ENDS: Final = CLASSES["end_of"] | {"small"} | PARTS.keys()


def _count_of(match: Match) -> float | None:
    if match.has("n"):
        return match.tokens[match.captured["n"]].number
    if match.has("couple"):
        return 2
    return 1 if match.has("one") and not match.has("few") else None


def duration_and_half(match: Match, context: Context) -> Reading | None:
    """Read "2½ years", "1 1/2 years", "two-and-a-half-year"."""
    count = (match.tokens[match.captured["n"]].number or 0) + 0.5
    value = _amount(count, match.word("unit"))
    return Reading(match.start, match.end, TimexType.DURATION, value, rule="duration")


def long_as(match: Match, _: Context) -> Reading:
    """Read "week-long", "yearlong"."""
    unit = match.word("one") or match.word("long").removesuffix("long")
    return Reading(match.start, match.end, TimexType.DURATION, _amount(1, unit), rule="duration")


def _place(reading: Reading, match: Match, context: Context, count: float | None) -> None:
    """Give the two ends of "the past two weeks" and "the next three days"."""
    grain, day = grain_of(match.word("unit")), context.now
    which = match.word("which")
    if day is None or grain is None or count is None or not which or count > 5000:
        return
    if which in ("last", "past"):
        reading.days = back_from(day, grain, int(count) or 1)
        reading.anchor, reading.is_period = Anchor.PUBLISHED, False


def bare_units(match: Match, context: Context) -> Reading | None:
    """Read "for weeks", "months of talks"."""
    is_over_them = match.before() == "the" and match.before(2) in ("over", "through", "throughout")
    if not is_over_them and not (
        match.after() in ("of", "after", "before", "ahead") or match.before() in _BEFORE_UNITS
    ):
        return None
    return duration(match, context)


_BEFORE_UNITS: Final = one_of(
    "for in within of over after by under take takes took last lasts lasted lasting spend spent "
    "and or - ( these those hundreds thousands dozens tens couple"
)


def in_time(match: Match, context: Context) -> Reading | None:
    """Read "in two weeks" after "will": a date; otherwise it says how long something took."""
    inner = Match(match.tokens, match.start + 1, match.end, match.captured)
    if context.tense(match) is not Tense.FUTURE or match.after() in ("of", "when"):
        return None
    return ahead(inner, context)


def per_unit(match: Match, context: Context) -> Reading | None:
    """Read "a year": a habit after a number ("15 a year"), else a length."""
    before, word = match.before(), match.word("unit")
    if word in ("second", "quarter") or (match.after() == "-" and match.after(1) == "long"):
        return None
    if before in _LENGTH or match.word("one") == "one":
        return duration(match, context)
    if match.after() in ("when", "in", "of", "that", "for"):
        return duration(match, context)
    return Reading(match.start, match.end, TimexType.SET, _amount(1, word), rule="set")


_LENGTH: Final = one_of(
    "for in within than nearly about almost after of over under around roughly just only at least "
    "take takes took last lasts lasted spent spend is was every another half , . ( quite less "
    "more and or be to"
)


def each_unit(match: Match, _: Context) -> Reading | None:
    """Read "every day", "each Monday", "every summer", "twice a week"."""
    unit = match.word("unit")
    if unit:
        count = 2 if match.has("other") else 1
        value = _amount(match.number("n") if match.has("n") else count, unit)
    elif match.has("month"):
        value = f"XXXX-{MONTHS[match.word('month')]:02}"
    elif match.has("weekday"):
        value = f"XXXX-WXX-{WEEKDAYS[match.word('weekday')] + 1}"
    elif match.has("season"):
        value = f"XXXX-{SEASON_CODES[SEASONS[match.word('season')]]}"
    else:
        value = f"XXXX-XX-XXT{PARTS[match.word('part')]}"
    return Reading(match.start, match.end, TimexType.SET, value, rule="set")


def often(match: Match, context: Context) -> Reading | None:
    """Read "daily", "annually"."""
    if context.is_name(match):
        return None
    return Reading(match.start, match.end, TimexType.SET, SETS[match.word("often")], rule="set")


def habit(match: Match, _: Context) -> Reading | None:
    """Read "Mondays", "weekends"."""
    return Reading(match.start, match.end, TimexType.SET, "XXXX-WXX", rule="set")


def reference(match: Match, context: Context) -> Reading | None:
    """Read "now", "recently", "soon", which have no place on a calendar."""
    word = match.word("ref")
    if word == "former" and not context.is_narrative:
        return None
    if word == "soon" and (context.is_narrative or match.after() in ("as", "after")):
        return None
    after = match.after()
    if after in _COUNTABLE or after[:1].isdigit():
        return None  # "the past two weeks"
    return unplaced(match, _REFS[word], "reference")


def of_late(match: Match, context: Context) -> Reading | None:
    """Read "the recent talks", "future wars": not "their future", "more recent", "recent years"."""
    # Annotators of news leave "future earnings" alone.
    is_noun = match.word("ref") == "future" and (
        match.before() in _OWNERS or not context.is_narrative
    )
    if is_noun or match.before() in ("more", "most", "very") or not match.after().isalpha():
        return None
    return None if match.after() in _NO_NOUNS else reference(match, context)


_OWNERS: Final = one_of("the a his her its their our my your 's s no bright better")
_NO_NOUNS: Final = one_of("of in for is was will and or as that which with on at to by has")
_COUNTABLE: Final = frozenset((*UNITS, *PLURALS, *FEW, *SEASONS, *SMALL))
_REFS: Final = {
    **dict.fromkeys(
        one_of("now currently presently nowadays current present moment days"), "PRESENT_REF"
    ),
    **dict.fromkeys(("recently", "lately", "past", "recent", "former"), "PAST_REF"),
    **dict.fromkeys(("soon", "future"), "FUTURE_REF"),
}


def ended_year(match: Match, _: Context) -> Reading:
    """Read "the year ended June 30": a length."""
    reading = Reading(match.start, match.end - 1, TimexType.DURATION, "P1Y", rule="duration")
    reading.is_period_reported = True
    return reading


RULES: Final = (
    ("n=num kind? unit=unit/units", duration),
    ("n=num dash unit=unit (dash (w.old|w.long))?", duration),
    ("one=w.one dash unit=unit (dash (w.old|w.long))?", duration),
    ("num dash? (to|and|dash) n=num dash? unit=unit/units", duration),
    ("w.a? couple=w.couple (w.of)? (w.more)? unit=units", duration),
    ("one=unit dash w.long", long_as),
    ("unit=units dash w.long", duration),
    ("long=w.daylong/w.weeklong/w.monthlong/w.yearlong", long_as),
    ("w.a? few=few (w.more)? unit=units", duration),
    ("one=w.another unit=unit", duration),
    ("unit=units", bare_units),
    ("half=half_word one=one unit=unit", duration),
    ("(one=one)? half=half_word dash unit=unit", duration),
    ("one=one half=half_word unit=unit", duration),
    ("one=one quarter=w.quarter dash unit=w.century", duration),
    ("n=num half_sign dash? unit=unit/units", duration_and_half),
    ("n=num dash? w.1 slash w.2 dash? unit=unit/units", duration_and_half),
    ("n=num dash w.and dash w.a dash w.half dash unit=unit", duration_and_half),
    ("one=one unit=unit w.and w.a more_half=half_word", duration),
    ("n=num w.and w.a more_half=half_word unit=units", duration),
    ("which=last/next (n=num|few=few|couple=w.couple w.of) unit=unit/units", duration),
    ("n=num which=last/next unit=units", duration),
    ("which=w.first/w.final/w.latest (n=num|few=few) unit=unit/units", duration),
    ("which=last/next unit=units", duration),
    ("one=one unit=unit", per_unit),
    ("w.in n=num unit=unit/units", in_time),
    ("w.in one=one unit=unit", in_time),
    ("each (n=num|other=w.other)? unit=unit/units", each_unit),
    ("each (weekday=weekday|month=month/short_month|season=season|part=part)", each_unit),
    ("(w.once|w.twice|num w.times) one=one unit=unit", each_unit),
    ("w.per unit=unit", each_unit),
    ("often=often", often),
    ("weekdays", habit),
    ("w.the calendar_like? w.year (w.ended|w.ending)", ended_year),
    ("ref=now/recently/soon", reference),
    ("w.right ref=w.now", reference),
    ("w.these ref=w.days", reference),
    ("w.at w.the ref=w.moment", reference),
    ("w.the ref=w.past/w.future/w.present", reference),
    ("w.the w.near ref=w.future", reference),
    ("ref=w.current", reference),
    ("ref=w.former", reference),
    ("ref=w.recent/w.future", of_late),
)
