"""The review page: what it shows, each verb, and two editors at one candidate."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.urls import reverse

from timeline.models import Actor, Candidate, Event

import make

TEXT = "Talks opened in Glenport.\n\nOn Friday Freedonia and Sylvania signed a truce.\nRain fell."
QUOTED = "On Friday Freedonia and Sylvania signed a truce"


def waiting(article=None, **values):
    return make.candidate(
        QUOTED,
        "Freedonia and Sylvania sign a truce",
        article=article or make.article(TEXT),
        time="On Friday",
        actors=(("Freedonia", "signatory"), ("Sylvania", "")),
        places=("Glenport",),
        date_reason="“On Friday” is Friday 17 March 2023.",
        **{"kind": "agreement", **values},
    )


def page(candidate):
    return reverse("admin:timeline_candidate_change", args=[candidate.pk])


def typed(**values):
    return {
        "title": "Freedonia and Sylvania sign a truce",
        "date": "17 March 2023",
        "date_reason": "“On Friday” is Friday 17 March 2023.",
        "kind": "agreement",
        "status": "occurred",
        "importance": "3",
        "summary": "",
        "actor": ["Freedonia", "Sylvania", ""],
        "role": ["signatory", "", ""],
        "place": ["Glenport", ""],
        "do": "accept",
        **values,
    }


def staff(*permissions):
    user = User.objects.create_user("staff", password="password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


@pytest.mark.django_db
def test_the_page_shows_the_text_marked_and_the_values_filled_in(desk):
    response = desk.get(page(waiting()))
    html = response.content.decode()
    assert '<span class="proof when">On Friday</span><span class="proof"> Freedonia and' in html
    assert [p.is_here for p in response.context["paragraphs"]] == [False, True, False]
    assert 'name="date" value="17 March 2023"' in html
    assert "Friday 17 March 2023, known to the day" in html
    assert "“On Friday” is Friday 17 March 2023." in html
    assert [(row.name, row.role, row.is_new) for row in response.context["people"]] == [
        ("Freedonia", "signatory", True),
        ("Sylvania", "", True),
        ("", "", False),
    ]
    assert "Candidate <strong>1</strong> of 1 in this article" in html
    assert response.context["waiting_words"] == "1 candidate waits in 1 article"


@pytest.mark.django_db
def test_accepting_publishes_and_leads_to_the_next_of_the_article(desk):
    first = waiting()
    second = make.candidate("Rain fell", article=first.article)
    make.candidate("Elsewhere", article=make.article("Elsewhere."))
    response = desk.post(page(first), typed())
    assert response.url == page(second)
    event = Event.objects.published().get()
    assert (event.title, event.edtf) == ("Freedonia and Sylvania sign a truce", "2023-03-17")
    assert [str(part) for part in event.participations.all()] == [
        "Freedonia (signatory)",
        "Sylvania",
    ]
    assert [place.name for place in event.places.all()] == ["Glenport"]
    assert event.evidence.get().slices == (
        "",
        "On Friday",
        " Freedonia and Sylvania signed a truce",
    )
    html = desk.get(response.url).content.decode()
    assert f'Published: <a href="{event.get_absolute_url()}">' in html


@pytest.mark.django_db
def test_what_is_typed_is_what_is_published_and_the_reason_follows_the_date(desk):
    candidate = waiting()
    desk.post(
        page(candidate),
        typed(
            title="A truce\n is  signed", date="week of 13 March 2023", importance="5", kind="ties"
        ),
    )
    event = Event.objects.get()
    assert (event.title, event.span.wording(), event.importance, event.kind) == (
        "A truce is signed",
        "week of 13 March 2023",
        5,
        "ties",
    )
    assert event.evidence.get().reason == "Set by the editor to week of 13 March 2023."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"date": "the day of the ducks"}, "is not understood as a date"),
        ({"date": "2023-02-30"}, "2023-02-30"),
        ({"date": ""}, "This field is required."),
        ({"title": " "}, "This field is required."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
        ({"kind": "party"}, "party is not one of the available choices"),
        ({"importance": "9"}, "9 is not one of the available choices"),
        ({"actor": ["a\x00b"], "role": [""]}, "holds NUL characters"),
        ({"actor": ["x" * 201], "role": [""]}, "A name has at most 200 characters."),
        ({"actor": ["a"], "role": ["x" * 81]}, "A role has at most 80 characters."),
        ({"actor": [""], "role": ["host"]}, "A role stands without a name."),
        ({"actor": ["a"] * 31, "role": [""] * 31}, "At most 30 participants"),
        ({"summary": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_accepted_is_named_and_kept_in_the_form(desk, values, message):
    candidate = waiting()
    response = desk.post(page(candidate), typed(**values))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Sylvania" in response.content.decode()
    assert not Event.objects.exists()
    candidate.refresh_from_db()
    assert candidate.is_pending


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"do": "reject-wrong date"}, "wrong date"),
        ({"do": "reject", "reason": " told\x00 twice "}, "told twice"),
    ],
)
def test_rejecting_keeps_the_reason_and_goes_back_when_nothing_waits(desk, values, reason):
    candidate = waiting()
    response = desk.post(page(candidate), values, follow=True)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.reject_reason) == ("rejected", reason)
    assert response.redirect_chain == [(reverse("admin:timeline_candidate_changelist"), 302)]
    assert said(response) == ["Rejected: Freedonia and Sylvania sign a truce", "Nothing waits."]


@pytest.mark.django_db
def test_rejecting_without_a_reason_says_so(desk):
    candidate = waiting()
    response = desk.post(page(candidate), {"do": "reject", "reason": " "})
    assert said(response) == ["Say in a few words why the candidate is rejected."]
    candidate.refresh_from_db()
    assert candidate.is_pending


@pytest.mark.django_db
def test_adding_to_an_event_that_tells_the_same(desk):
    event = make.event("A truce", "2023-03", actors=("freedonia",), kind="agreement")
    make.event("Another year", "2022", actors=("freedonia",))
    make.event("Others", "2023-03", actors=("osterlich",))
    make.event("Taken back", "2023-03", actors=("freedonia",), state="retracted")
    candidate = waiting()
    likely = desk.get(page(candidate)).context["likely"]
    assert [(likeness.event, likeness.shared) for likeness in likely] == [
        (event, ("dates overlap", "same kind", "both with Freedonia"))
    ]
    desk.post(page(candidate), {"do": f"merge-{event.pk}"})
    assert event.evidence.get().quotation == QUOTED
    candidate.refresh_from_db()
    assert (candidate.state, candidate.event) == ("merged", event)
    assert Event.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["", "0", "x", "²", "9" * 30])
def test_adding_to_an_event_that_is_not_there(desk, target):
    response = desk.post(page(waiting()), {"do": f"merge-{target}"})
    assert said(response) == ["That event is no longer there."]


@pytest.mark.django_db
def test_undoing_makes_the_candidate_wait_again(desk):
    candidate = waiting()
    desk.post(page(candidate), typed())
    html = desk.get(page(candidate)).content.decode()
    assert "Accepted" in html
    assert 'value="undo"' in html
    assert 'value="accept"' not in html
    response = desk.post(page(candidate), {"do": "undo"})
    assert response.url == page(candidate)
    candidate.refresh_from_db()
    assert candidate.is_pending
    assert not Event.objects.published().exists()


@pytest.mark.django_db
def test_the_button_pressed_twice_makes_one_event_and_goes_on(desk):
    candidate = waiting()
    following = make.candidate("Rain fell", article=candidate.article)
    for _press in range(2):
        assert desk.post(page(candidate), typed()).url == page(following)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_the_second_editor_learns_who_decided_what_and_when(desk, client):
    candidate = waiting()
    other = Client()
    other.force_login(make.editor("anna"))
    other.post(page(candidate), {"do": "reject-background"})
    response = desk.post(page(candidate), typed(), follow=True)
    candidate.refresh_from_db()
    at = f"{candidate.decided_at:%-d %B %Y at %H:%M} UTC"
    (message,) = said(response)
    assert message == (
        "“Freedonia and Sylvania sign a truce” was decided before, by anna: "
        f"rejected on {at}. Nothing was changed."
    )
    assert response.redirect_chain == [(page(candidate), 302)]
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_the_same_moment_make_one_event():
    candidate = waiting()
    clients = []
    for name in ("anna", "ben"):
        clients.append(Client())
        clients[-1].force_login(make.editor(name))
    together = Barrier(2)

    def accept(client):
        try:
            together.wait(timeout=10)
            return client.post(page(candidate), typed()).url
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        addresses = list(pool.map(accept, clients))
    assert sorted(addresses) == [reverse("admin:timeline_candidate_changelist"), page(candidate)]
    late = clients[addresses.index(page(candidate))]
    assert "was decided before, by " in said(late.get(page(candidate)))[0]
    assert Event.objects.count() == 1
    assert Actor.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_candidates_of_one_headline_at_the_same_moment_get_two_addresses_or_a_message():
    first = waiting()
    second = make.candidate("Rain fell", article=first.article)
    clients = []
    for name in ("anna", "ben"):
        clients.append(Client())
        clients[-1].force_login(make.editor(name))
    together = Barrier(2)

    def accept(client, candidate):
        try:
            together.wait(timeout=10)
            return client.post(page(candidate), typed()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(accept, clients, (first, second)))
    assert set(statuses) <= {200, 302}
    assert Event.objects.count() == statuses.count(302)


@pytest.mark.django_db
def test_without_script_a_button_asks_for_rows_and_another_reads_the_date_again(desk):
    candidate = waiting()
    response = desk.post(page(candidate), typed(do="more", date="c. 2013"))
    assert [row.name for row in response.context["people"]] == ["Freedonia", "Sylvania", "", "", ""]
    assert "C. 2013, approximate" in response.content.decode()
    response = desk.post(page(candidate), typed(do="check", date="Friday 18 March 2023"))
    assert 'class="misunderstood"' in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_later_leads_on_through_all_articles_and_round_again(desk):
    newer = waiting()
    older = make.candidate(
        "Elsewhere", article=make.article("Elsewhere.", published_on="2023-03-01")
    )
    assert desk.get(page(newer)).context["later"] == older
    assert desk.get(page(older)).context["later"] == newer
    assert desk.get(reverse("admin:timeline_candidate_next")).url == page(newer)


@pytest.mark.django_db
def test_a_hostile_text_is_shown_as_text(desk):
    hostile = '<script>alert(1)</script> & \u202egnorw\u202c 🕊️ <b>On Friday</b> they "met".'
    candidate = make.candidate(
        "<b>On Friday</b> they", "<img src=x>", article=make.article(hostile), time="<b>On Friday"
    )
    html = desk.get(page(candidate)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u202egnorw\u202c 🕊️ " in html
    assert '<span class="proof when">&lt;b&gt;On Friday</span>' in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(desk, django_assert_max_num_queries):
    def count(candidate):
        with django_assert_max_num_queries(22) as queries:
            desk.get(page(candidate))
        return len(queries)

    candidate = waiting()
    alone = count(candidate)
    article = make.article("Day one. " * 40)
    for n in range(30):
        make.event("A truce", "2023-03", actors=("freedonia",), places=("glenport",))
        make.candidate("Day one", article=article, kind=f"kind-{n}")
    assert count(candidate) <= alone + 3  # the likely events, their people and places


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_login_and_staff_without_the_right_learns_nothing(client):
    candidate = waiting()
    assert client.get(page(candidate)).url.startswith("/admin/login/")
    client.force_login(staff("view_event"))
    for answer in (
        client.get(page(candidate)),
        client.post(page(candidate), typed()),
        client.get(reverse("admin:timeline_candidate_next")),
        client.get(reverse("admin:timeline_candidate_names"), {"actor": "f", "row": "1"}),
        client.get(reverse("admin:timeline_candidate_changelist")),
    ):
        assert answer.status_code == 403
        assert "truce" not in answer.content.decode()
    assert "truce" not in client.get(reverse("admin:index")).content.decode()
    assert "waits" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rights", "verb", "status"),
    [
        (("view_candidate",), "reject-background", 403),
        (("view_candidate", "change_candidate"), "accept", 403),
        (("view_candidate", "change_candidate"), "merge-1", 403),
        (("view_candidate", "change_candidate"), "reject-background", 302),
        (("view_candidate", "change_candidate", "add_event"), "accept", 302),
    ],
)
def test_each_verb_needs_its_right(client, rights, verb, status):
    candidate = waiting()
    client.force_login(staff(*rights))
    assert client.post(page(candidate), typed(do=verb)).status_code == status
    assert Event.objects.count() == (verb == "accept" and status == 302)


@pytest.mark.django_db
def test_names_are_suggested_and_a_new_one_is_marked(desk):
    make.actor("freedonia")
    sylvania = make.actor("sylvania")
    sylvania.aliases.create(text="Free State of Sylvania")
    address = reverse("admin:timeline_candidate_names")
    html = desk.get(address, {"actor": "free", "row": "2"}).content.decode()
    assert re.findall(r'<option value="([^"]+)"', html) == ["Freedonia", "Sylvania"]
    assert '<span id="actor-2-new" hx-swap-oob="true" class="new-name">new</span>' in html
    html = desk.get(address, {"actor": "free state of sylvania", "row": "2"}).content.decode()
    assert 'class="new-name"></span>' in html
    assert desk.get(address, {"actor": "a\x00", "row": "2"}).status_code == 400
    assert desk.get(address, {"place": "a", "row": '"><script>'}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["0", "x", "²", "9" * 30, "_00"])
def test_a_candidate_that_is_not_there(desk, key):
    response = desk.get(f"/admin/timeline/candidate/{key}/change/", follow=True)
    assert response.redirect_chain[-1] == (reverse("admin:index"), 302)


@pytest.mark.django_db
def test_the_list_has_what_waits_first_and_no_way_to_add_or_delete(desk):
    decided = waiting(state="pending")
    desk.post(page(decided), {"do": "reject-background"})
    make.candidate("Rain fell", "Rain falls", article=decided.article)
    response = desk.get(reverse("admin:timeline_candidate_changelist"))
    assert [c.title for c in response.context["cl"].result_list] == [
        "Rain falls",
        "Freedonia and Sylvania sign a truce",
    ]
    assert desk.get(reverse("admin:timeline_candidate_add")).status_code == 403
    delete = reverse("admin:timeline_candidate_delete", args=[decided.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    assert Candidate.objects.count() == 2
    for query in (
        "state__exact=rejected",
        "kind=agreement",
        f"article__id__exact={decided.article_id}",
    ):
        assert desk.get(f"/admin/timeline/candidate/?{query}").status_code == 200
