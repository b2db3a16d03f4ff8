"""Patterns of words: the longest fits first, and none can run away."""

import pytest

from timeline.extraction.when.grammar import Grammar
from timeline.extraction.when.tokens import tokenize

GRAMMAR = Grammar(
    [
        ("month=month", "month"),
        ("day=day w.of? month=month (comma? year=year)?", "day"),
        ("w.the day=day_nth | w.a unit=unit", "either"),
    ],
    {"ago": "ante"},
)


def fits(text):
    tokens = tokenize(text)
    signs = GRAMMAR.encode(tokens, text)
    at = GRAMMAR.next_lead(signs, 0)
    if at < 0:
        return []
    return [(action, match.end - match.start) for match, action in GRAMMAR.fits(tokens, signs, at)]


def test_tries_the_longest_first():
    assert fits("17 March") == [("day", 2)]
    assert fits("on 17 of March, 2023.") == [("day", 5)]
    assert fits("March 2023") == [("month", 1)]


def test_a_capital_makes_the_month():
    assert fits("May") == [("month", 1)]
    assert fits("they may") == []


def test_captures_by_name_in_either_branch():
    text = "the 17th"
    tokens = tokenize(text)
    [(match, action)] = GRAMMAR.fits(tokens, GRAMMAR.encode(tokens, text), 0)
    assert (action, match.word("day"), match.number("day"), match.has("unit")) == (
        "either",
        "17th",
        17,
        False,
    )


@pytest.mark.parametrize("pattern", ["month)", "nonsense"])
def test_a_pattern_that_means_nothing_is_refused(pattern):
    with pytest.raises(ValueError, match=r"unbalanced pattern|no word is in"):
        Grammar([(pattern, "x")], {})
