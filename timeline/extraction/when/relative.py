"""Dates told from another: from the day of publication or from the thread of the text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.absolute import month_of
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import (
    UNPLACED,
    Anchor,
    Context,
    Reading,
    calendar,
    day_after,
)
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.tokens import PARAGRAPH
from timeline.extraction.when.units import Grain, Unit
from timeline.extraction.when.words import FEW, PLURALS, SEASONS, SMALL, UNITS, WEEKDAYS

_NEAR: Final = 60  # tokens over which "the next day" can hang on a date in news
_ANAPHORIC: Final = frozenset("previous preceding prior following subsequent ensuing".split())


def grain_of(word: str) -> Grain | None:
    """Return the calendar grain of a unit's name, None for hours and less."""
    name = PLURALS.get(word, word)
    if name == "fortnight":
        return Grain.WEEK
    return Grain(name) if name in UNITS and name not in ("second", "minute", "hour") else None


def unplaced(match: Match, value: str, rule: str) -> Reading:
    """Return a DATE without a place on the calendar: PRESENT_REF and the like."""
    return Reading(match.start, match.end, TimexType.DATE, value, rule=rule)


def weekday(match: Match, context: Context) -> Reading | None:
    """Read "Friday", "last Friday", "next Friday", "this Friday"."""
    name = match.word("weekday") or match.word("short")
    if match.has("short") and not _is_short_weekday(match):
        return None
    number, today = WEEKDAYS[name], context.published
    if name == "sunday" and match.after() in ("times", "telegraph", "mirror", "express", "school"):
        return None
    anchor, reference = Anchor.PUBLISHED, None
    if context.is_narrative:
        scene = context.last(Grain.DAY, within=_NEAR * 2, before=match.start)
        today, anchor = (scene.unit.first if scene and scene.unit else None), Anchor.THREAD
        reference = scene.unit if scene else None
    if today is None:
        return unplaced(match, UNPLACED, "weekday")
    back = (today.weekday() - number) % 7
    which = match.word("which")
    if which in ("last", "past", "previous"):
        days = -(back or 7)
    elif which in ("next", "coming", "upcoming"):
        days = 7 - back
    elif which == "this":
        days = number - today.weekday() if context.tense(match) is not Tense.PAST else -back
    elif back and context.tense(match) is Tense.FUTURE:
        days = 7 - back
    else:
        days = -back
    return calendar(match, Unit.of(Grain.DAY, today) + days, "weekday", anchor, reference)


def _is_short_weekday(match: Match) -> bool:
    word = match.word("short")
    return match.after() == "." or word in ("tues", "thurs", "thur")


def day_word(match: Match, context: Context) -> Reading | None:
    """Read "today", "yesterday", "the day before yesterday", "the day after tomorrow"."""
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
    if grain is None:
        return None
    steps = _STEPS.get(which, 0)
    has_article = match.before() == "the"
    if which == "past" or (which == "last" and has_article and grain in (Grain.DECADE, Grain.CENTURY)):
        return _past_unit(match, context, grain)
    anaphoric = which in _ANAPHORIC or (which == "this" and (context.is_narrative or grain is Grain.DAY)) or (
        has_article and which == "next" and (grain is Grain.DAY or context.is_narrative)
    )
    if anaphoric or (which in ("next", "last") and grain is Grain.DAY):
        return _from_thread(match, context, grain, steps)
    today = context.today(grain)
    if today is None:
        return unplaced(match, UNPLACED, "this unit")
    if grain is Grain.WEEKEND:
        return _weekend(match, context, steps)
    return calendar(match, today + steps, "this unit", Anchor.PUBLISHED)


