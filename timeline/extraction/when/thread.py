"""Dates told from the dates before them: "two days later", "that year", "on the 24th"."""

from __future__ import annotations

from typing import Final

from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import UNPLACED, Anchor, Context, Reading, calendar, unplaced
from timeline.extraction.when.units import AS_FINE, Grain, Unit, grain_of
from timeline.extraction.when.words import COUNT, one_of

NEAR: Final = 60  # tokens over which "the next day" can hang on a date in news


def from_thread(match: Match, context: Context, grain: Grain, steps: int) -> Reading:
    """Count from the date that the text spoke of last, or from publication if it spoke of none."""
    within = None if context.is_narrative else NEAR
    fine = AS_FINE[grain]
    found = context.last(*fine, within=within, before=match.start)
    if found and found.unit:
        base = within_reach(found.unit, grain)
        if base is None:
            return unplaced(match, UNPLACED, "thread")
        reading = calendar(match, base + steps, "thread", Anchor.THREAD, found.unit)
        reading.carries, reading.is_aside = found.carries, steps < 0
        return reading
    today = context.today(grain)
    if today is None or context.is_narrative:
        return unplaced(match, UNPLACED, "thread")
    return calendar(match, today + steps, "thread", Anchor.PUBLISHED)


def that_unit(match: Match, context: Context) -> Reading | None:
    """Read "that year", "the same day", "that same month"."""
    grain = grain_of(match.word("unit"))
    if grain is None:
        return None
    if match.word("that") == "same" and match.before() not in ("the", "that", "this"):
        return None
    return from_thread(match, context, grain, 0)


def the_unit(match: Match, context: Context) -> Reading | None:
    """Read "the year", "the month": the one under discussion, else that of publication."""
    grain = grain_of(match.word("unit"))
    if grain not in (Grain.YEAR, Grain.MONTH, Grain.WEEK) or match.after() in _OF_SOMETHING:
        return None
    if context.is_narrative or grain is Grain.MONTH:
        within = None if context.is_narrative else 200
        found = context.last(*AS_FINE[grain], within=within, before=match.start)
        if found and found.unit:
            return calendar(match, found.unit.to(grain), "thread", Anchor.THREAD, found.unit)
    today = context.today(grain)
    return calendar(match, today, "this unit", Anchor.PUBLISHED) if today else None


_OF_SOMETHING: Final = one_of("of when that in s ' -")


def the_quarter(match: Match, context: Context) -> Reading | None:
    """Read "the quarter": the one spoken of, else the last completed."""
    if match.after() in _OF_SOMETHING:
        return None
    quarter, today = context.last(Grain.QUARTER), context.today(Grain.QUARTER)
    if quarter and quarter.unit:
        return calendar(match, quarter.unit, "thread", Anchor.THREAD, quarter.unit)
    return calendar(match, today + -1, "thread", Anchor.PUBLISHED) if today else None


def later(match: Match, context: Context) -> Reading | None:
    """Read "two days earlier", "a year later", "hours later", counted from the thread."""
    if match.tokens[match.end - 1].word in ("before", "after") and match.after()[:1].isalnum():
        return None  # "two days after the raid" counts from the raid
    sign = -1 if match.has("sooner") else 1
    grain = grain_of(match.word("unit"))
    within = None if context.is_narrative else NEAR * 2
    wanted = AS_FINE[grain] if grain else (Grain.DAY,)
    found = context.last(*wanted, within=within, before=match.start)
    reference = found.unit if found else None
    anchor = Anchor.THREAD if reference else Anchor.PUBLISHED
    if reference is None:
        reference = None if context.is_narrative else context.today()
    if match.has("few") or not (match.has("n") or match.has("one")):
        if grain is None:
            return hours_from(match, sign, anchor, reference)
        return unplaced(match, "FUTURE_REF" if sign > 0 else "PAST_REF", "later")
    count = 1 if match.has("one") else match.number("n")
    reading = counted(match, context, sign * count, reference, anchor)
    reading.is_aside = reading.is_aside or sign < 0
    return reading


def hours_from(match: Match, sign: int, anchor: Anchor, reference: Unit | None) -> Reading:
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


