"""Actors, places, sources and storylines at the desk, and its first page."""

import pytest
from django.urls import reverse

from timeline.models import Actor, Place, Source, Storyline

import make


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


def formset(prefix, *values):
    data = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(values):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.django_db
def test_an_actor_with_an_office_gets_a_slug_that_stays(desk):
    data = {"name": "Rufus Firefly", "slug": "", "kind": "person", "country": "", "wikidata_id": ""}
    office = {"text": "president of Freedonia", "is_role": "on", "from_on": "", "to_on": ""}
    desk.post("/admin/timeline/actor/add/", {**data, **formset("aliases", office)})
    actor = Actor.objects.get()
    assert (actor.slug, [str(alias) for alias in actor.aliases.all()]) == (
        "rufus-firefly",
        ["president of Freedonia"],
    )
    change = reverse("admin:timeline_actor_change", args=[actor.pk])
    desk.post(change, {**data, "name": "Rufus T. Firefly", "slug": "other", **formset("aliases")})
    actor.refresh_from_db()
    assert (actor.name, actor.slug) == ("Rufus T. Firefly", "rufus-firefly")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["actor", "place", "source", "storyline", "event", "article"])
@pytest.mark.parametrize(
    "query", ["?q=free", "?q=%00", "?o=99.-1.x", "?p=-1", "?p=99999999999", "?e=1", "?id=²"]
)
def test_lists_take_any_query(desk, table, query):
    response = desk.get(f"/admin/timeline/{table}/{query}", follow=True)
    assert response.status_code == 200


@pytest.mark.django_db
def test_names_are_found_by_alias_when_a_field_completes_itself(desk):
    make.actor("freedonia").aliases.create(text="Republic of the Brave")
    answer = desk.get(
        "/admin/autocomplete/",
        {
            "app_label": "timeline",
            "model_name": "participation",
            "field_name": "actor",
            "term": "brave",
        },
    )
    assert [row["text"] for row in answer.json()["results"]] == ["Freedonia"]


@pytest.mark.django_db
def test_what_is_named_by_others_is_protected(desk):
    make.event(actors=("freedonia",), places=("sylvania",))
    make.article()
    for row in (Actor.objects.get(), Place.objects.get(), Source.objects.get()):
        delete = reverse(f"admin:timeline_{row._meta.model_name}_delete", args=[row.pk])
        assert "would require deleting the following protected" in desk.get(delete).content.decode()
        desk.post(delete, {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_place_lies_in_no_circle_and_has_both_degrees(desk):
    town = make.place("town", parent=make.place("country"))
    country = Place.objects.get(slug="country")
    change = reverse("admin:timeline_place_change", args=[country.pk])
    data = {"name": "Country", "kind": "country", "country": "", "aliases": ""}
    html = desk.post(change, {**data, "parent": town.pk, "latitude": "", "longitude": ""})
    assert "Town lies in Country, not the other way round." in html.content.decode()
    html = desk.post(change, {**data, "parent": "", "latitude": "1", "longitude": ""})
    assert "Give latitude and longitude, or neither." in html.content.decode()
    for value in ("nan", "inf", "1e999", "91"):
        answer = desk.post(change, {**data, "parent": "", "latitude": value, "longitude": "1"})
        assert answer.status_code == 200
    assert desk.get("/admin/timeline/place/?q=Country").context["cl"].result_count == 1


@pytest.mark.django_db
def test_a_storyline_keeps_its_events_in_order(desk):
    first, second = make.event(), make.event()
    rows = ({"position": "2", "event": first.pk}, {"position": "1", "event": second.pk})
    data = {"title": "A war", "slug": "", "standfirst": "", **formset("entries", *rows)}
    desk.post("/admin/timeline/storyline/add/", data)
    storyline = Storyline.objects.get()
    assert storyline.slug == "a-war"
    assert [entry.event for entry in storyline.entries.all()] == [second, first]


@pytest.mark.django_db
def test_the_first_page_says_what_waits(desk):
    html = desk.get("/admin/").content.decode()
    assert "Nothing waits" in html
    assert "Review next" not in html
    article = make.article("Rain. Snow.")
    make.candidate("Rain", article=article)
    make.candidate("Snow", article=article)
    html = desk.get("/admin/").content.decode()
    assert "<strong>2</strong> candidates wait in <strong>1</strong> article" in html
    assert reverse("admin:timeline_candidate_next") in html
    assert "Dateline desk" in html


@pytest.mark.django_db
def test_the_desk_keeps_to_the_strict_policy(desk):
    candidate = make.candidate("Rain fell.")
    for address in (
        "/admin/",
        "/admin/timeline/article/add/",
        "/admin/timeline/event/add/",
        reverse("admin:timeline_candidate_change", args=[candidate.pk]),
    ):
        response = desk.get(address)
        assert "unsafe" not in response["Content-Security-Policy"]
        html = response.content.decode()
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<style" not in html
        assert "<script>" not in html
