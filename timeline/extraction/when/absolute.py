"""Days and months that the text writes out, whole or without their year."""

from __future__ import annotations

import re
from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.tokens import PARAGRAPH
from timeline.extraction.when.units import Grain, Unit
from timeline.extraction.when.words import FOREIGN_MONTHS, MONTHS, ORDINALS, one_of

_SENTENCES_BACK: Final = 45  # tokens over which a year carries on in news


def month_of(match: Match) -> int:
    word = match.word("month")
    return MONTHS.get(word) or FOREIGN_MONTHS.get(word) or int(word)


def year_of(match: Match, context: Context, name: str = "year") -> int | None:
    """Return the year captured, "'98" and "next year" included, None when there is none."""
    if match.has(name):
        year = match.number(name)
        return full_year(year, context) if match.word(name).isdigit() and year < 100 else year
    if match.has("short"):
        return full_year(match.number("short"), context)
    return None


def full_year(two_digits: int, context: Context) -> int:
    """Return the year nearest the day of publication that ends in two digits, at most 10 ahead."""
    today = context.published.year if context.published else 2000
    year = today - today % 100 + two_digits
    return year - 100 if year > today + 10 else year


def day_date(match: Match, context: Context) -> Reading | None:
    """Read "17 March 2023", "March 17", "Friday, March 17"."""
    month, day = month_of(match), _day_number(match)
    year = year_of(match, context)
    if year is not None:
        unit = _day(year, month, day)
        if unit is None:
            return None
        reading = calendar(match, unit, "date", Anchor.TEXT)
        reading.is_whole = True
        reading.carries = context.is_narrative or match.before() in SCENE
        return reading
    if month == 0 or not 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return None
    return _without_year(match, context, month, day)


def day_in_words(match: Match, context: Context) -> Reading | None:
    """Read "March sixteenth", but not "may first decide" or "in March second thoughts"."""
    if match.word("day") in ("first", "second", "third") and match.before() not in _ON:
        return None
    return day_date(match, context)


_ON: Final = one_of("on by since until till through from")


def month_date(match: Match, context: Context) -> Reading | None:
    """Read "March 2023", "March", "March of that year"."""
    month, year = month_of(match), year_of(match, context)
    if year is not None:
        reading = calendar(match, Unit.part(Grain.MONTH, year, month - 1), "month", Anchor.TEXT)
        reading.is_whole = True
        reading.carries = context.is_narrative or match.before() in SCENE
        return reading
    if not match.has("sure") and not _is_month(match):
        return None
    return _without_year(match, context, month, None)


def _is_month(match: Match) -> bool:
    """Tell the month from "Theresa May", "April Glaspie" and a March that walks."""
    word = match.word("month")
    before, after = match.before(), match.after()
    if word in ("mar", "jan", "sun", "dec", "sep", "oct", "nov", "feb", "apr", "aug", "jun", "jul"):
        return after == "." or before in _BEFORE_MONTH
    if before in _BEFORE_MONTH:
        return True
    if word in ("may", "march"):
        return after == "'" and before in (",", PARAGRAPH)
    return before not in ("mr", "mrs", "ms", "dr")


SCENE: Final = frozenset(
    ["in", "on", "by", "from", "between", PARAGRAPH]
)  # not "the May 1998 test"


_BEFORE_MONTH: Final = one_of(
    "in by since until till through from to of last next this early mid late and or between "
    "before after during for each every following past coming previous around about - / ( "
    "begin beginning end as"
)


def _without_year(match: Match, context: Context, month: int, day: int | None) -> Reading | None:
    year, anchor, reference = find_year(match, context, month, day)
    if year is None:
        value = f"XXXX-{month:02}" + ("" if day is None else f"-{day:02}")
        return Reading(match.start, match.end, TimexType.DATE, value, rule="date without year")
    unit = Unit.part(Grain.MONTH, year, month - 1) if day is None else _day(year, month, day)
    if unit is None:
        return None
    rule = "month without year" if day is None else "day without year"
    reading = calendar(match, unit, rule, anchor, reference)
    reading.carries = anchor is Anchor.THREAD
    return reading


def find_year(
    match: Match, context: Context, month: int, day: int | None
) -> tuple[int | None, Anchor, Unit | None]:
    """Return the year of a month or day that has none, what gave it, and from where."""
    if context.joined_year is not None:
        return context.joined_year, Anchor.JOINED, None
    reference = thread_for(match, context)
    if reference is not None:
        return _year_along(reference, month), Anchor.THREAD, reference
    if context.now is None:
        return None, Anchor.NONE, None
    return year_near(match, context, month, day), Anchor.PUBLISHED, None


