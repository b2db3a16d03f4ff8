"""What the URL parameters mean."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from timeline.filters import BadRequestText, is_canonical, parse, to_query, to_url
from timeline.index.question import Choice


def asked(query):
    return parse(QueryDict(query))


def test_an_empty_query_asks_for_everything():
    filters = asked("q=&kind=&actor=&from=&to=&page=")
    assert filters.is_empty
    assert filters.problems == ()
    assert to_query(filters) == ""


def test_equal_questions_have_one_query_string():
    one = asked("to=March+2023&actor=vladimir-putin&actor=xi-jinping&q=visit&kind=-statement")
    other = asked("kind=-statement&actor=xi-jinping&q=+visit+&actor=vladimir-putin&to=2023-03")
    assert to_query(one) == to_query(other)
    assert to_query(one) == (
        "q=visit&kind=-statement&actor=vladimir-putin&actor=xi-jinping&to=2023-03"
    )


def test_a_minus_excludes():
    assert asked("kind=-statement&kind=talks").choice("kind") == Choice(("talks",), ("statement",))


def test_a_value_added_is_no_longer_excluded_and_starts_at_the_first_page():
    filters = asked("kind=-talks&page=3").adding("kind", "talks")
    assert to_query(filters) == "kind=talks"


def test_a_value_taken_away_leaves_the_others():
    assert to_query(asked("actor=a&actor=b&q=x").without("actor", "a")) == "q=x&actor=b"


def test_a_malformed_date_is_named_and_the_rest_still_works():
    filters = asked("from=31+February+2023&to=2023&actor=nato")
    assert len(filters.problems) == 1
    assert filters.problems[0].startswith("From: ")
    assert to_query(filters) == "actor=nato&to=2023"


def test_a_range_that_ends_before_it_begins_is_kept_and_named():
    filters = asked("from=2023&to=2022")
    assert filters.problems == ("The range ends before it begins, so no event can lie in it.",)
    assert to_query(filters) == "from=2023&to=2022"


@pytest.mark.parametrize("word", ["0", "-1", "1e3", "²", "٣", "9" * 30, "two"])
def test_what_is_no_page_number_is_named(word):
    filters = parse(_one("page", word))
    assert filters.page == 1
    assert filters.problems == (f"“{word}” is not the number of a page.",)


def _one(key, value):
    query = QueryDict(mutable=True)
    query[key] = value
    return query


def test_an_unknown_kind_is_named_and_kept():
    filters = asked("kind=dance")
    assert filters.problems == ("There is no kind “dance”.",)
    assert filters.choice("kind") == Choice(("dance",))


def test_too_long_a_search_matches_nothing_rather_than_something_else():
    filters = asked("q=" + "a" * 10_000)
    assert filters.is_impossible
    assert len(filters.q) == 200
    assert filters.problems == (
        "The search is longer than 200 characters. Search for fewer words.",
    )


def test_too_many_values_match_nothing_rather_than_something_else():
    filters = asked("&".join(f"kind=k{n}" for n in range(21)))
    assert filters.is_impossible
    assert len(filters.choice("kind").include) == 20
    assert filters.problems[0].startswith("More than 20 values of “kind” are asked for.")


def test_nul_is_refused():
    with pytest.raises(BadRequestText):
        asked("q=a%00b")


@given(st.dictionaries(st.sampled_from(["q", "kind", "actor", "from", "to", "page"]), st.text()))
def test_reading_a_canonical_query_again_changes_nothing(values):
    query = QueryDict(mutable=True)
    for key, value in values.items():
        query[key] = value.replace("\x00", "")
    filters = parse(query)
    assert parse(QueryDict(to_query(filters))).choice("actor") == filters.choice("actor")
    assert to_query(parse(QueryDict(to_query(filters)))) == to_query(filters)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=a++b",
        "kind=talks&kind=-visit&actor=b&actor=a",
        "from=c.+2013&to=mid-March+2023",
        "page=3",
        "utm_source=x&q=é%20☃",
        "actor=" + "x" * 99 + "+y",
        "kind=--visit&kind=-",
    ],
)
def test_the_short_address_is_its_own_short_address(query):
    url = to_url("/", asked(query))
    again = QueryDict(url.partition("?")[2])
    assert is_canonical(again, parse(again))


def test_nothing_asked_is_the_bare_path():
    assert to_url("/", asked("")) == "/"
