"""Times of day, with the day they fall on."""

from __future__ import annotations

from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, unplaced
from timeline.extraction.when.relative import day_word, weekday
from timeline.extraction.when.units import Grain, Unit
from timeline.extraction.when.words import PARTS


def _day_of(match: Match, context: Context) -> tuple[Unit | None, Anchor, Unit | None]:
    """Return the day that goes with a time: the one beside it, else the thread's, else today."""
    reading = None
    if match.has("weekday"):
        reading = weekday(match, context)
    elif match.has("day"):
        reading = day_word(match, context)
    if reading:
        return reading.unit, reading.anchor, reading.reference
    return _day_about(match, context)


def _day_about(match: Match, context: Context) -> tuple[Unit | None, Anchor, Unit | None]:
    found = context.last(Grain.DAY, within=None if context.is_narrative else 40, before=match.start)
    if found:
        return found.unit, Anchor.THREAD, found.unit
    return context.today(), Anchor.PUBLISHED, None


def _time(match: Match, context: Context, clock: str, rule: str) -> Reading:
    return _timed(match, *_day_of(match, context), clock, rule)


def _timed(
    match: Match, unit: Unit | None, anchor: Anchor, reference: Unit | None, clock: str, rule: str
) -> Reading:
    try:
        value = f"{unit.timex}T{clock}" if unit else f"XXXX-XX-XXT{clock}"
    except (ValueError, OverflowError):
        unit, value = None, f"XXXX-XX-XXT{clock}"
    reading = Reading(
        match.start, match.end, TimexType.TIME, value, unit, anchor, reference, rule=rule
    )
    reading.clock = clock
    return reading


def clock_time(match: Match, context: Context) -> Reading | None:
    """Read "10:30", "3 p.m. Wednesday", "22:00 GMT", "noon Thursday"."""
    if match.has("noon"):
        hour, minute = {"noon": 12, "midday": 12, "midnight": 24}[match.word("noon")], 0
        clock = f"{hour:02}:00" if hour == 12 else "24:00"
        return _time(match, context, clock, "clock")
    hour, minute = _hour_and_minute(match)
    if hour > 24 or minute > 59:
        return None
    half = match.word("half") or match.word("minute")[-2:] or match.word("hour")[-2:]
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    zulu = "Z" if match.word("zone") in ("gmt", "utc") else ""
    return _time(match, context, f"{hour:02}:{minute:02}{zulu}", "clock")


def _hour_and_minute(match: Match) -> tuple[int, int]:
    if match.has("four"):  # 0800
        return divmod(match.number("four"), 100)
    _, _, minutes = match.word("hour").rstrip("apm").partition(".")  # 7.30am
    minute = match.number("minute") if match.has("minute") else int(minutes or 0)
    return match.number("hour"), minute


def part_of_day(match: Match, context: Context) -> Reading | None:
    """Read "Friday night", "this morning", "yesterday afternoon", "tonight", "that evening"."""
    part = "NI" if match.has("tonight") else PARTS[match.word("part")]
    if match.has("weekday") or match.has("day"):
        return _time(match, context, part, "part of day")
    which = match.word("which")
    unit, anchor, reference = context.today(), Anchor.PUBLISHED, None
    if context.is_narrative and which in ("", "this"):
        unit = None
    if which == "before":
        if match.after()[:1].isalpha():
            return None  # "the night before the raid"
        unit, anchor, reference = _day_about(match, context)
        unit = unit + -1 if unit else None
    elif which in ("last", "previous"):
        unit = unit + -1 if unit else None
    elif which in ("that", "same", "next", "following", "the"):
        unit, anchor, reference = _day_about(match, context)
        if unit and which in ("next", "following"):
            unit += 1
    if unit is None:
        return unplaced(match, f"XXXX-XX-XXT{part}", "part of day")
    return _timed(match, unit, anchor, reference, part, "part of day")


def at_dawn(match: Match, context: Context) -> Reading | None:
    """Read "at dawn", "in the morning": of the day that the text stands at."""
    inner = Match(match.tokens, match.start + 1, match.end, match.captured)
    unit, anchor, reference = _day_about(match, context)
    if unit is None:
        return unplaced(inner, f"XXXX-XX-XXT{PARTS[match.word('part')]}", "part of day")
    return _timed(inner, unit, anchor, reference, PARTS[match.word("part")], "part of day")


_ON = "(comma? (w.on)? (weekday=weekday/short_weekday|day=day_word))?"
_ZONE = "(open? zone=zone (w.time)? close? | w.local w.time)?"
_HALF = "(half=am dot? | half=w.a dot w.m dot? | half=w.p dot w.m dot?)"
RULES: Final = (
    (f"hour=hour colon minute=minute (colon minute)? {_HALF}? {_ZONE} {_ON}", clock_time),
    (f"hour=hour {_HALF} {_ZONE} {_ON}", clock_time),
    (f"hour=hour_am {_ZONE} {_ON}", clock_time),
    (f"hour=clock_dot {_HALF} {_ZONE} {_ON}", clock_time),
    (f"four=four_digits (w.hours {_ZONE}|zone=zone) {_ON}", clock_time),
    (f"hour=hour colon minute=clock_am {_ZONE} {_ON}", clock_time),
    (f"hour=hour w.o quote w.clock {_HALF}? {_ON}", clock_time),
    (f"noon=w.noon/w.midnight/w.midday {_ON}", clock_time),
    ("weekday=weekday/short_weekday part=part", part_of_day),
    ("day=day_word part=part", part_of_day),
    ("which=this/that/last/next part=part", part_of_day),
    ("which=that w.same part=part", part_of_day),
    ("w.the part=part which=w.before", part_of_day),
    ("w.at part=w.dawn/w.daybreak/w.sunrise/w.dusk/w.sunset", at_dawn),
    ("w.in which=w.the part=part", at_dawn),
    ("tonight=w.tonight/w.overnight", part_of_day),
)
