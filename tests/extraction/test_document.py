"""The body of a page, its sentences and their places in the unchanged text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extraction.document import LONGEST_SENTENCE, LONGEST_TEXT, ExtractionError, read

DAY = date(2023, 3, 20)


def sentences(text: str, title: str = "") -> list[str]:
    return [s.text for s in read(text, published_on=DAY, title=title).sentences]


def test_furniture_is_left_out() -> None:
    text = (
        "• World\n  • Asia\n\nMinisters Meet in Geneva\n\n6 minute read\n\n"
        "The ministers met in Geneva on Monday.\n\n"
        "Photo by A. Person / Agency\n\nRead more:\nA pact is near\nWhat the pact means\n\n"
        "Write to the editors at desk@example.org"
    )
    assert sentences(text, "Ministers Meet in Geneva") == ["The ministers met in Geneva on Monday."]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("Gen. Ali met U.S. envoys on Sept. 3. The U.N. watched.") == [
        "Gen. Ali met U.S. envoys on Sept. 3.",
        "The U.N. watched.",
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert sentences("“We agree.” They left. “No,” he said.") == [
        "“We agree.”",
        "They left.",
        "“No,” he said.",
    ]


def test_a_wrapped_line_goes_on() -> None:
    text = (
        "The presidents of the two countries signed the treaty in the city of\n"
        "Geneva on Monday, and then they both left for the airport of the\ncity."
    )
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("MOSCOW, March 20 (Agency) — The ministers met.", "MOSCOW"),
        ("CANBERRA, Australia (AP)_ Ministers met.", "CANBERRA, Australia"),
        ("ADDIS ABABA, Ethiopia -- Ministers met.", "ADDIS ABABA, Ethiopia"),
    ],
)
def test_the_dateline_stands_apart(text: str, dateline: str) -> None:
    document = read(text, published_on=DAY)
    assert document.dateline is not None
    start, end = document.dateline
    assert text[start:end] == dateline
    assert document.sentences[0].text in ("The ministers met.", "Ministers met.")


def test_a_text_without_end_is_cut_between_words() -> None:
    parts = sentences("word " * 20_000)
    assert max(map(len, parts)) <= LONGEST_SENTENCE
    assert " ".join(parts).split() == ["word"] * 20_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * (LONGEST_TEXT + 1), "The text has 300,001 characters; at most 300,000 are read"),
        ("PK\0\0\3\4 no text", "This is not text but binary data."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ExtractionError, match=sentence):
        read(text, published_on=DAY)


def test_a_publication_day_in_the_year_1_is_a_mistake() -> None:
    with pytest.raises(ExtractionError, match="taken for a mistake"):
        read("They met.", published_on=date(1, 1, 1))


PIECES = st.sampled_from(
    [
        "They met. ",
        "“No,” ",
        "\r\n",
        "\n\n",
        "\u200f",
        "\u00a0",
        "😀 ",
        "U.S. ",
        "(((",
        "— ",
        "6 minute read\n",
        "...",
        "É",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_offset_is_into_the_unchanged_text(text: str) -> None:
    document = read(text, published_on=DAY)
    at = 0
    for sentence in document.sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        at = sentence.end
