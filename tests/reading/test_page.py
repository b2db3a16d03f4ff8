"""What a set of filters answers."""

import pytest
from django.http import QueryDict

from timeline import reading
from timeline.filters import parse
from timeline.models import Event

import make

pytestmark = pytest.mark.django_db


def page(query=""):
    return reading.page(parse(QueryDict(query)))


def titles(query=""):
    return [event.title for event in reading.events(page(query).ids)]


def counts(name, query=""):
    facet = next(facet for facet in page(query).facets if facet.name == name)
    return [(value.value, value.count) for value in facet.values]


def test_events_come_newest_first_and_the_more_exact_first_among_equals():
    make.event("March", on="2023-03")
    make.event("First of March", on="2023-03-01")
    make.event("April", on="2023-04-02")
    assert titles() == ["April", "First of March", "March"]


@pytest.mark.parametrize("state", ["draft", "retracted"])
def test_what_is_not_published_is_in_no_list_count_bar_or_facet(state):
    make.event("Open", kind="talks", actors=("nato",), places=("norway",), storylines=("north",))
    hidden = make.event(
        "Hidden", kind="attack", state=state, on="2020-01-01",
        actors=("spectre",), places=("atlantis",), storylines=("secret",),
    )  # fmt: skip
    leak = make.article("Hidden words.", source=make.source("leaks"))
    make.evidence(hidden, "Hidden words", article=leak)
    answer = page()
    assert answer.total == 1
    assert sum(bucket.count for bucket in answer.histogram.buckets) == 1
    values = {value.value for facet in answer.facets for value in facet.values}
    assert values == {"talks", "nato", "norway", "north", "occurred", "exact"}
    assert titles("q=hidden") == []
    assert page("actor=spectre").unknown == (reading.Unknown("actor", "spectre"),)
    assert reading.events([hidden.pk]) == []


def test_actors_mean_and():
    make.event("Both", actors=("iran", "saudi-arabia"))
    make.event("One", actors=("iran",))
    assert titles("actor=iran&actor=saudi-arabia") == ["Both"]
    assert counts("actor", "actor=iran") == [("iran", 2), ("saudi-arabia", 1)]


def test_kinds_mean_or_and_their_counts_leave_their_own_choice_out():
    make.event("Talks", kind="talks")
    make.event("Visit", kind="visit")
    make.event("Attack", kind="attack")
    assert titles("kind=talks&kind=visit") == ["Visit", "Talks"]
    assert counts("kind", "kind=talks") == [("attack", 1), ("talks", 1), ("visit", 1)]


def test_a_minus_leaves_out():
    make.event("Talks", kind="talks", actors=("iran",))
    make.event("Visit", kind="visit")
    assert titles("kind=-talks") == ["Visit"]
    assert titles("actor=-iran") == ["Visit"]


@pytest.mark.parametrize(
    "facet", ["kind", "actor", "place", "storyline", "source", "status", "certainty"]
)
def test_an_unknown_value_matches_nothing_and_is_named(facet):
    make.event(actors=("iran",))
    answer = page(f"{facet}=nonsense")
    assert (answer.ids, answer.total) == ((), 0)
    assert answer.unknown == (reading.Unknown(facet, "nonsense"),)


def test_an_unknown_actor_beside_a_known_one_still_matches_nothing():
    make.event(actors=("iran",))
    assert titles("actor=iran&actor=nonsense") == []


def test_a_place_holds_what_happened_inside_it():
    ukraine = make.place("ukraine")
    make.place("mariupol", kind="city", parent=ukraine)
    make.event("In the city", places=("mariupol",))
    make.event("In the country and the city", places=("mariupol", "ukraine"))
    make.event("Elsewhere", places=("norway",))
    assert titles("place=ukraine") == ["In the country and the city", "In the city"]
    assert counts("place") == [("mariupol", 2), ("ukraine", 2), ("norway", 1)]


def test_a_range_takes_what_may_have_happened_in_it():
    make.event("Day", on="2023-03-17")
    make.event("Some day of the year", on="2023")
    make.event("Before", on="2022-12-31")
    assert titles("from=2023-03&to=2023-03") == ["Day", "Some day of the year"]
    assert titles("to=2022") == ["Before"]


