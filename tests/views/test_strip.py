"""The strip: where bars, ribbons, labels and today stand."""

from datetime import date
from itertools import pairwise

from timeline.index.histogram import DateCount, histogram
from timeline.index.question import Filters
from timeline.views.strip import Strip, strip

TODAY = date(2023, 3, 20)


def draw(*rows: DateCount, today: date = TODAY) -> Strip:
    return strip(histogram(rows), Filters(), today)


def day(text: str, count: int = 1, *, is_planned: bool = False) -> DateCount:
    on = date.fromisoformat(text)
    return DateCount(on, on, is_exact=True, is_planned=is_planned, count=count)


def test_each_bar_zooms_into_its_days_written_short() -> None:
    drawn = draw(day("2022-01-05"), day("2023-03-17", 2))
    assert [(bar.column, bar.title, bar.url) for bar in drawn.rows] == [
        (0, "January 2022: 1 event", "/?from=2022-01&to=2022-01"),
        (14, "March 2023: 2 events", "/?from=2023-03&to=2023-03"),
    ]


def test_up_to_a_dozen_events_are_bricks_and_more_are_one_bar() -> None:
    assert draw(day("2023-03-17", 12)).solid.count("M") == 12
    assert draw(day("2023-03-17", 13)).solid == "M0.08 18h0.84v76h-0.84z"


def test_less_exact_dates_are_hatched_and_planned_ones_outlined() -> None:
    inexact = DateCount(
        date(2023, 3, 1), date(2023, 3, 5), is_exact=False, is_planned=False, count=1
    )
    drawn = draw(day("2022-01-05"), inexact, day("2023-04-01", is_planned=True))
    assert [(piece.look, piece.y) for piece in drawn.pieces] == [
        ("inexact", "88.5"),
        ("planned", "88.5"),
    ]


def test_what_is_less_exact_than_a_bucket_is_a_ribbon() -> None:
    year = DateCount(
        date(2022, 1, 1), date(2022, 12, 31), is_exact=False, is_planned=False, count=3
    )
    drawn = draw(year, day("2023-12-05"))
    assert [(r.x, r.title) for r in drawn.ribbons] == [("0.00%", "2022, month not known: 3 events")]


def test_today_is_marked_only_where_the_axis_reaches_it() -> None:
    rows = day("2023-03-01"), day("2023-03-31")
    assert draw(*rows).today is not None
    assert draw(*rows, today=date(2026, 1, 1)).today is None


def test_labels_never_overlap_on_a_phone() -> None:
    for last in (
        "2022-03-01",
        "2023-01-31",
        "2024-06-01",
        "2027-01-01",
        "2050-01-01",
        "2600-01-01",
    ):
        labels = [x for x in draw(day("2022-01-05"), day(last)).labels if "minor" not in x.look]
        spans = []
        for label in labels:
            x, width = float(label.x.rstrip("%")) * 3.5, len(label.text) * 6.3
            start = x if "at-start" in label.look else x - width / 2
            spans.append((start, start + width))
        assert all(a[1] < b[0] for a, b in pairwise(spans)), last


def test_an_empty_answer_draws_nothing() -> None:
    drawn = draw()
    assert (drawn.rows, drawn.labels, drawn.today) == ((), (), None)
