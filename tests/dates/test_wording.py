"""A date is worded as exactly as it is known, and every wording reads back."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.dates import DateError, DateSpan, third_of


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
