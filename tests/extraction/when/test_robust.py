"""Whatever the text, offsets hold, nothing breaks and nothing takes for ever."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.when import find_dates
from timeline.extraction.when.tokens import plain
from timeline.extraction.when.words import CLASSES

MORE = """the of in on Monday May March 17 3 31 2023 1998 98 480 1990s 90s 3rd 10:30 3pm christmas
eve new year twenty five hundred nineteen last earlier later ago day ’ “ – İ ² ٣ 1.5"""
WORDS = [
    *sorted({word for words in CLASSES.values() for word in words}),
    *MORE.split(),
    *("\n\n", "\r\n", "\u00a0", "\u202f", "\u200f", "9" * 30),
]
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=40).flatmap(
    lambda words: st.sampled_from([" ", "", "\n"]).map(lambda gap: gap.join(words))
)
DAYS = st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29)])


@given(TEXTS, DAYS)
def test_every_expression_is_where_it_says(text, published_on):
    end = 0
    for found in find_dates(text, published_on=published_on):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert found.span is None or found.span.earliest <= found.span.latest
        end = found.end


@given(st.text())
def test_the_plain_text_is_as_long_as_the_text(text):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "On\u00a0Friday,\u202f17\u00a0March 2023",
        "\u200fOn Friday, 17\u200f March 2023\u200f",
        "“On Friday, 17 March 2023”",
        "ON FRIDAY, 17 MARCH 2023",
        "İstanbul 😀 — Friday, 17\r\nMarch 2023",
    ],
)
def test_odd_signs_shift_no_offset(text):
    [found] = find_dates(text, published_on=date(2023, 3, 20))
    assert (found.value, text[found.start : found.end]) == ("2023-03-17", found.text)


def test_a_blank_line_parts_what_stands_on_either_side():
    found = find_dates("May\n\n3 people came on 4\n\nMarch", published_on=date(2023, 3, 20))
    assert [e.text for e in found] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a " * 200_000, 0),
        ("(" * 50_000 + "on Friday" + ")" * 50_000, 1),
        ("they met and talked " * 5_000 + "on Friday", 1),
        ("two days later " * 5_000, 5_000),
        ("1." * 200_000, 0),
        ("\n \n" * 200_000, 0),
        ("", 0),
        ("\x00\x01", 0),
    ],
    ids=["a", "brackets", "sentence", "thread", "numbers", "blank lines", "empty", "binary"],
)
def test_large_and_strange_texts_come_to_an_end(text, count):
    assert len(find_dates(text, published_on=date(2023, 3, 20))) == count
