"""Every number has a class that the grammar has heard of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.when.numbers import classes_of, every_combination

KNOWN = every_combination()


@pytest.mark.parametrize(
    ("word", "value", "classes"),
    [
        ("17", 17, {"num", "day", "hour", "two_digits", "minute", "any_year"}),
        ("1998", 1998, {"num", "four_digits", "year", "any_year"}),
        ("3pm", 3, {"hour_am"}),
        ("17th", 17, {"nth", "day_nth"}),
        ("1990s", 1990, {"decade", "old_decade"}),
        ("90s", 90, {"short_decade", "old_decade"}),
        ("1,500", 1500, {"num"}),
        ("nineteen ninety", 1990, {"num", "year"}),
        ("17.03.2023", None, {"dotted"}),
    ],
)
def test_sorts(word, value, classes):
    assert classes_of(word, value) == classes


@given(
    st.integers(0, 100_000), st.integers(1, 5), st.sampled_from(["", "s", "st", "th", "am", "pm"])
)
def test_no_combination_is_missing(value, width, end):
    classes = classes_of(f"{value:0{width}}{end}", value)
    assert classes in KNOWN or not classes
