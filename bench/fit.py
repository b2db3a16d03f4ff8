"""Fits the engine's weights on labelled texts: `python bench/fit.py SCORERS GOLD... [--folds N]`.

SCORERS is the folder with score_events.py, whose pairing tells which finding is meant for which
labelled event; a GOLD file holds labelled articles as JSON Lines. Three logistic regressions are
fitted over the signs that the engine names: is a finding right (date and kind), does somebody
take part, did it happen at a place. What the text told before changes what is weighed after, so
the fit is repeated with its own result. Without --folds it writes
`timeline/extraction/data/weights.tsv`; with --folds it writes nothing and prints the scores of
every article by weights fitted without it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent.parent))

# The project is no installed package.
from timeline.extraction import assemble, weights
from timeline.extraction.annotate import trees
from timeline.extraction.bulk import as_record
from timeline.extraction.document import read
from timeline.extraction.findings import Analysis
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.what import worth_parsing

WEIGHTS = Path(weights.__file__).parent / "data" / "weights.tsv"
ROUNDS = 3
RAREST = 4  # a sign seen less often teaches nothing
STRENGTH = 0.07  # the inverse of the penalty
# Explicit in the text and too rare in labelled ones to be fitted: "hours before he visited".
_BESIDE = {"beside hours": 4.0, "beside days": 4.0}
GIVEN = {"finding": _BESIDE, "right": _BESIDE}
SMALLEST = 0.02  # a weight nearer to nothing is left out

Row = tuple[tuple[str, ...], bool]
Rows = dict[str, list[Row]]


class Article:
    """A labelled article, parsed once."""

    def __init__(self, row: Mapping[str, Any], scorer: ModuleType) -> None:
        self.row = row
        self.day = date.fromisoformat(row["dct"][:10])
        text = row["text"]
        document = read(text, published_on=self.day, title=row.get("title") or "")
        self.parsed = list(trees(worth_parsing(document.sentences)))
        self.telling = assemble.Telling.of(document, self.parsed, Gazetteer.seed())
        self.gold = [scorer.parse_event(e, "gold", text, is_gold=True) for e in row["events"]]
        self.scorer = scorer

    def drafts(self, least: float) -> list[assemble.Draft]:
        """Run the engine's later stages with the weights as they are now."""
        telling = replace(self.telling, before=[], place=None)
        return list(telling.drafts(self.parsed, least=least))

    def record(self) -> dict[str, Any]:
        """Return what the engine says, as the scorer reads it."""
        found = replace(self.telling, before=[], place=None).findings(self.parsed)
        return {"id": self.row["id"], **as_record(Analysis((), found))}

    def learn(self, rows: Rows) -> None:
        """Add a row for everything that was weighed, with whether the labels have it."""
        drafts = self.drafts(0.0)
        for draft, n in zip(drafts, self.pairs(drafts), strict=True):
            gold = self.row["events"][n] if n is not None else None
            days = self.gold[n].dates if n is not None else []
            for span, signs in draft.dates:
                is_day = (span.earliest, span.latest) in days
                is_kind = gold is not None and draft.finding.kind in gold["kinds"]
                rows["finding"].append((signs, is_day))
                rows["right"].append((signs, is_day and is_kind))
            if gold is None or n is None:
                continue
            for option in draft.actors:
                name = self.scorer.fold(option.actor.name)
                taken = self.scorer.common_actors(self.gold[n].actors, [name])
                rows["actor"].append((option.signs, bool(taken)))
            for place in draft.places:
                rows["place"].append((place.signs, place.place.name in gold["places"]))

    def pairs(self, drafts: Sequence[assemble.Draft]) -> list[int | None]:
        """Return the labelled event that each draft is meant for, by the scorer's pairing."""
        said = []
        for draft in drafts:
            line = as_record(Analysis((), (draft.finding,)))["events"][0]
            said.append(self.scorer.parse_event(line, "said", self.row["text"], is_gold=False))
        pairs: list[int | None] = [None] * len(drafts)
        if not said or not self.gold:
            return pairs
        table = [
            [
                max(self.scorer.weight(g, e) for e in self._dated(s, d))
                for s, d in zip(said, drafts, strict=True)
            ]
            for g in self.gold
        ]
        for n, k in self.scorer.assign(table):
            if table[n][k] > 0:
                pairs[k] = n
        return pairs

    def _dated(self, said: Any, draft: assemble.Draft) -> Iterable[Any]:
        """Yield the event with every date that was weighed for it."""
        for span, _ in draft.dates:
            yield replace(said, dates=[(span.earliest, span.latest)])


def fit(articles: Sequence[Article]) -> str:
    """Return the lines of the weights fitted on these articles."""
    rows: Rows = {name: [] for name in ("finding", "right", "actor", "place")}
    for article in articles:
        article.learn(rows)
    return "".join(_lines(name, found) for name, found in rows.items())


def _lines(name: str, rows: Sequence[Row]) -> str:
    seen = Counter(sign for signs, _ in rows for sign in set(signs))
    known = [{s: 1.0 for s in signs if seen[s] >= RAREST} for signs, _ in rows]
    vectors = DictVectorizer()
    table = vectors.fit_transform(known)
    regression = LogisticRegression(C=STRENGTH, max_iter=2000)
    regression.fit(table, [right for _, right in rows])
    found = dict(zip(vectors.get_feature_names_out(), regression.coef_[0], strict=True))
    found |= GIVEN.get(name, {})
    lines = [f"{name}\t{weights.BIAS}\t{regression.intercept_[0]:.2f}\n"]
    lines += [
        f"{name}\t{sign}\t{weight:.2f}\n"
        for sign, weight in sorted(found.items())
        if abs(weight) >= SMALLEST
    ]
    return "".join(lines)


def use(text: str) -> None:
    """Let the engine use these weights from now on."""
    models = weights.read(text)
    weights._models = lambda: models  # type: ignore[assignment]  # noqa: SLF001


def fitted(articles: Sequence[Article]) -> str:
    """Fit several times over, each time with what the last one says of the text before."""
    text = ""
    use(text)
    for _ in range(ROUNDS):
        text = fit(articles)
        use(text)
    return text


def load_scorer(folder: Path) -> ModuleType:
    """Import the scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location("score_events", folder / "score_events.py")
    if spec is None or spec.loader is None:
        sys.exit(f"No score_events.py in {folder}.")
    scorer = importlib.util.module_from_spec(spec)
    sys.modules["score_events"] = scorer
    spec.loader.exec_module(scorer)
    return scorer


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scorers", type=Path, metavar="SCORERS")
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    scorer = load_scorer(asked.scorers)
    lines = [line for path in asked.gold for line in path.read_text("utf-8").splitlines() if line]
    articles = [Article(json.loads(line), scorer) for line in lines]
    if not asked.folds:
        asked.out.write_text(fitted(articles), encoding="utf-8")
        return
    gold, said = {}, {}
    for fold in range(asked.folds):
        use(fitted([a for n, a in enumerate(articles) if n % asked.folds != fold]))
        for article in articles[fold :: asked.folds]:
            line = article.record()
            parsed = [
                scorer.parse_event(e, "said", article.row["text"], is_gold=False)
                for e in line["events"]
            ]
            key = article.row["id"]
            gold[key] = scorer.Article(article.day, article.row["text"], article.gold)
            said[key] = scorer.Article(article.day, article.row["text"], parsed)
    sys.stdout.write(scorer.report(scorer.evaluate(gold, said)) + "\n")


if __name__ == "__main__":
    main()
