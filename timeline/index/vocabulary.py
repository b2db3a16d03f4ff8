"""The values of all facets under one numbering, and the names they go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from timeline.index import kernels
from timeline.index.kernels import Int32s, Int64s
from timeline.index.question import FACETS, Term
from timeline.index.texts import TextColumns, Texts


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its key in addresses and what readers see."""

    facet: str
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names and aliases as texts, each of one value."""

    texts: Texts
    owners: Int32s  # the value of each text

    @classmethod
    def build(cls, columns: TextColumns, owners: Int32s) -> Names:
        """From names as read."""
        return cls(Texts.build(columns, np.arange(owners.size)), owners)

    def values(self, term: Term) -> list[int]:
        """The values that go by a name with these words in it."""
        found = self.texts.saying(term.name, is_prefix=term.is_prefix)
        return np.unique(self.owners[kernels.positions_of(found)]).tolist()


class Vocabulary:
    """Values by number. A later vocabulary keeps the numbers of an earlier one."""

    def __init__(self, values: Iterable[Value], names: Names | None = None) -> None:
        self.values = tuple(values)
        self.names = names
        self._numbers = {
            (value.facet, value.slug): number for number, value in enumerate(self.values)
        }
        self._of_facet: dict[str, Int32s] = {}
        self.label_ranks: Int64s = np.zeros(len(self.values), np.int64)
        for facet in FACETS:
            numbers = [n for n, value in enumerate(self.values) if value.facet == facet]
            self._of_facet[facet] = np.array(numbers, np.int32)
            numbers.sort(key=lambda n: (str(self.values[n].label), self.values[n].slug))
            self.label_ranks[numbers] = np.arange(len(numbers))

    def __len__(self) -> int:
        return len(self.values)

    def number(self, facet: str, slug: str) -> int | None:
        """The number of a value, if there is one."""
        return self._numbers.get((facet, slug))

    def numbers(self, facet: str, slugs: Iterable[str]) -> Iterator[int]:
        """The numbers of those values that there are."""
        for slug in slugs:
            number = self._numbers.get((facet, slug))
            if number is not None:
                yield number

    def of_facet(self, facet: str) -> Int32s:
        """All values of a facet."""
        return self._of_facet[facet]
