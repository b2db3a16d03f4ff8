"""How events are counted into bars."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.index.histogram import (
    EMPTY,
    MOST_BUCKETS,
    DateCount,
    Ribbon,
    Unit,
    histogram,
)


def dated(earliest, latest=None, *, exact=True, planned=False, count=1):
    first = date.fromisoformat(earliest)
    last = date.fromisoformat(latest or earliest)
    return DateCount(first, last, exact, planned, count)


def bars(drawn):
    return [
        (b.earliest.isoformat(), b.exact_count, b.inexact_count, b.planned_count)
        for b in drawn.buckets
        if b.count
    ]


def test_nothing_has_no_axis():
    assert histogram([]) == EMPTY


def test_a_few_days_are_drawn_by_the_day():
    drawn = histogram([dated("2023-03-13"), dated("2023-03-17", count=2)])
    assert drawn.unit == Unit.DAY
    assert bars(drawn) == [("2023-03-13", 1, 0, 0), ("2023-03-17", 2, 0, 0)]
    assert len(drawn.buckets) == 5


def test_two_years_are_drawn_by_the_month_and_the_sorts_of_dates_are_kept_apart():
    drawn = histogram(
        [
            dated("2022-02-24"),
            dated("2023-03-01", "2023-03-31", exact=False),
            dated("2023-03-26", planned=True),
            dated("2023-12-01"),
        ]
    )
    assert drawn.unit == Unit.MONTH
    assert bars(drawn) == [
        ("2022-02-01", 1, 0, 0),
        ("2023-03-01", 0, 1, 1),
        ("2023-12-01", 1, 0, 0),
    ]


def test_what_is_less_exact_than_a_bar_lies_on_the_ribbon_and_in_no_bar():
    drawn = histogram([dated("2022-01-01", "2022-12-31", exact=False), dated("2023-02-05")])
    assert drawn.unit == Unit.MONTH
    assert bars(drawn) == [("2023-02-01", 1, 0, 0)]
    assert drawn.ribbons == (Ribbon(0, 11, 1),)


def test_what_lasted_stands_where_it_began():
    drawn = histogram([dated("2022-03-30", "2022-04-02"), dated("2023-12-01")])
    assert bars(drawn)[0] == ("2022-03-01", 1, 0, 0)


def test_an_open_end_does_not_stretch_the_axis():
    drawn = histogram([dated("2022-02-24", "9999-12-31"), dated("2022-03-01")])
    assert drawn.buckets[-1].latest == date(2022, 3, 1)


def test_a_sparse_past_is_drawn_in_a_coarser_unit():
    months = [dated(f"2023-{month:02}-{day:02}") for month in range(1, 13) for day in (1, 20)]
    drawn = histogram([dated("2012-05-01"), *months])
    assert drawn.unit == Unit.MONTH
    assert [b.unit for b in drawn.buckets[:12]] == [Unit.YEAR] * 11 + [Unit.MONTH]
    assert [b.earliest.isoformat() for b in drawn.buckets if b.is_after_gap] == ["2023-01-01"]


def test_a_sparse_future_is_drawn_in_a_coarser_unit_as_well():
    months = [dated(f"2023-{month:02}-{day:02}") for month in range(1, 13) for day in (1, 20)]
    drawn = histogram([dated("2012-05-01"), *months, dated("2033-05-01", planned=True)])
    assert drawn.unit == Unit.MONTH
    assert [b.earliest.isoformat() for b in drawn.buckets if b.is_after_gap] == [
        "2023-01-01",
        "2024-01-01",
    ]
    assert drawn.buckets[-1].planned_count == 1


def test_the_bounds_asked_for_are_the_ends_of_the_axis():
    drawn = histogram([dated("2023-03-17")], earliest=date(2023, 3, 1), latest=date(2023, 3, 31))
    assert (drawn.unit, len(drawn.buckets)) == (Unit.DAY, 31)


def test_what_began_before_the_bounds_stands_in_the_first_bar():
    drawn = histogram(
        [dated("2022-02-24", "9999-12-31")], earliest=date(2023, 3, 1), latest=date(2023, 3, 31)
    )
    assert bars(drawn) == [("2023-03-01", 1, 0, 0)]


def test_two_thousand_years_are_drawn_by_the_century():
    drawn = histogram([dated("0040-01-01"), dated("2023-03-17"), dated("1000-06-01")])
    assert drawn.unit == Unit.CENTURY
    assert bars(drawn)[-1][0] == "2000-01-01"


days = st.dates()
rows = st.builds(
    lambda a, b, exact, planned, count: DateCount(min(a, b), max(a, b), exact, planned, count),
    days, days, st.booleans(), st.booleans(), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(rows, max_size=80))
def test_every_event_is_drawn_just_once_on_a_short_axis(counts):
    drawn = histogram(counts)
    in_bars = sum(bucket.count for bucket in drawn.buckets)
    on_ribbons = sum(ribbon.count for ribbon in drawn.ribbons)
    assert in_bars + on_ribbons == sum(row.count for row in counts)
    assert len(drawn.buckets) <= max(MOST_BUCKETS, 100)
    assert all(a.latest < b.earliest for a, b in pairwise(drawn.buckets))


@given(days, st.sampled_from(list(Unit)))
def test_a_day_lies_inside_its_bucket(day, unit):
    first, last = unit.days(unit.key(day))
    assert first <= day <= last
