"""Dates and questions in words."""

import pytest

from timeline.dates import DateSpan
from timeline.views.wording import long_date, machine_date, split_prefix


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2023-03-17", "2023-03-17"),
        ("2023-03-20/2023-03-22", "2023-03-20"),
        ("2023-03", "2023-03"),
        ("2023", "2023"),
        ("2023~", ""),
        ("2023-03-17?", ""),
        ("2023-03-13/2023-03-19", ""),
        ("199X", ""),
        ("[2023-03-17..2023-03-18]", ""),
        ("2023-03-17/..", ""),
    ],
)
def test_machines_are_told_no_more_than_is_known(edtf: str, machine: str) -> None:
    assert machine_date(DateSpan.parse_edtf(edtf)) == machine


def test_what_hedges_a_date_is_parted_from_it() -> None:
    assert split_prefix("c. week of 13 March 2023") == ("c. week of", "13 March 2023")
    assert split_prefix("17 March 2023") == ("", "17 March 2023")


def test_a_date_alone_on_a_line_has_its_weekday() -> None:
    assert long_date(DateSpan.parse("17 March 2023")) == "Friday 17 March 2023"
    assert long_date(DateSpan.parse("c. 2013")) == "c. 2013"
    assert long_date(DateSpan.parse("early March 2023")) == "Early March 2023"