_STEPS: Final = {
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
    if context.published and grain is not Grain.WEEKEND:
        reading.days = _back_from(context.published, grain, 1)
    return reading


def _back_from(day: date, grain: Grain, count: int) -> tuple[date, date] | None:
    """Return the days from so many units before a day up to it."""
    try:
        if grain in (Grain.DAY, Grain.WEEK):
            return day - timedelta(days=count * (7 if grain is Grain.WEEK else 1)), day
        months = {
            Grain.MONTH: 1,
            Grain.QUARTER: 3,
            Grain.YEAR: 12,
            Grain.DECADE: 120,
            Grain.CENTURY: 1200,
        }[grain]
        start = (Unit.of(Grain.MONTH, day) + -count * months).first
        return min(start + timedelta(days=day.day - 1), day), day
    except (ValueError, OverflowError, KeyError):
        return None


def _weekend(match: Match, context: Context, steps: int) -> Reading | None:
    today = context.published
    if today is None:
        return None
    week = Unit.of(Grain.WEEKEND, today)
    if steps <= 0 and today.weekday() < 5 and context.tense(match) is not Tense.FUTURE:
        week += -1
    elif steps < 0:
        week += -1
    elif steps > 0:
        week += 0 if today.weekday() < 5 else 1
    return calendar(match, week, "weekend", Anchor.PUBLISHED)


def _from_thread(match: Match, context: Context, grain: Grain, steps: int) -> Reading | None:
    """Count from the date that the text spoke of last, or from publication if it spoke of none."""
    within = None if context.is_narrative else _NEAR
    fine = _AS_FINE[grain]
    found = None if context.is_bc else context.last(*fine, within=within, before=match.start)
    if found and found.unit:
        base = found.unit.to(grain)
        reading = calendar(match, base + steps, "thread", Anchor.THREAD, found.unit)
        reading.carries, reading.is_aside = found.carries, steps < 0
        return reading
    today = context.today(grain)
    if today is None or context.is_narrative:
        return unplaced(match, UNPLACED, "thread")
    return calendar(match, today + steps, "thread", Anchor.PUBLISHED)


_LADDER: Final = (Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.SEASON, Grain.HALF, Grain.YEAR)
_AS_FINE: Final = {
    **{grain: _LADDER[: place + 1] for place, grain in enumerate(_LADDER)},
    Grain.DECADE: (*_LADDER, Grain.DECADE),
    Grain.CENTURY: (*_LADDER, Grain.DECADE, Grain.CENTURY),
}


def that_unit(match: Match, context: Context) -> Reading | None:
    """Read "that year", "the same day", "that same month"."""
    grain = grain_of(match.word("unit"))
    if grain is None:
        return None
    if match.word("that") in ("same",) and match.before() not in ("the", "that", "this"):
        return None
    return _from_thread(match, context, grain, 0)


def the_unit(match: Match, context: Context) -> Reading | None:
    """Read "the year", "the quarter": the one under discussion."""
    grain = grain_of(match.word("unit"))
    if grain not in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.WEEKEND):
        return None
    if match.after() in ("of", "when", "that", "in", "s", "'", "-") and not match.has("edge"):
        return None
    if grain is Grain.WEEKEND:
        return _weekend(match, context, 0)
    found = context.last(*_AS_FINE[grain], within=None if context.is_narrative else 200, before=match.start)
    today = context.today(grain)
    if grain is Grain.QUARTER:
        quarter = context.last(Grain.QUARTER)
        if quarter and quarter.unit:
            return calendar(match, quarter.unit, "thread", Anchor.THREAD, quarter.unit)
        return calendar(match, today + -1, "thread", Anchor.PUBLISHED) if today else None
    if context.is_narrative or grain is Grain.MONTH:
        if found and found.unit:
            return calendar(match, found.unit.to(grain), "thread", Anchor.THREAD, found.unit)
    return calendar(match, today, "this unit", Anchor.PUBLISHED) if today else None


def ago(match: Match, context: Context) -> Reading | None:
    """Read "two years ago" at the grain of its unit; "hours ago" is the day or the one before."""
    word = match.word("unit")
    if match.has("few") or not (match.has("n") or match.has("one")):
        if grain_of(word) is None:
            return _hours(match, context, -1, Anchor.PUBLISHED, context.today())
        return unplaced(match, "PAST_REF", "ago")
    count = 1 if match.has("one") else match.number("n")
    return _counted(match, context, word, -count, context.today(), Anchor.PUBLISHED)


def ahead(match: Match, context: Context) -> Reading | None:
    """Read "two days from now", "three weeks from today"."""
    count = 1 if match.has("one") else match.number("n")
    return _counted(
        match, context, match.word("unit"), count, context.today(), Anchor.PUBLISHED
    )


def later(match: Match, context: Context) -> Reading | None:
    """Read "two days earlier", "a year later", "hours later", counted from the thread."""
    if match.tokens[match.end - 1].word in ("before", "after") and match.after()[:1].isalnum():
        return None  # "two days after the raid" counts from the raid
    word = match.word("unit")
    sign = -1 if match.has("sooner") else 1
    grain = grain_of(word)
    within = None if context.is_narrative else _NEAR * 2
    wanted = _AS_FINE[grain] if grain else (Grain.DAY,)
    found = context.last(*wanted, within=within, before=match.start)
    reference = found.unit if found and not context.is_bc else None
    anchor = Anchor.THREAD if reference else Anchor.PUBLISHED
    if reference is None:
        reference = None if context.is_narrative else context.today()
    if match.has("few") or not (match.has("n") or match.has("one")):
        if grain is None:
            return _hours(match, context, sign, anchor, reference)
        return unplaced(match, "FUTURE_REF" if sign > 0 else "PAST_REF", "later")
    count = 1 if match.has("one") else match.number("n")
    reading = _counted(match, context, word, sign * count, reference, anchor)
    reading.is_aside = reading.is_aside or sign < 0
    return reading


