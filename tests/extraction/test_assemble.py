"""From a text to findings: what is told, what is left out, and why."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extraction import ExtractionError, analyse, find_events
from timeline.extraction.entries import ActorEntry, ActorName
from timeline.extraction.findings import Finding
from timeline.extraction.gazetteer import Gazetteer

DAY = date(2023, 3, 20)  # a Monday


def told(text: str, published_on: date = DAY) -> list[tuple[str, str, str]]:
    return [
        (f.span.edtf, f.status.value, f.title) for f in find_events(text, published_on=published_on)
    ]


def only(text: str, published_on: date = DAY) -> Finding:
    (finding,) = find_events(text, published_on=published_on)
    return finding


def test_a_deed_with_its_date_people_and_place() -> None:
    finding = only("French President Emmanuel Macron visited Beijing last Thursday.")
    assert finding.span.edtf == "2023-03-16"
    assert finding.kind == "visit"
    assert finding.title == "Emmanuel Macron visited Beijing"
    assert [(a.name, a.role) for a in finding.actors] == [
        ("Emmanuel Macron", "visitor"),
        ("France", ""),
        ("China", "host"),
    ]
    assert [p.name for p in finding.places] == ["Beijing", "China"]


def test_a_noun_tells_as_much_as_a_verb() -> None:
    assert told("The world watched Iraq's invasion of Kuwait on Aug. 2, 1990.") == [
        ("1990-08-02", "occurred", "Iraq invaded Kuwait")
    ]


def test_what_is_to_come_is_planned() -> None:
    assert told("Norway and Sweden will sign a treaty in Oslo on Friday.") == [
        ("2023-03-24", "planned", "Norway and Sweden were to sign a treaty in Oslo")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not sign the treaty on Friday.",
        "If Norway signs the treaty on Friday, Sweden may follow.",
        "Norway usually signs treaties on Fridays.",
        "Norway might attack Sweden on Friday.",
        "",
        "   \n\n\u200f ",
    ],
)
def test_what_did_not_happen_gives_nothing(text: str) -> None:
    assert told(text) == []


def test_background_without_a_date_gives_nothing() -> None:
    opening = "The city is old. It is large. It is quiet. It is green. It is flat. It is calm. "
    assert told(opening + "Norway signed a treaty with Sweden.") == []


def test_hours_before_another_event_is_that_day_or_the_next() -> None:
    text = (
        "The court issued an arrest warrant for Omar al-Bashir on Friday. The charges were "
        "announced just hours before the president visited Khartoum."
    )
    assert ("[2023-03-17..2023-03-18]", "visit") in [
        (f.span.edtf, f.kind.value) for f in find_events(text, published_on=DAY)
    ]


def test_whoever_holds_an_office_on_that_day_is_meant() -> None:
    text = "The Russian president visited Minsk on Sunday."
    assert only(text).actors[0].name == "Vladimir Putin"
    assert only(text, date(1995, 3, 20)).actors[0].name == "Boris Yeltsin"


def test_the_evidence_holds_the_words_that_date_it() -> None:
    text = (
        "\r\n“Fine,” he said.\u00a0On Sunday, the presidents of Chad and Mali \u200f— both 😀 — "
        "met in N’Djamena.\r\n"
    )
    finding = only(text)
    assert finding.time is not None
    assert text[slice(*finding.time)] == "Sunday"
    assert finding.evidence[0] <= finding.time[0] < finding.time[1] <= finding.evidence[1]


def test_furniture_dates_nothing() -> None:
    text = "6 minute read\n\nPublished March 3, 2021\n\nNorway and Sweden signed a pact on Sunday."
    assert [f.span.edtf for f in find_events(text, published_on=DAY)] == ["2023-03-19"]


def test_what_editors_add_is_known() -> None:
    league = ActorEntry("sun-league", "Sun League", "body", "", (ActorName("Sun League"),))
    names = Gazetteer.seed().with_entries([league])
    text = "The Sun League condemned Chad on Sunday."
    (finding,) = find_events(text, published_on=DAY, gazetteer=names)
    assert finding.actors[0].slug == "sun-league"


def test_one_event_told_twice_is_one_finding() -> None:
    text = (
        "Iran and Iraq signed a treaty in Algiers on Sunday. Nobody spoke. "
        "Iran and Iraq signed the treaty on Sunday without a word."
    )
    finding = only(text)
    assert [text[a:b].startswith("Iran and Iraq signed") for a, b in finding.also] == [True]


def test_a_finding_says_why() -> None:
    finding = only("Norway and Sweden signed a treaty in Oslo on Sunday.")
    assert "Sunday" in finding.date_reason
    assert finding.reasons[0] == "“treaty” tells of an agreement."
    assert 0 < finding.confidence <= 1


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(ExtractionError, match="“no_such_pipeline” is not installed"):
        analyse("Norway signed a treaty on Sunday.", published_on=DAY, pipeline="no_such_pipeline")


def test_one_endless_sentence_is_read() -> None:
    assert isinstance(told("Norway attacked Sweden on Sunday and " * 2_500), list)


def test_nested_brackets_are_read() -> None:
    assert isinstance(told("(" * 5_000 + "Norway signed on Sunday" + ")" * 5_000), list)


PIECES = st.sampled_from(
    ["Norway ", "signed ", "a treaty ", "with Sweden ", "on Sunday", ". ", ", ", "“", "” ", "\r\n",
     "\u00a0", "😀 ", "\u200f", "he ", "who ", "visited ", "the talks ", "last week ", "said ", "(",
     "will ", "by ", "the court ", "killing ", "— "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_text_breaks_the_engine_and_no_offset_leaves_it(text: str) -> None:
    for finding in find_events(text, published_on=DAY):
        for start, end in (finding.evidence, *finding.also):
            assert 0 <= start < end <= len(text)
        assert finding.span.earliest <= finding.span.latest
        assert finding.title == finding.title.strip() != ""
        assert len(finding.title.split()) <= 12
