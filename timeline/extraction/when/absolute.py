"""Dates that the text writes out, whole or without their year."""

from __future__ import annotations

import re
from typing import Final

from timeline.extraction.findings import TimexType
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.tokens import PARAGRAPH
from timeline.extraction.when.units import SEASON_CODES, Grain, Unit
from timeline.extraction.when.words import DECADES, FOREIGN_MONTHS, MONTHS, ORDINALS, SEASONS

_SENTENCES_BACK: Final = 45  # tokens over which a year carries on in news


def month_of(match: Match) -> int:
    word = match.word("month")
    return MONTHS.get(word) or FOREIGN_MONTHS.get(word) or int(word)


def year_of(match: Match, context: Context, name: str = "year") -> int | None:
    """Return the year captured, "'98" and "next year" included, None when there is none."""
    if match.has(name):
        year = match.number(name)
        return _full_year(year, context) if match.word(name).isdigit() and year < 100 else year
    if match.has("short"):
        return _full_year(match.number("short"), context)
    return None


def _full_year(two_digits: int, context: Context) -> int:
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


def month_date(match: Match, context: Context) -> Reading | None:
    """Read "March 2023", "March", "March of that year"."""
    month, year = month_of(match), year_of(match, context)
    if year is not None:
        reading = calendar(match, Unit.part(Grain.MONTH, year, month - 1), "month", Anchor.TEXT)
        reading.is_whole = True
        reading.carries = context.is_narrative or match.before() in SCENE
        return reading
    if not match.has("sure") and not _is_month(match, context):
        return None
    return _without_year(match, context, month, None)


def _is_month(match: Match, context: Context) -> bool:
    """Tell the month from "Theresa May", "April Glaspie" and a March that walks."""
    word = match.word("month")
    before, after = match.before(), match.after()
    if word in ("mar", "jan", "sun", "dec", "sep", "oct", "nov", "feb", "apr", "aug", "jun", "jul"):
        return after == "." or before in _BEFORE_MONTH
    if before in _BEFORE_MONTH:
        return True
    if word in ("may", "march"):
        return after == "'" and before in (",", PARAGRAPH)
    return word not in ("april", "june", "august", "july") or not _is_name(match, context)


def _is_name(match: Match, context: Context) -> bool:
    """Tell whether the next word is capitalised and nothing before it points to a date."""
    return match.before()[:1].isalpha() and match.before() in ("mr", "mrs", "ms", "dr", "s")


SCENE: Final = frozenset(["in", "on", "from", "between", PARAGRAPH])  # not "the May 1998 test"
_BEFORE_MONTH: Final = frozenset(
    "in by since until till through from to of last next this early mid late and or between "
    "before after during for each every following past coming previous around about - / ( "
    "begin beginning end".split()
)


def _without_year(match: Match, context: Context, month: int, day: int | None) -> Reading | None:
    year, anchor, reference = _find_year(match, context, month, day)
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


def _find_year(
    match: Match, context: Context, month: int, day: int | None
) -> tuple[int | None, Anchor, Unit | None]:
    """Return the year of a month or day that has none, what gave it, and from where."""
    if context.joined_year is not None:
        return context.joined_year, Anchor.JOINED, None
    if context.is_bc:
        return None, Anchor.NONE, None
    reference = _thread_for(match, context)
    if reference is not None:
        return _year_along(reference, month), Anchor.THREAD, reference
    if context.published is None:
        return None, Anchor.NONE, None
    return year_near(match, context, month, day), Anchor.PUBLISHED, None


def _thread_for(match: Match, context: Context) -> Unit | None:
    """Return the date that carries on to here: any in a history, a near one of old in news."""
    fine = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.SEASON, Grain.HALF, Grain.YEAR)
    if context.is_narrative:
        last = context.scene()
        return last.unit if last else None
    last = context.last(*fine, within=_SENTENCES_BACK, before=match.start)
    if last is None or last.unit is None or context.published is None:
        return None
    if not last.carries or last.unit.first.year >= context.published.year:
        return None
    return None if context.tense(match) is Tense.FUTURE else last.unit


