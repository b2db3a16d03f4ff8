"""The seed tables hold together: unique, complete, within bounds, each office held by one."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from timeline.extraction.cities import Cities
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.seed import DATA, first_day, last_day, role, rows, several

ACTOR_KINDS = {"person", "organisation", "body", "court", "group", "company"}
PLACE_KINDS = {"region", "sea", "site"}
# Territories with a code of their own that are no states here.
TERRITORY_CODES = "BM FK FO GF GI GL GP GS GU HK IO KY MO MP MQ NC PF PR UM"
TERRITORIES = set(TERRITORY_CODES.split())

# Two held the office at once: a coalition by rotation or a government nobody else recognised.
SHARED_OFFICES = {
    ("president", "CI"),  # Gbagbo did not yield to Ouattara, 2010-2011
}

STATES = list(rows(DATA / "states.tsv"))
ACTORS = list(rows(DATA / "actors.tsv"))
PLACES = list(rows(DATA / "places.tsv"))
CODES = {r["iso2"] for r in STATES}


def gazetteer():
    return Gazetteer.seed()


def test_all_members_and_observers_of_the_united_nations_are_states():
    assert Counter(r["status"] for r in STATES) == {
        "member": 193,
        "observer": 2,
        "other": 5,
        "former": 15,
    }


def test_a_code_belongs_to_one_state_of_today():
    today = [r["iso2"] for r in STATES if r["status"] != "former"]
    assert len(today) == len(set(today))
    assert all(re.fullmatch("[A-Z]{2}", code) for code in CODES)


@pytest.mark.parametrize("table", [STATES, ACTORS, PLACES], ids=["states", "actors", "places"])
def test_slugs_are_unique_and_fit_for_an_address(table):
    slugs = [r["slug"] for r in table]
    assert [s for s, n in Counter(slugs).items() if n > 1] == []
    assert [s for s in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s)] == []


def test_no_actor_shares_its_slug_with_a_state_and_no_place_with_a_country_or_city():
    states = {r["slug"] for r in STATES}
    cities = Cities.read()
    assert [r["slug"] for r in ACTORS if r["slug"] in states] == []
    assert [r["slug"] for r in PLACES if r["slug"] in states] == []
    assert [r["slug"] for r in PLACES + STATES if cities.by_slug(r["slug"])] == []


def test_kinds_are_those_of_the_engine():
    assert {r["kind"] for r in ACTORS} == ACTOR_KINDS
    assert {r["kind"] for r in PLACES} == PLACE_KINDS


def test_countries_are_known():
    assert {r["country"] for r in ACTORS} - {"", "HK"} <= CODES
    assert {r["country"] for r in PLACES} - {""} <= CODES | TERRITORIES


@pytest.mark.parametrize("table", [STATES, PLACES], ids=["states", "places"])
def test_coordinates_are_on_the_globe(table):
    assert [
        r["slug"]
        for r in table
        if not (-90 <= float(r["latitude"]) <= 90 and -180 <= float(r["longitude"]) <= 180)
    ] == []


def test_a_capital_lies_near_its_country():
    # Catches a sign lost or latitude and longitude exchanged.
    far = []
    for row in STATES:
        middle = gazetteer().place(row["slug"])
        for place in gazetteer().places_named(row["capital"]) if row["capital"] else ():
            if place.kind == "city" and place.country == row["iso2"]:
                across = abs(place.longitude - middle.longitude)
                up = abs(place.latitude - middle.latitude)
                if up > 12 or min(across, 360 - across) > 25:
                    far.append(row["name"])
                break
    assert far == ["Canada", "Russia"]


def test_every_capital_is_a_known_place():
    missing = [
        r["name"]
        for r in STATES
        if r["capital"] and not gazetteer().places_named(r["capital"]) and r["status"] != "former"
    ]
    assert missing == []


def test_parents_of_places_are_places():
    known = gazetteer()
    assert [r["slug"] for r in PLACES if r["parent"] and not known.place(r["parent"])] == []


def test_no_place_lies_within_itself():
    known = gazetteer()
    for row in PLACES:
        seen, slug = set(), row["slug"]
        while slug:
            assert slug not in seen, f"{row['slug']} lies within itself"
            seen.add(slug)
            slug = known.place(slug).parent


def test_former_states_have_both_ends_and_todays_have_none():
    assert [
        r["name"] for r in STATES if (r["status"] == "former") != bool(r["from"] and r["to"])
    ] == []


def test_every_role_says_which_known_office_it_is_of_whom_and_since_when():
    offices = {r["office"] for r in rows(DATA / "roles.tsv")}
    for row in ACTORS:
        for text in several(row["roles"]):
            name = role(text)
            office, country = gazetteer()._office_of(name.text)
            assert office in offices, text
            assert country in CODES or gazetteer().actor(country).kind in {
                "body",
                "court",
                "organisation",
            }, text
            assert name.from_on, text


def test_nobody_holds_an_office_before_the_one_before_has_left_it():
    terms = defaultdict(list)
    for (office, country), held in gazetteer()._terms.items():
        for name, actor in held:
            start, end = name.from_on, name.to_on or date.max
            terms[office, country].append((start, end, actor.name))
    overlaps = []
    for key, held in terms.items():
        held.sort()
        for (_, end, first), (start, _, second) in pairwise(held):
            if start < end and key not in SHARED_OFFICES:
                overlaps.append((key, first, end, second, start))
    assert overlaps == []


def test_a_term_ends_after_it_began_and_lasts_less_than_a_lifetime():
    for row in ACTORS:
        for text in several(row["roles"]):
            term = role(text)
            end = term.to_on or date(2026, 12, 31)
            assert timedelta(0) < end - term.from_on < timedelta(days=71 * 366), text


def test_wikidata_identifiers_are_well_formed_and_used_once():
    ids = [r["wikidata"] for r in ACTORS if r["wikidata"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q[1-9]\d*", i) for i in ids)


def test_no_alias_repeats_within_its_row():
    for row in STATES + ACTORS + PLACES:
        names = [row["name"], *several(row["aliases"])]
        assert [n for n, count in Counter(names).items() if count > 1] == [], row["slug"]


def test_every_name_can_be_found_in_a_text():
    known = gazetteer()
    lost = []
    for row in ACTORS + STATES:
        for name in (row["name"], *several(row["aliases"])):
            found = known.find_names(f"and {name}, they")
            if not any(a.slug == row["slug"] for m in found for a in m.actors):
                lost.append(name)
    assert lost == []


def test_every_leading_office_of_a_state_is_an_office():
    offices = {r["office"] for r in rows(DATA / "roles.tsv")}
    assert {r["leader"] for r in STATES} - {""} <= offices


def test_the_city_list_is_in_order_and_carries_its_attribution():
    lines = (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines[2:]]
    assert names == sorted(names)
    assert "GeoNames" in lines[1]
    assert "CC BY 4.0" in lines[1]


def test_city_slugs_are_unique():
    slugs = Counter(r["slug"] for r in rows(DATA / "cities.tsv"))
    assert [s for s, n in slugs.items() if n > 1] == []


def test_a_row_short_of_a_cell_is_named_by_file_and_line(tmp_path):
    broken = tmp_path / "places.tsv"
    broken.write_text("slug\tname\n# a comment\ncrimea\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("places.tsv, line 3: 1 cells, not 2")):
        list(rows(broken))


def test_days_may_be_cut_to_a_month_or_a_year():
    assert first_day("1998") == date(1998, 1, 1)
    assert last_day("1998") == date(1998, 12, 31)
    assert first_day("2000-02") == date(2000, 2, 1)
    assert last_day("2000-02") == date(2000, 2, 29)
    assert last_day("1999-12") == date(1999, 12, 31)
    assert last_day("2000-02-03") == date(2000, 2, 3)
    assert first_day("") is None
    assert last_day("") is None
