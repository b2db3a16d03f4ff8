"""The reader's way in a real browser: filter, go back, open the evidence; without script too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chronicle(transactional_db: None) -> None:
    make.event(
        "Freedonia and Sylvania sign a treaty",
        "2023-03-17",
        kind="agreement",
        slug="treaty",
        actors=(("freedonia", "signatory"), ("sylvania", "signatory")),
        places=("sylvania-city",),
        storylines=("peace",),
        documents=["Treaty of Sylvania City"],
    )
    make.event("Freedonia attacks", "2023-02", kind="attack", slug="attack", actors=("freedonia",))
    talks = make.event("Sylvania asks for talks", "2023-01-05", slug="talks", actors=("sylvania",))
    make.evidence(
        talks,
        "Sylvania asked for talks on Thursday.",
        "on Thursday",
        reason="“On Thursday”, in an article published on 9 January 2023, is 5 January 2023.",
    )
    make.event("A secret plan", "2023-03-18", state="draft", slug="secret", actors=("freedonia",))


def titles(page: Page) -> list[str]:
    return page.locator(".event h3").all_inner_texts()


@pytest.mark.usefixtures("chronicle", "faults")
def test_a_click_on_a_value_filters_and_back_restores_all(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(live_server.url)
    expect(page.locator("h1")).to_have_text("3 events, 2023")
    page.get_by_role("link", name="Freedonia 2").click()
    expect(page.locator("h1")).to_have_text("2 events with Freedonia")
    assert page.url == f"{live_server.url}/?actor=freedonia"
    assert page.title() == "2 events with Freedonia · Dateline"
    assert titles(page) == ["Freedonia and Sylvania sign a treaty", "Freedonia attacks"]
    expect(page.locator("#actor-freedonia")).to_be_focused()
    page.locator("#from").fill("March 2023")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("1 event with Freedonia, from March 2023 on")
    assert page.url == f"{live_server.url}/?actor=freedonia&from=2023-03"
    page.go_back()
    expect(page.locator("h1")).to_have_text("2 events with Freedonia")
    assert page.url == f"{live_server.url}/?actor=freedonia"
    assert titles(page) == ["Freedonia and Sylvania sign a treaty", "Freedonia attacks"]
    assert page.locator("#from").input_value() == ""
    expect(page.locator("#actor-freedonia")).to_have_attribute("aria-current", "true")


@pytest.mark.usefixtures("chronicle", "faults")
def test_typing_a_search_replaces_the_address_and_keeps_the_filters(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/about/")
    page.goto(f"{live_server.url}/?actor=freedonia")
    page.keyboard.press("/")
    page.locator("#q").press_sequentially("treaty", delay=20)
    expect(page.locator("h1")).to_have_text("1 event on treaty with Freedonia")
    assert page.url == f"{live_server.url}/?q=treaty&actor=freedonia"
    expect(page.locator("#q")).to_be_focused()
    page.locator("#chip-q").click()
    expect(page.locator("h1")).to_have_text("2 events with Freedonia")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#question")).to_be_focused()
    page.go_back()
    expect(page.locator("h1")).to_have_text("1 event on treaty with Freedonia")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/about/")


@pytest.mark.usefixtures("chronicle", "faults")
def test_evidence_opens_in_place_and_closes(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)
    card = page.locator(".event", has_text="Sylvania asks for talks")
    card.get_by_role("button", name="1 source").click()
    expect(card.locator(".quote .when")).to_have_text("on Thursday")
    expect(card.locator(".reason strong")).to_have_text("5 January 2023")
    assert page.url == f"{live_server.url}/"
    page.keyboard.press("Escape")
    expect(card.locator(".evidence")).to_have_count(0)
    card.get_by_role("button", name="1 source").click()
    expect(card.locator(".evidence")).to_have_count(1)
    card.get_by_role("button", name="1 source").click()
    expect(card.locator(".evidence")).to_have_count(0)


@pytest.mark.usefixtures("chronicle", "faults")
def test_keys_walk_the_list_and_can_be_turned_off(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".event .quote .when")).to_have_text("on Thursday")
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close", exact=True).last.click()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


@pytest.mark.usefixtures("chronicle", "faults")
def test_a_bar_of_the_strip_zooms_into_its_month(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)
    page.locator(".strip-chart a").last.dispatch_event("click")
    expect(page.locator("h1")).to_have_text("1 event, March 2023")
    assert page.url == f"{live_server.url}/?from=2023-03&to=2023-03"
    page.keyboard.press("0")
    expect(page.locator("h1")).to_have_text("3 events, 2023")


@pytest.mark.usefixtures("chronicle", "faults")
def test_on_a_phone_the_filters_are_a_sheet_that_stays_open(
    page: Page, live_server: LiveServer
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#filter-bar").click()
    page.locator("#actor-sylvania").click()
    expect(page.locator("#filter-bar")).to_have_text(re.compile(r"Filters \(1\)\s+2 events"))
    expect(page.locator("#filters")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.usefixtures("chronicle")
def test_everything_works_without_script(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.locator("#actor-freedonia").click()
    assert page.url == f"{live_server.url}/?actor=freedonia"
    page.locator("#to").fill("end of time")
    page.locator("#range button").click()
    expect(page.locator(".problems")).to_contain_text("“end of time” is not understood as a date")
    page.locator("#to").fill("February 2023")
    page.locator("#range button").click()
    assert page.url == f"{live_server.url}/?actor=freedonia&to=2023-02"
    assert titles(page) == ["Freedonia attacks"]
    page.locator("#q").fill("attacks")
    page.locator("#q").press("Enter")
    assert page.url == f"{live_server.url}/?q=attacks&actor=freedonia&to=2023-02"
    page.locator(".event h3 a").click()
    expect(page.locator("h1")).to_have_text("Freedonia attacks")
    page.locator(".trail a").first.click()
    assert page.url == f"{live_server.url}/?q=attacks&actor=freedonia&to=2023-02"
    context.close()


PAGES = (
    "/",
    "/?actor=nobody",
    "/events/2023/talks/",
    "/actors/sylvania/",
    "/actors/",
    "/storylines/",
    "/storylines/peace/",
    "/facets/actor/",
    "/about/",
    "/nowhere/",
)


@pytest.mark.usefixtures("chronicle")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    browser: Browser, live_server: LiveServer, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # axe brings styles of its own
    )
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(live_server.url + path)
        if path == "/":
            page.locator(".event", has_text="asks for talks").get_by_role("button").click()
            page.locator(".evidence").wait_for()
        found += [f"{path} {violation}" for violation in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{path} scrolls sideways"] if wide else []
    context.close()
    assert found == []
