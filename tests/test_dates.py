"""What is typed is understood, what is stored reads back, and what is wrong is said plainly."""

import contextlib
from datetime import date

import pytest
from edtf import parse_edtf as parse_with_library
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.dates import DateError, DateSpan, Precision, third_of

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
    ("typed", "edtf", "wording"),
    [
        ("c. 2013", "2013~", "c. 2013"),
        ("circa March 2023", "2023-03~", "c. March 2023"),
        ("about the 1990s", "199X~", "c. 1990s"),
        ("2023-03-17?", "2023-03-17?", "perhaps 17 March 2023"),
        ("2013%", "2013%", "perhaps c. 2013"),
        ("2009~/2010~", "2009~/2010~", "c. 2009–2010"),
        ("2009~/2010", "2009~/2010", "from c. 2009 to 2010"),
        ("2022-02-24/", "2022-02-24/", "from 24 February 2022 to an unknown date"),
        ("../2023", "../2023", "until 2023"),
        ("2023-03-13/2023-03-19", "2023-03-13/2023-03-19", "week of 13 March 2023"),
        ("2022-11/2023-02", "2022-11/2023-02", "November 2022 – February 2023"),
        ("2023-03/2023-04-05", "2023-03/2023-04-05", "from March 2023 to 5 April 2023"),
        (
            "[2022-12-31..2023-01-01]",
            "[2022-12-31..2023-01-01]",
            "31 December 2022 or 1 January 2023",
        ),
        ("[2023-03-01..2023-03-20]", "[2023-03-01..2023-03-20]", "between 1 and 20 March 2023"),
        ("[2023-03-21..]", "[2023-03-21..]", "on or after 21 March 2023"),
    ],
)
def test_words_a_date_as_it_is_known(typed, edtf, wording):
    span = DateSpan.parse(typed)
    assert (span.edtf, span.wording()) == (edtf, wording)


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


MARKS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def units(draw):
    year = draw(st.integers(1, 9999) | st.integers(1900, 2030))
    on = draw(st.dates())
    body = draw(
        st.sampled_from(
            [
                on.isoformat(),
                f"{year:04}-{draw(st.integers(1, 12)):02}",
                f"{year:04}-{draw(st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41]))}",
                f"{year:04}",
                f"{year // 10:03}X",
                f"{year // 100:02}XX",
            ]
        )
    )
    return body + draw(MARKS)


@st.composite
def intervals(draw):
    first, last = sorted([draw(units()), draw(units())])
    try:
        return DateSpan.parse_edtf(f"{first}/{last}")
    except DateError:  # such as the end of 2023 to its beginning
        return DateSpan.parse_edtf(f"{first}/..")


DAYS = st.lists(st.dates() | st.dates(date(2022, 11, 1), date(2023, 3, 31)), min_size=2, max_size=2)
OPEN = st.sampled_from(["{}", "{}/..", "../{}", "{}/", "/{}"])
SPANS = st.one_of(
    intervals(),
    st.builds(lambda form, unit: DateSpan.parse_edtf(form.format(unit)), OPEN, units()),
    st.builds(lambda on, c: DateSpan.week(on, approximate=c), st.dates(), st.booleans()),
    st.builds(
        lambda unit, part: DateSpan.between(*third_of(DateSpan.parse_edtf(unit), part)),
        units(),
        st.integers(0, 2),
    ),
    st.builds(lambda days: DateSpan.between(*sorted(days)), DAYS),
    st.builds(lambda days, c: DateSpan.period(*sorted(days), approximate=c), DAYS, st.booleans()),
)


@given(SPANS)
@example(DateSpan.parse_edtf("000X"))
@example(DateSpan.parse_edtf("9999-24"))
@example(DateSpan.between(date.min, date(1, 1, 10)))
def test_every_wording_reads_back_to_the_same_span(span):
    assert DateSpan.parse(span.wording()) == span
    assert DateSpan.parse_edtf(span.edtf) == span
    assert span.earliest <= span.latest


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


# The library widens an approximate date, so marks are left out of the comparison.
@given(
    st.dates().map(str)
    | st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12))
    | st.builds("{:04}-{}".format, st.integers(1, 9999), st.integers(21, 23))
    | st.builds("{:03}X".format, st.integers(1, 999))
    | st.builds("{:02}XX".format, st.integers(1, 99))
)
def test_agrees_with_the_edtf_library_on_first_and_last_day(text):
    span, theirs = DateSpan.parse_edtf(text), parse_with_library(text)
    first, last = theirs.lower_strict(), theirs.upper_strict()
    assert (span.earliest, span.latest) == (date(*first[:3]), date(*last[:3]))