def thread_for(match: Match, context: Context) -> Unit | None:
    """Return the date that carries on to here: any in a history, a near one of old in news."""
    fine = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.SEASON, Grain.HALF, Grain.YEAR)
    if context.is_narrative:
        last = context.scene()
        return last.unit if last else None
    last = context.last(*fine, within=_SENTENCES_BACK, before=match.start)
    if last is None or last.unit is None or not last.carries:
        return None
    if context.published and last.unit.year >= context.published.year:
        return None
    return None if context.tense(match) is Tense.FUTURE else last.unit


def _year_along(reference: Unit, month: int) -> int:
    """Return the year in which a story that stands at `reference` has its next such month."""
    if reference.grain is Grain.YEAR:
        return reference.year
    ahead = month - reference.month
    return reference.year + 1 if ahead < -7 else reference.year


def year_near(match: Match, context: Context, month: int, day: int | None) -> int:
    """Return the year of the nearest such month or day, by a measure that tense bends.

    Ahead is taken when it is nearer than the one behind times the weight for the tense: a verb
    of the past still leaves room for "said that the talks begin on 3 April".
    """
    now = context.now
    if now is None:
        raise ValueError("no day to count from")
    here = now.month * 30 + (0 if day is None else now.day)
    there = month * 30 + (0 if day is None else day)
    ahead = (there - here) % 360
    if ahead == 0:
        return now.year
    weight = (_DAY_WEIGHTS if day else _MONTH_WEIGHTS)[context.tense(match)]
    is_ahead = ahead < weight * (360 - ahead)
    if is_ahead:
        return now.year + (there < here)
    return now.year - (there > here)


# Fitted on the visible news: see docs/extraction.md.
_DAY_WEIGHTS: Final = {Tense.FUTURE: 3.0, Tense.UNKNOWN: 0.7, Tense.PAST: 0.2}


_MONTH_WEIGHTS: Final = {Tense.FUTURE: 3.0, Tense.UNKNOWN: 0.35, Tense.PAST: 0.15}


def _day_number(match: Match) -> int:
    word = match.word("day")
    return ORDINALS.get(word) or match.number("day")


def _day(year: int, month: int, day: int) -> Unit | None:
    try:
        return Unit.day(year, month, day)
    except ValueError:
        return None


def numeric_date(match: Match, context: Context) -> Reading | None:
    """Read "2023-03-17", "17/03/2023", "3/17/98" (month first unless it cannot be)."""
    year = year_of(match, context)
    a, b = match.number("a"), match.number("b")
    if year is None:
        return None
    is_iso = match.word("year").isdigit() and match.captured["year"] == match.start
    month, day = (a, b) if is_iso or a <= 12 else (b, a)
    unit = _day(year, month, day)
    if unit is None:
        return None
    reading = calendar(match, unit, "date in figures", Anchor.TEXT)
    reading.is_whole = True
    # 03/04/2023 is one of two days, a month or more apart: the guess is marked as one.
    reading.is_approximate = not is_iso and a <= 12 and b <= 12 and a != b
    return reading


def dotted_date(match: Match, context: Context) -> Reading | None:
    """Read "17.03.2023"."""
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", match.word("dotted"))
    unit = _day(int(found[3]), int(found[2]), int(found[1])) if found else None
    if unit is None:
        return None
    reading = calendar(match, unit, "date in figures", Anchor.TEXT)
    reading.is_whole = True
    return reading


_YEAR = "year=year"
_MONTH = "(month=month|month=short_month dot?)"
_WEEKDAY = "((weekday|short_weekday dot?) comma?)?"
_DAY = "day=day/day_nth"
RULES: Final = (
    (f"{_WEEKDAY} {_DAY} w.of? {_MONTH} (comma? {_YEAR})?", day_date),
    (f"{_WEEKDAY} w.the? day=ordinal w.of {_MONTH} (comma? {_YEAR})?", day_date),
    (f"{_WEEKDAY} w.the? {_DAY} w.of? {_MONTH} comma? quote short=two_digits", day_date),
    (f"{_WEEKDAY} {_MONTH} w.the? {_DAY} (comma? {_YEAR})?", day_date),
    (f"{_WEEKDAY} {_MONTH} w.the? day=ordinal (comma? {_YEAR})?", day_in_words),
    (f"{_WEEKDAY} {_MONTH} {_DAY} (comma quote short=two_digits)", day_date),
    (f"{_DAY} dot? w.de? month=foreign w.de? {_YEAR}", day_date),
    (f"{_MONTH} comma? (w.of|w.in)? (w.the w.year)? {_YEAR}", month_date),
    (f"{_MONTH} quote short=two_digits", month_date),
    (_MONTH, month_date),
    ("year=four_digits dash a=mm/two_digits dash b=day/two_digits", numeric_date),
    ("year=four_digits slash a=mm slash b=day", numeric_date),
    ("a=day slash b=day slash year=four_digits/two_digits", numeric_date),
    ("dotted=dotted", dotted_date),
)
