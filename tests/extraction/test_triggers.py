"""The table of triggers: its rows ask for what can be answered, the most exact first."""

from collections import Counter

import pytest

from timeline.extraction.needs import SORTS
from timeline.extraction.triggers import _TABLE, table

PREPOSITIONS = frozenset(
    "about above across against along around as at before behind below between by for from in "
    "into near of off on out over round through to toward towards under until with".split()
)
ASKED = frozenset("clause date inf obj passive place several".split())
ROWS = [
    line.split("\t")
    for line in _TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def needs() -> set[str]:
    found = {need for _, part, text, _ in ROWS if part != "=" for need in text.split()}
    return {one.removeprefix("!") for need in found for one in need.split("|")}


def test_every_need_is_one_that_can_be_answered():
    plain = {need for need in needs() if ":" not in need}
    assert plain - ASKED - set(SORTS) - PREPOSITIONS == set()


def test_every_need_of_nouns_says_where_they_stand():
    parts = {need.partition(":")[0] for need in needs() if ":" in need}
    assert parts - {"subj", "obj", "attr", "near"} - PREPOSITIONS == set()


def test_every_class_that_is_asked_for_is_there():
    asked = {word for need in needs() for word in need.partition(":")[2].split(",")}
    assert {word for word in asked if word[:1] == "@"} - set(table().classes) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]} {row[2]}"[:60])
def test_a_row_names_every_word_once(row):
    assert [word for word, n in Counter(row[3].split(", ")).items() if n > 1] == []


def test_each_alternative_counts_for_what_it_asks():
    weights = {t.needs[0]: t.weight for t in table().verbs["withdraw"] if t.kind == "deescalation"}
    assert weights[("obj:@force",)] > weights[("from",)]
