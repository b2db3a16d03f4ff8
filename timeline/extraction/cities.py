"""The slim city list, kept as lines and parsed only where a name is looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from timeline.extraction.entries import PlaceEntry
from timeline.extraction.seed import DATA, several
from timeline.extraction.spelling import key_lengths, name_key


class Cities:
    """Cities by name and by slug; 33,000 lines become keys, an entry is made when asked for.

    The lines are in the order of the names, the largest city of a name first: a key leads to
    the first of them.
    """

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
        self._lines = [line for line in lines if line and line[0] != "#"]
        self._names = [line[: line.index("\t")] for line in self._lines]
        # Nearly all names are words and hyphens, which are keys but for the hyphens; built from
        # behind, so that the first of equal names stays.
        keys = "\n".join(reversed(self._names)).replace("-", " ").split("\n")
        self.first: dict[str, int] = dict(zip(keys, range(len(keys) - 1, -1, -1), strict=True))
        self._aliases: dict[str, tuple[int, ...]] = {}
        for odd in [k for k in self.first if not k.replace(" ", "").isalpha()]:
            self._alias(odd, self.first.pop(odd))
        for number, line in enumerate(self._lines):
            if line[-1] != "\t":
                for alias in line[line.rindex("\t") + 1 :].split("|"):
                    self._alias(alias, number)
        longer = [k for k in self.first if " " in k]
        self.lengths = key_lengths([*longer, *self._aliases])
        self._slugs: dict[str, int] = {}

    def _alias(self, name: str, number: int) -> None:
        key = name if name.isalpha() else name_key(name)
        self._aliases[key] = (*self._aliases.get(key, ()), number)

    def __contains__(self, key: str) -> bool:
        return key in self.first or key in self._aliases

    @classmethod
    def read(cls) -> Cities:
        """The cities of the seed file, read once in a process."""
        return _read()

    def named(self, key: str) -> tuple[PlaceEntry, ...]:
        """The cities under a name's key, the largest first."""
        numbers = {*self._aliases.get(key, ())}
        if (number := self.first.get(key)) is not None:
            numbers.add(number)
        for same in [*numbers]:
            after = same + 1
            while self._names[after : after + 1] == [self._names[same]]:
                numbers.add(after)
                after += 1
        return tuple(sorted(map(self._entry, numbers), key=lambda p: -p.population))

    def by_slug(self, slug: str) -> PlaceEntry | None:
        """The city of that slug."""
        if not self._slugs:
            self._slugs = {x.split("\t", 2)[1]: n for n, x in enumerate(self._lines)}
        number = self._slugs.get(slug)
        return None if number is None else self._entry(number)

    def __len__(self) -> int:
        return len(self._lines)

    def _entry(self, number: int) -> PlaceEntry:
        name, slug, country, parent, latitude, longitude, population, aliases = self._lines[
            number
        ].split("\t")
        return PlaceEntry(
            slug=slug,
            name=name,
            kind="city",
            country=country,
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
            parent=parent,
            aliases=several(aliases),
        )


@cache
def _read() -> Cities:
    return Cities(DATA / "cities.tsv")
