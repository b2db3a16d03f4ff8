"""Cutting a text at the offsets of its candidates."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.admin.slices import Marked, cut


def shown(text, *marks):
    return [
        [(s.text, s.looks, tuple(m.number for m in s.ends)) for s in paragraph.slices]
        for paragraph in cut(text, marks)
    ]


def test_evidence_with_its_time_words_inside():
    assert shown(
        "So. On Friday it rained. Then not.", Marked(1, 1, (4, 24), (4, 13), is_here=True)
    ) == [
        [
            ("So. ", "", ()),
            ("On Friday", "proof when", ()),
            (" it rained.", "proof", (1,)),
            (" Then not.", "", ()),
        ]
    ]


def test_time_words_outside_the_evidence_and_in_another_paragraph():
    assert shown("On Friday:\n\nit rained.", Marked(1, 1, (12, 22), (0, 9), is_here=True)) == [
        [("On Friday", "when", ()), (":", "", ())],
        [("it rained.", "proof", (1,))],
    ]


def test_overlapping_nested_and_equal_spans():
    assert shown(
        "abcdef",
        Marked(1, 1, (0, 4), is_decided=True),
        Marked(2, 2, (2, 6), is_here=True),
        Marked(3, 3, (2, 6)),
        Marked(4, 4, (3, 4)),
    ) == [
        [
            ("ab", "done", ()),
            ("c", "done proof waiting", ()),
            ("d", "done proof waiting", (1, 4)),
            ("ef", "proof waiting", (2, 3)),
        ]
    ]


def test_evidence_over_two_lines_keeps_its_number_and_blank_lines_vanish():
    assert shown("One\n\n \ntwo\n", Marked(1, 1, (0, 5), is_here=True)) == [
        [("One", "proof", (1,))],
        [("two", "", ())],
    ]


def test_evidence_within_the_gap_between_two_lines_keeps_its_number():
    assert shown("One\n\ntwo", Marked(1, 1, (4, 5))) == [
        [("One", "", (1,))],
        [("two", "", ())],
    ]


def test_an_article_of_a_million_characters_in_one_line():
    text = "x" * 1_000_000
    marks = [Marked(n, n, (n * 1000, n * 1000 + 500)) for n in range(1000)]
    (paragraph,) = cut(text, marks)
    assert "".join(s.text for s in paragraph.slices) == text
    assert len(paragraph.slices) == 2000


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1]))


@given(
    st.text("ab\n\u202e🕊", min_size=60, max_size=60), st.lists(st.tuples(spans, spans), max_size=6)
)
def test_whatever_the_spans_no_letter_is_lost_and_no_number_either(text, pairs):
    marks = [Marked(n, n, e, t, is_here=n == 1) for n, (e, t) in enumerate(pairs, 1)]
    paragraphs = cut(text, marks)
    pieces = [s for paragraph in paragraphs for s in paragraph.slices]
    assert "".join(s.text for s in pieces) == text.replace("\n", "")
    numbers = [m.number for s in pieces for m in s.ends]
    visible = [n for n, (e, _time) in enumerate(pairs, 1) if text[: e[1]].strip("\n")]
    assert sorted(numbers) == visible
