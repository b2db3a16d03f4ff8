"""Two dates that share a month or a century: "3 to 7 May", "May 3 and 4", "1939-45"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.absolute import day_date
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.tokens import Token
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
    start = first if match.captured["month"] > first else match.start
    left = Match(match.tokens, start, first + 1, {})
    right = Match(match.tokens, second, match.end, {})
    readings = [
        calendar(left, other, "pair of days", Anchor.JOINED),
        calendar(right, whole.unit, "pair of days", whole.anchor, whole.reference),
    ]
    readings[1].is_whole = whole.is_whole
    return readings


def two_years(match: Match, context: Context) -> list[Reading] | None:
    """Read "1939-45" and "1998-99"."""
    year, short = match.number("year"), match.number("short")
    last = year - year % 100 + short
    if last <= year:
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


def give_day(time: Reading, day: Reading, tokens: Sequence[Token]) -> bool:
    """Let "5 p.m., Nov. 6" be one expression; say whether it was."""
    link = [token.word for token in tokens[time.end : day.start]]
    is_day = day.type is TimexType.DATE and day.unit is not None and day.unit.grain is Grain.DAY
    if not (time.clock and is_day and day.unit and len(link) < 3 and set(link) <= _ON_THE_DAY):
        return False
    time.end, time.unit, time.anchor, time.reference = day.end, day.unit, day.anchor, day.reference
    time.value = f"{day.unit.timex}T{time.clock}"
    return True


_ON_THE_DAY: Final = frozenset((",", "on", "of"))


def join(left: Reading, right: Reading, tokens: Sequence[Token]) -> None:
    """Let both halves stand for the whole of "from A to B", "A-B", "between A and B", "A or B"."""
    a, b = left.unit, right.unit
    if a is None or b is None or a.grain is not b.grain or left.days or right.days:
        return
    link = " ".join(token.word for token in tokens[left.end : right.start][:3])
    before = tokens[left.start - 1].word if left.start else ""
    is_next = b.index - a.index == 1
    lasted = link in _LASTED or (link == "and" and is_next and a.grain is Grain.DAY)
    one_of_them = (link == "and" and before == "between") or (link == "or" and is_next)
    if a.index < b.index and (lasted or one_of_them):
        for reading in (left, right):
            reading.reach, reading.is_period = (a, b), not one_of_them


_LASTED: Final = ("to", "-", "/", "through", "thru", "until", "till", "to the")
_MONTH = "(month=month|month=short_month dot?)"
_PAIR = "first=day/day_nth (to|and|dash) w.the? day=day/day_nth"
RULES: Final = (
    (f"{_PAIR} w.of? {_MONTH} (comma? year=year)?", two_days),
    (f"{_MONTH} w.the? {_PAIR} (comma? year=year)?", two_days),
    ("year=year dash/slash short=two_digits", two_years),
)
