"""The sample timeline: what is promised of it, and what must not slip in while editing it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from timeline.dates import DateSpan
from timeline.extraction.findings import Kind, Status
from timeline.sample import compile as sample

FOLDER = Path(sample.__file__).parent
DATA = json.loads((FOLDER / "sample.json").read_text(encoding="utf-8"))
EVENTS = DATA["events"]
ARTICLES = {article["key"]: article for article in DATA["articles"]}
PASTES = sorted((FOLDER / "articles").glob("*.txt"))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ACTOR_KINDS = {"state", "person", "organisation", "body", "court", "group", "company"}
PLACE_KINDS = {"country", "region", "city", "sea", "site"}


def slugs(part):
    return [row["slug"] for row in DATA[part]]


def evidence():
    return [(event, found) for event in EVENTS for found in event["evidence"]]


def test_the_file_is_what_its_sources_compile_to():
    assert sample.compile_sample() == DATA


@pytest.mark.parametrize(
    ("part", "least"), [("events", 150), ("actors", 80), ("places", 80), ("storylines", 6)]
)
def test_the_sample_is_as_large_as_promised(part, least):
    assert len(DATA[part]) >= least


@pytest.mark.parametrize("part", ["sources", "actors", "places", "storylines", "events"])
def test_slugs_are_unique_and_plain(part):
    assert len(set(slugs(part))) == len(slugs(part))
    assert [s for s in slugs(part) if len(s) > 80 or not re.fullmatch("[a-z0-9-]+", s)] == []


def test_every_reference_resolves():
    actors, places, events = set(slugs("actors")), set(slugs("places")), set(slugs("events"))
    assert len(ARTICLES) == len(DATA["articles"])
    assert {article["source"] for article in DATA["articles"]} <= set(slugs("sources"))
    assert {part["actor"] for event in EVENTS for part in event["actors"]} <= actors
    assert {place for event in EVENTS for place in event["places"]} <= places
    assert {place["parent"] for place in DATA["places"]} - {""} <= places
    assert {found["article"] for _, found in evidence()} <= set(ARTICLES)
    assert {slug for line in DATA["storylines"] for slug in line["events"]} <= events


def test_an_event_names_each_actor_and_place_once():
    for event in EVENTS:
        actors = [part["actor"] for part in event["actors"]]
        assert actors, event["slug"]
        assert len(set(actors)) == len(actors), event["slug"]
        assert len(set(event["places"])) == len(event["places"]), event["slug"]


def test_a_state_is_an_actor_and_a_place_under_one_slug():
    states = {row["slug"] for row in DATA["actors"] if row["kind"] == "state"}
    assert states == {row["slug"] for row in DATA["places"] if row["kind"] == "country"}


def test_kinds_and_statuses_are_known():
    assert {event["kind"] for event in EVENTS} <= set(Kind)
    assert {event["status"] for event in EVENTS} == set(Status)
    assert {event["importance"] for event in EVENTS} <= {1, 2, 3, 4, 5}
    assert {row["kind"] for row in DATA["actors"]} == ACTOR_KINDS
    assert {row["kind"] for row in DATA["places"]} == PLACE_KINDS


def test_coordinates_lie_on_the_globe_and_near_their_country():
    points = {row["slug"]: row for row in DATA["places"]}
    for row in DATA["places"]:
        assert -90 <= row["latitude"] <= 90, row["slug"]
        assert -180 <= row["longitude"] <= 180, row["slug"]
        parent = points.get(row["parent"])
        if parent:
            reach = 80 if parent["slug"] in {"russia", "united-states", "canada"} else 40
            assert abs(row["latitude"] - parent["latitude"]) < reach, row["slug"]
            assert abs(row["longitude"] - parent["longitude"]) < reach, row["slug"]


def test_every_date_is_read_and_precisions_are_many():
    spans = {event["slug"]: DateSpan.parse_edtf(event["date"]) for event in EVENTS}
    wanted = {"day", "week", "month", "season", "quarter", "year", "decade", "period", "range"}
    assert {span.precision for span in spans.values()} >= wanted
    assert any(span.is_approximate for span in spans.values())


def test_titles_are_headlines_without_a_date():
    for event in EVENTS:
        assert len(event["title"].split()) <= 12, event["title"]
        assert not re.search(r"\b(19|20)\d\d\b|[.]$", event["title"]), event["title"]
        assert event["summary"].endswith("."), event["slug"]


def test_every_event_has_evidence_and_a_document():
    assert [event["slug"] for event in EVENTS if not event["evidence"]] == []
    assert [event["slug"] for event in EVENTS if not event["documents"]] == []
    assert sum(len(event["evidence"]) > 1 for event in EVENTS) >= 30


def test_a_quotation_stands_once_in_its_article_and_its_time_once_in_it():
    for event, found in evidence():
        text = ARTICLES[found["article"]]["text"]
        assert text.count(found["quotation"]) == 1, event["slug"]
        assert found["quotation"].count(found["time"]) == 1, event["slug"]
        assert found["reason"].endswith("."), event["slug"]


def test_a_weekday_in_the_words_for_the_date_is_a_weekday_of_the_date():
    for event, found in evidence():
        span = DateSpan.parse_edtf(event["date"])
        named = {WEEKDAYS.index(word) for word in WEEKDAYS if word in found["time"]}
        assert named <= {span.earliest.weekday(), span.latest.weekday()}, event["slug"]


def test_what_happened_did_not_happen_after_it_was_reported():
    for event, found in evidence():
        if event["status"] in {"occurred", "ongoing", "alleged", "denied"}:
            published = date.fromisoformat(ARTICLES[found["article"]]["published_on"])
            earliest = DateSpan.parse_edtf(event["date"]).earliest
            assert earliest <= published or "quarter" in found["time"], event["slug"]


def test_a_storyline_is_an_editors_choice_of_ten_to_thirty_events():
    for line in DATA["storylines"]:
        assert 10 <= len(line["events"]) <= 30, line["slug"]
        assert len(set(line["events"])) == len(line["events"]), line["slug"]
        assert line["standfirst"].endswith("."), line["slug"]


def test_no_address_is_invented():
    text = (FOLDER / "sample.json").read_text(encoding="utf-8")
    assert not re.search(r"https?:|www\.", text)
    assert {article["url"] for article in DATA["articles"]} == {""}


def test_there_are_six_articles_to_paste():
    assert len(PASTES) == 6


@pytest.mark.parametrize("path", PASTES, ids=lambda path: path.stem)
def test_an_article_to_paste_has_its_four_headers_and_a_short_text(path):
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    assert list(fields) == ["Title", "Source", "Author", "Published"]
    assert 2022 <= date.fromisoformat(fields["Published"]).year <= 2024
    assert 250 <= len(text.split()) <= 450
