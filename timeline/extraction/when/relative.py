"""Dates told from the day of publication: "last week", "on Friday", "two years ago"."""

from __future__ import annotations

from typing import Final

from timeline.dates import third_of
from timeline.extraction.findings import TimexType
from timeline.extraction.when.absolute import find_year, month_of, year_of
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import (
    UNPLACED,
    Anchor,
    Context,
    Reading,
    calendar,
    day_after,
    unplaced,
)
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.thread import NEAR, counted, from_thread, hours_from, within_reach
from timeline.extraction.when.units import AS_FINE, Grain, Unit, back_from, grain_of
from timeline.extraction.when.words import COUNT, ORDINALS, SEASONS, WEEKDAYS, one_of

_ANAPHORIC: Final = one_of("previous preceding prior following subsequent ensuing")


def weekday(match: Match, context: Context) -> Reading | None:
    """Read "Friday", "last Friday", "next Friday", "this Friday"."""
    name = match.word("weekday") or match.word("short")
    if match.has("short") and not _is_short_weekday(match):
        return None
    if name == "sunday" and match.after() in ("times", "telegraph", "mirror", "express", "school"):
        return None
    today, anchor = context.today(), Anchor.PUBLISHED
    if context.is_narrative:
        scene = context.last(Grain.DAY, within=NEAR * 2, before=match.start)
        today, anchor = scene.unit if scene else None, Anchor.THREAD
    if match.word("which") in _FROM_A_DAY:
        scene = context.last(Grain.DAY, within=NEAR * 2, before=match.start)
        if scene and scene.unit:
            today, anchor = scene.unit, Anchor.THREAD
    if today is None:
        return unplaced(match, f"XXXX-WXX-{WEEKDAYS[name] + 1}", "weekday")
    back = (today.index - WEEKDAYS[name]) % 7
    steps = _weekday_steps(match, context, back)
    return calendar(match, today + steps, "weekday", anchor, today)


def _weekday_steps(match: Match, context: Context, back: int) -> int:
    """Return how many days to go from the reference, which such a day lies `back` days before."""
    which = match.word("which")
    if which in ("last", "past", "previous", "preceding", "prior"):
        return -(back or 7)
    is_ahead = which in ("next", "coming", "upcoming", "following", "subsequent", "ensuing")
    if is_ahead or (back and context.tense(match) is Tense.FUTURE):
        return 7 - back
    return -back


_FROM_A_DAY: Final = one_of("following subsequent ensuing previous preceding prior that same")


def weekday_of_week(match: Match, context: Context) -> Reading | None:
    """Read "Tuesday last week", "Monday of next week"."""
    week = context.today(Grain.WEEK)
    if week is None:
        return None
    day = within_reach(week + STEPS.get(match.word("which"), 0), Grain.DAY)
    return calendar(
        match, day + WEEKDAYS[match.word("weekday")] if day else None, "weekday", Anchor.PUBLISHED
    )


def weekday_after(match: Match, context: Context) -> Reading | None:
    """Read "a week from Friday", "two weeks from Monday"."""
    count = 1 if match.has("one") else match.number("n")
    reading = weekday(match, context)
    today = context.today()
    if reading is None or reading.unit is None or today is None or count > 100:
        return None
    back = (today.index - WEEKDAYS[match.word("weekday")]) % 7
    return calendar(match, today + (-back % 7) + 7 * count, "weekday", Anchor.PUBLISHED, today)


def nth_week(match: Match, context: Context) -> Reading | None:
    """Read "the second week of March": about the calendar week in the middle of those days."""
    found = nth_day(match, context, week=True)
    if found is not None and found.unit is not None:
        found.is_approximate = True
    return found


def nth_day(match: Match, context: Context, *, week: bool = False) -> Reading | None:
    """Read "the first Tuesday in November", "the last day of June 1997"."""
    nth = ORDINALS.get(match.word("nth"), 0)
    month = month_of(match)
    year, anchor, reference = year_of(match, context), Anchor.TEXT, None
    if year is None:
        year, anchor, reference = find_year(match, context, month, None)
    if year is None or nth > 5:
        return None
    unit = Unit.part(Grain.MONTH, year, month - 1)
    try:
        first, last = unit.first, unit.last
    except (ValueError, OverflowError):
        return None
    if match.has("weekday"):
        weekday = WEEKDAYS[match.word("weekday")]
        day = last.day - (last.weekday() - weekday) % 7
        if nth:
            day = 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1)
    elif week:
        day = 7 * nth - 3 if nth else last.day - 3
    else:
        day = nth or last.day
    if day > last.day:
        return None
    found = Unit.of(Grain.WEEK if week else Grain.DAY, first.replace(day=day))
    return calendar(match, found, "day of the month", anchor, reference)


def _is_short_weekday(match: Match) -> bool:
    word = match.word("short")
    return match.after() == "." or word in ("tues", "thurs", "thur")