def counted(
    match: Match, context: Context, steps: int, reference: Unit | None, anchor: Anchor
) -> Reading:
    """Go so many of the matched units from a reference: "two years ago" is a year, not a day."""
    grain = grain_of(match.word("unit"))
    if grain is None:
        return hours_from(match, 1 if steps > 0 else -1, anchor, reference)
    if reference is None or abs(steps) > _FARTHEST:
        return unplaced(match, UNPLACED, "counted")
    if grain in (Grain.DECADE, Grain.CENTURY):
        steps, grain = steps * (10 if grain is Grain.DECADE else 100), Grain.YEAR
    if match.word("unit").startswith("fortnight"):
        steps *= 2
    quarter = _quarter(match, context) if grain is Grain.YEAR and abs(steps) == 1 else None
    if quarter and quarter.unit:  # in a report on a quarter, "a year ago" is a quarter too
        reading = calendar(match, quarter.unit + 4 * steps, "counted", Anchor.THREAD, quarter.unit)
        reading.is_aside = True
        return reading
    if grain is Grain.WEEK and reference.grain is Grain.DAY:
        return _weeks(match, steps, reference, anchor)
    base = within_reach(reference, grain)
    if base is None:
        return unplaced(match, UNPLACED, "counted")
    return calendar(match, base + steps, "counted", anchor, reference)


def within_reach(unit: Unit, grain: Grain) -> Unit | None:
    """Return the unit of a grain that holds its first day, None for days and weeks BC."""
    try:
        return unit.to(grain)
    except (ValueError, OverflowError):
        return None


def _weeks(match: Match, steps: int, reference: Unit, anchor: Anchor) -> Reading:
    """Give a day as the value, as annotators do, though all that is known is the week."""
    reading = calendar(match, reference + 7 * steps, "counted", anchor, reference)
    if reading.unit:
        week = reference.to(Grain.WEEK) + steps
        reading.reach = (Unit.of(Grain.DAY, week.first), Unit.of(Grain.DAY, week.last))
        reading.is_period = True
    return reading


_FARTHEST: Final = 100_000


def day_of_month(match: Match, context: Context) -> Reading | None:
    """Read "on the 24th": of the month that the text stands in."""
    found = context.last(
        *AS_FINE[Grain.MONTH],
        within=None if context.is_narrative else NEAR * 2,
        before=match.start,
    )
    base = found.unit if found else context.today()
    if base is None:
        return None
    try:
        unit = Unit.day(base.year, base.month, match.number("day"))
    except ValueError:
        return None
    anchor = Anchor.THREAD if found else Anchor.PUBLISHED
    return calendar(match, unit, "day of the month", anchor, found.unit if found else None)


def on_the_day(match: Match, context: Context) -> Reading | None:
    """Stop "on the 24th floor" from being a date."""
    if match.after().isalpha() and match.after() not in _AFTER_DAY:
        return None
    return day_of_month(match, context)


_AFTER_DAY: Final = one_of("and or but the at in to when as with after")


def next_day(match: Match, context: Context) -> Reading | None:
    """Read "the day before", "the day after" where no word follows that says of what."""
    word = match.tokens[match.end - 1].word
    if match.after()[:1].isalpha() and word in ("before", "after"):
        return None
    steps = -1 if word in ("before", "earlier", "previous", "previously") else 1
    return from_thread(match, context, Grain.DAY, steps)


def _quarter(match: Match, context: Context) -> Reading | None:
    """Return the completed quarter under discussion, as in a report on earnings.

    There is none where the figures are those of nine months or a year.
    """
    today = context.today(Grain.QUARTER)
    for reading in context.readings[: -_QUARTER_MEMORY - 1 : -1]:
        if match.start - reading.end > 400 or reading.is_period_reported:
            return None
        unit = reading.unit
        is_told = unit and unit.grain is Grain.QUARTER and not reading.is_aside
        if unit and is_told and (today is None or unit.index < today.index):
            return reading
    return None


_QUARTER_MEMORY: Final = 40


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


def latest_quarter(match: Match, context: Context) -> Reading | None:
    """Read "the latest quarter": the one under discussion, else the last completed."""
    quarter = _quarter(match, context)
    today = context.today(Grain.QUARTER)
    if quarter and quarter.unit:
        return calendar(match, quarter.unit, "thread", Anchor.THREAD, quarter.unit)
    return calendar(match, today + -1, "thread", Anchor.PUBLISHED) if today else None


_PERIOD = "(w.quarter|w.period)"
RULES: Final = (
    ("that=that w.same? unit=unit", that_unit),
    ("w.the unit=w.year/w.month/w.week", the_unit),
    ("w.the w.quarter", the_quarter),
    (f"{COUNT} unit=unit/units (sooner=sooner|later=later)", later),
    ("unit=units (sooner=sooner|later=later)", later),
    ("w.the day=day_nth", on_the_day),
    ("w.the w.day (sooner|later|w.following|w.previous)", next_day),
    (f"article? w.year dash (sooner|ante) (nth/ordinal dash?)? {_PERIOD}?", year_earlier),
    (f"w.the year=year {_PERIOD}", year_period),
    (f"w.latest {_PERIOD}", latest_quarter),
)
