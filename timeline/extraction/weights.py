"""Small logistic models over named signs, fitted by `bench/fit.py`; their weights are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "weights.tsv"
BIAS: Final = "(always)"


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over signs that are there or not."""

    weights: Mapping[str, float]

    def probability(self, signs: Iterable[str]) -> float:
        """Return how likely it is that what bears these signs is wanted, 0-1; new signs count 0."""
        weights = self.weights
        total = weights.get(BIAS, 0.0) + sum(weights.get(sign, 0.0) for sign in signs)
        return 1 / (1 + exp(-total))


def model(name: str) -> Model:
    """Return a model by its name; one that nothing was fitted for knows no sign."""
    return _models().get(name, Model({}))


def read(text: str) -> dict[str, Model]:
    """Read models from lines of model, sign and weight."""
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, sign, weight = line.split("\t")
            found.setdefault(name, {})[sign] = float(weight)
    return {name: Model(weights) for name, weights in found.items()}


@cache
def _models() -> dict[str, Model]:
    return read(_FILE.read_text(encoding="utf-8"))
