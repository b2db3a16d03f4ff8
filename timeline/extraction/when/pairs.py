"""Two dates that share a month or a century: "3 to 7 May", "May 3 and 4", "1939-45"."""

from __future__ import annotations

from typing import Final

from timeline.extraction.when.absolute import day_date, month_of, year_of
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.units import Grain, Unit


def two_days(match: Match, context: Context) -> list[Reading] | None:
    """Read both days; the one beside the month gives the other its month and year."""
    first, second = match.captured["first"], match.captured["day"]
    whole = day_date(match, context)
    if whole is None or whole.unit is None:
        return None
    day = whole.unit.first
    try:
        other = Unit.day(day.year, day.month, match.number("first"))
    except ValueError:
        return None
    month_first = match.captured["month"] < first
    left = Match(match.tokens, match.start, first + 1, {})
    right = Match(match.tokens, second, match.end, {})
    if not month_first:
        left = Match(match.tokens, first, first + 1, {})
    readings = [
        calendar(left, other, "pair of days", Anchor.JOINED),
        calendar(right, whole.unit, "pair of days", whole.anchor, whole.reference),
    ]
    readings[1].is_whole = whole.is_whole
    _span_over(readings, match)
    return readings


def _span_over(readings: list[Reading], match: Match) -> None:
    """Let both halves stand for the whole stretch, or for one day of it after "between"."""
    a, b = readings[0].unit, readings[1].unit
    if a is None or b is None or a.first >= b.first:
        return
    link = match.tokens[readings[0].end].word
    if link in ("and", "or") and match.before() != "between" and b.first.toordinal() - a.first.toordinal() > 1:
        return
    for reading in readings:
        reading.days = (a.first, b.last)
        reading.is_period = match.before() != "between" and link != "or"


def two_years(match: Match, context: Context) -> list[Reading] | None:
    """Read "1939-45" and "1998-99"."""
    year, short = match.number("year"), match.number("short")
    last = year - year % 100 + short
    if last <= year or not 1000 <= year:
        return None
    left = Match(match.tokens, match.start, match.captured["year"] + 1, {})
    right = Match(match.tokens, match.captured["short"], match.end, {})
    readings = [
        calendar(left, Unit.part(Grain.YEAR, year), "years", Anchor.TEXT),
        calendar(right, Unit.part(Grain.YEAR, last), "years", Anchor.TEXT),
    ]
    for reading in readings:
        reading.is_whole = True
    return readings


_UNUSED = (month_of, year_of, Context)
_LINK = "(to|and|dash)"
RULES: Final = (
    (f"first=day/day_nth {_LINK} w.the? day=day/day_nth w.of? (month=month|month=short_month dot?) (comma? year=year)?", two_days),
    (f"(month=month|month=short_month dot?) w.the? first=day/day_nth {_LINK} w.the? day=day/day_nth (comma? year=year)?", two_days),
    ("year=year dash short=two_digits", two_years),
)
