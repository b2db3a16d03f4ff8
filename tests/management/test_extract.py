"""`manage.py extract`: the table a person reads, and one clear sentence for every mistake."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TEXT = "Norway invaded Chad on Sunday. Norway and Mali will meet in Oslo on Friday.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*words: str | Path) -> str:
    out = StringIO()
    call_command("extract", *map(str, words), stdout=out)
    return out.getvalue()


def test_the_table_shows_date_kind_headline_and_quotation(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(article, "--date", "2023-03-20").splitlines() == [
        "19 March 2023  Norway invaded Chad (attack)",
        "               “Norway invaded Chad on Sunday”",
        "",
        "24 March 2023  Norway and Mali were to meet in Oslo (talks, planned)",
        "               “Norway and Mali will meet in Oslo on Friday”",
        "",
        "2 events.",
    ]


def test_json_holds_dates_and_events(article: Path) -> None:
    record = json.loads(run(article, "--date", "2023-03-20", "--json"))
    assert [t["value"] for t in record["timexes"]] == ["2023-03-19", "2023-03-24"]
    assert [e["kind"] for e in record["events"]] == ["attack", "talks"]


def test_a_text_without_events_says_so(tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("The sea was calm.", encoding="utf-8")
    assert run(path, "--date", "2023-03-20") == "No dated events were found.\n"


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (None, ["--date", "2023-03-20"], "cannot be read: No such file or directory."),
        (b"", ["--date", "2023-03-20"], "is empty."),
        (b"\xff\xfe\x00binary", ["--date", "2023-03-20"], "is not text in UTF-8."),
        (b"PK\x00\x00\x01", ["--date", "2023-03-20"], "This is not text but binary data."),
        (b"a" * 300_001, ["--date", "2023-03-20"], "at most 300,000 are read at once."),
        (b"a" * 5_000_000, ["--date", "2023-03-20"], "is larger than an article can be."),
        (b"They met.", [], "Give the day of publication, such as --date 2023-03-20."),
        (b"They met.", ["--date", "soon"], "“soon” is no day; write it like 2023-03-20."),
    ],
)
def test_a_mistake_gets_one_sentence(
    tmp_path: Path, content: bytes | None, words: list[str], sentence: str
) -> None:
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(path, *words)
    assert str(error.value).endswith(sentence)


def test_many_articles_are_written_in_order_and_a_bad_line_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [{"id": n, "dct": "2023-03-20", "text": TEXT} for n in "abc"]
    path.write_text("\n".join(["{", *map(json.dumps, lines)]), encoding="utf-8")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("extract", "--jsonl", str(path), stdout=out, stderr=err)
    assert stop.value.code == 1
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["a", "b", "c"]
    first, last = err.getvalue().splitlines()
    assert first.startswith("line 1: The line is not JSON")
    assert last.startswith("3 articles, 1 skipped, ")
