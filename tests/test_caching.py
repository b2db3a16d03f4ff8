"""Finished pages: nothing retracted in them, nothing of one reader shown to another."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import make
from timeline import caching, review
from timeline.caching import PAGES, Answer, PageCache
from timeline.models import Actor, Event

HTMX = {"HX-Request": "true"}
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    PAGES.clear()


def is_rendered(response: HttpResponse) -> bool:
    """Whether templates were at work, so that the answer is not from memory."""
    return bool(response.templates)  # noted by the test client


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


@committed
def test_an_equal_question_is_answered_from_memory(client: Client) -> None:
    make.event("A summit", actors=("freedonia",))
    first, second = client.get("/?actor=freedonia"), client.get("/?actor=freedonia")
    assert [is_rendered(first), is_rendered(second)] == [True, False]
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert "A summit" in text(second)
    assert "A summit" not in text(client.get("/?actor=-freedonia"))


@committed
def test_what_is_retracted_is_gone_from_the_next_answer(client: Client) -> None:
    event = make.event("A secret summit", slug="a-secret-summit")
    addresses = ("/", "/?q=summit", "/facets/kind/", "/events/2023/a-secret-summit/")
    tags = [client.get(address).headers["ETag"] for address in addresses]
    review.retract(event=event, by=make.editor())
    for address, tag in zip(addresses, tags, strict=True):
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code in {200, 404}
        assert "secret" not in response.content.decode().replace("/events/2023/a-secret", "")
    assert "secret" not in str(vars(PAGES))


@committed
@pytest.mark.parametrize("change", ["rename", "delete", "publish"])
def test_any_change_is_seen_at_once(client: Client, change: str) -> None:
    event = make.event("A summit", actors=("freedonia",))
    draft = make.event("A second summit", state="draft")
    assert "1 event" in text(client.get("/"))
    tag = client.get("/").headers["ETag"]
    match change:
        case "rename":
            Actor.objects.update(name="Sylvania")
            seen, unseen = "Sylvania", "Freedonia"
        case "delete":
            Event.objects.filter(pk=event.pk).delete()
            seen, unseen = "0 events", "A summit"
        case _:
            review.publish(event=draft, by=make.editor())
            seen, unseen = "A second summit", "1 event,"
    response = client.get("/", headers={"If-None-Match": tag})
    assert seen in text(response)
    assert unseen not in text(response)


@committed
def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    make.event("A summit")
    first = client.get("/")
    tag = first.headers["ETag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        again = client.get("/", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Vary"] == first.headers["Vary"]
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get("/?page=2", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/", headers={"If-None-Match": tag, **HTMX}).status_code == 200


@committed
def test_a_page_and_its_regions_are_kept_apart(client: Client) -> None:
    make.event("A summit")
    asked = (
        {},
        HTMX,
        {**HTMX, "X-History": "replace"},
        {**HTMX, "HX-Boosted": "true"},
        {**HTMX, "HX-History-Restore-Request": "true"},
    )
    answers = [[client.get("/", headers=headers) for headers in asked] for _ in range(2)]
    assert [[is_rendered(answer) for answer in again] for again in answers] == [
        [True] * len(asked),
        [False] * len(asked),
    ]
    assert len({answer.headers["ETag"] for answer in answers[0]}) == len(asked)
    for again in answers:
        whole = [b"<!doctype html>" in answer.content for answer in again]
        assert whole == [True, False, False, True, True]
        assert again[1].headers["HX-Push-Url"] == "/"
        assert again[2].headers["HX-Replace-Url"] == "/"
    vary = answers[0][0].headers["Vary"]
    assert {"HX-Request", "HX-Boosted", "X-History", "Accept-Encoding"} <= set(vary.split(", "))


@committed
def test_every_encoding_holds_the_same_page(client: Client) -> None:
    make.event("A summit")
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["ETag"] == plain.headers["ETag"]


@committed
def test_an_editor_is_answered_afresh_and_for_nobody_else(client: Client) -> None:
    make.event("A summit")
    client.get("/")
    editor = Client()
    editor.force_login(make.editor())
    for _time in range(2):
        response = editor.get("/", headers={"If-None-Match": "*"})
        assert "A summit" in text(response)
        assert is_rendered(response)
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert "ETag" not in response.headers
    desk = editor.get("/admin/")
    assert "no-store" in desk.headers["Cache-Control"]
    assert "Content-Encoding" not in editor.get("/admin/", headers={"Accept-Encoding": "br"})


@committed
def test_what_a_message_waits_in_is_not_answered_from_memory(client: Client) -> None:
    client.cookies["messages"] = "anything"
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


@committed
def test_public_pages_carry_no_cookie_and_no_token(client: Client) -> None:
    make.event(
        "A summit", slug="a-summit", actors=("freedonia",), places=("lake",), storylines=("line",)
    )
    for address in (
        "/", "/?q=summit", "/facets/actor/", "/events/2023/a-summit/", "/actors/", "/places/",
        "/storylines/", "/actors/freedonia/", "/places/lake/", "/storylines/line/", "/about/",
    ):  # fmt: skip
        for headers in ({}, HTMX):
            response = client.get(address, headers=headers)
            assert "csrf" not in text(response).lower()
            assert not response.cookies
            assert response.headers["Cache-Control"] == "public, no-cache"
            assert response.headers["ETag"].startswith('W/"')


@committed
@pytest.mark.parametrize("address", ["/?actor=&q=", "/events/2023/nothing/", "/admin/login/"])
def test_what_is_no_public_page_is_never_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert "public" not in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
    assert not PAGES._answers


@committed
def test_an_answer_that_sets_a_cookie_is_for_one_reader() -> None:
    response = HttpResponse(headers={"Cache-Control": "public, no-cache"})
    assert caching.is_shareable(response)
    response.set_cookie("mine", "1")
    assert not caching.is_shareable(response)


@committed
def test_an_unknown_host_is_refused_though_the_page_is_kept(client: Client) -> None:
    client.get("/")
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@committed
def test_a_page_marks_today_and_so_is_another_tomorrow(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = set()
    for day in (date(2026, 1, 1), date(2026, 1, 2)):
        monkeypatch.setattr(caching.timezone, "localdate", lambda day=day: day)
        tags.add(client.get("/").headers["ETag"])
    assert len(tags) == 2


@pytest.mark.django_db
def test_what_an_open_transaction_sees_is_not_kept(client: Client) -> None:
    make.event("Not yet committed")
    response = client.get("/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not PAGES._answers


def test_memory_is_bounded_and_what_was_asked_for_last_stays(settings) -> None:
    settings.PAGE_CACHE_BYTES = 40_000
    kept = PageCache()
    page = Answer({}, b"x" * 3_000)
    kept.get("1", b"")
    for n in range(20):
        kept.put("1", b"%d" % n, page)
        assert kept.get("1", b"0") is page
    assert [n for n in range(20) if kept.get("1", b"%d" % n)] == [0, *range(11, 20)]
    assert kept._bytes <= 40_000
    kept.put("1", b"large", Answer({}, b"x" * 6_000))
    assert kept.get("1", b"large") is None


def test_another_version_empties_it() -> None:
    kept = PageCache()
    page = Answer({}, b"page")
    kept.get("1", b"a")
    kept.put("1", b"a", page)
    assert kept.get("2", b"a") is None
    assert not kept._answers
    kept.put("1", b"a", page)  # made from data that has moved on
    assert kept.get("2", b"a") is None
    assert not kept._answers
