"""A text is cut into words and numbers without moving any of them."""

import pytest

from timeline.extraction.when.tokens import PARAGRAPH, plain, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On the 17th, 1,500 men", ["on", "the", "17th", ",", "1,500", "men"]),
        ("mid-March\u00a02023’s", ["mid", "-", "march", "2023", "'", "s"]),
        ("10:30 3pm 1990s", ["10", ":", "30", "3pm", "1990s"]),
        ("May\n\n3", ["may", PARAGRAPH, "3"]),
        ("May\r\n3", ["may", "3"]),
    ],
)
def test_cuts(text, words):
    assert [token.word for token in tokenize(text)] == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("twenty-four hours", [24]),
        ("two hundred and five days", [205]),
        ("nineteen ninety-six", [1996]),
        ("two thousand five", [2005]),
        ("two or three", [2, 3]),
        ("twenty and five", [20, 5]),
        ("1.5 1,500 17th", [1.5, 1500, 17]),
    ],
)
def test_counts(text, numbers):
    assert [token.number for token in tokenize(text) if token.number is not None] == numbers


def test_plain_text_keeps_its_length():
    text = "“İstanbul”,\u200f 17–18\u202fMarch\r\n"
    assert plain(text) == '"İstanbul",  17-18 march \n'
