"""A span is made, compared and known to be exact by its possible days."""

from datetime import date

import pytest

from timeline.dates import DateSpan, third_of


@pytest.mark.parametrize(
    ("edtf", "is_exact"),
    [
        ("2023-03-17", True),
        ("2023-03-20/2023-03-22", True),
        ("2023-03-17~", False),
        ("2023-03-13/2023-03-19", False),
        ("[2023-03-17..2023-03-18]", False),
        ("2023-03/2023-04", False),
        ("2022-02-24/..", False),
    ],
)
def test_is_exact_only_when_every_day_is_known(edtf, is_exact):
    assert DateSpan.parse_edtf(edtf).is_exact is is_exact


def test_constructors_agree_with_edtf():
    on = date(2023, 3, 17)
    made = [
        DateSpan.day(on),
        DateSpan.day(on, approximate=True),
        DateSpan.week(on),
        DateSpan.month(2023, 3),
        DateSpan.season(2023, 1),
        DateSpan.quarter(2023, 1),
        DateSpan.half(2023, 2),
        DateSpan.year(2023, approximate=True),
        DateSpan.decade(1994),
        DateSpan.century(1899),
        DateSpan.between(on, date(2023, 3, 18)),
        DateSpan.period(on, date(2023, 3, 18)),
    ]
    assert [span.edtf for span in made] == [
        "2023-03-17",
        "2023-03-17~",
        "2023-03-13/2023-03-19",
        "2023-03",
        "2023-21",
        "2023-33",
        "2023-41",
        "2023~",
        "199X",
        "18XX",
        "[2023-03-17..2023-03-18]",
        "2023-03-17/2023-03-18",
    ]
    assert made == [DateSpan.parse_edtf(span.edtf) for span in made]


def test_compares_spans_by_their_possible_days():
    march = DateSpan.month(2023, 3)
    assert march.overlaps(DateSpan.parse("31 March – 4 April 2023"))
    assert not march.overlaps(date(2023, 4, 1))
    assert march.overlaps(date(2023, 1, 1), date(2023, 3, 1))
    assert march.is_within(DateSpan.year(2023))
    assert not DateSpan.year(2023).is_within(march)
    spans = [DateSpan.year(2023), march, DateSpan.parse("early 2023"), DateSpan.parse("2022")]
    assert [s.wording() for s in sorted(spans, key=lambda s: s.sort_key)] == [
        "2022",
        "early 2023",
        "2023",
        "March 2023",
    ]


def test_thirds_of_a_week_lie_inside_it():
    week = DateSpan.week(date(2023, 3, 17))
    assert [third_of(week, part) for part in range(3)] == [
        (date(2023, 3, 13), date(2023, 3, 14)),
        (date(2023, 3, 15), date(2023, 3, 16)),
        (date(2023, 3, 17), date(2023, 3, 19)),
    ]
