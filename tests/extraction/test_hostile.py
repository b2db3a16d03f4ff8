"""Whatever a text holds, the engine answers, and every offset quotes the text as it stands."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extraction import analyse, find_events
from timeline.extraction.document import LONGEST_TEXT

DAY = date(2023, 3, 20)
PIECES = st.sampled_from(
    [
        "Norway invaded Chad on Sunday. ",
        "The president of Russia ",
        "signed a treaty with ",
        "Xi Jinping ",
        "met ",
        "will meet ",
        "and ",
        "of ",
        "the next day",
        "on March 3, 2023 ",
        "in 1998 ",
        "between 12 and 18 March ",
        "killed ",
        "KYIV, Ukraine (AP) — ",
        "U.S. ",
        "By Anna Person\n",
        "(Reporting by ",
        "“",
        "”",
        '"',
        "(((",
        ")",
        "[1]",
        ". ",
        ", ",
        "; ",
        "— ",
        "…",
        "\r\n",
        "\n\n",
        "\t",
        "\u2029",
        "\u200f",
        "\u00a0",
        "\u00ad",
        "\ufeff",
        "😀",
        "e\u0301",
        "ﷺ",
        "İ",
        "0",
        "99999999999 years ago ",
        "February 30, 0000 ",
        "'s ",
        "of of of ",
    ]
)
TEXTS = st.lists(
    PIECES | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8), max_size=30
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_answer_quotes_the_text(text: str) -> None:
    analysis = analyse(text, published_on=DAY)
    for time in analysis.dates:
        assert text[time.start : time.end] == time.text
    for finding in analysis.findings:
        for start, end in (finding.evidence, *finding.also, *filter(None, [finding.time])):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert finding.span.earliest <= finding.span.latest
        assert finding.title
        assert 0 <= finding.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "(" * 100_000,
        "[(" * 50_000 + ")]" * 50_000,
        "“" * 100_000,
        "word " * 20_000,
        "a" * LONGEST_TEXT,
        "By Aa " * 20_000,
        "Reporting by A.A.A" * 10_000 + "!",
        "Updated 3 " * 20_000 + "x",
        "MOSCOW/" * 20_000,
        "Moscow, " * 20_000,
        "1" * 100_000 + " years ago",
        "\r\n" * 100_000,
        "\u200f" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_text_without_events_is_read_to_its_end(text: str) -> None:
    assert find_events(text, published_on=DAY) == ()


def test_a_text_as_long_as_is_allowed_gives_what_it_tells() -> None:
    count = LONGEST_TEXT // 400
    text = "".join(
        f"Norway and Chad signed treaty {n} in Oslo on Sunday."
        + " The sea was calm there." * 14
        + "\n\n"
        for n in range(count)
    )
    assert len(text) <= LONGEST_TEXT
    found = find_events(text, published_on=DAY)
    assert found
    assert {f.span.edtf for f in found} == {"2023-03-19"}
