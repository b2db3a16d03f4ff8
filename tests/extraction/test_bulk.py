"""Many articles: in order, whatever the number of processes, a bad line passed over."""

import json

from timeline.extraction.bulk import Outcome, extract_lines

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