def _hours(
    match: Match, context: Context, sign: int, anchor: Anchor, reference: Unit | None
) -> Reading:
    """Give the day of the reference or the one next to it."""
    reading = unplaced(match, "PAST_REF" if sign < 0 else "FUTURE_REF", "hours")
    if reference is None or reference.grain is not Grain.DAY:
        return reading
    try:
        day, other = reference.first, (reference + sign).first
    except (ValueError, OverflowError):
        return reading
    reading.days = (min(day, other), max(day, other))
    reading.anchor, reading.reference = anchor, reference
    return reading


def _counted(
    match: Match,
    context: Context,
    word: str,
    steps: int,
    reference: Unit | None,
    anchor: Anchor,
) -> Reading:
    grain = grain_of(word)
    if grain is None:
        return _hours(match, context, 1 if steps > 0 else -1, anchor, reference)
    if reference is None:
        return unplaced(match, UNPLACED, "counted")
    if word.startswith("fortnight"):
        steps *= 2
    if grain in (Grain.DECADE, Grain.CENTURY):
        steps, grain = steps * (10 if grain is Grain.DECADE else 100), Grain.YEAR
    if abs(steps) > 100_000:
        return unplaced(match, "PAST_REF" if steps < 0 else "FUTURE_REF", "counted")
    if grain is Grain.YEAR and abs(steps) == 1 and reference.grain in (Grain.QUARTER, Grain.DAY, Grain.MONTH):
        quarter = _quarter(match, context)
        if quarter and quarter.unit:
            reading = calendar(match, quarter.unit + 4 * steps, "counted", Anchor.THREAD, quarter.unit)
            reading.is_aside = True
            return reading
    if grain is Grain.WEEK and reference.grain is Grain.DAY:
        reading = calendar(match, reference + 7 * steps, "counted", anchor, reference)
        try:
            monday = (reference.to(Grain.WEEK) + steps)
            reading.days = (monday.first, monday.last)
            reading.is_period = True
        except (ValueError, OverflowError):
            pass
        return reading
    return calendar(match, reference.to(grain) + steps, "counted", anchor, reference)


def month_named(match: Match, context: Context) -> Reading | None:
    """Read "last April", "next April", "this April", "in October last year"."""
    today = context.today(Grain.MONTH)
    if today is None:
        return unplaced(match, f"XXXX-{month_of(match):02}", "month")
    month = month_of(match)
    unit = Unit.part(Grain.MONTH, today.first.year, month - 1)
    if match.has("unit"):
        unit += 12 * _STEPS.get(match.word("which"), 0)
        if match.word("which") in ("that", "same"):
            year = context.last(*_AS_FINE[Grain.YEAR])
            if year and year.unit:
                unit = Unit.part(Grain.MONTH, year.unit.first.year, month - 1)
        return calendar(match, unit, "month", Anchor.PUBLISHED)
    which = _STEPS.get(match.word("which"), 0)
    if which < 0 and unit.index >= today.index:
        unit += -12
    elif which > 0 and unit.index <= today.index:
        unit += 12
    return calendar(match, unit, "month", Anchor.PUBLISHED)


def year_meant(match: Match, context: Context) -> int | None:
    """Return the year of "of that year", "last year", "of the same year" after a date."""
    if not match.has("which") or (context.is_narrative and match.word("which") == "this"):
        found = None if context.is_bc else context.last(*_AS_FINE[Grain.YEAR])
        return found.unit.first.year if found and found.unit else None
    if context.published is None:
        return None
    return context.published.year + _STEPS.get(match.word("which"), 0)


