"""What goes wrong most, counted: `python bench/causes.py DIR [GOLD...]`.

DIR is as for extraction.py. Time expressions: every labelled one that is missed or has another
value, by the rule that read it. Events (GOLD, default DIR/dev/events.jsonl): every labelled core
event by the first stage that lost it, and of those found what keeps them from being accepted
unedited.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import extraction as bench
from fit import Article, load_scorer

# The bench modules put the project on the path.
from timeline.extraction import assemble
from timeline.extraction.weigh import likelihood
from timeline.extraction.when import find_dates

SHOWN = 12


def of_times(folder: Path) -> Iterator[str]:
    """Name what each wrong or missed time expression suffers from."""
    for name in bench.TIMEX_DATA:
        for row in bench.rows(folder / "dev" / f"{name}.jsonl"):
            found = find_dates(row["text"], published_on=bench.published(row))
            for gold in row["timexes"]:
                over = [e for e in found if e.start < gold["end"] and gold["start"] < e.end]
                if not over:
                    yield f"not found: {gold['type'].lower()}"
                elif all(e.value != gold["value"] for e in over):
                    yield f"other value by rule “{over[0].rule}”"


def of_events(article: Article, scorer: ModuleType) -> Iterator[str]:
    """Name what became of each labelled core event of an article."""
    shown, weighed = article.drafts(assemble.WORTH), article.drafts(0.0)
    pairs = {n: d for d, n in zip(shown, article.pairs(shown), strict=True) if n is not None}
    for n, (gold, raw) in enumerate(zip(article.gold, article.row["events"], strict=True)):
        if not gold.core:
            continue
        if n in pairs:
            yield from _of_found(pairs[n], gold, raw, scorer)
            continue
        near = [d for d in weighed if _meets(d.finding.evidence, gold.spans)]
        dated = [signs for d in near for span, signs in d.dates if _days(span) in gold.dates]
        if not any(_meets((t.sentence.start, t.sentence.end), gold.spans) for t in article.parsed):
            yield "missed: no word in the sentence that makes an event"
        elif not near:
            yield "missed: the deed is in no row of the table"
        elif not dated:
            yield "missed: its date is not among those weighed"
        elif max(map(likelihood, dated)) < assemble.WORTH:
            yield "missed: weighed too unlikely to be shown"
        else:
            yield "missed: another event of the sentence was shown for it"


def _of_found(draft: assemble.Draft, gold: Any, raw: dict[str, Any], scorer: ModuleType) -> Any:
    found = draft.finding
    if _days(found.span) not in gold.dates:
        yield "found: another date"
    if found.kind not in raw["kinds"]:
        yield "found: another kind"
    if found.status != raw["status"]:
        yield "found: another status"
    names = [scorer.fold(a.name) for a in found.actors]
    options = [scorer.fold(o.actor.name) for o in draft.actors]
    for name in gold.actors:
        if not scorer.common_actors([name], names):
            known = scorer.common_actors([name], options)
            yield f"found: an actor {'weighed too unlikely' if known else 'not seen near it'}"
            break
    if raw["places"] and not found.places:
        yield "found: no place where the label has one"
    elif raw["places"] and scorer.fold(found.places[0].name) != gold.places[0]:
        yield "found: another place"


def _days(span: Any) -> Any:
    return span.earliest, span.latest


def _meets(one: tuple[int, int], spans: Any) -> bool:
    return any(one[0] < end and start < one[1] for start, end in spans)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("gold", type=Path, nargs="*", metavar="GOLD")
    asked = parser.parse_args()
    scorer = load_scorer(asked.folder)
    gold = asked.gold or [asked.folder / "dev" / "events.jsonl"]
    lines = [line for path in gold for line in path.read_text("utf-8").splitlines() if line]
    events = Counter(
        cause for line in lines for cause in of_events(Article(json.loads(line), scorer), scorer)
    )
    for title, counted in (
        ("Time expressions", Counter(of_times(asked.folder))),
        ("Events", events),
    ):
        sys.stdout.write(f"{title}\n")
        for cause, count in counted.most_common(SHOWN):
            sys.stdout.write(f"{count:6} {cause}\n")


if __name__ == "__main__":
    main()
