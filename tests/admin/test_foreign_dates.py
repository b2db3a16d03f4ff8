"""Editors type dates in their own language too."""

import pytest

from timeline.admin.foreign_dates import parse
from timeline.dates import DateError


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("17 March 2023", "2023-03-17"),
        ("17 mars 2023", "2023-03-17"),
        ("17. März 2023", "2023-03-17"),
        ("vendredi 17 mars 2023", "2023-03-17"),
        ("17 de marzo de 2023", "2023-03-17"),
        ("17 марта 2023", "2023-03-17"),
        ("17 березня 2023", "2023-03-17"),
        ("17 Mart 2023", "2023-03-17"),
        ("mars 2023", "2023-03"),
        ("agosto de 1990", "1990-08"),
    ],
)
def test_a_day_or_month_is_read_in_many_languages(typed, edtf):
    assert parse(typed).edtf == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "demain",
        "17 mars",
        "03/04/2023",
        "31 février 2023",
        "hier 2023",
        "mars 2023 2024",
        "2023年3月17日",
    ],
)
def test_what_would_have_to_be_guessed_is_refused(typed):
    with pytest.raises(DateError):
        parse(typed)


@pytest.mark.parametrize("typed", ["", "\x00", "9" * 100, "x" * 5000, "（２０２３）", "-" * 99])
def test_no_input_breaks_it(typed):
    with pytest.raises(DateError):
        parse(typed)
