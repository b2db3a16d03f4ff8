"""Calendar units add up, and say themselves in TIMEX3 and EDTF."""

from datetime import date

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.when.named import _by_moon
from timeline.extraction.when.units import Grain, Unit, back_from


@pytest.mark.parametrize(
    ("grain", "timex", "edtf"),
    [
        (Grain.DAY, "2024-02-29", "2024-02-29"),
        (Grain.WEEK, "2024-W09", "2024-02-26/2024-03-03"),
        (Grain.WEEKEND, "2024-W09-WE", "[2024-03-02..2024-03-03]"),
        (Grain.MONTH, "2024-02", "2024-02"),
        (Grain.QUARTER, "2024-Q1", "2024-33"),
        (Grain.SEASON, "2023-WI", "2023-24"),
        (Grain.HALF, "2024-H1", "2024-40"),
        (Grain.YEAR, "2024", "2024"),
        (Grain.DECADE, "202", "202X"),
        (Grain.CENTURY, "20", "20XX"),
    ],
)
def test_says_itself(grain, timex, edtf):
    unit = Unit.of(grain, date(2024, 2, 29))
    assert (unit.timex, unit.span().edtf) == (timex, edtf)


@given(
    st.sampled_from(list(Grain)), st.dates(date(200, 1, 1), date(9000, 1, 1)), st.integers(-9, 9)
)
def test_units_follow_one_another_without_a_gap(grain, day, steps):
    unit = Unit.of(grain, day)
    assert unit + steps + -steps == unit
    assert Unit.of(grain, (unit + 1).first) == unit + 1
    if grain is not Grain.WEEKEND:
        assert unit.first <= day <= unit.last
        assert (unit + 1).first.toordinal() - unit.last.toordinal() == 1


def test_a_stretch_back_ends_today():
    assert back_from(date(2023, 3, 31), Grain.MONTH, 1) == (date(2023, 3, 3), date(2023, 3, 31))
    assert back_from(date(2023, 3, 20), Grain.WEEK, 2) == (date(2023, 3, 6), date(2023, 3, 20))
    assert back_from(date.min, Grain.YEAR, 1) is None


@pytest.mark.parametrize(
    ("country", "theirs", "ours"),
    [("IL", "Yom Kippur", "yom kippur"), ("IR", "Nowruz", "nowruz")],
)
def test_the_table_of_feasts_agrees_with_the_library_it_came_from(country, theirs, ours):
    years = range(1990, 2031)
    known = country_holidays(country, years=years, language="en_US")
    wanted = {day.year: day for day, name in sorted(known.items(), reverse=True) if name == theirs}
    assert len(wanted) > 20
    assert {year: _by_moon()[ours, year] for year in wanted} == wanted
