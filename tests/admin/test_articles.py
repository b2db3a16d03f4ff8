"""Articles at the desk: pasted, refused, extracted."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.urls import reverse

from timeline.models import Article, Candidate

import make

ADD = "/admin/timeline/article/add/"
NEWS = (
    "Vladimir Putin met Xi Jinping in Moscow on Monday.\n\n"
    "On Friday the International Criminal Court issued a warrant for the arrest of Mr Putin.\n"
)


def pasted(**values):
    return {
        "source": make.source().pk,
        "title": "Two leaders meet",
        "published_on": "2023-03-21",
        "author": "",
        "url": "",
        "language": "en",
        "text": NEWS,
        **values,
    }


def change(article):
    return reverse("admin:timeline_article_change", args=[article.pk])


def extract(article):
    return reverse("admin:timeline_article_extract", args=[article.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


@pytest.mark.django_db
def test_a_pasted_text_is_stored_unchanged_but_for_its_line_ends(desk):
    text = "  One\r\n\r\n\ttwo \u202e🕊️ <script>\r\n "
    response = desk.post(ADD, pasted(text=text, _save="1"))
    article = Article.objects.get()
    assert response.url == reverse("admin:timeline_article_changelist")
    assert article.text == "  One\n\n\ttwo \u202e🕊️ <script>\n "
    assert (article.title, article.added_by) == ("Two leaders meet", make.editor())
    assert article.published_on.isoformat() == "2023-03-21"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": " \r\n\t "}, "The article has no text."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "语" * 1_000_001}, "at most 1,000,000 can be stored"),
        ({"title": ""}, "This field is required."),
        ({"title": "a\x00"}, "Null characters are not allowed."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"published_on": "0000-01-01"}, "Enter a valid date."),
        ({"published_on": "yesterday"}, "Enter a valid date."),
        ({"published_on": "infinity"}, "Enter a valid date."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"url": "ftp://example.org/"}, "Enter a valid URL."),
        ({"source": "99999999999999999999"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_stored_is_named_beside_its_field(desk, values, message):
    response = desk.post(ADD, pasted(**values, _extract="1"))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_text_of_a_million_characters_is_taken(desk):
    desk.post(ADD, pasted(text="语" * 1_000_000, _save="1"))
    assert len(Article.objects.get().text) == 1_000_000


@pytest.mark.django_db
def test_a_repeat_is_refused_with_a_link_to_the_first(desk):
    first = make.article("The same words, again.", title="First & <b>foremost</b>")
    response = desk.post(ADD, pasted(text="the SAME words – again", _save="1"))
    html = response.content.decode()
    assert "This text was added before: “First &amp; &lt;b&gt;foremost&lt;/b&gt;” (Wire)." in html
    assert f'<a href="{change(first)}">Open the first</a>' in html
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_editors_pasting_at_the_same_moment_store_one():
    data = pasted(_save="1")
    clients = []
    for name in ("anna", "ben"):
        clients.append(Client())
        clients[-1].force_login(make.editor(name))
    together = Barrier(2)

    def paste(client):
        try:
            together.wait(timeout=10)
            return client.post(ADD, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(paste, clients)) <= {200, 302}
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_save_and_extract_leads_to_the_first_candidate(desk):
    response = desk.post(ADD, pasted(_extract="1"), follow=True)
    article = Article.objects.get()
    first = Candidate.objects.order_by("start", "id").first()
    assert response.redirect_chain == [
        (extract(article), 307),
        (reverse("admin:timeline_candidate_change", args=[first.pk]), 302),
    ]
    assert "2023-03-17" in set(Candidate.objects.values_list("edtf", flat=True))


@pytest.mark.django_db
def test_what_the_engine_cannot_read_is_said_and_not_an_error(desk, settings):
    article = make.article(NEWS)
    settings.SPACY_PIPELINE = "no_such_pipeline"
    answer = desk.post(extract(article), follow=True)
    assert answer.status_code == 200
    assert [str(message) for message in answer.context["messages"]] == [
        "The language pipeline “no_such_pipeline” is not installed; the engine needs it."
    ]
    assert not Candidate.objects.exists()


@pytest.mark.django_db
def test_extracting_twice_keeps_the_candidates_and_their_decisions(desk):
    article = make.article(NEWS)
    desk.post(extract(article))
    before = list(Candidate.objects.order_by("start", "id").values_list("pk", "title"))
    decided = reverse("admin:timeline_candidate_change", args=[before[0][0]])
    desk.post(decided, {"do": "reject-background"})
    desk.post(extract(article))
    assert list(Candidate.objects.order_by("start", "id").values_list("pk", "title")) == before
    assert Candidate.objects.get(pk=before[0][0]).state == "rejected"


@pytest.mark.django_db
def test_an_article_without_events_says_so_and_offers_the_way_by_hand(desk):
    article = make.article("A poem about rain, and nothing else.")
    response = desk.post(extract(article), follow=True)
    assert response.redirect_chain == [(change(article), 302)]
    (message,) = said(response)
    assert message == (
        "No dated event was found in this article. "
        '<a href="/admin/timeline/event/add/">Add an event by hand</a>'
    )


@pytest.mark.django_db
def test_extracting_needs_a_post_a_token_and_the_right(client):
    article = make.article(NEWS)
    user = User.objects.create_user("staff", password="password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_article"))
    client.force_login(user)
    assert client.get(extract(article)).status_code == 405
    assert client.post(extract(article)).status_code == 403
    assert client.post("/admin/timeline/article/0/extract/").url == "/admin/"
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(make.editor())
    assert checked.post(extract(article)).status_code == 403
    assert not Candidate.objects.exists()


@pytest.mark.django_db
def test_a_text_that_is_quoted_is_shown_and_no_longer_changed(desk):
    article = make.article("Rain fell. <script>")
    assert '<textarea name="text"' in desk.get(change(article)).content.decode()
    desk.post(change(article), pasted(text="Rain fell twice. <script>", _save="1"))
    article.refresh_from_db()
    assert article.text == "Rain fell twice. <script>"
    make.candidate("Rain fell", article=article)
    html = desk.get(change(article)).content.decode()
    assert '<textarea name="text"' not in html
    assert "Rain fell twice. &lt;script&gt;" in html
    desk.post(change(article), pasted(title="Rain", text="Other", _save="1"))
    article.refresh_from_db()
    assert (article.title, article.text) == ("Rain", "Rain fell twice. <script>")


@pytest.mark.django_db
def test_the_list_counts_what_waits_and_what_is_decided(desk, django_assert_max_num_queries):
    article = make.article("Rain fell. Snow fell. Hail fell.")
    for words in ("Rain fell", "Snow fell", "Hail fell"):
        row = make.candidate(words, article=article)
    desk.post(
        reverse("admin:timeline_candidate_change", args=[row.pk]), {"do": "reject-background"}
    )
    with django_assert_max_num_queries(12):
        html = desk.get("/admin/timeline/article/").content.decode()
    query = f"?article__id__exact={article.pk}&amp;state__exact=pending"
    assert f'<a href="/admin/timeline/candidate/{query}">2</a>' in html
    assert '<td class="field-decided">1</td>' in html
    for review, count in (("waiting", 1), ("done", 0), ("none", 0)):
        response = desk.get("/admin/timeline/article/", {"review": review})
        assert response.context["cl"].result_count == count
    assert desk.get("/admin/timeline/article/", {"q": "a\x00"}).status_code in {200, 302}


@pytest.mark.django_db
def test_an_article_leaves_with_what_waits_but_stays_for_what_was_decided(desk):
    article = make.article("Rain fell.")
    row = make.candidate("Rain fell", article=article)
    delete = reverse("admin:timeline_article_delete", args=[article.pk])
    page = reverse("admin:timeline_candidate_change", args=[row.pk])
    desk.post(page, {"do": "reject-background"})
    assert "Decided candidate: Something happened" in desk.get(delete).content.decode()
    desk.post(delete, {"post": "yes"})
    assert Article.objects.exists()
    desk.post(page, {"do": "undo"})
    desk.post(delete, {"post": "yes"})
    assert not Article.objects.exists()
