"""What each rule family and stage is worth: `python bench/ablation.py DIR [--only ...] [--json]`.

DIR is as for extraction.py. `TIMES` and `EVENTS` name what can be switched off; a switch is a
context manager inside which the family is away.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import extraction as bench

from timeline.extraction import assemble, document, merge, verbs, weights, what, where
from timeline.extraction.coreference import Memory
from timeline.extraction.weights import Model
from timeline.extraction.when import (
    absolute,
    amounts,
    clock,
    find,
    named,
    pairs,
    relative,
    thread,
    years,
)
from timeline.extraction.when.grammar import Grammar
from timeline.extraction.when.reading import Context
from timeline.extraction.when.tense import Clauses, Tense
from timeline.extraction.who import Cast

Switch = Callable[[], AbstractContextManager[Any]]
_FAMILIES: Mapping[str, Any] = {
    "days and months": absolute,
    "years, seasons, quarters": years,
    "told from publication": relative,
    "told from the thread": thread,
    "lengths, habits, now": amounts,
    "times of day": clock,
    "named days": named,
    "pairs that share a month": pairs,
}


def without_rules(family: Any) -> Switch:
    """Leave the rules of one file out of the grammar."""
    rules = [rule for other in _FAMILIES.values() if other is not family for rule in other.RULES]
    return lambda: patch.object(find, "_GRAMMAR", Grammar(rules, find.FRAMES))


@contextmanager
def _never_widened() -> Iterator[None]:
    with patch.object(find, "_widen", lambda *_: None):
        yield


TIMES: Mapping[str, Switch] = {
    **{name: without_rules(family) for name, family in _FAMILIES.items()},
    "tense": lambda: patch.object(Clauses, "tense", lambda *_: Tense.UNKNOWN),
    "histories told from news": lambda: patch.object(find, "_is_narrative", lambda *_: False),
    "thread of dates": lambda: patch.object(Context, "thread", lambda _: []),
    "year of the other half": lambda: patch.object(
        Context, "joined_year", property(_no_year, _set)
    ),
    "words about it (early, the end of)": _never_widened,
    "ranges as one stretch": lambda: patch.object(pairs, "join", lambda *_: None),
}


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _none_found(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _never(*_: Any, **__: Any) -> bool:
    return False


@contextmanager
def _unweighed(*names: str) -> Iterator[None]:
    known = weights._models()  # noqa: SLF001 - a bench of its own
    models = {name: Model({}) if name in names else model for name, model in known.items()}
    with patch.object(weights, "_models", lambda: models):
        yield


@contextmanager
def _no_memory() -> Iterator[None]:
    with (
        patch.object(Memory, "pronoun", _nothing),
        patch.object(Memory, "role", _nothing),
        patch.object(Memory, "body", _nothing),
        patch.object(Memory, "pair", _none_found),
    ):
        yield


@contextmanager
def _all_prose() -> Iterator[None]:
    with (
        patch.object(document, "is_furniture", _never),
        patch.object(document, "is_furniture_whole", _never),
        patch.object(document, "is_menu", _never),
    ):
        yield


EVENTS: Mapping[str, Switch] = {
    "weights of findings and dates": lambda: _unweighed("finding", "right"),
    "weights of actors": lambda: _unweighed("actor"),
    "weights of places": lambda: _unweighed("place"),
    "date of what was told before": lambda: patch.object(assemble, "date_again", _none_found),
    "day of the news": lambda: patch.object(assemble, "date_of_news", _nothing),
    "days before and after another event": lambda: patch.object(assemble, "date_beside", _nothing),
    "nouns that tell": lambda: patch.object(what, "of_noun", _none_found),
    "verbs in no row": lambda: patch.object(verbs, "_is_told", _never),
    "sentences without a date": lambda: patch.object(what, "_has_trigger", _never),
    "he, it, the king, both countries": _no_memory,
    "names in no table": lambda: patch.object(Cast, "_unknown", _nothing),
    "places by the article's lands": lambda: patch.object(where, "_lands", _none_found),
    "the likelier of two in one clause": lambda: patch.object(assemble, "_is_told_better", _never),
    "one event told once": lambda: patch.object(
        merge, "within_article", lambda found: tuple(finding for _, finding in found)
    ),
    "page furniture": _all_prose,
}


def _no_year(_: Context) -> None:
    return None


def _set(_: Context, __: int | None) -> None:
    pass


def times(folder: Path) -> dict[str, dict[str, float]]:
    """Value F1 over all expressions in percent: whole, then what is lost without each family."""
    whole = bench.timexes(folder)["value F1, all"]
    figures = {"everything": whole}
    for name, switch in TIMES.items():
        with switch():
            found = bench.timexes(folder)["value F1, all"]
        figures[f"without {name}"] = {data: round(found[data] - whole[data], 1) for data in whole}
    return figures


def events(folder: Path) -> dict[str, dict[str, float]]:
    """Points of the measures of events: whole, then what is lost without each stage or family."""
    whole = _of_events(folder)
    figures = {"everything": whole}
    for name, switch in EVENTS.items():
        with switch():
            found = _of_events(folder)
        figures[f"without {name}"] = {key: round(found[key] - whole[key], 1) for key in whole}
    return figures


def _of_events(folder: Path) -> dict[str, float]:
    found = bench.events(folder)
    return {key: round(100 * found[key]["events"], 1) for key in _OF_EVENTS}


_OF_EVENTS = ("dated F1", "full recall", "actors F1", "places F1", "kind, lenient")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", choices=("times", "events"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    folder = asked.folder if (asked.folder / "dev").is_dir() else asked.folder.resolve().parent
    for name, measured in (("times", times), ("events", events)):
        if asked.only in (None, name):
            figures = measured(folder)
            sys.stdout.write((json.dumps(figures) if asked.json else bench.table(figures)) + "\n")


if __name__ == "__main__":
    main()