def _year_along(reference: Unit, month: int) -> int:
    """Return the year in which a story that stands at `reference` has its next such month."""
    first = reference.first
    if reference.grain is Grain.YEAR:
        return first.year
    ahead = month - first.month
    return first.year + 1 if ahead < -7 else first.year


def year_near(match: Match, context: Context, month: int, day: int | None) -> int:
    """Return the year of the nearest such month or day, by a measure that tense bends.

    Ahead is taken when it is nearer than the one behind times the weight for the tense: a verb
    of the past still leaves room for "said that the talks begin on 3 April".
    """
    published = context.published
    if published is None:
        raise ValueError("no day of publication")
    here = published.month * 30 + (0 if day is None else published.day)
    there = month * 30 + (0 if day is None else day)
    ahead = (there - here) % 360
    if ahead == 0:
        return published.year
    weight = (_DAY_WEIGHTS if day else _MONTH_WEIGHTS)[context.tense(match)]
    is_ahead = ahead < weight * (360 - ahead)
    if is_ahead:
        return published.year + (there < here)
    return published.year - (there > here)


# Fitted on the visible news: see docs/extraction.md.
_DAY_WEIGHTS: Final = {Tense.FUTURE: 3.0, Tense.UNKNOWN: 0.7, Tense.PAST: 0.2}
_MONTH_WEIGHTS: Final = {Tense.FUTURE: 3.0, Tense.UNKNOWN: 0.35, Tense.PAST: 0.05}


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


def year_date(match: Match, context: Context) -> Reading | None:
    """Read "1998" where it is a year and not a number of people or a price."""
    year = match.number("year")
    if not match.has("sure") and not _is_year(match, year, context):
        return None
    reading = calendar(match, Unit.part(Grain.YEAR, year), "year", Anchor.TEXT)
    reading.is_whole = True
    # "In 1998 ..." sets the scene; "since 1980" and "the 1988 budget" do not.
    reading.carries = _sets_the_scene(match)
    return reading


def _sets_the_scene(match: Match) -> bool:
    if match.before() == "in":
        return match.before(2) in (".", ",", PARAGRAPH) or match.after() == ","
    return match.before() == PARAGRAPH  # a heading


_BEFORE_YEAR: Final = frozenset(
    "in by since until till through from to of during before after between and or early mid late "
    "the around about circa for year fiscal - / ( over than as' on spring summer autumn fall "
    "winter ending ended".split()
)
_NOT_BEFORE_YEAR: Final = frozenset("$ # £ € ¥ % + * = no no. flight route page room".split())
_NOT_AFTER_YEAR: Final = frozenset(
    "percent % troops soldiers people men women dollars euros pounds km kilometers kilometres "
    "miles meters metres feet tons tonnes barrels points jobs workers civilians refugees "
    "prisoners police hours minutes seconds mph acres hectares pages members protesters million "
    "billion thousand hundred °".split()
)


def _is_year(match: Match, year: int, context: Context) -> bool:
    before, after = match.before(), match.after()
    if before in _NOT_BEFORE_YEAR or after in _NOT_AFTER_YEAR:
        return False
    if before in (".", ",") and match.before(2)[:1].isdigit() and before == ".":
        return False
    if after in (".", ",", ":") and match.after(1)[:1].isdigit() and _touches(match):
        return False
    latest = (context.published.year if context.published else 2030) + 60
    return 1300 <= year <= latest and (year >= 1700 or before in _BEFORE_YEAR)


def _touches(match: Match) -> bool:
    return match.tokens[match.end].end == match.tokens[match.end + 1].start


