"""The values of all facets under one numbering, and the names they go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.index.compiled import Int32s, Int64s
from timeline.index.copied import TextColumns
from timeline.index.question import FACETS, Term
from timeline.index.sets import positions_of
from timeline.index.texts import Texts

AT = "at"  # beside the facets: a place without what lies inside it, which is what its name finds


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
        return [int(value) for value in np.unique(self.owners[positions_of(found)])]


class Vocabulary:
    """Values by number. A later vocabulary keeps the numbers of an earlier one."""

    def __init__(self, values: Sequence[Value], names: Sequence[Names]) -> None:
        self._names = names
        self.slugs: npt.NDArray[Any] = np.array([value.slug for value in values], object)
        self.labels: npt.NDArray[Any] = np.array([value.label for value in values], object)
        self._numbers = {(value.facet, value.slug): n for n, value in enumerate(values)}
        self._of_facet: dict[str, Int32s] = {}
        self.ranks: Int64s = np.zeros(len(values), np.int64)  # in the order of a facet's labels
        of_facet: dict[str, list[int]] = {facet: [] for facet in (*FACETS, AT)}
        for number, value in enumerate(values):
            of_facet[value.facet].append(number)
        for facet, numbers in of_facet.items():
            self._of_facet[facet] = np.array(numbers, np.int32)
            numbers.sort(key=lambda n: (values[n].label, values[n].slug))
            self.ranks[numbers] = np.arange(len(numbers))

    def __len__(self) -> int:
        return len(self.slugs)

    def numbers(self, facet: str, slugs: Iterable[str]) -> Iterator[int]:
        """The numbers of those values that there are."""
        for slug in slugs:
            number = self._numbers.get((facet, slug))
            if number is not None:
                yield number

    def of_facet(self, facet: str) -> Int32s:
        """All values of a facet."""
        return self._of_facet[facet]

    def named(self, term: Term) -> list[int]:
        """The actors and places that go by a name with these words in it."""
        return [value for names in self._names for value in names.values(term)]
