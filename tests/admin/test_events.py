"""Events at the desk: typed by hand, guarded against lost updates, published and retracted."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from timeline.models import Event

import make

ADD = "/admin/timeline/event/add/"
LIST = "/admin/timeline/event/"


def change(event):
    return reverse("admin:timeline_event_change", args=[event.pk])


def rows(prefix, *values, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(values):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed(*, people=(), places=(), evidence=(), initial=0, **values):
    return {
        "title": "A truce is signed",
        "date": "17 March 2023",
        "kind": "agreement",
        "status": "occurred",
        "importance": "3",
        "summary": "",
        "documents": "",
        "seen_version": "",
        **rows("participations", *people),
        **rows("event_places", *places),
        **rows("evidence", *evidence, initial=initial),
        **values,
    }


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


@pytest.mark.django_db
def test_an_event_typed_by_hand(desk):
    article = make.article("Snow. On Friday they signed a truce. Rain.")
    response = desk.post(
        ADD,
        typed(
            people=[{"actor": make.actor().pk, "role": "host", "position": "0"}],
            places=[{"place": make.place().pk, "position": "0"}],
            evidence=[
                {
                    "article": article.pk,
                    "quotation": "On Friday they signed a truce.",
                    "time_words": "On Friday",
                    "reason": "The Friday before.",
                }
            ],
            documents="UN document S/RES/1 (1946)\r\n\r\n Treaty A, part 2 ",
            _save="1",
        ),
    )
    event = Event.objects.get()
    assert response.url == LIST
    assert (event.slug, event.edtf, event.state, event.version) == (
        "a-truce-is-signed",
        "2023-03-17",
        "draft",
        1,
    )
    assert event.documents == ["UN document S/RES/1 (1946)", "Treaty A, part 2"]
    assert (event.created_by, event.changed_by) == (make.editor(), make.editor())
    assert [str(part) for part in event.participations.all()] == ["Freedonia (host)"]
    evidence = event.evidence.get()
    assert (evidence.start, evidence.end) == (6, 36)
    assert evidence.slices == ("", "On Friday", " they signed a truce.")


@pytest.mark.django_db
def test_save_and_publish_shows_the_public_address(desk):
    response = desk.post(ADD, typed(_publish="1"), follow=True)
    event = Event.objects.published().get()
    assert event.published_by == make.editor()
    assert said(response)[-1] == "Saved and published."
    assert f'href="{event.get_absolute_url()}"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"date": "soon"}, "is not understood as a date"),
        ({"date": "a\x00"}, "Null characters are not allowed."),
        ({"date": "0000-00-00"}, "errorlist"),
        ({"title": " \n"}, "This field is required."),
        ({"importance": "6"}, "6 is not one of the available choices"),
        ({"documents": "x" * 301}, "at most 300 characters"),
        ({"documents": "x\n" * 21}, "List contains 21 items"),
    ],
)
def test_what_cannot_be_stored_is_named(desk, values, message):
    response = desk.post(ADD, typed(**values, _save="1"))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"quotation": "They signed"}, "These words are not in the article"),
        ({"quotation": "a truce"}, "These words stand in the article more than once"),
        ({"quotation": "signed a truce", "time_words": "Friday"}, "are not in the quotation"),
        ({"quotation": "a truce, a truce", "time_words": "a"}, "in the quotation more than once"),
        ({"quotation": ""}, "This field is required."),
        ({"quotation": "x" * 1201}, "at most 1200 characters"),
    ],
)
def test_a_quotation_that_is_not_found_once_is_named(desk, values, message):
    article = make.article("They, they signed a truce, a truce.")
    response = desk.post(ADD, typed(evidence=[{"article": article.pk, **values}], _save="1"))
    assert message in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_the_same_quotation_twice_is_named(desk):
    row = {"article": make.article("They signed.").pk, "quotation": "They signed."}
    response = desk.post(ADD, typed(evidence=[row, row], _save="1"))
    assert "This quotation is given twice." in response.content.decode()


@pytest.mark.django_db
def test_stored_evidence_keeps_its_place_when_the_event_is_saved(desk):
    event = make.event(version=1)
    article = make.article("A truce. A truce.")
    stored = make.evidence(event, "A truce", article=article)
    row = {"id": stored.pk, "article": article.pk, "quotation": "A truce", "reason": "Since then."}
    desk.post(change(event), typed(evidence=[row], initial=1, seen_version="1", _save="1"))
    stored.refresh_from_db()
    assert (stored.start, stored.reason) == (0, "Since then.")


@pytest.mark.django_db
def test_saving_a_published_event_raises_its_version_and_is_signed(desk):
    event = make.event(by=make.editor("anna"))
    slug = event.slug
    desk.post(change(event), typed(title="Another headline", seen_version="1", _save="1"))
    event.refresh_from_db()
    assert (event.title, event.version, event.slug) == ("Another headline", 2, slug)
    assert (event.created_by.username, event.changed_by.username) == ("anna", "editor")
    assert event.is_published


@pytest.mark.django_db
def test_a_form_opened_before_anothers_save_is_refused_with_what_was_typed(desk):
    event = make.event("Rain", "2023-03-17")
    assert 'name="seen_version" value="1"' in desk.get(change(event)).content.decode()
    mine = typed(title="Mine", date="March 2023", seen_version="1", _save="1")
    Event.objects.filter(pk=event.pk).update(
        title="Theirs", version=2, changed_by=make.editor("anna")
    )
    html = desk.post(change(event), mine).content.decode()
    assert "anna saved this event on " in html
    assert "Headline is now “Theirs”." in html
    assert "Date is now “17 March 2023”." in html
    assert 'value="Mine"' in html
    assert 'value="March 2023"' in html
    event.refresh_from_db()
    assert (event.title, event.version) == ("Theirs", 2)
    assert 'name="seen_version" value="2"' in html
    desk.post(change(event), {**mine, "seen_version": "2"})
    event.refresh_from_db()
    assert (event.title, event.edtf, event.version) == ("Mine", "2023-03", 3)


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30])
def test_a_save_without_a_true_version_is_refused(desk, version):
    event = make.event("Rain")
    desk.post(change(event), typed(seen_version=version, _save="1"))
    event.refresh_from_db()
    assert event.title == "Rain"


@pytest.mark.django_db
def test_retracting_hides_the_event_and_publishing_shows_it_again(desk):
    event = make.event()
    html = desk.post(
        reverse("admin:timeline_event_retract", args=[event.pk]), follow=True
    ).content.decode()
    assert not Event.objects.published().exists()
    assert "View on site" not in html
    event.refresh_from_db()
    desk.post(change(event), typed(seen_version=event.version, _publish="1"))
    assert Event.objects.published().get().version == event.version + 1


@pytest.mark.django_db
def test_many_are_published_and_retracted_at_once(desk):
    chosen = [make.event(state="draft").pk, make.event().pk]
    response = desk.post(
        LIST, {"action": "publish_selected", "_selected_action": chosen}, follow=True
    )
    assert said(response) == ["1 event published."]
    assert Event.objects.published().count() == 2
    desk.post(LIST, {"action": "retract_selected", "_selected_action": chosen})
    assert not Event.objects.published().exists()


@pytest.mark.django_db
def test_without_the_right_nothing_is_shown_published_or_retracted(client):
    event = make.event("A secret", state="draft")
    user = User.objects.create_user("staff", password="password", is_staff=True)
    client.force_login(user)
    for response in (client.get(change(event)), client.get(LIST), client.get(ADD)):
        assert response.status_code == 403
        assert "secret" not in response.content.decode()
    user.user_permissions.set(Permission.objects.filter(codename="view_event"))
    user = User.objects.get(pk=user.pk)
    client.force_login(user)
    assert "secret" in client.get(change(event)).content.decode()
    assert client.post(change(event), typed(seen_version="1", _publish="1")).status_code == 403
    retract = reverse("admin:timeline_event_retract", args=[event.pk])
    assert client.post(retract).status_code == 403
    client.post(LIST, {"action": "publish_selected", "_selected_action": [event.pk]})
    event.refresh_from_db()
    assert (event.state, event.version) == ("draft", 1)


@pytest.mark.django_db
def test_what_readers_have_seen_is_not_deleted(desk):
    seen, draft = make.event(), make.event(state="draft")
    for event, status in ((seen, 403), (draft, 302)):
        delete = reverse("admin:timeline_event_delete", args=[event.pk])
        assert desk.post(delete, {"post": "yes"}).status_code == status
    assert list(Event.objects.all()) == [seen]


@pytest.mark.django_db
def test_the_list_takes_the_same_number_of_queries_for_one_and_for_thirty(
    desk, django_assert_num_queries
):
    make.event()
    desk.get(LIST)
    with django_assert_num_queries(6):
        desk.get(LIST)
    for _n in range(29):
        make.event()
    with django_assert_num_queries(6):
        desk.get(LIST)