def short_year(match: Match, context: Context) -> Reading:
    """Read "'98" and the second half of "1939-45"."""
    unit = Unit.part(Grain.YEAR, _full_year(match.number("short"), context))
    reading = calendar(match, unit, "year", Anchor.TEXT)
    reading.is_whole = True
    return reading


def decade_date(match: Match, context: Context) -> Reading:
    """Read "the 1990s", "the '90s", "the nineties"."""
    if match.has("decade"):
        year = match.number("decade")
    else:
        tens = DECADES.get(match.word("short"))
        year = _full_year(match.number("short") if tens is None else tens, context)
    return calendar(match, Unit.part(Grain.DECADE, year), "decade", Anchor.TEXT)


def century_date(match: Match, _: Context) -> Reading | None:
    """Read "the 20th century"."""
    number = ORDINALS.get(match.word("nth")) or match.number("nth")
    if not 1 <= number <= 30:
        return None
    return calendar(match, Unit(Grain.CENTURY, number - 1), "century", Anchor.TEXT)


def before_christ(match: Match, _: Context) -> Reading | list[Reading]:
    """Read "480 BC", "499-493 BC", "the 470s BC": told, though no calendar here holds them."""
    end = ""
    if match.has("month"):
        end = f"-{month_of(match):02}"
    elif match.has("season"):
        end = f"-{SEASON_CODES[SEASONS[match.word('season')]]}"
    if match.has("nth"):
        value = f"BC{(ORDINALS.get(match.word('nth')) or match.number('nth')) - 1:02}"
    elif match.has("bc_decade"):
        value = f"BC{match.number('bc_decade') // 10:03}"
    else:
        value = f"BC{match.number('bc_year'):04}{end}"
    reading = Reading(match.start, match.end, TimexType.DATE, value, is_bc=True, rule="BC")
    if not match.has("first"):
        return reading
    first = Reading(
        match.start,
        match.start + 1,
        TimexType.DATE,
        f"BC{match.number('first'):04}",
        is_bc=True,
        rule="BC",
    )
    reading.start = match.captured["bc_year"]
    return [first, reading]


def season_date(match: Match, context: Context) -> Reading | None:
    """Read "spring 2023", "the summer of 1941", "the summer"."""
    season, year = SEASONS[match.word("season")], year_of(match, context)
    if year is not None:
        reading = calendar(match, Unit.part(Grain.SEASON, year, season), "season", Anchor.TEXT)
        reading.is_whole = True
        return reading
    if match.word("season") in ("fall", "spring") and not _is_season(match):
        return None
    month = (4, 7, 10, 12)[season]
    found, anchor, reference = _find_year(match, context, month, None)
    if found is None:
        return None
    return calendar(
        match, Unit.part(Grain.SEASON, found, season), "season without year", anchor, reference
    )


def _is_season(match: Match) -> bool:
    """Tell the season from a fall of prices and a spring of water."""
    return match.before() in ("the", "this", "by", "in", "early", "late") and match.after() not in (
        "of",
        "in",
        "to",
    )


def quarter_date(match: Match, context: Context) -> Reading | None:
    """Read "the third quarter of 1998", "the first half of 1942", "Q3 1998"."""
    word = match.word("nth")
    number = ORDINALS.get(word) or (match.number("nth") if word[:1].isdigit() else 0)
    number = number or {"final": 4, "last": 4, "latter": 2}.get(word, 0)
    is_half = match.has("half")
    if is_half:
        number = {4: 2}.get(number, number)
    if not 1 <= number <= (2 if is_half else 4):
        return None
    grain = Grain.HALF if is_half else Grain.QUARTER
    year = year_of(match, context)
    if match.has("which") and context.published:
        year = context.published.year + {"last": -1, "next": 1}.get(match.word("which"), 0)
    if year is not None:
        reading = calendar(
            match, Unit.part(grain, year, number - 1), grain.value, Anchor.TEXT
        )
        reading.is_whole = True
        return reading
    if is_half and not match.has("sure"):
        return None
    return _quarter_without_year(match, context, grain, number)


