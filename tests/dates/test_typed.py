"""What a person types is understood, or what is wrong with it is said plainly."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.dates import DateError, DateSpan, Precision

TYPED = {
    "17 March 2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "March 17, 2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "17 Mar 2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "the 17th of March, 2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "Friday, 17 March 2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "17/03/2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "03/17/2023": ("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY),
    "2023/3/7": ("2023-03-07", "2023-03-07", "2023-03-07", Precision.DAY),
    "March 2023": ("2023-03", "2023-03-01", "2023-03-31", Precision.MONTH),
    "2023": ("2023", "2023-01-01", "2023-12-31", Precision.YEAR),
    "AD 79": ("0079", "0079-01-01", "0079-12-31", Precision.YEAR),
    "13-19 March 2023": ("2023-03-13/2023-03-19", "2023-03-13", "2023-03-19", Precision.WEEK),
    "week of 15 March 2023": ("2023-03-13/2023-03-19", "2023-03-13", "2023-03-19", Precision.WEEK),
    "20–22 March 2023": ("2023-03-20/2023-03-22", "2023-03-20", "2023-03-22", Precision.PERIOD),
    "March 20-22, 2023": ("2023-03-20/2023-03-22", "2023-03-20", "2023-03-22", Precision.PERIOD),
    "28 February – 2 March 2023": (
        "2023-02-28/2023-03-02",
        "2023-02-28",
        "2023-03-02",
        Precision.PERIOD,
    ),
    "30 December 2022 - 2 January 2023": (
        "2022-12-30/2023-01-02",
        "2022-12-30",
        "2023-01-02",
        Precision.PERIOD,
    ),
    "17 or 18 March 2023": (
        "[2023-03-17..2023-03-18]",
        "2023-03-17",
        "2023-03-18",
        Precision.RANGE,
    ),
    "between 28 February and 2 March 2023": (
        "[2023-02-28..2023-03-02]",
        "2023-02-28",
        "2023-03-02",
        Precision.RANGE,
    ),
    "early March 2023": ("[2023-03-01..2023-03-10]", "2023-03-01", "2023-03-10", Precision.RANGE),
    "mid-March 2023": ("[2023-03-11..2023-03-20]", "2023-03-11", "2023-03-20", Precision.RANGE),
    "late February 2024": ("[2024-02-21..2024-02-29]", "2024-02-21", "2024-02-29", Precision.RANGE),
    "late 2023": ("[2023-09-01..2023-12-31]", "2023-09-01", "2023-12-31", Precision.RANGE),
    "the mid-1990s": ("[1994-01-01..1996-12-31]", "1994-01-01", "1996-12-31", Precision.RANGE),
    "spring 2023": ("2023-21", "2023-03-01", "2023-05-31", Precision.SEASON),
    "winter 2023": ("2023-24", "2023-12-01", "2024-02-29", Precision.SEASON),
    "Q1 2023": ("2023-33", "2023-01-01", "2023-03-31", Precision.QUARTER),
    "the last quarter of 2023": ("2023-36", "2023-10-01", "2023-12-31", Precision.QUARTER),
    "second half of 2023": ("2023-41", "2023-07-01", "2023-12-31", Precision.HALF),
    "the 1990s": ("199X", "1990-01-01", "1999-12-31", Precision.DECADE),
    "19th century": ("18XX", "1800-01-01", "1899-12-31", Precision.CENTURY),
    "since 24 February 2022": (
        "2022-02-24/..",
        "2022-02-24",
        "9999-12-31",
        Precision.PERIOD,
    ),
    "before 2023": ("[..2022-12-31]", "0001-01-01", "2022-12-31", Precision.RANGE),
    "after March 2023": ("[2023-04-01..]", "2023-04-01", "9999-12-31", Precision.RANGE),
    "March–May 2023": ("2023-03/2023-05", "2023-03-01", "2023-05-31", Precision.PERIOD),
    "2009-2010": ("2009/2010", "2009-01-01", "2010-12-31", Precision.PERIOD),
    "2009–10": ("2009/2010", "2009-01-01", "2010-12-31", Precision.PERIOD),
    "2023-03-XX": ("2023-03", "2023-03-01", "2023-03-31", Precision.MONTH),
    "/2023": ("/2023", "0001-01-01", "2023-12-31", Precision.PERIOD),
}


@pytest.mark.parametrize(("typed", "known"), TYPED.items(), ids=TYPED)
def test_reads_what_a_person_types(typed, known):
    span = DateSpan.parse(typed)
    assert (span.edtf, str(span.earliest), str(span.latest), span.precision) == known


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30 February 2023", "“30 February 2023” is not a day in the calendar."),
        ("2023-02-30", "“30 February 2023” is not a day in the calendar."),
        ("2023-13", "“2023-13”: there is no month 13."),
        ("Monday 17 March 2023", "17 March 2023 is a Friday."),
        (
            "03/04/2023",
            "“03/04/2023” can be 3 April or 4 March: write the month as a word.",
        ),
        ("0000", "“0000”: there is no year 0; Dateline holds the years 1 to 9999."),
        ("-0044", "“-0044”: Dateline holds the years 1 to 9999, with four digits."),
        ("Y12345", "“Y12345”: Dateline holds the years 1 to 9999, with four digits."),
        ("../..", "A date that is open at both ends says nothing."),
        (
            "2023-03-17/2023-03-16",
            "The date ends before it begins: 2023-03-16 is earlier than 2023-03-17.",
        ),
        ("x" * 101, "A date has at most 100 characters; this has 101."),
        (
            "next\x00Tuesday",
            (
                "“nextTuesday” is not understood as a date: write it like 17 March 2023, "
                "March 2023, c. 2013, 13–19 March 2023 or early March 2023."
            ),
        ),
    ],
)
def test_says_what_is_wrong(typed, said):
    with pytest.raises(DateError) as error:
        DateSpan.parse(typed)
    assert str(error.value) == said


@given(st.text() | st.text("0123456789-/.[]X~?% abcdefmnoprstuy", max_size=40))
@example("²023")
@example("٢٠٢٣")
@example("[..]")
@example("[2023~..2024]")
@example("1-1-1-1")
@example("9999-12-31/..")
@example("after 9999")
@example("before 1 January AD 1")
@example("week of 31 December 9999")
@example("00/00/2023")
@example("from an unknown date to an unknown date")
def test_any_text_is_a_span_or_a_date_error(text):
    for read in (DateSpan.parse, DateSpan.parse_edtf):
        with contextlib.suppress(DateError):
            span = read(text)
            assert span.earliest <= span.latest