def test_a_range_that_ends_before_it_begins_holds_nothing():
    make.event("Some day of the decade", on="202X")
    answer = page("from=2024&to=2022")
    assert (answer.ids, answer.total, answer.histogram.buckets) == ((), 0, ())


def test_certainty_parts_all_events():
    make.event("Day", on="2023-03-17")
    make.event("Summit", on="2023-05-19/2023-05-21")
    make.event("Week", on="2023-03-13/2023-03-19")
    make.event("To come", on="2024-06-01", status="planned")
    assert counts("certainty") == [("exact", 2), ("inexact", 1), ("planned", 1)]
    assert titles("certainty=inexact") == ["Week"]


def test_words_are_found_in_text_and_in_names_under_any_alias():
    zelensky = make.actor("volodymyr-zelensky", kind="person")
    zelensky.aliases.create(text="Zelenskiy")
    make.event("Xi called Kyiv", actors=("volodymyr-zelensky",))
    make.event("Court issued warrants", summary="For the arrest of two people.")
    assert titles("q=zelenskiy") == ["Xi called Kyiv"]
    assert titles("q=xi+zelensky") == ["Xi called Kyiv"]
    assert titles("q=warrant") == ["Court issued warrants"]
    assert titles('q="issued+warrants"') == ["Court issued warrants"]
    assert titles('q="warrants+issued"') == []
    assert titles("q=-zelensky") == ["Court issued warrants"]


def test_a_star_finds_how_words_begin():
    make.event("Ceasefire agreed", actors=("iran",))
    make.event("Fire in a cease")
    assert titles("q=ceasef*") == ["Ceasefire agreed"]
    assert titles("q=ceas*") == ["Fire in a cease", "Ceasefire agreed"]
    assert titles("q=ira*") == ["Ceasefire agreed"]
    assert titles("q=-ira*") == ["Fire in a cease"]
    assert titles("q=-the*") == ["Fire in a cease", "Ceasefire agreed"]


@pytest.mark.parametrize("q", ["'", '"', "\\", "&|!():*", "<->", "-", '-"', "%", "a" * 200, "🕊"])
def test_no_search_breaks_anything(q):
    make.event()
    query = QueryDict(mutable=True)
    query["q"] = q
    assert reading.page(parse(query)).page_count == 1


def test_a_page_holds_fifty_and_one_past_the_last_is_empty():
    day = make.event("One of many").earliest_on
    for _ in range(50):
        make.event("One of many")
    first, second, third = page(), page("page=2"), page("page=3")
    assert (len(first.ids), len(second.ids), third.ids) == (50, 1, ())
    assert first.page_count == third.page_count == 2
    assert set(first.ids).isdisjoint(second.ids)
    assert first.groups[first.ids[0]] == reading.Group("month", day.replace(day=1), 51)


def test_headings_are_months_years_or_longer():
    make.event("Day", on="2023-03-17")
    make.event("Week across months", on="2023-02-27/2023-03-05")
    make.event("Year", on="2022")
    make.event("Decade", on="201X")
    answer = page()
    assert [(answer.groups[pk].unit, answer.groups[pk].since.isoformat()) for pk in answer.ids] == [
        ("month", "2023-03-01"),
        ("month", "2023-02-01"),
        ("year", "2022-01-01"),
        ("longer", "2010-01-01"),
    ]


def test_a_page_asks_as_often_for_thirty_events_as_for_one(django_assert_num_queries):
    make.event(actors=("iran",), places=("norway",))
    with django_assert_num_queries(11):
        reading.events(page("kind=talks").ids)
    for _ in range(29):
        make.event(actors=("iran", "nato"), places=("norway",))
    with django_assert_num_queries(11):
        assert len(reading.events(page("kind=talks").ids)) == 30


def test_involving_asks_for_every_actor():
    make.event("Both", actors=("iran", "nato"))
    make.event("One", actors=("iran",))
    assert [e.title for e in Event.objects.published().involving("iran", "nato")] == ["Both"]
