"""Cards under their headings, ready as text."""

from __future__ import annotations

import re
from datetime import date

from timeline.reading import ActorRow, EventRow, Group
from timeline.views import cards

TODAY = date(2023, 3, 20)


def row(number: int, on: str, **values: object) -> EventRow:
    defaults = {
        "id": number,
        "slug": f"event-{number}",
        "title": f"Event {number}",
        "kind": "talks",
        "status": "occurred",
        "edtf": on,
        "earliest_on": date.fromisoformat(on),
        "is_exact": True,
        "source_count": 1,
        "actors": (),
        "places": (),
    }
    return EventRow(**{**defaults, **values})


def under_headings(*rows: EventRow) -> list[tuple[str, bool, list[str], bool, list[str]]]:
    """Each section: its title, the events ahead and the others, and where today's line stands."""
    groups = {one.id: Group("month", one.earliest_on.replace(day=1), 9) for one in rows}
    return [
        (
            section.title,
            section.is_today_above,
            re.findall(r"Event (\d+)", section.ahead),
            section.is_today_between,
            re.findall(r"Event (\d+)", section.others),
        )
        for section in cards.sections(rows, groups, TODAY)
    ]


def test_a_line_marks_today_between_the_cards_of_a_month() -> None:
    found = under_headings(row(1, "2023-03-21"), row(2, "2023-03-20"), row(3, "2023-02-01"))
    assert found == [
        ("March 2023", False, ["1"], True, ["2"]),
        ("February 2023", False, [], False, ["3"]),
    ]


def test_a_line_marks_today_above_the_heading_where_a_month_begins() -> None:
    found = under_headings(row(1, "2023-04-02"), row(2, "2023-03-20"))
    assert found == [
        ("April 2023", False, ["1"], False, []),
        ("March 2023", True, [], False, ["2"]),
    ]


def test_no_line_stands_where_all_lies_ahead_or_behind() -> None:
    assert under_headings(row(1, "2023-04-02")) == [("April 2023", False, ["1"], False, [])]
    assert under_headings(row(1, "2023-03-02")) == [("March 2023", False, [], False, ["1"])]


def test_a_card_kept_ready_has_the_question_that_is_asked_and_escapes() -> None:
    event = row(
        1, "2023-03-17", title="<b>Talks</b>", actors=(ActorRow("iran", "Iran & Co", "host"),)
    )
    first = cards.html([(0, event)], "?q=a&page=2")
    second = cards.html([(7, event)])
    assert '<a href="/events/2023/event-1/?q=a&amp;page=2">&lt;b&gt;Talks&lt;/b&gt;</a>' in first
    assert '<a href="/events/2023/event-1/">' in second
    assert '<span class="event-number">7</span>' in second
    assert "Iran &amp; Co" in first
    assert "\0" not in first + second


def test_a_changed_row_has_another_card() -> None:
    assert "Sylvania" in cards.html(
        [(0, row(1, "2023-03-17", actors=(ActorRow("freedonia", "Sylvania", ""),)))]
    )
    assert "Sylvania" not in cards.html(
        [(0, row(1, "2023-03-17", actors=(ActorRow("freedonia", "Freedonia", ""),)))]
    )
