"""Days with a name: fixed feasts, those that hang on Easter, those that follow a moon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from dateutil.easter import EASTER_ORTHODOX, easter

from timeline.extraction.findings import TimexType
from timeline.extraction.when.absolute import SCENE, year_near, year_of
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.units import Grain, Unit

Find = Callable[[int], date | None]
_TABLE: Final = Path(__file__).parent.parent / "data" / "named_days.tsv"
_EASTER_YEARS: Final = range(1583, 4100)


def _fixed(month: int, day: int) -> Find:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Find:
    def find(year: int) -> date | None:
        return easter(year) + timedelta(days=days) if year in _EASTER_YEARS else None

    return find


def _orthodox(year: int) -> date | None:
    return easter(year, EASTER_ORTHODOX) if year in _EASTER_YEARS else None


def _nth_weekday(month: int, weekday: int, nth: int) -> Find:
    """Return the finder of "the fourth Thursday of November"; nth -1 is the last."""

    def find(year: int) -> date:
        if nth < 0:
            last = date(year, month + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))

    return find


@cache
def _by_moon() -> Mapping[tuple[str, int], date]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    days = [line.split("\t") for line in lines]
    return {(name, int(day[:4])): date.fromisoformat(day) for day, name in days}


def _moon(name: str) -> Find:
    return lambda year: _by_moon().get((name, year))


# pattern: where it falls, whether the day differs from country to country
_DAYS: Final[tuple[tuple[str, Find, bool], ...]] = (
    ("w.new w.year quote w.s w.day?", _fixed(1, 1), False),
    ("w.new w.year quote w.s w.eve", _fixed(12, 31), False),
    ("w.christmas w.day?", _fixed(12, 25), False),
    ("w.christmas w.eve", _fixed(12, 24), False),
    ("w.boxing w.day", _fixed(12, 26), False),
    ("w.valentine quote w.s w.day", _fixed(2, 14), False),
    ("w.bastille w.day", _fixed(7, 14), False),
    ("w.armistice w.day", _fixed(11, 11), False),
    ("w.veterans w.day", _fixed(11, 11), False),
    ("w.halloween", _fixed(10, 31), False),
    ("month=w.may w.day", _fixed(5, 1), False),
    ("w.palm w.sunday", _from_easter(-7), False),
    ("w.good w.friday", _from_easter(-2), False),
    ("w.easter w.sunday?", _from_easter(0), False),
    ("w.easter w.monday", _from_easter(1), False),
    ("w.orthodox w.easter", _orthodox, False),
    ("w.thanksgiving w.day?", _nth_weekday(11, 3, 4), False),
    ("w.labor w.day", _nth_weekday(9, 0, 1), False),
    ("w.memorial w.day", _nth_weekday(5, 0, -1), False),
    ("w.eid w.al dash? w.fitr", _moon("eid al-fitr"), True),
    ("w.eid w.al dash? w.adha", _moon("eid al-adha"), True),
    ("w.ashura", _moon("ashura"), True),
    ("w.yom w.kippur", _moon("yom kippur"), False),
    ("w.rosh w.hashanah", _moon("rosh hashanah"), False),
    ("w.passover", _moon("passover"), False),
    ("w.hanukkah", _moon("hanukkah"), False),
    ("(w.lunar/w.chinese) w.new w.year", _moon("lunar new year"), False),
    ("w.diwali", _moon("diwali"), True),
    ("w.nowruz", _moon("nowruz"), False),
)


def _rule(find: Find, is_local: bool) -> Callable[[Match, Context], Reading | list[Reading]]:
    def named_day(match: Match, context: Context) -> Reading | list[Reading]:
        if not _is_date(match):
            return []  # and "Friday" of "the Good Friday Agreement" is no weekday either
        day, anchor = _placed(match, context, find)
        if day is None:
            return Reading(match.start, match.end, TimexType.DATE, "XXXX-XX-XX", rule="named day")
        reading = calendar(match, Unit.of(Grain.DAY, day), "named day", anchor)
        reading.is_approximate = is_local
        reading.is_whole = match.has("year")
        return reading

    return named_day


def _is_date(match: Match) -> bool:
    """Tell "on Christmas Day" and "Christmas 1963" from Christmas trees and the Easter Rising."""
    after = match.after()
    if after in ("agreement", "accord", "accords", "deal", "peace"):
        return False
    if match.has("year") or match.end - match.start > 1 or not after.isalpha():
        return True
    return match.before() in SCENE | {"at", "by", "since", "until", "before", "after"}


def _placed(match: Match, context: Context, find: Find) -> tuple[date | None, Anchor]:
    year = year_of(match, context)
    if year is not None:
        return find(year), Anchor.TEXT
    if context.joined_year is not None:
        return find(context.joined_year), Anchor.JOINED
    if context.is_narrative:
        return (find(context.now.year) if context.now else None), Anchor.THREAD
    return _near(match, context, find), Anchor.PUBLISHED


def _near(match: Match, context: Context, find: Find) -> date | None:
    """Return the last or next such day if the words say so, else the one that tense picks."""
    published = context.published
    if published is None or not 1 < published.year < 9998:
        return None
    days = [day for n in (-1, 0, 1) if (day := find(published.year + n))]
    if match.word("which") == "last":
        return max((day for day in days if day < published), default=None)
    if match.word("which") == "next":
        return min((day for day in days if day > published), default=None)
    this_year = find(published.year)
    if this_year is None or match.has("which"):
        return this_year
    return find(year_near(match, context, this_year.month, this_year.day))


def september_11(match: Match, context: Context) -> Reading | None:
    """Read "9/11" and "the September 11 attacks": the day in 2001, whatever the year."""
    day = date(2001, 9, 11)
    if context.published and context.published < day:
        return None
    if match.after() == "/":
        return None
    end = match.captured.get("last", match.end - 1) + 1
    inner = Match(match.tokens, match.start, end, match.captured)
    reading = calendar(inner, Unit.of(Grain.DAY, day), "named day", Anchor.TEXT)
    reading.is_aside = True
    return reading


RULES: Final = (
    *(
        (f"(which=this/last/next)? {pattern} (w.of? comma? year=year)?", _rule(find, is_local))
        for pattern, find, is_local in _DAYS
    ),
    ("w.9 slash last=w.11", september_11),
    ("(w.september|w.sept dot?) last=w.11 (w.attack|w.attacks|w.terrorist)", september_11),
)
