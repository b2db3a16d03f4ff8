"""The slim city list, kept as lines and parsed only where a name is looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from timeline.extraction.entries import PlaceEntry
from timeline.extraction.seed import DATA, several
from timeline.extraction.spelling import name_key


class Cities:
    """Cities by name and by slug; 33,000 lines become keys, an entry is made when asked for."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
        self._lines = [line for line in lines if line and line[0] != "#"]
        self.by_key: dict[str, tuple[int, ...]] = {}
        for number, line in enumerate(self._lines):
            _, name, *_, aliases = line.split("\t")
            for spelling in (name, *aliases.split("|")) if aliases else (name,):
                # Two thirds are one plain word, which is its own key.
                key = spelling if spelling.isalpha() else name_key(spelling)
                self.by_key[key] = (*self.by_key.get(key, ()), number)
        self._slugs: dict[str, int] = {}

    @classmethod
    def read(cls) -> Cities:
        """The cities of the seed file, read once in a process."""
        return _read()

    def named(self, key: str) -> tuple[PlaceEntry, ...]:
        """The cities under a name's key, the largest first."""
        return tuple(map(self._entry, self.by_key.get(key, ())))

    def by_slug(self, slug: str) -> PlaceEntry | None:
        """The city of that slug."""
        if not self._slugs:
            self._slugs = {x[: x.index("\t")]: n for n, x in enumerate(self._lines)}
        number = self._slugs.get(slug)
        return None if number is None else self._entry(number)

    def __len__(self) -> int:
        return len(self._lines)

    def _entry(self, number: int) -> PlaceEntry:
        slug, name, country, parent, latitude, longitude, population, aliases = self._lines[
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
