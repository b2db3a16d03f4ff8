"""What each rule family is worth: `python bench/ablation.py DIR [--json]`.

DIR is as for extraction.py. `TIMES` names what can be switched off; a switch is a context manager
inside which the family is away. A stage of events joins by a mapping of its own and a scorer.
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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    folder = asked.folder if (asked.folder / "dev").is_dir() else asked.folder.resolve().parent
    figures = times(folder)
    sys.stdout.write((json.dumps(figures) if asked.json else bench.table(figures)) + "\n")


if __name__ == "__main__":
    main()
