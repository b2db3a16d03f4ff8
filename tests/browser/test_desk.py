"""The editor's way in a real browser, from a pasted text to the public page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.browser.conftest import violations
from timeline.models import Article, Candidate, Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWS = (
    "Vladimir Putin met Xi Jinping in Moscow on Monday.\n\n"
    "On Friday the International Criminal Court issued a warrant for the arrest of Mr Putin.\n"
)
FIRST = 60_000  # milliseconds: the first extraction of a process loads the language model


def log_in(page: Page, live_server: LiveServer) -> None:
    make.editor()
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()


def paste(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/timeline/article/add/")
    page.get_by_label("Source").select_option("Meridian Wire")
    page.get_by_label("Title").fill("Two leaders meet")
    page.get_by_label("Published on").fill("2023-03-21")
    page.get_by_label("Text").fill(NEWS)


@pytest.mark.usefixtures("faults")
def test_from_a_pasted_text_to_the_public_page(page: Page, live_server: LiveServer) -> None:
    make.source(name="Meridian Wire")
    log_in(page, live_server)
    page.get_by_role("link", name="Add an article").click()
    paste(page, live_server)
    page.get_by_role("button", name="Save and extract").click()
    expect(page.get_by_role("heading", name="Candidate 1")).to_be_visible(timeout=FIRST)
    warrant = Candidate.objects.get(edtf="2023-03-17")
    page.goto(f"{live_server.url}/admin/timeline/candidate/{warrant.pk}/change/")
    expect(page.locator(".source-text .when")).to_contain_text("Friday")
    page.get_by_label("Headline").fill("International court orders Putin’s arrest")
    page.get_by_label("Date", exact=True).fill("17 march 2023")
    expect(page.locator("output")).to_have_text("Friday 17 March 2023, known to the day")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("Published:")
    page.get_by_role("link", name="International court orders Putin’s arrest").click()
    expect(page.locator("h1")).to_have_text("International court orders Putin’s arrest")
    page.goto(live_server.url)
    assert page.locator(".event h3").all_inner_texts() == [
        "International court orders Putin’s arrest"
    ]


@pytest.mark.usefixtures("faults")
def test_single_keys_reject_undo_and_step_but_not_while_typing(
    page: Page, live_server: LiveServer
) -> None:
    log_in(page, live_server)
    article = make.article("Rain fell. Snow fell.")
    first = make.candidate("Rain fell", "Rain falls", article=article)
    second = make.candidate("Snow fell", "Snow falls", article=article)
    page.goto(f"{live_server.url}/admin/timeline/candidate/next/")
    page.get_by_label("Headline").press_sequentially("rajks ")
    expect(page.get_by_label("Headline")).to_have_value("rajks Rain falls")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page).to_have_url(f"{live_server.url}/admin/timeline/candidate/{second.pk}/change/")
    page.keyboard.press("k")
    expect(page.get_by_label("Headline")).to_have_value("Rain falls")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Not an event")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Headline")).to_have_value("Snow falls")
    first.refresh_from_db()
    assert (first.state, first.reject_reason) == ("rejected", "not an event")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Candidate 1: Rejected")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_label("Headline")).to_have_value("Rain falls")


@pytest.mark.usefixtures("faults")
def test_rows_come_and_go_and_a_new_name_is_marked(page: Page, live_server: LiveServer) -> None:
    log_in(page, live_server)
    make.actor("freedonia")
    row = make.candidate("Rain fell.", actors=(("Freedonia", "host"),))
    page.goto(f"{live_server.url}/admin/timeline/candidate/{row.pk}/change/")
    page.get_by_role("button", name="Add an actor").click()
    expect(page.get_by_label("Actor 3")).to_be_focused()
    page.get_by_label("Actor 3").press_sequentially("Rufus Firefly")
    expect(page.locator("#actor-3-new")).to_have_text("new")
    page.get_by_role("button", name="Leave out Freedonia").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("Published:")
    assert [str(part) for part in Event.objects.get().participations.all()] == ["Rufus Firefly"]


@pytest.mark.usefixtures("faults")
def test_three_presses_in_one_moment_extract_and_accept_once(
    page: Page, live_server: LiveServer
) -> None:
    log_in(page, live_server)
    article = make.article(NEWS)
    page.goto(f"{live_server.url}/admin/timeline/article/{article.pk}/change/")
    thrice = "button => { button.click(); button.click(); button.click(); }"
    page.get_by_role("button", name="Extract", exact=True).evaluate(thrice)
    expect(page.get_by_role("heading", name="Candidate 1")).to_be_visible(timeout=FIRST)
    waiting = Candidate.objects.count()
    page.get_by_role("button", name="Accept").evaluate(thrice)
    expect(page.locator(".messagelist")).to_contain_text("Published:")
    assert (Event.objects.count(), Candidate.objects.pending().count()) == (1, waiting - 1)


@pytest.mark.usefixtures("faults")
def test_everything_works_without_script(browser: Browser, live_server: LiveServer) -> None:
    make.source(name="Meridian Wire")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, live_server)
    paste(page, live_server)
    page.get_by_role("button", name="Save and extract").click()
    page.get_by_label("Date", exact=True).fill("c. 2013")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator("output")).to_have_text("C. 2013, approximate")
    page.get_by_role("button", name="Add an actor").click()
    rows = page.locator(".people [data-row]").count()
    page.get_by_label(f"Actor {rows}").fill("Rufus Firefly")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("Published:")
    assert Event.objects.get().edtf == "2013~"
    page.locator(".reject summary").click()
    page.get_by_role("button", name="Background").click()
    expect(page.locator(".messagelist")).to_contain_text("Rejected:")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(
    page: Page, live_server: LiveServer, faults: list[str], scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = {}

    def look(address: str) -> None:
        page.goto(f"{live_server.url}{address}")
        assert faults == []
        found[address] = violations(page)
        faults.clear()  # axe injects styles of its own

    look("/admin/login/")
    log_in(page, live_server)
    article = make.article("On Friday Freedonia and Sylvania signed a truce. Rain fell.")
    row = make.candidate(
        "On Friday Freedonia and Sylvania signed a truce",
        article=article,
        time="On Friday",
        actors=(("Freedonia", ""), ("Rufus Firefly", "host")),
        places=("Glenport",),
    )
    event = make.event("A truce", "2023-03", actors=("freedonia",))
    make.evidence(event, "Rain fell.", article=article)
    done = make.candidate("Rain fell", article=article)
    make.event("Draft", state="draft")
    addresses = [
        "/admin/",
        "/admin/timeline/article/",
        "/admin/timeline/article/add/",
        f"/admin/timeline/article/{article.pk}/change/",
        "/admin/timeline/candidate/",
        f"/admin/timeline/candidate/{row.pk}/change/",
        f"/admin/timeline/event/{event.pk}/change/",
        "/admin/timeline/event/",
    ]
    for address in addresses:
        look(address)
    page.goto(f"{live_server.url}/admin/timeline/candidate/{done.pk}/change/")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected:")
    look(f"/admin/timeline/candidate/{done.pk}/change/")
    assert [f"{address}: {fault}" for address in found for fault in found[address]] == []


def test_an_article_is_stored_once_however_often_the_button_is_pressed(
    page: Page, live_server: LiveServer, faults: list[str]
) -> None:
    make.source(name="Meridian Wire")
    log_in(page, live_server)
    paste(page, live_server)
    page.get_by_role("button", name="Save and extract").evaluate(
        "button => { button.click(); button.click(); button.click(); }"
    )
    expect(page.get_by_role("heading", name="Candidate 1")).to_be_visible(timeout=FIRST)
    assert Article.objects.count() == 1
    assert faults == []
