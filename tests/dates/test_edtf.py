"""Our reading of EDTF is that of the library."""

from datetime import date

from edtf import parse_edtf as parse_with_library
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import DateSpan


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
