"""Years and what they are counted in: decades, centuries, seasons, quarters, halves."""

from __future__ import annotations

from typing import Final

from timeline.extraction.when.absolute import (
    SCENE,
    find_year,
    full_year,
    month_of,
    thread_for,
    year_of,
)
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.reading import Anchor, Context, Reading, calendar
from timeline.extraction.when.tense import Tense
from timeline.extraction.when.tokens import PARAGRAPH
from timeline.extraction.when.units import Grain, Unit
from timeline.extraction.when.words import DECADES, ORDINALS, SEASONS, one_of


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


_BEFORE_YEAR: Final = one_of(
    "in by since until till through from to of during before after between and or early mid late "
    "the around about circa for year fiscal - / ( over than as' on spring summer autumn fall "
    "winter ending ended"
)


_NOT_BEFORE_YEAR: Final = one_of("$ # £ € ¥ % + * = no no. flight route page room")


_NOT_AFTER_YEAR: Final = one_of(
    "percent % troops soldiers people men women dollars euros pounds km kilometers kilometres "
    "miles meters metres feet tons tonnes barrels points jobs workers civilians refugees "
    "prisoners police hours minutes seconds mph acres hectares pages members protesters million "
    "billion thousand hundred °"
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
    if year < 1300 and (before != "in" or after not in (".", ",")):
        return False  # "in 1066." but not "in 1200 villages"
    return year <= latest and (year >= 1700 or before in _BEFORE_YEAR)


def _touches(match: Match) -> bool:
    return match.tokens[match.end].end == match.tokens[match.end + 1].start


def anno_domini(match: Match, _: Context) -> Reading:
    """Read "AD 70", "70 AD"."""
    unit = Unit.part(Grain.YEAR, match.number("any"))
    reading = calendar(match, unit, "year", Anchor.TEXT)
    reading.is_whole = True
    return reading


def short_year(match: Match, context: Context) -> Reading:
    """Read "'98" and the second half of "1939-45"."""
    unit = Unit.part(Grain.YEAR, full_year(match.number("short"), context))
    reading = calendar(match, unit, "year", Anchor.TEXT)
    reading.is_whole = True
    return reading


def decade_date(match: Match, context: Context) -> Reading:
    """Read "the 1990s", "the '90s", "the nineties"."""
    if match.has("decade"):
        year = match.number("decade")
    else:
        tens = DECADES.get(match.word("short"))
        year = full_year(match.number("short") if tens is None else tens, context)
    return calendar(match, Unit.part(Grain.DECADE, year), "decade", Anchor.TEXT)


def century_date(match: Match, _: Context) -> Reading | None:
    """Read "the 20th century"."""
    number = ORDINALS.get(match.word("nth")) or match.number("nth")
    if not 1 <= number <= 30:
        return None
    return calendar(match, Unit(Grain.CENTURY, number - 1), "century", Anchor.TEXT)


def before_christ(match: Match, _: Context) -> Reading | list[Reading]:
    """Read "480 BC", "499-493 BC", "the 470s BC": told, though no calendar here holds them."""
    if match.has("nth"):
        number = ORDINALS.get(match.word("nth")) or match.number("nth")
        return calendar(match, Unit(Grain.CENTURY, -number), "BC", Anchor.TEXT)
    if match.has("bc_decade"):
        unit = Unit.part(Grain.DECADE, -match.number("bc_decade"))
        return calendar(match, unit, "BC", Anchor.TEXT)
    year = -match.number("bc_year")
    unit = Unit.part(Grain.YEAR, year)
    if match.has("month"):
        unit = Unit.part(Grain.MONTH, year, month_of(match) - 1)
    elif match.has("season"):
        unit = Unit.part(Grain.SEASON, year, SEASONS[match.word("season")])
    reading = calendar(match, unit, "BC", Anchor.TEXT)
    reading.is_whole, reading.carries = True, match.before() in SCENE
    if not match.has("first"):
        return reading
    left = Match(match.tokens, match.start, match.start + 1, {})
    first = calendar(left, Unit.part(Grain.YEAR, -match.number("first")), "BC", Anchor.TEXT)
    first.is_whole = True
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
    found, anchor, reference = find_year(match, context, month, None)
    if found is None:
        return None
    return calendar(
        match, Unit.part(Grain.SEASON, found, season), "season without year", anchor, reference
    )


def _is_season(match: Match) -> bool:
    """Tell the season from a fall of prices and a spring of water."""
    is_told = match.before() in ("the", "this", "by", "in", "early", "late")
    return is_told and match.after() not in ("of", "in", "to")


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
    if match.has("which") and context.now:
        year = context.now.year + {"last": -1, "next": 1}.get(match.word("which"), 0)
    if year is not None:
        reading = calendar(match, Unit.part(grain, year, number - 1), grain.value, Anchor.TEXT)
        reading.is_whole = True
        return reading
    if context.joined_year is not None:
        return calendar(
            match, Unit.part(grain, context.joined_year, number - 1), grain.value, Anchor.JOINED
        )
    if is_half:
        return None
    return _quarter_without_year(match, context, grain, number)


def quarter_in_figures(match: Match, context: Context) -> Reading | None:
    """Read "Q3 1998", "3Q", "H1 2010": written as one word."""
    first, second = match.tokens[match.start : match.start + 2]
    return quarter_date(match, context) if first.end == second.start else None


def _quarter_without_year(
    match: Match, context: Context, grain: Grain, number: int
) -> Reading | None:
    """Take the last one completed, or the one ahead when the tense says so."""
    today = context.today(grain)
    thread = thread_for(match, context) if context.is_narrative else None
    if thread is not None:
        unit = Unit.part(grain, thread.year, number - 1)
        return calendar(match, unit, f"{grain} without year", Anchor.THREAD, thread)
    if today is None:
        return None
    unit = Unit.part(grain, today.year, number - 1)
    if unit.index > today.index and context.tense(match) is not Tense.FUTURE:
        unit += -4
    return calendar(match, unit, f"{grain} without year", Anchor.PUBLISHED)


_YEAR = "year=year"
_BC = "(bc|w.b dot w.c dot?)"
_WHICH = "nth=nth/ordinal/w.last/w.final"
RULES: Final = (
    (_YEAR, year_date),
    (f"w.the? sure=w.year {_YEAR}", year_date),
    (f"sure=w.fiscal/w.fy (w.year)? {_YEAR}", year_date),
    ("sure=w.ad any=any_year", anno_domini),
    ("any=any_year (w.ad|w.ce|w.a dot w.d dot?)", anno_domini),
    ("quote short=two_digits", short_year),
    ("decade=decade", decade_date),
    ("quote? short=short_decade", decade_date),
    ("short=decade_word", decade_date),
    ("nth=nth/ordinal dash? w.century", century_date),
    (f"(month=month|season=season w.of?)? bc_year=any_year {_BC}", before_christ),
    (f"first=any_year (to|dash|and) bc_year=any_year {_BC}", before_christ),
    (f"bc_decade=old_decade {_BC}", before_christ),
    (f"nth=nth/ordinal dash? w.century {_BC}", before_christ),
    (f"season=season comma? (w.of|w.in)? {_YEAR}", season_date),
    ("season=season quote short=two_digits", season_date),
    ("season=season", season_date),
    (f"(w.fiscal dash?)? {_WHICH} dash? w.quarter (w.of? {_YEAR})?", quarter_date),
    (f"{_YEAR} (w.s)? {_WHICH} dash? w.quarter", quarter_date),
    (f"w.q nth=mm (w.of? comma? {_YEAR})?", quarter_in_figures),
    (f"nth=mm w.q (w.of? comma? {_YEAR})?", quarter_in_figures),
    (f"half=w.h nth=mm w.of? {_YEAR}", quarter_in_figures),
    ("which=this/last/next w.year quote w.s nth=nth/ordinal dash? w.quarter", quarter_date),
    (f"nth=nth/ordinal/w.last/w.latter dash? half=half_word (w.of? {_YEAR})?", quarter_date),
)