def day_word(match: Match, context: Context) -> Reading | None:
    """Read "today", "yesterday", "the day before yesterday", "the day after tomorrow"."""
    if context.is_name(match):
        return None
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1}[match.word("day")]
    if match.has("before"):
        steps += -1 if match.word("before") == "before" else 1
    today = context.today()
    if today is None:
        return unplaced(match, UNPLACED, "day word")
    if context.is_narrative and steps == 0:
        return unplaced(match, "PRESENT_REF", "day word")
    return calendar(match, today + steps, "day word", Anchor.PUBLISHED)


def this_unit(match: Match, context: Context) -> Reading | None:
    """Read "this week", "last month", "next year", "the previous year", "the following day"."""
    grain = grain_of(match.word("unit"))
    which = match.word("which")
    if grain is None or context.is_name(match):
        return None
    steps = STEPS.get(which, 0)
    has_article = match.before() == "the"
    if which == "past" or (
        which == "last" and has_article and grain in (Grain.DECADE, Grain.CENTURY)
    ):
        return _past_unit(match, context, grain)
    anaphoric = (
        which in _ANAPHORIC
        or (which == "this" and (context.is_narrative or grain is Grain.DAY))
        or (has_article and which == "next" and (grain is Grain.DAY or context.is_narrative))
    )
    if anaphoric or (which in ("next", "last") and grain is Grain.DAY):
        return from_thread(match, context, grain, steps)
    today = context.today(grain)
    if today is None:
        return unplaced(match, UNPLACED, "this unit")
    if grain is Grain.WEEKEND:
        return _weekend(match, context, steps)
    return calendar(match, today + steps, "this unit", Anchor.PUBLISHED)


STEPS: Final = {
    **dict.fromkeys(("last", "past", "previous", "preceding", "prior"), -1),
    **dict.fromkeys(("next", "coming", "following", "upcoming", "subsequent", "ensuing"), 1),
}


def _past_unit(match: Match, context: Context, grain: Grain) -> Reading:
    """Read "the past year": a stretch up to now, though its value is the unit before this."""
    today = context.today(grain)
    reading = calendar(match, today + -1 if today else None, "past unit", Anchor.PUBLISHED)
    if grain in (Grain.DECADE, Grain.CENTURY):
        reading.type = TimexType.DURATION
        reading.value = "P10Y" if grain is Grain.DECADE else "P100Y"
    if context.now and grain is not Grain.WEEKEND:
        reading.days = back_from(context.now, grain, 1)
    return reading


def _weekend(match: Match, context: Context, steps: int) -> Reading | None:
    """Take this week's weekend only when it is here or the tense points to it."""
    week, today = context.today(Grain.WEEKEND), context.now
    if week is None or today is None:
        return None
    is_here = today.weekday() >= 5
    if steps > 0:
        week += 1 if is_here else 0
    elif steps < 0 or not (is_here or context.tense(match) is Tense.FUTURE):
        week += -1
    return calendar(match, week, "weekend", Anchor.PUBLISHED)


def the_weekend(match: Match, context: Context) -> Reading | None:
    """Read "the weekend"."""
    return _weekend(match, context, 0)


def ago(match: Match, context: Context) -> Reading | None:
    """Read "two years ago" at the grain of its unit; "hours ago" is the day or the one before."""
    word = match.word("unit")
    if match.has("few") or not (match.has("n") or match.has("one")):
        if grain_of(word) is None:
            return hours_from(match, -1, Anchor.PUBLISHED, context.today())
        return unplaced(match, "PAST_REF", "ago")
    count = 1 if match.has("one") else match.number("n")
    return counted(match, context, -count, context.today(), Anchor.PUBLISHED)


def ahead(match: Match, context: Context) -> Reading | None:
    """Read "two days from now", "three weeks from today"."""
    if match.has("few"):
        return unplaced(match, "FUTURE_REF", "ahead")
    count = 1 if match.has("one") else match.number("n")
    return counted(match, context, count, context.today(), Anchor.PUBLISHED)


def month_named(match: Match, context: Context) -> Reading:
    """Read "last April", "next April", "this April"."""
    month, today = month_of(match), context.today(Grain.MONTH)
    if today is None:
        return unplaced(match, f"XXXX-{month:02}", "month")
    unit = Unit.part(Grain.MONTH, today.year, month - 1)
    unit += 12 * _turn(match.word("which"), unit, today)
    return calendar(match, unit, "month", Anchor.PUBLISHED)


def _turn(which: str, unit: Unit, today: Unit) -> int:
    """Return the years from this year's such month or season to the last or the next."""
    steps = STEPS.get(which, 0)
    if steps < 0:
        return -1 if unit.index >= today.index else 0
    return 1 if steps > 0 and unit.index <= today.index else 0


