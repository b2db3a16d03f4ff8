"""Trees of words: offsets, spaces, and the shortcuts taken with the parser."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import spacy

from timeline.extraction import annotate
from timeline.extraction.annotate import PIPELINE, Tree, trees
from timeline.extraction.document import ExtractionError, Sentence


def parsed(text: str, start: int = 0) -> Tree:
    (tree,) = trees([(3, Sentence(start, start + len(text), 0, text))])
    return tree


def test_a_word_knows_its_place_in_the_whole_text_its_head_and_what_hangs_on_it() -> None:
    tree = parsed("Norway’s army invaded Chad.", start=100)
    norway, possessive, army, invaded, chad, stop = tree.tokens
    assert [t.text for t in tree.tokens] == ["Norway", "'s", "army", "invaded", "Chad", "."]
    assert [(t.start, t.end) for t in (norway, possessive, stop)] == [
        (100, 106),
        (106, 108),
        (126, 127),
    ]
    assert [t.head for t in tree.tokens] == [2, 0, 3, 3, 3, 3]
    assert (army.dep, chad.dep, invaded.tag) == ("nsubj", "dobj", "VBD")
    assert (invaded.children, army.first, army.last) == ((2, 4, 5), 0, 2)
    assert tree.index == 3


@pytest.mark.parametrize("space", ["  ", "\u00a0", "\u200b ", "\r\n", "\u2029"])
def test_white_space_is_no_word_and_shifts_nothing(space: str) -> None:
    text = f"Norway{space}invaded{space}{space}Chad ."
    tree = parsed(text)
    assert [text[t.start : t.end] for t in tree.tokens] == ["Norway", "invaded", "Chad", "."]
    assert [t.head for t in tree.tokens] == [1, 1, 1, 1]


def test_no_sentence_needs_no_parser() -> None:
    assert trees([], pipeline="is_not_there") == []


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(ExtractionError, match="“is_not_there” is not installed"):
        trees([(0, Sentence(0, 3, 0, "Hi."))], pipeline="is_not_there")


def test_the_tokenizer_left_out_is_the_one_spacy_makes() -> None:
    stored = spacy.load(PIPELINE).tokenizer.to_bytes(exclude=["vocab"])
    assert annotate._load(PIPELINE).tokenizer.to_bytes(exclude=["vocab"]) == stored


def test_a_parser_that_has_seen_too_many_words_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    before = annotate._load(PIPELINE)
    tree = parsed("Norway invaded Chad.")
    assert annotate._load(PIPELINE) is before
    monkeypatch.setattr(annotate, "_MOST_WORDS", 0)
    assert parsed("Norway invaded Chad.") == tree
    assert annotate._load(PIPELINE) is not before


def test_threads_share_a_parser() -> None:
    texts = [f"Country {n} signed {n} treaties with Norway on Monday." for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(parsed, texts)) == list(map(parsed, texts))


def test_the_parser_brings_no_command_line_along_and_hides_none() -> None:
    code = (
        "import sys; from datetime import date; from timeline.extraction import find_events; "
        "find_events('Norway invaded Chad on Sunday.', published_on=date(2023, 3, 20)); "
        "print(*sorted({'spacy', 'spacy.cli', 'jinja2', 'requests'} & set(sys.modules))); "
        "import spacy.cli; print(callable(spacy.cli.app))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["spacy", "True"]