def season_named(match: Match, context: Context) -> Reading | None:
    """Read "last summer", "this winter", "next spring"."""
    today = context.today(Grain.SEASON)
    if today is None:
        return None
    season = SEASONS[match.word("season")]
    which = match.word("which")
    year = today.index // 4
    unit = Unit.part(Grain.SEASON, year, season)
    steps = _STEPS.get(which, 0)
    if which == "that" or which == "same":
        found = context.last(*_AS_FINE[Grain.YEAR])
        if found and found.unit:
            return calendar(match, Unit.part(Grain.SEASON, found.unit.first.year, season), "season", Anchor.THREAD, found.unit)
    if match.has("unit"):
        unit = Unit.part(Grain.SEASON, (context.published or date.min).year + steps, season)
    elif steps < 0 and unit.index >= today.index:
        unit += -4
    elif steps > 0 and unit.index <= today.index:
        unit += 4
    return calendar(match, unit, "season", Anchor.PUBLISHED)


def part_of_unit(match: Match, context: Context) -> Reading | None:
    """Read "earlier this month", "later this week", "earlier in the year", "later that year"."""
    word = match.word("unit")
    if word == "today":
        today = context.today()
        return calendar(match, today, "day word", Anchor.PUBLISHED) if today else None
    grain = grain_of(word)
    if grain is None:
        return None
    if match.word("which") in ("that", "same") or (context.is_narrative and match.word("which") == "the"):
        reading = _from_thread(match, context, grain, 0)
        if reading and reading.unit and reading.reference:
            _cut(reading, match.word("when"), reading.reference.first)
        return reading
    today = context.today(grain)
    if today is None or context.published is None:
        return unplaced(match, UNPLACED, "part of unit")
    reading = calendar(match, today + _STEPS.get(match.word("which"), 0), "part of unit", Anchor.PUBLISHED)
    if match.word("which") in ("this", "the"):
        _cut(reading, match.word("when"), context.published)
    return reading


def _cut(reading: Reading, when: str, day: date) -> None:
    """Keep of a unit what lies before a day, or after it."""
    unit = reading.unit
    if unit is None or unit.grain is Grain.DAY:
        return
    if when == "earlier":
        reading.days = (unit.first, max(day, unit.first))
    elif when == "later":
        reading.days = (min(day_after(day), unit.last), unit.last)


def day_of_month(match: Match, context: Context) -> Reading | None:
    """Read "on the 24th": of the month that the text stands in."""
    found = context.last(*_AS_FINE[Grain.MONTH], within=None if context.is_narrative else _NEAR * 2, before=match.start)
    base = found.unit if found else context.today()
    if base is None:
        return None
    first = base.to(Grain.MONTH).first
    try:
        unit = Unit.day(first.year, first.month, match.number("day"))
    except ValueError:
        return None
    anchor = Anchor.THREAD if found else Anchor.PUBLISHED
    return calendar(match, unit, "day of the month", anchor, found.unit if found else None)


def on_the_day(match: Match, context: Context) -> Reading | None:
    """Stop "on the 24th floor" from being a date."""
    after = match.after()
    if after.isalpha() and after not in ("and", "or", "but", "the", "at", "in", "to", "when", "as", "with", "after"):
        return None
    return day_of_month(match, context)


def reference(match: Match, context: Context) -> Reading | None:
    """Read "now", "recently", "soon", which have no place on a calendar."""
    word = match.word("ref")
    if word == "soon" and (context.is_narrative or match.after() in ("as", "after")):
        return None
    after = match.after()
    if after in UNITS or after in PLURALS or after in FEW or after in SEASONS or after[:1].isdigit() or after in SMALL:
        return None
    return unplaced(match, _REFS[word], "reference")


_REFS: Final = {
    **dict.fromkeys("now currently presently nowadays current present moment days".split(), "PRESENT_REF"),
    **dict.fromkeys("recently lately previously formerly past recent".split(), "PAST_REF"),
    **dict.fromkeys("soon shortly future".split(), "FUTURE_REF"),
}


def _quarter(match: Match, context: Context) -> Reading | None:
    """Return the completed quarter under discussion, as in a report on earnings."""
    today = context.today(Grain.QUARTER)
    for reading in reversed(context.readings):
        if match.start - reading.end > 400:
            return None
        unit = reading.unit
        if unit and unit.grain is Grain.QUARTER and not reading.is_aside:
            if today is None or unit.index < today.index:
                return reading
    return None


def year_earlier(match: Match, context: Context) -> Reading | None:
    """Read "the year-earlier quarter", "year-ago results"."""
    quarter = _quarter(match, context)
    today = context.today(Grain.YEAR)
    if quarter and quarter.unit:
        reading = calendar(match, quarter.unit + -4, "counted", Anchor.THREAD, quarter.unit)
    elif today:
        reading = calendar(match, today + -1, "counted", Anchor.PUBLISHED)
    else:
        return None
    reading.is_aside = True
    return reading