def year_meant(match: Match, context: Context) -> int | None:
    """Return the year of "of that year", "last year", "of the same year" after a date."""
    if not match.has("which") or (context.is_narrative and match.word("which") == "this"):
        found = context.last(*AS_FINE[Grain.YEAR])
        return found.unit.year if found and found.unit else None
    if context.now is None:
        return None
    return context.now.year + STEPS.get(match.word("which"), 0)


def season_named(match: Match, context: Context) -> Reading | None:
    """Read "last summer", "this winter", "that spring"."""
    season, which = SEASONS[match.word("season")], match.word("which")
    if which in ("that", "same", "those") or (context.is_narrative and which == "this"):
        found = context.last(*AS_FINE[Grain.YEAR])
        if found and found.unit:
            unit = Unit.part(Grain.SEASON, found.unit.year, season)
            return calendar(match, unit, "season", Anchor.THREAD, found.unit)
    today = context.today(Grain.SEASON)
    if today is None:
        return None
    unit = Unit(Grain.SEASON, today.index - today.index % 4 + season)
    unit += 4 * _turn(which, unit, today)
    return calendar(match, unit, "season", Anchor.PUBLISHED)


def part_of_unit(match: Match, context: Context) -> Reading | None:
    """Read "earlier this month", "later this week", "earlier in the year", "later that year"."""
    which, grain = match.word("which"), grain_of(match.word("unit"))
    if match.word("unit") == "today":
        which, grain = "this", Grain.DAY
    if grain is None:
        return None
    if which in ("that", "same") or (context.is_narrative and which == "the"):
        reading = from_thread(match, context, grain, 0)
        if reading.reference:
            _cut(reading, match.word("when"), reading.reference)
        return reading
    today = context.today(grain)
    if today is None or context.now is None:
        return unplaced(match, UNPLACED, "part of unit")
    reading = calendar(match, today + STEPS.get(which, 0), "part of unit", Anchor.PUBLISHED)
    if which in ("this", "the"):
        _cut(reading, match.word("when"), Unit.of(Grain.DAY, context.now))
    return reading


def _cut(reading: Reading, when: str, reference: Unit) -> None:
    """Keep of a unit what lies before the first day of another, or after it."""
    unit = reading.unit
    if unit is None or unit.grain is Grain.DAY or unit.index < 0:
        return
    day = reference.first
    if when == "earlier":
        reading.days = (unit.first, max(day, unit.first))
    elif when == "later":
        reading.days = (min(day_after(day), unit.last), unit.last)


def year_end(match: Match, context: Context) -> Reading | None:
    """Read "year-end 1997", "year's end": the last part of the year."""
    year = year_of(match, context)
    unit = context.today(Grain.YEAR) if year is None else Unit.part(Grain.YEAR, year)
    if unit is None:
        return None
    anchor = Anchor.PUBLISHED if year is None else Anchor.TEXT
    reading = calendar(match, unit, "this unit", anchor)
    if span := reading.span():
        reading.days = third_of(span, 2)
    return reading


def end_of_unit(match: Match, context: Context) -> Reading | None:
    """Read "the full year", "fiscal year"."""
    today = context.today(Grain.YEAR)
    return calendar(match, today, "this unit", Anchor.PUBLISHED) if today else None


_MONTH = "month=month/short_month"
_IN_MONTH = "(w.in|w.of) (month=month|month=short_month dot?) (comma? w.of? year=year)?"
_SEASON = "season=season"
RULES: Final = (
    ("weekday=weekday|short=short_weekday", weekday),
    ("which=last/next/this (weekday=weekday|short=short_weekday)", weekday),
    ("which=that/next/last w.same? weekday=weekday", weekday),
    ("weekday=weekday w.of? which=this/last/next w.week", weekday_of_week),
    ("(n=num|one=one) w.week/w.weeks w.from weekday=weekday", weekday_after),
    (f"w.the? nth=ordinal/w.last (weekday=weekday|w.day) {_IN_MONTH}", nth_day),
    (f"w.the? nth=ordinal/w.last/w.final w.week {_IN_MONTH}", nth_week),
    ("day=day_word", day_word),
    ("w.day before=w.before/w.after day=day_word", day_word),
    ("which=this/last/next unit=unit", this_unit),
    ("w.this which=last unit=unit", this_unit),
    ("which=w.current calendar_like? unit=unit", this_unit),
    ("which=this calendar_like unit=unit", this_unit),
    (f"{COUNT}? dash? unit=unit/units w.s? ante", ago),
    (f"{COUNT} unit=unit/units w.from (w.now|w.today)", ahead),
    (f"which=this/last/next {_MONTH}", month_named),
    (f"which=this/that/last/next {_SEASON}", season_named),
    ("when=early_er w.in? which=this/that/last/next/article unit=unit", part_of_unit),
    ("when=early_er unit=w.today", part_of_unit),
    ("w.the w.weekend", the_weekend),
    ("w.year (dash|quote w.s)? w.end (w.of? year=year)?", year_end),
    ("w.the w.full w.year", end_of_unit),
    ("calendar_like w.year", end_of_unit),
)
