"""Many articles: in order, whatever the number of processes, a bad line passed over."""

import itertools
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children

import pytest

from timeline.extraction import ExtractionError, bulk
from timeline.extraction.annotate import ParserError
from timeline.extraction.bulk import LONGEST_LINE, Outcome, extract_lines

GOOD = json.dumps(
    {"id": "a", "dct": "2023-03-20", "title": "", "text": "Norway invaded Chad on Sunday."}
)


def test_a_line_becomes_a_record() -> None:
    (outcome,) = extract_lines([GOOD])
    record = json.loads(outcome.record)
    assert record["id"] == "a"
    assert [(t["text"], t["value"]) for t in record["timexes"]] == [("Sunday", "2023-03-19")]
    (event,) = record["events"]
    assert (event["earliest"], event["latest"], event["precision"]) == (
        "2023-03-19",
        "2023-03-19",
        "day",
    )
    assert (event["kind"], event["status"], event["title"]) == (
        "attack",
        "occurred",
        "Norway invaded Chad",
    )


def test_a_bad_line_is_named_and_passed_over() -> None:
    lines = [
        "{",
        "[]",
        '{"id": "b", "text": "x"}',
        '{"id": "b", "text": "x", "dct": "soon"}',
        "[" * 100_000,
        "",
        GOOD,
    ]
    outcomes = list(extract_lines(lines))
    assert [(o.number, bool(o.record)) for o in outcomes] == [
        (1, False),
        (2, False),
        (3, False),
        (4, False),
        (5, False),
        (7, True),
    ]
    assert outcomes[1].fault == "The line is no JSON object."
    assert outcomes[3].fault == "“soon” is no day such as 2023-03-20."


def test_two_processes_say_what_one_says() -> None:
    lines = [GOOD.replace('"a"', f'"{n}"') for n in range(40)]
    one: list[Outcome] = list(extract_lines(lines))
    assert list(extract_lines(lines, workers=2)) == one
    assert [json.loads(o.record)["id"] for o in one] == [str(n) for n in range(40)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"\xff\xfe{}", "The line is not text in UTF-8."),
        (b"x" * (LONGEST_LINE + 1), "The line has more than 8 MB."),
        (
            GOOD.replace('"a"', '"\\ud83d"'),
            "The text has half a character in it, a surrogate without its other half.",
        ),
        (
            GOOD.replace("Norway", "N" * 300_000),
            "The text has 300,024 characters; at most 300,000 are read at once.",
        ),
        (
            GOOD.replace("2023", "0001"),
            "A publication day in the year 1 is taken for a mistake.",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_why(line: str | bytes, fault: str) -> None:
    assert next(extract_lines([line])) == Outcome(1, "", fault, 0)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert next(extract_lines([b"\xef\xbb\xbf" + GOOD.encode()])).fault == ""


def test_an_article_that_takes_too_long_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    long = GOOD.replace("on Sunday.", "on Sunday. They met on Monday. " * 5000)
    list(extract_lines([GOOD]))  # the parser is loaded
    monkeypatch.setattr(bulk, "LONGEST_SECONDS", 0.5)
    faults = [o.fault for o in extract_lines([long, GOOD])]
    assert faults == ["The article took more than 0.5 s.", ""]


def test_a_parser_that_is_missing_is_no_fault_of_the_articles() -> None:
    with pytest.raises(ParserError, match="“is_not_there” is not installed"):
        list(extract_lines([GOOD], pipeline="is_not_there"))


def test_lines_are_read_as_they_are_needed() -> None:
    read = itertools.count()
    outcomes = extract_lines(
        (GOOD for _ in zip(itertools.repeat(0), read, strict=False)), workers=2
    )
    for _ in range(40):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert next(read) < 40 + 2 * bulk._AHEAD * bulk._CHUNK + bulk._CHUNK
    assert not active_children()


@contextmanager
def killing(generations: int) -> Iterator[None]:
    """Kill every process of this one that comes, so many times, as the system would."""
    killed: set[int] = set()
    is_over = threading.Event()

    def kill() -> None:
        while not is_over.is_set() and len(killed) < generations:
            for child in active_children():
                if child.pid and child.pid not in killed and len(killed) < generations:
                    killed.add(child.pid)
                    os.kill(child.pid, signal.SIGKILL)
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_a_process_that_is_killed_loses_nothing() -> None:
    lines = [GOOD.replace('"a"', f'"{n}"') for n in range(40)]
    with killing(1):
        assert list(extract_lines(lines, workers=1)) == list(extract_lines(lines))


def test_an_article_on_which_processes_die_twice_is_passed_over() -> None:
    with killing(2):
        one, two = extract_lines([GOOD, GOOD], workers=1)
    assert one.fault == "The process that read it was killed, twice: too little memory?"
    assert (two.fault, bool(two.record)) == ("", True)


def test_processes_that_die_whatever_they_read_stop_the_run() -> None:
    with (
        killing(9),
        pytest.raises(ExtractionError, match="killed 3 times in a row, the last at line 3"),
    ):
        list(extract_lines([GOOD] * 9, workers=1))
