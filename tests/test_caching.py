"""Finished pages: nothing retracted in them, nothing of one reader shown to another."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from timeline import caching, review
from timeline.caching import PAGES, Answer, PageCache
from timeline.models import Actor, Event, Storyline
from timeline.reading import rows

HTMX = {"HX-Request": "true"}
PUBLIC_PAGES = (
    "/", "/?q=summit", "/facets/actor/", "/events/2023/a-summit/", "/actors/", "/places/",
    "/storylines/", "/actors/freedonia/", "/places/lake/", "/storylines/line/", "/about/",
)  # fmt: skip
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    PAGES.clear()


@pytest.fixture
def elsewhere() -> Iterator[Callable[..., Future[Any]]]:
    """Run a function in a thread of its own, which has a connection of its own."""

    def run(function: Callable[..., Any], *args: Any) -> Any:
        try:
            return function(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        yield lambda function, *args: threads.submit(run, function, *args)


def wait_for_a_lock() -> None:
    """Return when somebody waits for a table that somebody else has locked."""
    with connection.cursor() as cursor:
        for _attempt in range(1000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waits.")


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
    assert event.pk not in rows._known.rows


@committed
@pytest.mark.parametrize("change", ["rename", "delete", "publish", "merge"])
def test_any_change_is_seen_at_once(client: Client, change: str) -> None:
    event = make.event("A summit", actors=("freedonia",))
    draft = make.event("A second summit", state="draft")
    assert "1 event" in text(client.get("/"))
    tag = client.get("/").headers["ETag"]
    match change:
        case "rename":
            Actor.objects.update(name="Sylvania")
            seen, unseen = "Sylvania", "Freedonia"
        case "merge":
            waiting = make.candidate("They met on Friday.")
            review.merge(candidate=waiting, event=event, by=make.editor())
            seen, unseen = "1 source", "Details"
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
@pytest.mark.parametrize("table", ["event", "participation", "eventplace", "evidence"])
def test_a_change_between_version_and_data_is_in_the_next_answer(
    elsewhere: Callable[..., Future[Any]], table: str
) -> None:
    event = make.event("A secret summit", actors=("freedonia",), places=("lake",))
    make.evidence(event, "They met.")
    make.event("A dull summit")
    editor = make.editor()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE timeline_{table}")
        review.retract(event=event, by=editor)
        asked = elsewhere(Client().get, "/")  # has the version, and waits for the data
        wait_for_a_lock()
    between = asked.result(30)
    after = Client().get("/", headers={"If-None-Match": between.headers["ETag"]})
    assert "A dull summit" in text(after)
    assert "secret" not in text(after)
    assert "secret" not in str(vars(PAGES))
    assert "secret" not in text(Client().get("/"))


@committed
@pytest.mark.parametrize(
    ("address", "table"), [("/storylines/", Storyline), ("/storylines/line/", Event)]
)
def test_no_answer_is_older_than_what_was_committed_before_it_was_asked_for(
    elsewhere: Callable[..., Future[Any]], address: str, table: Any
) -> None:
    make.event(storylines=("line",))
    committed_edition = 0
    finished = set[int]()  # the editions that somebody got without their being rendered
    table.objects.update(title="Edition 0,")
    is_over = threading.Event()

    def read() -> list[tuple[int, int]]:
        """The edition that was surely there when asking, and the one that came."""
        client, tag, body, seen = Client(), "", "", []
        while not is_over.is_set():
            expected = committed_edition
            response = client.get(address, headers={"If-None-Match": tag})
            if response.status_code != 304:
                tag, body = response.headers["ETag"], text(response)
            edition = int(re.search(r"Edition (\d+),", body)[1])
            seen.append((expected, edition))
            if not is_rendered(response):
                finished.add(edition)
        return seen

    readers = [elsewhere(read) for _reader in range(3)]
    try:
        for number in range(1, 49):
            table.objects.update(title=f"Edition {number},")
            committed_edition = number
            for _attempt in range(10_000 * (number % 6 == 0)):
                if number in finished:
                    break
                time.sleep(0.001)
    finally:
        is_over.set()
    seen = [row for reader in readers for row in reader.result(30)]
    assert {6, 12, 18, 24, 30, 36, 42, 48} <= finished
    assert [(expected, edition) for expected, edition in seen if edition < expected] == []


@committed
def test_a_new_question_reads_no_row_twice(client: Client) -> None:
    make.event("A summit", actors=("freedonia",))
    reads = []
    for address in ("/?actor=freedonia", "/?kind=talks", "/?q=summit"):
        with CaptureQueriesContext(connection) as asked:
            assert "A summit" in text(client.get(address))
        reads.append(sum("array_agg" in query["sql"] for query in asked))
    assert reads == [1, 0, 0]
    Actor.objects.update(name="Sylvania")
    assert "Sylvania" in text(client.get("/?kind=talks"))


@committed
def test_for_a_moment_the_database_is_not_asked_again(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    event = make.event("A secret summit")
    settings.VERSION_SECONDS = 0.2
    tag = client.get("/").headers["ETag"]
    review.retract(event=event, by=make.editor())
    time.sleep(0.2)  # the age that a version may have
    assert "secret" not in text(client.get("/", headers={"If-None-Match": tag}))
    settings.VERSION_SECONDS = 3600
    tag = client.get("/").headers["ETag"]
    with django_assert_num_queries(0):
        client.get("/")
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


@committed
def test_an_editor_sees_at_once_what_others_see_in_a_moment(settings: Any) -> None:
    event = make.event("A first headline")
    reader, editor = Client(), Client()
    editor.force_login(make.editor())
    reader.get("/")
    settings.VERSION_SECONDS = 3600
    Event.objects.filter(pk=event.pk).update(title="A second headline")
    assert "A second headline" in text(editor.get("/"))
    assert "A first headline" in text(reader.get("/"))


@committed
@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_pages_show_only_rows_whose_changes_are_logged(client: Client, address: str) -> None:
    row = make.event(
        "A summit", slug="a-summit", actors=("freedonia",), places=("lake",), storylines=("line",)
    )
    make.evidence(row, "They met.")
    with CaptureQueriesContext(connection) as asked:
        text(client.get(address))
    tables = re.compile(r'(?:FROM|JOIN) "?((?:timeline|auth|django)_\w+)')
    read = {table for query in asked for table in tables.findall(query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_is_logged'"
            " GROUP BY 1 HAVING count(*) = 4"
        )
        logged = {table for (table,) in cursor.fetchall()}
    assert read - {"timeline_change"} <= logged
    assert "timeline_change" in read


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
def test_the_head_of_a_page_is_that_of_the_page(client: Client) -> None:
    make.event("A summit")
    for _time in range(2):
        head, whole = client.head("/"), client.get("/")
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.items()) == dict(whole.items())
        assert "A summit" in text(whole)
        PAGES.clear()


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
    for address in PUBLIC_PAGES:
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