def year_period(match: Match, context: Context) -> Reading | None:
    """Read "the 1988 quarter": the quarter under discussion, in that year."""
    quarter = _quarter(match, context)
    if quarter is None or quarter.unit is None:
        return None
    unit = Unit.part(Grain.QUARTER, match.number("year"), quarter.unit.index % 4)
    reading = calendar(match, unit, "thread", Anchor.THREAD, quarter.unit)
    reading.is_aside = True
    return reading


def ended_year(match: Match, _: Context) -> Reading:
    """Read "the year ended June 30": a length."""
    return Reading(match.start, match.end - 1, TimexType.DURATION, "P1Y", rule="duration")


def latest_quarter(match: Match, context: Context) -> Reading | None:
    """Read "the latest quarter": the one under discussion, else the last completed."""
    quarter = _quarter(match, context)
    today = context.today(Grain.QUARTER)
    if quarter and quarter.unit:
        return calendar(match, quarter.unit, "thread", Anchor.THREAD, quarter.unit)
    return calendar(match, today + -1, "thread", Anchor.PUBLISHED) if today else None


def next_day(match: Match, context: Context) -> Reading | None:
    """Read "the day before", "the day after" where no word follows that says of what."""
    word = match.tokens[match.end - 1].word
    if match.after()[:1].isalpha() and word in ("before", "after"):
        return None
    steps = -1 if word in ("before", "earlier", "previous", "previously") else 1
    return _from_thread(match, context, Grain.DAY, steps)


def end_of_unit(match: Match, context: Context) -> Reading | None:
    """Read "year-end", "year's end"."""
    today = context.today(Grain.YEAR)
    return calendar(match, today, "this unit", Anchor.PUBLISHED) if today else None


_PARAGRAPH = PARAGRAPH
_COUNT = "(n=num|few=few (w.of)? (w.more)?|one=one (few=few (w.of)?)?)"
_WHICH = "which=this/last/next"
RULES: Final = (
    ("weekday=weekday|short=short_weekday", weekday),
    ("which=last/next/this (weekday=weekday|short=short_weekday)", weekday),
    ("day=day_word", day_word),
    ("w.day before=w.before/w.after day=day_word", day_word),
    (f"{_WHICH} unit=unit", this_unit),
    ("w.this which=last unit=unit", this_unit),
    ("which=w.current (calendar_like)? unit=unit", this_unit),
    ("which=this calendar_like unit=unit", this_unit),
    ("that=that (w.same)? unit=unit", that_unit),
    ("w.the unit=unit", the_unit),
    (f"{_COUNT}? dash? unit=unit/units (w.s)? ante", ago),
    (f"{_COUNT}? unit=unit/units w.from (w.now|w.today)", ahead),
    (f"{_COUNT} unit=unit/units (sooner=sooner|later=later)", later),
    ("unit=units (sooner=sooner|later=later)", later),
    (f"{_WHICH} month=month/short_month", month_named),
    ("month=month/short_month (w.of|comma)? which=this/last/next/that unit=w.year", month_named),
    ("month=month/short_month (w.of)? w.the which=w.same/last/next unit=w.year", month_named),
    ("which=this/last/next/that season=season", season_named),
    ("season=season (w.of)? which=this/last/next/that unit=w.year", season_named),
    ("when=early_er (on)? (w.in)? which=this/that/last/next/article unit=unit".replace("(on)? ", ""), part_of_unit),
    ("when=early_er unit=w.today", part_of_unit),
    ("w.the day=day_nth", on_the_day),
    ("ref=now/recently/soon", reference),
    ("w.right ref=w.now", reference),
    ("w.at w.the ref=w.moment", reference),
    ("w.the ref=w.past/w.future/w.present", reference),
    ("w.the w.near ref=w.future", reference),
    ("ref=w.current", reference),
    ("article? w.year dash (sooner|ante) (nth/ordinal dash?)? (w.quarter|w.period)?", year_earlier),
    ("w.the year=year (w.quarter|w.period)", year_period),
    ("w.the (calendar_like)? unit=w.year (w.ended|w.ending)", ended_year),
    ("w.these ref=w.days", reference),
    ("w.latest (w.quarter|w.period)", latest_quarter),
    ("w.year dash? w.end", end_of_unit),
    ("w.the w.full w.year", end_of_unit),
    ("calendar_like w.year", end_of_unit),
    ("w.the w.day (sooner|later|w.following|w.previous)", next_day),
    ("w.year quote w.s w.end", end_of_unit),
)