def _quarter_without_year(
    match: Match, context: Context, grain: Grain, number: int
) -> Reading | None:
    """Take the last one completed, or the one ahead when the tense says so."""
    today = context.today(grain)
    thread = _thread_for(match, context) if context.is_narrative else None
    if thread is not None:
        unit = Unit.part(grain, thread.first.year, number - 1)
        return calendar(match, unit, f"{grain} without year", Anchor.THREAD, thread)
    if today is None:
        return None
    unit = Unit.part(grain, today.first.year, number - 1)
    if unit.index >= today.index and context.tense(match) is not Tense.FUTURE and unit.index - today.index != 0:
        unit += -(4 if grain is Grain.QUARTER else 2)
    return calendar(match, unit, f"{grain} without year", Anchor.PUBLISHED)


_YEAR = "year=year"
_MONTH = "(month=month|month=short_month dot?)"
_WEEKDAY = "(weekday|short_weekday dot?)"
_BC = "(bc|w.b dot w.c dot?)"
_DAY = "day=day/day_nth"
RULES: Final = (
    (f"({_WEEKDAY} comma?)? {_DAY} w.of? {_MONTH} (comma? {_YEAR})?", day_date),
    (f"({_WEEKDAY} comma?)? (w.the)? day=ordinal w.of {_MONTH} (comma? {_YEAR})?", day_date),
    (f"({_WEEKDAY} comma?)? (w.the)? {_DAY} w.of? {_MONTH} comma? quote short=two_digits", day_date),
    (f"({_WEEKDAY} comma?)? {_MONTH} w.the? {_DAY} (comma? {_YEAR})?", day_date),
    (f"({_WEEKDAY} comma?)? {_MONTH} {_DAY} (comma quote short=two_digits)", day_date),
    (f"{_DAY} dot? (w.de)? month=foreign (w.de)? {_YEAR}", day_date),
    (f"{_MONTH} comma? (w.of|w.in)? (w.the w.year)? {_YEAR}", month_date),
    (f"{_MONTH} quote short=two_digits", month_date),
    (_MONTH, month_date),
    ("year=four_digits dash a=mm/two_digits dash b=day/two_digits", numeric_date),
    ("year=four_digits slash a=mm slash b=day", numeric_date),
    ("a=day slash b=day slash year=four_digits/two_digits", numeric_date),
    ("dotted=dotted", dotted_date),
    (f"{_YEAR}", year_date),
    (f"(month=month|season=season w.of?)? bc_year=any_year {_BC}", before_christ),
    (f"first=any_year (to|dash|and) bc_year=any_year {_BC}", before_christ),
    (f"bc_decade=old_decade {_BC}", before_christ),
    (f"nth=nth/ordinal dash? w.century {_BC}", before_christ),
    (f"sure=w.year {_YEAR}", year_date),
    (f"sure=w.fiscal (w.year)? {_YEAR}", year_date),
    ("quote short=two_digits", short_year),
    ("decade=decade", decade_date),
    ("quote? short=short_decade", decade_date),
    ("short=decade_word", decade_date),
    ("nth=nth/ordinal dash? w.century", century_date),
    (f"season=season comma? (w.of|w.in)? {_YEAR}", season_date),
    ("season=season quote short=two_digits", season_date),
    ("season=season", season_date),
    (f"(w.fiscal dash?)? nth=nth/ordinal/w.last/w.final dash? w.quarter (w.of? {_YEAR})?", quarter_date),
    (f"{_YEAR} (w.s)? nth=nth/ordinal/w.last/w.final dash? w.quarter", quarter_date),
    ("which=this/last/next w.year quote w.s nth=nth/ordinal dash? w.quarter", quarter_date),
    (f"nth=nth/ordinal/w.last/w.latter half=half_word w.of? {_YEAR}", quarter_date),
)
